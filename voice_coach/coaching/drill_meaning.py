# ruff: noqa: E501  # a list of phrases reads better in long lines
"""Wishes in words of one's own: what is meant, by the words that tell it, wherever they stand.

Each telling phrase weighs for one wish. A statement about the problem that is drilled is no wish, whatever
words it shares with one.
"""

from __future__ import annotations

import re

from voice_coach.coaching.drill_wishes import Wish

MOST_WORDS = 14
"""Of a wish in words of one's own; whoever talks longer goes on with the answer."""
ENOUGH = 1.0
STRONG, WEAK, OVERRULING = 1.0, 0.5, 2.0
ADDRESSED = 0.5
"""What speaking to the coach adds to a phrase that tells little by itself."""


def _words(text: str) -> str:
    return "|".join(" ".join(each.split()) for each in text.split(";") if each.strip())


_THING = "(one|ones|round|drill|question|exercise|case|problem|task|prompt|scenario|topic|challenge|puzzle)"
_AGAIN = "(again|once (again|more)|one more time|another time|a second time|over|anew|afresh|from the (top|start|beginning))"
_GO = "(go|try|shot|attempt|bash|stab|crack|whirl|chance|take|turn|run|pass|pop|swing|round of (this|it|that|the same))"
_LOT = "(too|so|very|way|awfully|terribly|rather|pretty|really|a bit|a little|a tad|bit|far too|way too|much too|a bit too|a little too|a tad too)"

