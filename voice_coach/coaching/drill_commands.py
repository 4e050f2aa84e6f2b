# ruff: noqa: E501  # a list of phrases reads better in long lines
"""What can be said between two rounds without a wake word, and after "coach" within an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voice_coach.coaching.drill_meaning import MOST_WORDS, meant
from voice_coach.coaching.drill_wishes import Wish

MOST_WORDS_TO_COACH = 8
"""Of a wish in words of one's own after the address: in the middle of an answer more would be part of it."""
PHRASES = (
    "again",
    "once more",
    "next",
    "next one please",
    "harder",
    "a harder one please",
    "easier",
    "model answer",
    "give me the model answer",
    "stop",
    "stop for today",
    "how am i doing",
    "repeat",
    "repeat the question",
    "slower",
    "faster",
    "louder",
    "quieter",
    "play my answer",
    "let me hear myself",
    "how much time is left",
    "what can i say",
    "coach next",
    "coach again",
    "coach stop",
    "coach skip this one",
    "coach repeat the question",
    "coach model answer",
)
"""For recognisers that take words to expect."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A wish at the end of an answer, after the address."""

    wish: Wish
    answer: str
    """What was said before it."""


def wish_in(text: str) -> Wish | None:
    """What a whole utterance between two rounds asks for, None where it asks for nothing known."""
    return command_in(text) or meant(_plain(text))


def command_in(text: str) -> Wish | None:
    """The same where something else is likelier than a wish: only what is one and nothing besides."""
    words = _plain(text)
    if not words or len(words.split()) > MOST_WORDS:
        return None
    return next((wish for each in _shorter(words) if (wish := _whole(each)) is not None), None)


def addressed_in(text: str) -> Addressed | None:
    """A wish after "coach" at the end of an answer; nothing may follow it."""
    for match in reversed(list(_ADDRESS.finditer(text))):
        after = text[match.end() :]
        wish = command_in(after) or (wish_in(after) if len(after.split()) <= MOST_WORDS_TO_COACH else None)
        if wish is not None and not _SPOKEN_OF.search(text[: match.start()].strip()):
            return Addressed(wish, text[: match.start()].strip(" ,;-"))
    return None


_ADDRESS = re.compile(
    r"(?:(?<=[.!?,;]\s)|^|(?<=\s))(?:(?:hey|okay|ok|so|um|uh|and|please)[, ]+)*"
    r"(?:voice )?(?:coach|couch|coaches|koch)\b[,.]?\s+",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\b(?:a|an|the|my|your|our|his|her|their|this|that|no|one|each|every|any|of|for|with|by|as|to|good|new|"
    r"former|human|career|job|sales|life|football|agile|team|head|and)$",
    re.IGNORECASE,
)
"""Before somebody who is talked about, and not to."""


def _plain(text: str) -> str:
    bare = text.lower().replace("’", "'").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9]", " ", bare).split())


def _any(text: str) -> str:
    phrases = (" ".join(phrase.split()) for phrase in text.split(";"))
    return f"(?:{'|'.join(phrase for phrase in phrases if phrase)})"


_EDGE = _any(
    """
    ok; okay; hey; hi; so; um+; uh+; er; erm; hm+; mm+; well; please; kindly; sorry; right; alright; all right; yes; yeah;
    yep; yup; sure; no; nope; now; then; actually; just; thanks; thank you; oh; and; but; ah; great; good; fine; cool; nice;
    perfect; the; a; an; lets; let us; let me; maybe; perhaps; i think; i guess; coach; for me; me; to me; for now; if you can;
    if possible; if you could; will you; would you; can you; could you; can we; could we; may we; shall we; may i; can i;
    could i; should we; should i; id like; i would like; i want; i wanna; i need; id prefer; id love; i would love; we can;
    you can; you could; to; do; have; get; go; try; take; give; time for; how about; what about; ready for; im ready for;
    i am ready for; go for; go with; go to; move to; move on to; bring on; on with; some; something; do it; try it; lets do;
    make it; make that; it; that; this; this time; with; on; of; be; i; we; you
    """
)
_LEADING, _TRAILING = re.compile(rf"^{_EDGE} (?=.)"), re.compile(rf"(?<=.) {_EDGE}$")


