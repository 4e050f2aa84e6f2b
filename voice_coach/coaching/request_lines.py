"""Phrasings of what a candidate asks of the interview itself; `spoken_requests` looks for them."""

from __future__ import annotations

import re
from enum import StrEnum


class Request(StrEnum):
    """A request about the conversation."""

    REPEAT = "repeat"
    REPHRASE = "rephrase"
    TIME = "time"
    THINK = "think"
    SKIP = "skip"
    HINT = "hint"


def alternatives(text: str) -> str:
    """Alternatives apart by semicolons, as one pattern; a backslash at a line's end joins without a space."""
    parts = (" ".join(part.split()) for part in re.sub(r"\\\n\s*", "", text).split(";"))
    return f"(?:{'|'.join(part for part in parts if part)})"


_FILLER = alternatives(
    """
    sorry; i'm sorry; apologies; my apologies; excuse me; pardon me; ok; okay; well; so; u+m+; u+h+; hm+; oh;
    a+h+; actually; right; hey; hi; yes; yeah; no; wait; and; but; just; maybe; please; all right; alright;
    quick question; one question; before (?:that|this|i (?:answer|start|begin|go on|move on)); first; then;
    now
    """
)
_AFTER = alternatives(
    """
    please; thanks; thank you; sorry; now; then; here; for me; to me; again; first; quickly; real quick;
    if you (?:can|could|don't mind|please|like|would|will); if (?:that's|that is|it's|i) (?:ok|okay|all right|
    alright|possible|fine|may|could|can); actually; maybe; exactly; at all; at this point; so far; today;
    by the way; would you; could you; can you; i think; i'm afraid; a bit; a little; perhaps
    """
)
_YOU = alternatives(
    """
    (?:can|could|would|will|may|might) you(?: please| maybe| just| possibly| perhaps| kindly)*;
    (?:would|do) you mind; please; i (?:need|want|would like|'d like|d like) you to; i'd like you to; kindly;
    you (?:can|could|may|should|need to|have to); is there any way you (?:can|could)
    """
)
_ME = alternatives(
    """
    (?:can|could|may|might|shall|should) (?:i|we)(?: please| maybe| just| possibly| perhaps| quickly)*;
    (?:would|do) you mind if (?:i|we); mind if (?:i|we); let me(?: just)?; let us; let's(?: just)?; lets;
    i(?:'d| would) (?:like|love|want|prefer|need)(?: us)?(?: to)?;
    i (?:just )?(?:want|need|wish|have)(?: to)?; i'd rather; i would rather; i could;
    i'll(?: just)?; i will(?: just)?; i should; allow me(?: to)?;
    i'm going to; is it (?:ok|okay|all right|alright|possible)(?: if (?:i|we)| to| for me to);
    am i allowed to; (?:we|you) (?:can|could|should); do you have; have you got
    """
)
_POLITELY = f"(?:{_YOU} |{_ME} )"
_QUESTION = (
    r"(?:(?:the|your|that|this|my) )?(?:(?:last|first|whole|same|original) )?"
    r"(?:question|one|part|bit|half|prompt|problem|task)"
)
_IT = (
    rf"(?:it|that|this|them|{_QUESTION}|the last thing(?: you said)?|"
    r"what (?:it was )?you(?:'ve)?(?: just| were)? (?:said|asked|say|saying|asking))"
)
_AGAIN = alternatives(
    "again; once more; one more time; one last time; another time; a second time; one time more"
)
_BEAT = alternatives(
    "second; seconds; sec; secs; moment; moments; minute; minutes; min; beat; while; moment or two; bit"
)
_A = alternatives(
    """
    just a; a; one; an?other; two; three; five; ten; thirty; sixty; some; a few; a couple of; half a; a quick;
    a short; a little; a tiny; just one; just a quick; a good; twenty; a full
    """
)
_TO_THINK = (
    r"(?: (?:to (?:think|collect|gather|consider|work|reflect|ponder|process|sort|structure|organi[sz]e|note|"
    r"write|look|figure|get|plan|breathe|digest|order|find)\b.*|for (?:that|this|it|myself)|on (?:that|this)|"
    r"with (?:that|this)|of (?:silence|thought|thinking)))?"
)
_WORDS = alternatives("words?; terms?; english; language; ways?")
_PLAINER = alternatives(
    "other; different; simpler; plain; plainer; easier; fewer; more simple; your own; another; simple"
)
_HINTS = alternatives("hints?; clues?; tips?; pointers?; nudge; guidance; help; direction; steer")