_STRONG: dict[Wish, str] = {
    Wish.AGAIN: f"""
        (another|one more|a second|a third|a fresh|a further|a last|a better) {_GO}; re ?do(ing)?; re ?tak(e|ing); re ?try; do ?overs?; (do|doing) (it|that|this|this one|that one) over; mulligan; rewind;
        start(ing)? (over|afresh|again|from scratch); take two; back to (the start|the beginning|square one|the top); from (the top|the start|the beginning|scratch);
        (try|do|doing|answer|attempt|run|have|make|take|give|practi[cs]e|go at)( (it|that|this|them|the same|that one|this one|the one|the same one|that {_THING}|this {_THING}|the {_THING}|the same {_THING}))? {_AGAIN};
        (the )?same( {_THING})?( thing)?( again)?$; (the )?same {_THING}; i (just )?(fluffed|messed|botched|screwed|blew|bungled|flubbed|ruined|rushed|garbled|mangled|butchered)( (it|that|this|that one|up))*;
        (can|could|will|ill|would|id) (do|be|say|answer|get) (it |that |this )?(better|quicker|shorter|clearer|sharper); (wasnt|was not|isnt|is not) (my best|my finest|good enough|great|right|what i (wanted|meant)); not (happy|satisfied) with (it|that|this|my|myself); repeat (this|that|the same) {_THING}
    """,
    Wish.NEXT: f"""
        (next|following|subsequent|upcoming) {_THING}; (on|off|forward|onward|onwards) (we|you) go; onwards?; (move|moving|go|going|carry|press|push|crack|roll|march|get) (on|along|ahead|forward)( with it)?; proceed; continue; skip( (it|this|that|ahead))?;
        (give|bring|hand|hit|throw|fire|shoot|send|show|ask|pass|feed|have|see|do|take|try|get|want|need|like|love|prefer|start|begin)( me| us)?( with| for)? (another|an other|a new|a different|a fresh|a further|the next|the following|the other|something (else|new|different|fresh))( {_THING})?;
        what (else|next|now then|comes (next|after|now|then)|is coming|have you got|do you have|else have you|other); whats (next|coming|up next|after (this|that)); who is next; whatever (is|comes) next; keep (it|them|em) coming; next up; (hit|bring) (me|it) on;
        (go|move|proceed|pass|switch|change|jump|turn|advance|continue|step|come) (on )?(to|with) (the next|the following|another|a new|a different|something (else|new|different)|the other)( {_THING})?; (go|move|proceed) further; (a|another|one) (fresh|new|different|further) {_THING};
        (leave|drop|forget|abandon|park|ditch|skip) (this|that|the) {_THING}; (leave|drop|ditch) (this|that) and; enough of (this|that|it)( {_THING})?; (happy|done|finished|through|satisfied|bored) with (this|that|it)( {_THING})?; ready for (more|another|the next); next$; moving swiftly on; new {_THING}; different {_THING}; something (else|different)
    """,
    Wish.HARDER: """
        (harder|tougher|trickier|stiffer|meatier|thornier|heavier going|nastier|spicier); more (advanced|complicated|complex|difficult|challenging|demanding|taxing|testing|involved|of a challenge|challenge|difficulty|heat|bite|pressure on); advanced (one|question|level|stuff);
        challenge me; (proper|real|bigger|serious|greater|good|decent) challenge; (hard|expert|difficult|pro|advanced|nightmare) (mode|level); (stretch|push|test|grill|pressure) me( more| harder| a bit| further)*; under (some )?(more )?pressure; (less|not so|not as|not that|isnt so) (easy|simple|gentle|basic);
        (too|so|way too|bit|a bit|a bit too|far too|really|very|rather|pretty|that) (easy|simple|basic|gentle|tame); piece of cake; childs play; (doddle|breeze|cakewalk|no brainer|walkover); walk in the park; no sweat; in my sleep; easy peasy; dont go (so |too )?easy; (go )?easy on me with no;
        (raise|increase|up|lift|heighten|turn up|crank up|ramp up|step up|push up|bump up|dial up) (the |my )?(level|difficulty|bar|heat|pressure|stakes|ante|challenge)( of difficulty)?; (turn|crank|ramp|step|push|bump|dial|take|kick|notch|move|level|go)( (it|that|things|this|the (difficulty|level|heat|pressure|bar)))? up( (a|one|another) (notch|level|gear|rung|step)); turn the heat up; (crank|ramp|step|level|amp) it up; (higher|upper|tougher|next) (level|rung|difficulty|gear)
    """,
    Wish.EASIER: """
        (easier|simpler|gentler|lighter)( one| question)?; less (difficult|hard|complicated|complex|challenging|demanding|tricky|pressure|tough); (too|so|way too|far too|a bit too|bit too|much too|very|really) (hard|difficult|complicated|complex|tough|tricky|advanced|demanding); (a )?bit much; too much for me;
        (over|above|beyond) (my head|me|my level|my reach); out of my depth; (im|i am) (really )?(struggling|lost|stuck|drowning|overwhelmed); (dial|step|bring|take|tone|turn|ratchet|scale|notch|ease) (it|that|this|things) (back|down)( (a|one) (notch|level|bit|little|rung))?$; (lower|drop|reduce|decrease|bring down|turn down|cut) (the |that )?(bar|level|difficulty|pressure|challenge); (go|be|take it) (a bit |a little )?(easy|easier|gentle|gentler|soft|softer) (on|with) me;
        something (simple|easy|basic|gentle|simpler|easier); baby steps; cut me some slack; (beginner|easy|simple|starter) (level|mode|one|question|stuff); not so (hard|difficult|tough|complicated)
    """,
    Wish.MODEL: """
        (model|modal|ideal|perfect|sample|example|best|right|correct|good|great|strong|stronger|better|textbook|reference|expert|proper|winning|decent|suggested|recommended|excellent|top|polished|exemplary) (answer|response|version|solution|reply|example|wording|phrasing|formulation|take|way to (say|answer|put))s?;
        (really |very )?(good|strong|great|better|perfect|brilliant|excellent|ideal) one; how (would|should|could|do|does|might|ought|can|to) (you|one|a|an|the|somebody|someone|it|i|that|this|they|we)?.*\\b(answer|answered|put|say|said|phrase|phrased|tackle|tackled|handle|handled|approach|word|respond|reply|sound|done|do it|did it|go about|look|looked);
        what (would|should|could|might|ought) (you|a|an|the|i|one|somebody|someone|they|it)( \\w+)? .*\\b(say|said|answer|answered|look like|sound like|be|been|told|tell|replied|reply|gone with|suggest|do|done)$; what (would|should|could) (you|i|one|a \\w+ \\w+|an \\w+) (have )?(say|said|answer|answered|suggest|done).*; what (were|are|did) you (hoping|expecting|looking|after|wanting|expect|want|hope);
        (show|demonstrate|teach|tell|walk) me (through )?(how(?! (im|i)\\b)|the way|what (good|great) ); (show|hear|tell|see) how (its|it is|it should|it ought|the pros|a pro|an expert|you); demonstrate; demo it; (an |for )?example( answer)?( please)?; (the|your|a) (solution|demonstration); in my (place|shoes|position); what (does|do|would) (a |an )?(good|great|strong|excellence|excellent|perfect|ideal|better|best)( \\w+)? (look|looks|sound|sounds|be)( like)?;
        your (version|answer|take|own answer|attempt|turn to answer); enlighten me; (the )?(pros|experts|professionals) (do|say|would|answer); you (do|try|answer|say) it
    """,
    Wish.HEAR: """
        (play|hear|listen|replay|listening|playback) (myself|mine|my (own )?(answer|voice|recording|version|words|take|attempt|self|response|reply)|what i (just )?said|how i (said|did|sounded|sound|put|answered|came)|what i sound(ed)? like|i said|i sounded|me back|me again); replay me; (play|listen|hear)( (it|that|this|me))? back( to)?; how did (i|that|it) (sound|come (across|over|out)); what did i (sound like|say);
        how (do|did) i sound; my (own )?(recording|voice); hear myself; (the|that) recording; play (it|that|the recording|the tape); the (tape|playback)
    """,
    Wish.STOP: """
        (^|please |lets |let us |can we |could we |shall we |we can |we could |want to |like to |now |okay |ok |right |time to |just |so |well |must |need to |have to )(stop|quit|finish|end|terminate|close|cease|halt|conclude|exit|abort|shut|wrap|pack)( (it|this|that|the|our|my|things|everything|down|up|off|in|now|here|there|today|for|session|training|drill|drills|drilling|practice|practising|practicing|lesson|program|app|with|and|go|please|at|us))*$; i (want|need|would like|wish|prefer|think ill|d like) to (stop|quit|finish|end|leave|go|rest);
        (im|i am|thats me|that is me|were|we are|ive|i have) (now |all |just |completely |so |really |pretty |quite |too |a bit )?(off|done|finished|out|knackered|tired|exhausted|beat|leaving|spent|wiped|shattered|through|going|heading off|all set|worn out)( (now|here|today|for .*|then|out|thanks|thank you|cheers))*$; call it (a day|quits|a night|there|off); (leave|end|park|finish|stop|cut|break) (it |things |this )?(there|here|at that); (that|this|it) will do; (thatll|itll) do; ^(\\w+ ){0,3}(thats|that is|this is|its) (enough|all|it|plenty|everything|a wrap)( for .*| now| thanks| from me| thank you)?$; (had|have) enough;
        (have|need|got|gotta|must|ought|better)( got)?( to)? (go|run|leave|dash|stop|catch|hop off|head|get off|be off|sign off|log off|jet|shoot off|split|rest); (good ?)?bye( bye)?; see you; see ya; good ?night; so long; take care; farewell; (until|till) (tomorrow|next time|later); enough( (for (now|today|one day|me)|now|already|please|thanks))*$; no more( (for (me|now|today)|today|now|thanks|please|of this))*$; (another|some other) (time|day); pack(ing)? it in; knock it on the head; sign(ing)? off; log(ging)? off; shut( it| this)? down; for (one day|the day); time to (stop|go|finish|end|rest|leave|call it); switch( yourself| it)? off; turn( yourself| it)? off; i want out; lets (rest|break off)
    """,
    Wish.PROGRESS: """
        how (am|was|have|did|do|had|are) (i|we)( \\w+)* (doing|do|done|getting on|getting along|performing|perform|performed|going|go|faring|fare|fared|stand|standing|shaping up|coming along|improving|improved|progress|progressing|managing|score|scoring|rate|been); how did (that|it|this|i|we) go; how (im|i am|i) (doing|getting on|performing|faring|going|do|shaping|coming|progressing); how good (am i|was i|i am); how (well|badly|far) (am|did|have|do) i;
        my (score|tally|progress|performance|stats|statistics|results?|standing|record|track record|success rate|marks|grade|numbers so far); the (score|tally|standing)( so far)?; (a )?(status|progress|score) (update|report|check|so far); am i (any|getting|improving|making|on track|doing|good|learning|progressing|ok|okay|up to|at least|there|still|better|worse); where (am i|do i stand|i stand|do i rank); (have|did) i (get|got|gotten|improve|improved|do (well|ok|okay|better|any)|made|make|nail|nailed|pass|passed); how many (have i|did i|were|are|was|i);
        (is|was) (it|this) going (well|ok|okay|alright|all right|better|fine); (hows|how is|how are) (it|this|things|everything|my \\w+) (going|looking|coming|coming along); making (any )?progress; getting (any )?better
    """,
    Wish.REPEAT: f"""
        (i )?(didnt|did not|couldnt|could not|havent|have not|dont|do not|wasnt|was not|never|hardly|barely)( (quite|really|fully|even|properly|all|exactly))* (hear|catch|get|got|understand|understood|follow|listen|listening|paying attention|caught|heard|make (that|it) out)( (it|that|this|you|a word|the \\w+|what you|last|bit|part|all|any of|everything|question|said|asked))*; (missed|lost|misheard) (it|that|this|you|what you|the (last|end|first|question|feedback|beginning|start|middle)|a (bit|part|word)|some);
        (zoned|spaced|drifted|nodded) (out|off); (was|got|am|been) distracted; mind (wandered|was elsewhere|drifted|went blank); was(nt| not) (listening|paying attention|with you); (i )?beg your pardon; ^(sorry|pardon|what|huh|eh|excuse me|say what|you what|come again|what was that|whats that)( (sorry|please|again|me|what|huh|was that|did you say))*$;
        what (did|do|were|was|have) you (just )?(say|saying|said|ask|asking|asked|tell|telling|told|mean|want); what (was|were|is) (it|that|the (question|feedback|task|prompt|last (bit|part|word|thing|sentence)|advice|tip|correction|first (bit|part)|thing|problem|limit)); (the|that) (feedback|question|task|prompt|advice|correction|tip|last bit|last part)( {_AGAIN})$; i( have)? forgot(ten)? (the question|what you|what the question|the task)
    """,
    Wish.SLOWER: f"""
        (?<!its )(?<!is )(?<!are )(?<!gets )(?<!be )(slower|slowly|slow (down|it|that)|more slowly|unhurried|slow); {_LOT} (fast|quick|quickly|rapid|rapidly|speedy|hasty|hurried); (not|less)( so| that| as)? (fast|quick|quickly|rapid|rapidly|speed); (ease|back|cut|drop|bring|reduce|lower|take|turn|decrease|drop)( off| down| back)?( on)?( the| your| that)? (speed|pace|tempo|rate); (cant|cannot|couldnt|hard to|struggle to|struggling to|trying to|difficult to) (keep up|follow you|keep pace);
        (you|you are|youre) (\\w+ )?(rattling|racing|rushing|gabbling|speeding|running|hurrying); (easy|steady) (there|on|tiger|now); take it easy; (calmer|gentler|slower|relaxed|leisurely|lower) (pace|speed|tempo); more calmly; where is the fire; take your time
    """,
    Wish.FASTER: f"""
        (faster|quicker|brisker|snappier|speedier|more quickly|more briskly|more speed|more pace|more tempo); speed (it|that|this|your|the|things|yourself)?( \\w+)? ?up; hurry( up| it| along)*; (pick|step|raise|up|increase|quicken|push|crank) (up )?(it up|the (pace|speed|tempo|rate)|your (pace|speed)); pick it up; get a move on; chop chop; {_LOT} (slow|slowly|sluggish); (you|you are|youre) slow; less slow(ly)?; move it along; liven up
    """,
    Wish.LOUDER: f"""
        (louder|more loudly|more volume|more sound); volume (up|higher|to maximum); (up|turn up|pump up|raise|increase|boost|crank up|bring up|more on) (the|your|that) (volume|sound|level of sound); (turn|put|bring|crank|pump)( (it|yourself|that|the (volume|sound)|your volume))? up; speak up; (raise|lift|project) your voice; {_LOT} (quiet|quietly|soft|softly|faint|low|silent);
        (cant|cannot|can hardly|can barely|can scarcely|hardly|barely|struggle to|struggling to|hard to|difficult to|not able to|unable to|dont|couldnt) hear (you|a thing|anything|the voice); (whispering|mumbling)
    """,
    Wish.QUIETER: f"""
        (quieter|softer|more quietly|more softly|less loud|less loudly|less volume|less noise|hush|shush|pipe down|keep it down|whisper); {_LOT} (loud|loudly|noisy); not (so|that|as) (loud|loudly); (shouting|yelling|screaming|bellowing|blasting|deafening); (hurts?|hurting) my ears?; (lower|drop|soften|reduce|decrease|turn down|bring down|cut) (your|the|that) (voice|volume|sound|noise); (turn|bring|put|tone)( (it|yourself|that|the (volume|sound|noise)|your voice))? down; volume (down|lower)
    """,
    Wish.TIME: """
        how (long|much|many)( \\w+)* (left|remain|remaining|remains|to go|minutes|time|longer|remain); how long (is|are|do|does|have|has|will|until|till|more|still|to go|left); (whats|what is|what time is) left; time (left|remaining|check|remains|to go); (time|enough time) for (another|one more|more|a last); (are|is|were) (we|it|this) (nearly|almost|about|close to)( \\w+)? (done|over|there|finished|through|up|finish); on the clock; when (does|do|will|is) (it|this|we|the \\w+) (end|finish|stop|over|done); (minutes|seconds|time) (are|is|do we have)( \\w+)? (left|remaining|to go)
    """,
    Wish.HELP: """
        what (can|could|may|do|am|are|should|must) (i|my|the|you|we) (say|ask|do|choose|pick|tell|options|choices|commands|possibilities|supposed|allowed|able|need|understand|know|call|want from me|have to choose); what should i (say|do)( to you| now| here| next)?$; what (else )?(can|could|may|do|should) i (say|ask|do|choose|pick|tell); (which|what)( \\w+)? (words|commands|options|phrases|choices|instructions|possibilities); (remind|tell|list|read|give|name|explain)( me| us)?( \\w+)* (commands|options|choices|words|possibilities|instructions|how this works|how it works); (dont|do not|not sure|no idea|forgot|forget)( know)? (what|how)( to| i can| i could| am)? (say|ask|do|can say|talk); help( me)?( out)?; how does (this|it) work; what now; (my|the) (options|choices|commands)
    """,
}
_WEAK: dict[Wish, str] = {
    Wish.AGAIN: "again; once more; one more time; afresh; anew; a second time; over again; one more; scratch that; more than once; better this time; another go at",
    Wish.NEXT: "next; another; a new; a fresh; move; go on; forward; fresh one; coming; ahead; got (this|that|it)( one)?; following; else; done with; further",
    Wish.HARDER: "difficulty; difficult; challenging; challenge; pressure; heat; a notch; meaty; demanding",
    Wish.EASIER: "easy; simple; gentle; struggling; basic",
    Wish.MODEL: "model; ideal; example; solution; sample; perfect; strong candidate; expert; correct",
    Wish.HEAR: "listen; play; replay; recording; playback; my voice",
    Wish.STOP: "quit; done; wrap; enough; terminate; for (today|now)",
    Wish.PROGRESS: "progress; score; performance; performing; improving; level; standing; stats; so far",
    Wish.REPEAT: "pardon; understood; understand; feedback",
    Wish.SLOWER: "slow; calm; calmly; slower; pace",
    Wish.FASTER: "speed; quick; quickly; fast; hurry",
    Wish.LOUDER: "volume; loud; louder; up a bit",
    Wish.QUIETER: "quiet; quietly; softly; down a bit",
    Wish.TIME: "minutes; left; how long; clock; remain(s|ing)?; nearly",
    Wish.HELP: "help; options; choices; commands; instructions",
}
_OVERRULES: dict[Wish, str] = {
    Wish.AGAIN: f"^again; (another|one more|a second) {_GO}; (let me|can i|could i|may i|might i|i want to|i wanna|i would like to|id like to|ill|i will|allow me to|i can|me) (just |please )?(say|answer|explain|put|read|attempt|phrase|go over|go through|tell|run)( \\w+)* {_AGAIN}",
    Wish.REPEAT: f"""
        (say|saying|tell|telling|read|reading|speak|ask|asking|state|explain|explaining|repeat|repeating|go over|going over|go through|going through|run|running|put|phrase|give)( me| us| to me)?( \\w+)*? (it|that|this|(the|that|same) (same )?(question|feedback|prompt|task|thing|advice|point|last (bit|part))|what you said|yourself|by me|to me|last bit)( \\w+)*? {_AGAIN}; (run|take|walk) (that|it|this|me) (by|through)( \\w+)*; (what|which) (was|is|were|did|do) {_AGAIN}; whats {_AGAIN};
        (please |can you |could you |would you |will you |kindly |just )+repeat; ^repeat( (it|that|this|please|yourself|the (question|prompt|task|feedback|last \\w+)|what you .*))*$; {_AGAIN} what you (said|asked|told me); what did you (say|tell me|ask|mean); mind (saying|repeating|telling|reading); you to (say|repeat)
    """,
    Wish.STOP: "(leave|call|end) it (there|here|at that|a day|quits); (stop|finish|end|close|wrap|quit|leave|terminate) (now|here|today|for (today|now)|the (session|training|drills|practice|lesson)|this session); enough for (today|now|one day); had enough",
    Wish.TIME: "time for (another|one more|more); how (many|much) (more )?(minutes|time); (nearly|almost) (done|over|there|finished); how (long|much longer)",
    Wish.HELP: "(what|which) (are )?(my |the |your )?(options|choices|commands|words); (dont|do not) know what (to|i can|i could) (say|do|ask); what (can|could|may|am) i( \\w+)* (say|ask|choose|tell); which words",
    Wish.EASIER: "easier; simpler; gentler; (easy|easier|gentle|gentler|soft) (on|with) me; not so (hard|difficult|tough|complicated)",
    Wish.HARDER: "harder; tougher; trickier; more (difficult|challenging|advanced|complicated|demanding); dont go( so| too)? easy( on me)?; (not|less)( so| that| as)? (easy|simple|gentle); less (easy|simple); (too|so|bit|a bit) (easy|simple|basic)",
    Wish.LOUDER: "(cant|cannot|can hardly|can barely|barely|hardly|dont|couldnt) hear you; (turn|volume|sound)( \\w+)? up; too (quiet|soft|faint)",
    Wish.QUIETER: "shouting; turn( \\w+)* (sound|volume|it) down; my ears?; too loud; (lower|soften) your voice; turn (it|the sound|the volume|yourself) down",
    Wish.SLOWER: f"{_LOT} (fast|quick|quickly); keep up with; (slow|slower|slowly) (down|please); take it easy; (ease|pace|speed|bring)( \\w+)* (down|off); (speak|talk|say it|read)( \\w+)* (slow|slower|slowly); not so (fast|quick); ease off; native speaker",
    Wish.FASTER: f"{_LOT} slow; speed( \\w+)* up; pick it up; (talk|speak|speech|talking|reading)( \\w+)* (faster|quicker|hurry|up)",
    Wish.HEAR: "(play|listen|replay)( \\w+)* (back|myself|my (own|voice|answer|recording|words|version|take|attempt|try)|what i|how i); how did (i|that|it) (sound|come (across|over)); (hear|listen to) (my|myself|me|what i|how i); my own (voice|answer|recording); what did i (sound|say)",
    Wish.NEXT: f"(different|fresh) {_THING}; what (else|next|comes (next|after)); something (else|different|new)",
    Wish.MODEL: "(in my (place|shoes)|strong candidate|top candidate|the pros); what should i have; (good|model|ideal|perfect|strong|correct|right|best|sample|better|great) (answer|response|version|solution|reply|one); how would you; what would you; how (it|that) (ought|should)",
    Wish.PROGRESS: "how many (have i|did i|i); (have|did) i (got|get|improve); how (am|have) i (been )?(doing|getting on|performing)",
}
_TABLES = ((STRONG, _STRONG), (WEAK, _WEAK), (OVERRULING, _OVERRULES))
_CUES = tuple(
    (wish, weight, re.compile(rf"(?:^|\b)(?:{_words(text)})(?=\b|$)"))
    for weight, table in _TABLES
    for wish, text in table.items()
)
_TO_THE_COACH = re.compile(
    r"\b(you|your|youre|please|kindly|lets|let us|let me|me|us|thanks|thank you|cheers|shall|may i|can i|could i|can we|could we|can you|could you|would you|will you|want|wanna|need|like|love|prefer|fancy|rather)\b"
    r"|^(give|show|tell|make|put|bring|hit|throw|fire|keep|carry|go|move|skip|play|read|say|stop|end|finish|take|turn|do|try|have|get|leave|come|run|ready|speak|talk|pick|lower|raise|back)\b"
)
_THIRD = (
    r"they|them|their|theirs|he|she|his|users?|customers?|people|nobody|everybody|everyone|agents?|nurses?|patients?|drivers?|clients?|callers?|readers?|students?|doctors?|merchants?|buyers?|"
    r"costs?|prices?|cents?|percent|dollars?|budget|latency|cache|caching|data|index|machines?|tests?|errors?|models? (answers|says?|gives?|takes?|needs?)|prompts|privacy|compliance|kpi|requests?|refunds?|tickets?|orders?|trust|hospitals?|teams?|week|month|year|hour|hours|hiring|form|pages?"
)
_FINITE = r"(is|are|was|were|has|have|had|makes?|gets?|would|will|must|can|could|should|goes|comes?|leaves?|needs?|helps?|counts?|matters?|breaks?|ends?|starts?|repeats?|said|says|takes?|gives?|costs?|means?|sounds?|changes?|doubles?|works?|fails?|depends?|decides?|moves?|runs?|hits?|keeps?|owns?|calls?)"
_STATES = re.compile(
    rf"\b({_THIRD})\b"
    r"|^(so |and |but |well |then |yes |no |oh )*(i|we) (would|should|might|must|could)( not| also| then| first| only)* (?!like|love|want|prefer|rather|appreciate|fancy|have to go|be off|do with|use (a|an|some) (example|break)|hear|have another|go|try (it |that )?again)\w+"
    r"|^(so |and |but |then )*we (?!can\b|could\b|are done|are finished|were done|should|may|re\b)\w+"
    rf"|^(and |but |so |then |because )*(the|an?|my|our|its|their|another|one|most|all(?! good| right| set| done)|every|each|no|some|more|something|everything|nothing|mostly|today|tomorrow|on|at|in|from|for|with|an? \w+ later) (?:\w+ )+?{_FINITE} (?!you\b)"
    rf"|^(and |but |so |then |because )*it (?!(is|was) (too|so|way|very|far|a bit|much|going|over|enough|really)|hurts|will do|s\b){_FINITE}\b"
    rf"|^(?!this|thats|whats|lets|hows|its|thanks|yes|is|was|does|wheres|cheers)(?:\w+ing|\w+s|louder|quieter|harder|easier|faster|slower) (?:\w+ )*{_FINITE}\b(?! (you|we|i)\b)"
    r"|^(?:finish|end|start|stop|play|repeat|help|option|time|speed|pace|volume|sound|level|score|answer|example)s? (?:\w+ )?(?:is|are|was|were|costs?|counts?|matters?)\b"
    r"|\bit (?!is|was|will|s|and|again|more|up|down|back|over|please|there|here|us|as|less)\w+s\b"
    r"|\b(then|so|and|but) ill (?!leave|be|try|do|have|go|take|stop|give|skip)\w+"
)
_REMARKS = re.compile(
    rf"\b(that|this|it|thats|this one|that one) ?(was|is|s|were)? ?({_LOT} )?(easy|simple|basic|hard|difficult|tough|complicated|fast|quick|slow|loud|quiet|much|enough|over my head|beyond me|way over my head|a piece of cake|childs play|a (doddle|breeze|cakewalk)|me done|my best|all|it)\b$"
    r"|^(that|this|it) (will do|wasnt my best|was a piece of cake)|^bit (easy|hard|fast|slow|loud|quiet)"
)
"""Of the drill itself, and not of its problem."""