def _shorter(words: str) -> Iterator[str]:
    """The words, and what is left of them when politeness is taken off before, then after, step by step."""
    yield words
    for pattern in (_LEADING, _TRAILING):
        while (shorter := pattern.sub("", words)) != words:
            words = shorter
            yield words


_THING = "(one|round|drill|question|exercise|case|problem|task|prompt|scenario|topic|variant|version)"
_MORE = "(much |a bit |a little |a lot |even |slightly |way |bit |little |far |still )*"
_MINE = "(my|my own|our) (answer|voice|recording|version|response|take|attempt|words)"
_ANSWER = "(answer|response|version|solution|reply|one)"
_WISHES: dict[Wish, str] = {
    Wish.HEAR: f"""
        (hear|play|listen to|listen)( to)?( (it|that|this))?( again| back)? myself; (hear|play|replay)( me)? my( own)? {_ANSWER}( back| again)?;
        how did (that|it|i|this) (sound|come across|come over); ((hear|play|listen to) )?what i (just )?said( again| back)?;
        (hear|play|replay|listen|listen to|playback|play back|hear back|let hear) ({_MINE}|myself|me)( back| again)?;
        (play|hear|listen to) (it|that|mine|what i said)( back)?( again)?; play back; playback; replay; my recording; {_MINE};
        play (me )?what i (just )?said; hear what i (just )?said; (hear|listen to) what (i|that) sound(ed|s)? like;
        how did i sound; what did i sound like; how do i sound; (play|hear) the recording; hear mine; play mine; myself;
        what did i say; hear how i did it; my answer again
    """,
    Wish.MODEL: f"""
        what would (a|the) (strong|good) candidates? (say|do|answer|they|save|said|day);
        what (a )?(great|good|strong|model|perfect|ideal|better) (answer|one|version) (looks|sounds|would be|is)( like)?; (a |the )?(great|better) (answer|version|one);
        (tell|show|hear|give)?( me)?( us)? ?how (its|it is) done( right| well| properly)?; what (does|would|should) (a|the) (model|strong|good|great|perfect|ideal) (answer|one|response) (sound|look|be)( like)?; examples?( would| might| could)?( really)? help( me)?; how (would|should|could|do|does) (one|you|somebody|a pro|people|i) (answer|say|do|put|phrase)( it| this| that)?( well| right| better)?;
        (the )?(model|models|modal|example|sample|ideal|perfect|best|strong|reference|expert|good|right|correct) {_ANSWER}(s)?;
        (tell|show|hear|give|read|say|play)( me| us)? (the|a|an|your)? ?(model|modal|example|sample|ideal|perfect|best|strong|
        reference|expert|good|right|correct)( {_ANSWER})?;
        how would (you|a strong candidate|an expert|a pro|someone good) (say|answer|do|put|have said|respond)( to)?( it| that| this)?;
        what would (you|a strong candidate|an expert|a pro) (say|answer|have said|do); show (me )?how( its done| it is done)?;
        (tell|show|hear|give)( me)? (the|your) {_ANSWER}; what (is|was|would be|s) (the|a) (model|ideal|best|good|right|strong|perfect) {_ANSWER};
        whats (the|a) (model|ideal|best|good|right|strong|perfect) {_ANSWER}; an? example; example; the answer; model; your answer;
        how does a strong candidate (say|answer|do)( it| that| this)?; how (is|should) (it|that|this) (be )?(done|said|answered)( right| well)?;
        how should i have (said|answered|done)( it| that| this)?; what should i have said
    """,
    Wish.PROGRESS: """
        (tell|show)( me)? how (im|i am|i was|i did|well im|well i am) (doing|getting on|going|performing)?( so far| today)?; how (im|i am) (doing|getting on)( so far| today)?; how (am|are) (i|we) getting (on|along)( so far)?;
        how (well|far|badly) (am|are|did|have) (i|we)( doing| do| done| got| come)?( so far| today)?; how many (were|are|was) (right|complete|good|wrong)( so far)?; (am|are) (i|we) (improving|learning|progressing|getting anywhere)( at all)?; how good (was|is|were) (that|it|i|this);
        how (am|are|was|were|did|have) (i|we)( been)? (doing|do|going|get on|getting on|perform|performing|done)( so far| today| there)?;
        how (is|was) (it|that) going( so far)?; hows it going( so far)?; how is my progress; hows my progress; my (progress|score|stats|level|results?);
        (progress|score|stats|status|results?)( report| so far| update)?; how far am i; where do i stand; how good am i;
        what (is|s|was) my (score|level|progress|result); whats my (score|level|progress|result); how many (did i get|have i done|rounds)( right| so far)?;
        (tell|show)( me)? (my )?(progress|score|results?|stats|level); am i (getting|doing) (any )?(better|well|ok|okay|good|fine); how did i do
    """,
    Wish.TIME: """
        whats (the )?(time|clock)( left| remaining)?; (do|have) (we|i) (have |got )?(much|enough|any) (more )?(time|minutes)( left)?; (much|any) time left;
        (how much|how many) (time|minutes|more time|longer)( is| are| do (i|we) have| have (i|we))?( left| remaining| got)?( left)?; time( left| check| remaining)?;
        how long( is| do (i|we) have| have (i|we) got| to go| left)?( left| still)?; what time is left; whats the time; time left; minutes left;
        how long (will|does) (it|this) (take|last); how much longer
    """,
    Wish.HELP: """
        (what|which) (commands|options|words|choices)( (are|do) (there|i have|you know|you understand|work|i say|exist))?;
        (what|which) (can|could|may|do|should) i (say|ask|do|choose)( now| here| next)?; (what are )?(my|the) (options|choices|commands); help; options; commands;
        choices; what now; what else (can|could) i (say|do|ask); what are they; (tell|list|say)( me)? (the |my )?(options|choices|commands)
    """,
    Wish.REPEAT: f"""
        (i )?(just )?(missed|lost|misheard) (that|it|you|this); (one more time|once more) what (was|is) (it|that|the {_THING}); (excuse me|sorry|pardon)( me)? what( was that| is it)?; missed;
        repeat( (it|that|this|the (one|question|case|problem|task|prompt|scenario|topic)|the feedback|yourself|what you said|the last (part|sentence|bit)|last part))?( again)?;
        (say|tell|read|ask)( me)? (it|that|this|the {_THING}|the feedback|what you said|the last part)( once| one)?( again| once more| one more time| more time);
        (what|how) (was|is) (it|that|the {_THING}|the feedback)( again)?; what did you (just )?say; what was that; whats that; what; pardon( me)?; come again;
        (didnt|did not|couldnt|could not|dont) (hear|catch|get|understand|follow)( you| it| that| a word| the {_THING})?( at all)?;
        (i )?(missed|lost) (it|that|you|the {_THING}); excuse me; huh; what did you mean; (hear|read) the {_THING}( again| once more)?; (the )?{_THING} again;
        the feedback again; feedback again; (i )?wasnt listening; what (was|is) the (question|task|prompt|feedback)( again)?
    """,
    Wish.STOP: """
        (stop|quit|exit|end|finish|finished|enough|done|halt|cancel|abort|wrap up|wrap it up|leave it|call it a day|call it)(
        (it|that|this|here|there|now|today|for today|for now|drilling|practi[cs]ing|the (session|drill|drills|practi[cs]e|round|training)|everything|at this))*;
        (thats|that is|thatll be|that will be|this is) (it|all|enough|plenty)( for (today|now|me))?; (im|i am|were|we are) (done|finished|tired|out|good|through|all set)( for (today|now))?(
        with (this|the drill|the session))?; (good ?bye|bye|bye bye|see you|see you (tomorrow|later)|good night|until tomorrow); no more( today| rounds| for (today|now))?;
        (lets |let us )?(leave|stop|end|finish|call) (it )?(there|here|at that|it a day)( for (today|now))?; (i )?(have|got|need) to (go|stop|leave|run)( now)?; gotta (go|run|stop);
        (another|some other) (time|day); (later|tomorrow)( please)?; (thats|that is) enough( now| already)?; not (any ?more|today|now); no thanks?( thats (all|it|enough))?; pack up
    """,
    Wish.AGAIN: f"""
        (i |we )?(can|could|may) (i|we) (do|try|answer|say|run|take) (it|that|this)( {_THING})?( once)? (again|more); (let me |lets )?(have|take|get) another( go| try| shot)?; (a |the )?second (try|go|attempt|shot|chance|take); again from (the )?(beginning|start|top|scratch);
        ((do|run|say) )?((it|that|this) )?over( again)?; repeat (the|this|that) {_THING} again; (give (it|that) )?another (shot|try|go|crack|attempt)( at)?( (it|that|this|the {_THING}))?; repeat the (round|drill|exercise);
        again( again| once more)?; (once|one) more( time| go| try| attempt| chance)?( again)?; (the )?same( {_THING}| thing)?( again| once more)?; another (try|go|attempt|chance|shot|take);
        (try|do|say|retry|redo|repeat|answer|take|run|start)( it| that| this| the same| this {_THING}| that {_THING}| the {_THING})?( over| over again| again| once more| one more time| a second time);
        retry; redo; re try; (start|begin|from) (over|the (top|beginning|start))( again)?; (second|next|new|fresh) (try|attempt|take|chance|go); over again; again from the top;
        let me (try|do|have|say|answer|redo|retry|take)( it| that| this)?( again| over| once more| one more time| another (go|try|shot)| another| one more go)?;
        (i )?can do (better|that better|it better); (i )?(want|have) (another|a second|one more) (go|try|shot|attempt|chance); not (good|happy)( enough| with that)? again; a gain
    """,
    Wish.HARDER: f"""
        (turn|crank|dial) up the (difficulty|level|heat|pressure); more of a challenge; (be )?more of a challenge; more of challenge;
        {_MORE}(harder|tougher|trickier|tricky|hard|tough|difficult|difficulty)( {_THING}| please| level)?; more (difficult|challenging|demanding|difficulty|challenge|pressure)( {_THING})?;
        (a )?(bigger |real |greater )?challenge( me)?; challenging( {_THING})?; (step|crank|level|dial|ramp|take) (it )?up( a (notch|level)| one level)?;
        (the )?(next|higher|upper|harder) (level|difficulty|rung|step); (increase|raise|up) (the )?(difficulty|level|bar|stakes|pressure); (too|that was( too)?|that is( too)?|thats( too)?|this is( too)?|way too|so) easy;
        less easy; (one|a) level (up|higher|harder); harder harder; up a (level|notch); something {_MORE}(harder|tougher|more difficult|more challenging); heart ?er
    """,
    Wish.EASIER: f"""
        {_MORE}(easier|simpler|easy|simple|gentler)( {_THING}| level)?; less (difficult|hard|challenging)( {_THING})?; (too|that was( too)?|thats( too)?|this is( too)?|way too|so) (hard|difficult|tough);
        (a|one) level (down|lower|easier); (lower|reduce|decrease) (the )?(difficulty|level|bar|pressure); (step|dial|take) (it )?down( a (notch|level))?; down a (level|notch); not so (hard|difficult)
    """,
    Wish.SLOWER: f"""
        (that was|this was|it was|that is|thats|its|was) {_MORE}(too|so) (fast|quick)( for me)?; less (speed|pace|tempo); slow( it| that)? down( a bit| a little| a touch)?;
        {_MORE}(slower|more slowly|slowly|slow)( down)?; slow(ing)? (it |that )?down{""}( a bit| a little)?; (speak|talk|say it) {_MORE}(slower|more slowly|slowly)( a bit)?; (youre |you are |thats |that is |its )?{_MORE}too (fast|quick);
        less (fast|quickly); not so fast; (you |you are |youre )?(speak|talk|speaking|talking|going) {_MORE}too (fast|quickly); reduce (the )?(speed|pace); slower pace; (speak|talk|go) slow(er|ly)?( please)?
    """,
    Wish.FASTER: f"""
        {_MORE}(faster|quicker|more quickly)( pace)?; speed (it |that )?up( a bit| a little)?; (speak|talk|say it|go) {_MORE}(faster|quicker|more quickly)( a bit)?; (youre |you are |thats |its )?{_MORE}too (slow|slowly);
        pick up the pace; (you |you are |youre )?(speak|talk|speaking|talking|going) {_MORE}too slow(ly)?; increase (the )?(speed|pace)
    """,
    Wish.LOUDER: f"""
        (turn|bring|put) (it|that|yourself|the volume) up( a bit| a little)?; turn up;
        ({_MORE}(louder|more loudly|more volume))( a bit)?; (speak|talk) ({_MORE}(louder|up)); volume up; (turn|bring) (up the (volume|sound)|(the )?(volume|sound|it) up);
        (i )?(cant|cannot|can hardly|hardly|barely|can barely) hear you( well)?; (youre |you are |thats |its )?{_MORE}too (quiet|soft|low); increase the volume; speak up
    """,
    Wish.QUIETER: f"""
        (lower|drop|soften) (your|the) (voice|volume|sound);
        (turn|bring|put) (it|that|yourself|the volume) down( a bit| a little)?; turn down;
        ({_MORE}(quieter|softer|more quietly|less loud|less volume))( a bit)?; (speak|talk) {_MORE}(quieter|softer|more quietly|quietly|softly); volume down; keep it down;
        (turn|bring) (down the (volume|sound)|(the )?(volume|sound|it) down); (youre |you are |thats |its )?{_MORE}too loud; not so loud; lower the volume; (reduce|lower) (the )?volume
    """,
    Wish.NEXT: f"""
        on( to)?( (the )?next)?; move( on| along| ahead)?( please)?; else; (a )?different( {_THING})?; (moving|move) (on|along); on please;
        next( next| {_THING}| up| drill please)?; (the )?(next|new|another|different|other|following)( {_THING})?; (move|moving|carry|go|keep|going|get) (on|ahead|going)( to the next( {_THING})?| to another( {_THING})?| to something else)?;
        skip( (it|this|that|ahead|the {_THING}|this {_THING}|that {_THING}))?; continue; proceed; something (else|different|new); (im |i am )?ready( for (the )?next( {_THING})?)?; (what|whats) (is )?next; one more {_THING};
        (give|show|ask)( me)? (the next|another|a new|a different|one more)( {_THING})?; new {_THING}; forward; onward(s)?; pass( on this( {_THING})?)?; dont stop; lets continue; go; text; nixed;
        on to the next( {_THING})?; more; another one please; (thats|that is) enough of (this|that)( {_THING})?( next)?( {_THING})?; enough of this {_THING}; change (the )?{_THING}; okay next
    """,
}
_PATTERNS = {wish: re.compile(_any(" ".join(text.split()))) for wish, text in _WISHES.items()}
"""The earlier one counts where two fit."""


def _whole(words: str) -> Wish | None:
    return next((wish for wish, pattern in _PATTERNS.items() if pattern.fullmatch(words)), None)