_WHOLE: dict[Request, str] = {
    Request.REPEAT: alternatives(
        rf"""
        {_POLITELY}?(?:repeat(?:ing)?|restat(?:e|ing))(?: {_IT})?;
        {_POLITELY}?(?:say|ask|read|run|go over|going over|go through|state|tell me|give me|hear|have|\
        get|play|saying|asking|reading|take me through)(?: me)?(?: {_IT})?(?: by me| past me| to me)?
        {_AGAIN};
        (?:what was|what's|what is|what were) {_QUESTION}(?: {_AGAIN})?;
        what did you(?: just)? (?:say|ask)(?: me)?(?: {_AGAIN})?|what were you (?:saying|asking);
        what was (?:that|it)(?: that)?(?: you(?:'ve)?(?: just)? (?:said|asked|wanted))?(?: {_AGAIN})?|\
        what;
        i(?:'m afraid i|'ve| have| think i)?(?: just| kind of| sort of)? (?:missed|lost|forgot|\
        forgotten)(?: {_IT}| you| what .{{1,30}}| the (?:last|first|end|beginning|start).{{0,20}})?;
        (?:i )?(?:didn't|did not|couldn't|could not|can't|cannot)(?: quite| really| fully)? (?:catch|\
        hear|get|make|make out)(?: {_IT}| you| what .{{1,30}}| the (?:end|beginning|start|\
        last|number|name|figure|word).{{0,20}})?(?: out)?;
        {_POLITELY}?remind me(?: of)? (?:{_IT}|what {_QUESTION} (?:was|is)|what .{{1,30}});
        (?:i was |i got )distracted|(?:come|say|tell me) again|{_AGAIN}|sorry what|what sorry|huh|(?:i
        )?beg (?:your )?pardon|pardon(?: me)?|sorry|excuse me;
        (?:you|your (?:voice|sound|audio|microphone)|(?:the|my) (?:line|sound|connection|audio|\
        picture))(?: just)?(?: was| were| is| got)? (?:cut|broke|broken|dropped|went|breaking|cutting|\
        froze|lost|fading|gone)(?: out| up| off| away| quiet| silent)?(?: there)?(?: for a (?:second|\
        moment))?
        """
    ),
    Request.REPHRASE: alternatives(
        rf"""
        {_YOU} ?(?:rephrase|rephrasing|reword|paraphrase|clarify|clarifying|explain|explaining|simplify|\
        unpack|elaborate|elaborating|expand|break down|be (?:clearer|more specific|more concrete|more
        precise))(?: on| about)?(?: {_IT}| what (?:it is )?(?:you|that|this) .{{1,40}}|\
        .{{0,30}}question)?(?: down)?(?: more)?;
        (?:rephrase|reword|paraphrase|clarify|simplify|explain)(?: {_IT})?(?: {_QUESTION})?;
        {_YOU} ?break(?:ing)? {_IT} down|{_YOU} explain (?:the|that|this|your) .{{1,30}};
        (?:{_YOU} |{_ME} )?(?:say|ask|put|phrase|word|state|frame|express|have|hear|saying|asking|\
        putting)(?: {_IT})? (?:differently|more (?:simply|clearly|plainly)|(?:in )?(?:a |an )?{_PLAINER}
        {_WORDS});
        (?:in )?{_PLAINER} {_WORDS}|more simply|differently;
        i(?:'m afraid i)? (?:don't|do not|didn't|did not|can't|cannot)(?: quite| really| fully|
        entirely)? (?:understand|follow|see)(?: {_IT}| you| what .{{1,40}}| the point.*)?;
        i (?:don't|do not)(?: quite| really)? get(?: {_IT}| you| what .{{1,40}})?;
        i(?:'m| am) not(?: quite| really| entirely)? (?:sure|clear|certain)(?: that| if| whether)?(?: i
        (?:understand|understood|follow|get|got)(?: {_IT}| you| what .{{1,40}})?| what (?:you|that|this)
        .{{1,40}}| about {_QUESTION});
        i (?:don't|do not) know what (?:you|that|this) .{{1,30}}|i have no idea what you .{{1,30}};
        not sure what you(?:'re| are)? (?:mean|asking|after|want|getting at).{{0,20}};
        i(?:'m| am)(?: a bit| still| a little| rather)? (?:confused|lost|puzzled)(?: by .{{1,30}}| about
        {_IT})?;
        (?:you(?:'ve| have)? (?:just )?lost me|that (?:confused|lost) me|that went over my head|i(?:'m|
        am) not(?: quite)? following(?: you)?)(?: there)?;
        what (?:exactly )?(?:do|did) you(?: exactly)? (?:mean|want to know|want from me)(?: exactly)?(?:
        (?:by|with|when) .{{1,40}})?|what does (?:that|this|it) mean|what is (?:that|this) supposed to
        mean;
        what (?:exactly )?are you(?: exactly)? (?:asking|getting at|after|driving at|on about)(?:
        exactly)?(?: for| me)?;
        {_POLITELY}?(?:make|making) {_IT} (?:clearer|simpler|easier|plainer|more \w+);
        {_POLITELY}?(?:give me|have) an example of what you (?:mean|want|are after);
        what(?:'s| is) {_QUESTION} exactly|what exactly is {_QUESTION}
        """
    ),
    Request.TIME: alternatives(
        rf"""
        how (?:much|many)(?: more)?(?: of)?(?: the| our| my)? ?(?:time|minutes)(?:(?: is| are| do| have|
        has| did)?(?: there| we| i)(?: still)?(?: got| have| used| spent)?(?: already)?|(?: is|
        are)?)(?: left| remaining| remains?| to go| passed| gone|(?<= we have)|(?<= i have)|(?<= there)|\
        (?<= got)|(?<= used))(?: (?:in|for|of) (?:this|the|our) (?:interview|session|round|talk|rest|\
        answer|question))?|how (?:much more time|many more minutes);
        how long (?:do|have|did) (?:we|i)(?: still)? (?:have|got)(?: left)?(?: for (?:this|the)
        (?:interview|round))?|how much longer(?: (?:do|have) (?:we|i) (?:have|got))?(?: left)?|how long
        is left(?: on the clock)?|how long (?:is it )?(?:until|till|before) (?:we (?:stop|finish|end)|\
        the end|time is up);
        (?:where|how) (?:are|am) (?:we|i)(?: doing| standing| looking)? (?:on|with|for|in) (?:the )?time|\
        (?:are|am) (?:we|i)(?: doing)? (?:good|ok|okay|fine|well|all right|alright) (?:on|with|for) time;
        how(?:'s| is) (?:the|our|my) (?:time|clock)(?: looking| doing)?|what(?:'s| is) (?:the|our|my)
        time(?: like)?|what time is it|what does the clock say|what about (?:the )?time;
        (?:when|what time|at what time) (?:do|will|are|should) (?:we|i)(?: have to| going to)? (?:finish|\
        stop|end|wrap up|done|close|be done);
        when (?:does|will|is) (?:this|it|(?:the|this|our) (?:interview|round|session)) (?:end|over|\
        finish|stop)(?:ing)?;
        (?:are|am) (?:we|i)(?: already)? (?:running )?(?:out of|short of|short on|low on) time|(?:are|\
        am) (?:we|i) running (?:late|over)|are we (?:nearly |almost |about |close to |near )(?:done|\
        finished|there|out of time|over|at the end|the end)|is (?:the |my |our )?time (?:nearly |almost
        )?(?:up|over);
        (?:do|have|would) (?:we|i)(?: still)? (?:have|got)?(?: still| enough| any| some| more| much|
        got)* ?time(?: left| remaining)?(?: for .{{1,30}}| to .{{1,30}})?|is there(?: much| any| enough|
        still| more| some)* time(?: left| remaining)?(?: for .{{1,30}}| to .{{1,30}})?;
        {_POLITELY}?(?:do |give me |have |get |make )?(?:a |the )?time check|(?:the )?time (?:left|\
        remaining);
        {_POLITELY}?(?:check|tell me|say|remind me of|give me|know) (?:the time|the clock|the (?:time|\
        minutes) (?:left|remaining|we have left|that is left)|how (?:much|many) (?:time|minutes) (?:we|i|\
        is left|are left|remains?|there is).{{0,20}}|how long (?:we|i|is left|until|till|do we|have
        we).{{0,20}}|what time\b.{{0,20}}|where we are on time);
        how far (?:in|into it|along|through) are we|how many minutes (?:are )?(?:left|remain)
        """
    ),
    Request.THINK: alternatives(
        rf"""
        (?:just )?(?:a|one|a quick|half a|just one)(?: more)? (?:second|sec|moment|beat);
        {_A} {_BEAT}(?: please|(?: to (?:think|collect|gather|consider|reflect|ponder).*| for (?:that|\
        this)));
        (?:{_YOU} )?(?:give|allow|grant|spare|giving|lend) me(?: {_A}| the)? ?(?:{_BEAT}|time){_TO_THINK};
        {_ME} ?(?:have|take|get|need|use|want|spend|borrow)?(?: {_A}| the)? ?(?:{_BEAT}|time)(?: or
        two)?{_TO_THINK};
        (?:i need|i'll need|i will need|i'd need|need) (?:{_A} )?(?:{_BEAT}|time){_TO_THINK};
        {_ME} ?(?:quickly |first |really |need to )*(?:think|reflect|ponder|consider|pause|collect my
        thoughts|gather (?:my thoughts|myself)|collect myself|sort my thoughts|order my thoughts|figure
        (?:that|this|it) out|work (?:that|this|it) out|work (?:that|this|it) through|write (?:that|this|\
        it) down|mull (?:that|this|it) over|have a think|see)(?: (?:about|on|over) (?:it|that|this|how
        .{{1,30}}|.{{1,30}} for)| that| this| it| hard| carefully)?(?: through| over| here| first|
        aloud)?(?: for)?(?: {_A} {_BEAT})?;
        (?:hold on|hang on|wait|bear with me|stay with me|stand by|one moment)(?: for)?(?: {_A}| just
        a)?(?: {_BEAT})?{_TO_THINK}|(?:i need )?(?:some )?(?:thinking time|time to think)
        """
    ),
    Request.SKIP: alternatives(
        rf"""
        (?:{_YOU} |{_ME} )?(?:skip|skipping|pass on|leave|drop|park|table|postpone|move past|jump over|\
        leave out|skip ahead)(?: (?:it|that|this|{_QUESTION}|(?:that|this|the) topic|(?:that|this)
        subject))?(?: one)?(?: out| aside| open| there| behind)?(?: for (?:now|later|the moment))?;
        {_POLITELY}(?:move on|move along|(?:move|go|jump|get|turn|switch|come|skip)(?: on| ahead)? to
        (?:the next|another|something else|a different|some other|the following)(?: question| one| topic|\
         thing| point| part| subject)?|take (?:the next|another|a different)(?: question| one| topic)?|\
        (?:talk|speak) about something else|do something else|discuss something else|change (?:the
        )?(?:topic|subject));
        move on(?: to the next(?: question| one| topic)?)?|go to the next (?:question|one|topic);
        (?:the )?(?:next|another|a different|different)(?: question| one| topic)?|pass|skip|no comment|\
        (?:i )?pass(?: on (?:it|that|this)(?: one)?)?|i(?:'ll| will)(?: have to)? pass(?: on (?:it|that|\
        this)(?: one)?)?;
        (?:i )?(?:(?:'d|would) )?(?:rather|prefer)(?: not)?(?: not)?(?: to)? (?:not )?(?:answer|say|talk
        about|go into|discuss|get into|not)(?: {_IT}| on that)?;
        i(?:'d| would) (?:rather not|prefer not to)(?: (?:answer|say|talk about|go into|discuss|get
        into))?(?: {_IT})?;
        i (?:don't|do not) (?:want|wish|care) to (?:answer|talk about|get into|go into|discuss|say)(?:
        {_IT})?;
        {_POLITELY}?(?:come|get|go|return)(?: back)? to (?:it|that|this)(?: one)? (?:later|at the end|\
        afterwards);
        {_POLITELY}?put (?:it|that|this)(?: one)? (?:aside|to one side|on hold)(?: for (?:now|later|the
        moment))?
        """
    ),
    Request.HINT: alternatives(
        rf"""
        {_POLITELY}?(?:just )?(?:tell|say|show)(?: me)? (?:if|whether|how) (?:i(?:'m| am| was| did)|\
        (?:that|this|it|my answer)(?:'s| was| is)?) .{{1,40}};
        {_POLITELY}?(?:(?:give|get|have|use|need|want|offer|drop|throw|ask for|hear) )?(?:me )?(?:(?:a|\
        an|any|some|another|one|one more|more|your|just a|a second|a third) )?(?:(?:small|little|\
        tiny|bit of|quick) )?{_HINTS}(?: on
        (?:that|this|it))?;
        (?:{_YOU} )?help(?: me)?(?: out)?(?: with (?:it|that|this))?|i(?:'m| am)(?: a bit| completely)?
        stuck;
        (?:{_YOU} )?(?:steer|lead|guide|point|push|nudge) me(?: (?:in|into|to|towards) (?:the|a)
        (?:right )?(?:direction|way|answer)| the right way)?;
        what(?:'s| is| was| would be| would| could be)? (?:the|a|your) (?:right |good |correct |best |\
        ideal |expected |strong |perfect )?(?:answer|solution)(?: be| look like)?(?: to (?:it|that|\
        this))?;
        what (?:answer|kind of answer|sort of answer) (?:are|do|were) you .{{1,30}};
        what (?:exactly )?(?:are|were) you (?:looking|hoping|fishing) for|what (?:do|did) you (?:want|\
        expect|need|wish)(?: me)? to (?:hear|say|answer)(?: from me)?|what (?:should|shall|must|can) i
        (?:say|answer|have said);
        what would you (?:do|say|answer|choose|pick|suggest|recommend|use|prefer)(?: in my place|
        instead)?|how would you (?:do|approach|solve|answer|handle|tackle|start|begin)(?: {{0,1}}(?:it|\
        this|that|one))*;
        where (?:should|do|would|shall) (?:i|you) (?:start|begin)|(?:can you tell me )?what (?:am i|i'm|\
        i am) (?:missing|overlooking|forgetting|getting wrong);
        (?:am i|is this|is that|are we|was that|was this|is my answer|was my answer|was i|is it) (?:even
        )?(?:(?:the )?(?:going )?(?:on|in) the right (?:track|direction|lines)|right|wrong|correct|ok|\
        okay|good|good enough|close|getting (?:warmer|close|there|closer)|(?:the )?(?:right|correct)
        answer|what you (?:want|wanted|meant|were looking for|mean|are looking for|expected|expect)(?:
        to hear)?);
        did i (?:get|do|answer|say) (?:it|that|this)(?: one)?(?: right| well| ok| correctly)?|how am i
        doing;
        {_POLITELY}?(?:tell|give|show) me the(?: right| correct)? (?:answer|solution)|the (?:right|\
        correct) answer
        """
    ),
}
REQUESTS = {request: re.compile(rf"(?:{_FILLER} )*{asks}(?: {_AFTER})*") for request, asks in _WHOLE.items()}
"""Each fits a whole sentence or clause."""
BEGINNING = re.compile(
    alternatives(
        rf"""
        {_POLITELY}; sorry\b; let me\b; give me\b; how (?:much|many|long)\b;
        what (?:was|were|did|do you|are you)\b; i didn't\b; i missed\b; i don't understand\b;
        i need\b; i'm not\b; bear with\b; hold on; hang on;
        am i\b; rephrase; repeat
        """
    )
)
"""How a request begins that stands at the end of recognised words."""