_OF_THEM = re.compile(r" (?:any|all|some|each|many|how many) of them\b|(?<=keep) them\b")
_FILLERS = re.compile(r"\b(?:um+|uh+|er|erm|hm+|mm+|like|you know) ")
_HEARD_AS = {
    "won": "one",
    "two": "to",
    "write": "right",
    "mere": "more",
    "foster": "faster",
    "lauder": "louder",
    "motel": "model",
    "modal": "model",
    "gain": "again",
    "answers": "answer",
    "pleas": "please",
    "as": "is",
    "at": "it",
    "in": "and",
    "let": "lets",
}
"""What recognisers give for words of wishes that sound alike."""


def meant(words: str) -> Wish | None:
    """What bare words in lower case ask for, None where they tell nothing or too little."""
    return _meant(words) or _meant(_FILLERS.sub("", words)) or _misheard(words)


def _misheard(words: str) -> Wish | None:
    """The same where one word was taken for another that sounds alike."""
    each = words.split()
    others = (
        " ".join((*each[:at], _HEARD_AS[word], *each[at + 1 :]))
        for at, word in enumerate(each)
        if word in _HEARD_AS
    )
    return None if _STATES.search(words) else next(filter(None, map(_meant, others)), None)


def _meant(words: str) -> Wish | None:
    words = _OF_THEM.sub("", words)
    if len(words.split()) > MOST_WORDS or (_STATES.search(words) and not _REMARKS.search(words)):
        return None
    scores = dict.fromkeys(Wish, 0.0)
    for wish, weight, pattern in _CUES:
        scores[wish] += weight * bool(pattern.search(words))
    best = max(scores, key=lambda wish: scores[wish])
    bonus = ADDRESSED if _TO_THE_COACH.search(words) else 0.0
    return best if scores[best] and scores[best] + bonus >= ENOUGH else None
