"""How the problem is taken up: restatement, probing questions, the approach in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.signals.dialogue import Dialogue, signal_at
from voice_coach.coaching.signals.drawing import is_tour
from voice_coach.coaching.signals.reading import Line, Reading
from voice_coach.coaching.signals.signal import QuestionKind, Signal, SignalId

OPENING_TURNS = 3
"""Candidate turns among which a restatement is looked for."""
_SHORTEST_RESTATEMENT_WORDS = 14

_FRAME = (
    "in my (own )?words", "in my way", "in other words", "(what|how) i (think|understand|understood|hear|heard|take)",
    "let me (say|put|restate|rephrase|play|check|make sure|repeat|start)", "if i (understand|understood|got|get|hear|heard|follow)",
    "the (real |actual |core |underlying )?(problem|issue|pain|trouble|job|task|situation|story|question) (is|here|today|as i|seems|we)",
    "(it|this|that) is (really |basically |mostly |all )?about", "as i (see|understand|hear) it", "my understanding", "i read (it|this) as",
    "what you are (after|asking|trying)", "what this is", "i hear",
)  # fmt: skip
_WANT = (
    "you (really |actually |just )?(want|would like|need|are looking for|are after|hope|wish)", "you want that", "they (want|need|would like)",
    "the (goal|aim|wish|point|idea|job|ask) is", "so that (they|people|{user})", "should be (able|as)", "what they (want|need)",
    "would (rather|love)", "(is|are) (looking for|after)", "want",
)  # fmt: skip
_TROUBLE = (
    "stuck", "afraid", "scared", "wait|waits|waiting|waited", "hang up|hangs up", "late|later", "lost|lose|loses|losing", "angry|annoyed|upset|mad",
    "forget|forgets|forgotten", "can not", "alone", "nobody|no one", "again", "by hand|manually", "too (long|late|many|much|slow|hard|few)",
    "never", "only (knows|has|shows|finds|sees|gets)", "empty", "miss|misses|missed|missing", "slow|slowly", "tired|exhausted",
    "frustrat\\w+|confus\\w+|unsure|lonely|overwhelm\\w+|drown\\w*|buried", "wrong", "does not|do not|did not|is not|are not|will not", "not (come|know|find|get|have)",
    "struggle|struggles|struggling", "give up|gives up|leave|leaves|drop|quit", "complain|complains", "guess|guesses|guessing",
    "spend|spends|waste|wastes|burn|burns", "pile|piles|backlog", "instead of", "no idea|no clue|no time", "half the (day|time|night)", "thick|pages",
    "hurts?|pain\\w*|fails?|failed|breaks?|broken|stands? still|idle|worse|worst|bad|badly|annoy\\w*|nags?|hates?|dislikes?|bother\\w*|suffer\\w*|hangs?|queue|queues", "interrupt\\w*|blocked|trouble|mess|chaos|overload\\w*|swamp\\w*|tedious|boring|expensive|unhappy|unclear|vague|ignored?|useless|unread|outdated|dead|overdue|risk\\w*|blame|burn out|argue|argues|fight|stress\\w*|evaporate\\w*|disappear\\w*|vanish\\w*", "(hands?|gives?) (her|him|them) the answer|learns? nothing|knows? nothing", "all over again|from scratch|switched|somebody else|waiting|waits",
)  # fmt: skip
_NOW = ("today", "right now", "at the moment", "currently", "these days", "now", "tonight", "every (day|morning|night|week|time)")
_ANECDOTE = ("my (uncle|aunt|cousin|friend|brother|sister|father|mother|dad|mum|mom|wife|husband|old|former|last|previous)", "a friend of mine", "when i was", "i used to", "in my (last|previous) (job|company|role)")


def restatements(dialogue: Dialogue) -> Iterator[Signal]:
    """The first turn of the opening that says what the problem is and for whom."""
    for reading in dialogue.candidate[:OPENING_TURNS]:
        if is_tour(dialogue, reading):
            return
        told = [s for s in reading.sentences if not s.ends_as_question] if reading.is_punctuated else [reading.line]
        if sum(len(s.words) for s in told) >= _SHORTEST_RESTATEMENT_WORDS and _tells_the_problem(told):
            yield signal_at(reading, SignalId.RESTATEMENT, next(s for s in told if len(s.words) > 2))
            return


def _tells_the_problem(told: list[Line]) -> bool:
    has_want = any(s.has(*_WANT) for s in told)
    has_frame = any(s.has(*_FRAME) for s in told)
    people = sum(s.count("{user}") for s in told)
    trouble = sum(1 for phrase in _TROUBLE if any(s.has(phrase) for s in told))
    if any(s.has(*_ANECDOTE) for s in told) and not has_frame:
        return False
    speaks_of_self = sum(s.count("i|my|me") for s in told)
    is_told_at_length = sum(len(s.words) for s in told) >= 25 and speaks_of_self <= 3
    score = has_frame + has_want + (people >= 1) + (people >= 3) + min(2, trouble) + any(s.has(*_NOW) for s in told)
    return people >= 1 and (trouble >= 1 or has_want) and score + is_told_at_length >= 4


_NOT_PROBING = (
    "make (any )?sense", "hear me", "(shall|should) i", "do you want me", "would you like me", "want me to", "you (do )?agree", "do you agree", "agree with",
    "you know what i mean", "do you follow", "with me", "(repeat|say) .. (question|again|that)", "what was the question", "how much time",
    "(may|can|could) i (draw|start|begin|think|take|have a|go on|continue|sketch|add|finish|just)", "is (that|this|it) (okay|ok|fine|clear|alright|all right|good|enough|what you)",
    "are you (there|still|with)", "ready", "who knows", "so what \\?", "now what", "any questions", "see what i mean", "does that (help|answer|work)", "sound (good|okay|fine|right)",
    "where (was|were) (i|we)", "is not it", "do not (you|we|they)", "(right|okay|ok|yes|no|true) \\?", "you (see|know) \\?", "can (you|we) (move|go) on", "what else", "how (do|would|will|can|should) (i|we) (do|get|build|make|solve|handle|reach|go|start|fix|keep|design)",
    "what (does|would|will|did) (that|this|it) (mean|buy|give|cost|do|bring|take)", "why (not|is that|that|this|so|do i|would i|then|do we|the|#)", "guess what",
)  # fmt: skip
_ASKS_INDIRECTLY = ("(ask|asking|wonder|wondering|curious|like to know|love to know|need to know|want to know|tell me) .. (how|what|who|when|which|if|whether|where)",)
_QUESTION_KINDS: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.PRIVACY: (
        "secret|confidential|privacy|private|sensitive|pii|gdpr|hipaa|consent|anonymous|anonymi[sz]ed|personal data|data protection|legal|law|regulat\\w+|compliance|audited",
        "allowed", "rules .. (data|minors|children)|data of|under age|minors", "who (may|can|is allowed|gets|will|is) (see|to see|look|read|access)", "(may|can|could|should|do) (we|it|i|they|the \\w+) (store|keep|use|know|see|send|share|log|record|train|leave|read|look)",
        "(leave|leaves|leaving) (the|our|your)", "(know|see) (where|who|what) .. (person|customer|user|patient|people)", "know about", "outside (the|your|our)", "on premise|on prem|in house|which (country|region)", "off limits",
    ),
    QuestionKind.TRAFFIC: (
        "when (is|does|do|are|would|will|did)", "rush|peak|peaks|spike|spikes|bursts?|bunched|bunch|season|seasonal|busy|busiest|wave|waves|spread|steady|evenly|even",
        "(evening|evenings|morning|mornings|weekend|weekends|night|nights|holidays?|christmas|december|january|summer|winter|monday|mondays|friday|fridays|quarter end|month end|all year|office hours|around the clock|night shift)",
        "time of (day|year|the day)", "at once|same time|all day|concurrent\\w*|traffic|what hours?|which (hours?|days?|months?)", "load look|in one go",
    ),
    QuestionKind.KPI: (
        "kpi|metric|metrics|measure|measured|measuring|success|successful|figure|target|goal|north star|objective|win",
        "what (do|would|will) (you|we|they) (count|look at|judge|track|watch|care|optimi[sz]e|want to (move|see|change|improve|achieve|fix))", "judge|judged", "what (counts|matters|moves)", "(is|are) (it|the target|we|you|that) .. (fewer|more|less|lower|higher|shorter|faster) .. or",
        "how (do|would|will) (you|we|they) (know|tell|judge)", "how (you|we|they) (would|will|do) (know|tell|judge)", "how (do|would|will) .. (see|decide|recogni[sz]e) .. (success|worked|works|good|better)", "what (is|would be) (better|good|a good|a win|the number|the one number|the outcome)", "business (case|result|outcome)", "want to (move|improve|raise|lower|reduce)", "which number", "(fewer|more|shorter|faster) .. or (fewer|more|shorter|faster)",
        "worth (it|more)", "what .. (hurts|hurting)", "decide (that|if|whether) it (worked|works)", "looking to (move|improve|cut|raise)", "finish line|good look like",
    ),
    QuestionKind.VOLUME: (
        "how many", "how much (traffic|volume|text|data|load)", "volume|volumes", "how (big|large) (is|are)", "(a|per) (day|week|month|year|hour)", "how often",
        "what (size|scale)", "number of (users|requests|calls|questions|documents|messages|tickets|\\w+) (per|a|each)", "how much (of it|is there|do you get|comes in)", "order of magnitude",
    ),
    QuestionKind.SEGMENT: (
        "which \\w+s (do|did|are|would)", "who (is|are|does|do|uses|use|will use|would use|reads|types|asks|will|exactly|mostly|feels|suffers|sits|writes|calls|buys|searches|opens)", "which (users?|customers?|people|team|teams|group|groups|market|markets|countries|languages?|kind of|segment|segments|patients|clients|drivers|sellers|half)",
        "what (kind|sort|type) of (users?|customers?|people|person|buyers?|patients?|\\w+ers?|\\w+s)", "(is|are) (it|they|those|these|this|that|the \\w+|we) .. (for|people|users|kids|experts|beginners|professionals?|new|older|young|native|consumers?|adults|companies|small|big|students|trained|experienced|mostly)",
        "segment|persona|audience", "for whom", "what language", "experts? or|beginners? or|novices?|newcomers|first time|junior|senior",
    ),
}  # fmt: skip
_SPOKEN_OPENERS = (
    "what (is|are|do|does|would|counts|kind|sort|matters|figure|number|share|else|hours|time)", "when (is|do|does|are|will)", "how (many|much|often|big|large|fast|long|strict|sensitive|bunched|do you|would you|do they|is the|are the)",
    "who (is|are|does|do|uses|may|can|will|reads|sees|gets|mostly|exactly)", "which (users|customers|people|number|figure|metric|ones?|language|languages|team|kind|hours|days|part)",
    "(do|did) (you|we|they|people|customers|all|most|many)", "are (we|you|they|there|those|these)", "is (it|there|any)", "(can|may|could|should) (we|it|they|the \\w+)", "where (does|do|is|are|may)", "for whom", "have (you|we) (got|any|a)",
)  # fmt: skip
_WEAK_OPENERS = ("(is|are|does|do|has|will) (the|that|this|your|their|its|\\w+s)",)
_OPENER_FOLLOWS = frozenset("and so but or okay also first second third ask then now well right know wonder . ?".split())
_NEVER_BEFORE_OPENER = frozenset(
    "know on of about matter depends the that than see shows show say says understand exactly matters me you think to what where who how is decide for with like".split()
)
_SPOKEN_QUESTION_WORDS = 14


def probing_questions(dialogue: Dialogue) -> Iterator[Signal]:
    """Clarifying questions of the candidate, one per turn and kind."""
    for reading in dialogue.candidate:
        kinds: set[QuestionKind] = set()
        for asked in _questions(dialogue, reading):
            kind = _kind_of(asked)
            if kind is None or kind in kinds:
                continue
            kinds.add(kind)
            yield signal_at(reading, SignalId.PROBING_QUESTION, asked, kind)


def _questions(dialogue: Dialogue, reading: Reading) -> Iterator[Line]:
    if reading.is_punctuated:
        yield from (s for s in reading.sentences if s.ends_as_question and _may_probe(dialogue, reading, s))
    elif dialogue.place(reading) < OPENING_TURNS + 1 or _invited(dialogue, reading):
        yield from _spoken_questions(reading)


def _invited(dialogue: Dialogue, reading: Reading) -> bool:
    return dialogue.asked(reading).has("(questions?|ask|know|clarify|anything)")


def _may_probe(dialogue: Dialogue, reading: Reading, sentence: Line) -> bool:
    """Later on, a question in the middle of a turn is mostly rhetorical."""
    if sentence.has(*_NOT_PROBING) or len(sentence.words) < 3:
        return False
    is_last = sentence.tokens[-1].end > 0.65 * len(reading.turn.text)
    return dialogue.place(reading) < OPENING_TURNS or is_last or _invited(dialogue, reading)


def _spoken_questions(reading: Reading) -> Iterator[Line]:
    line = reading.line
    strong = [hit.at for hit in line.hits(*_SPOKEN_OPENERS) if _word_before(line, hit.at) not in _NEVER_BEFORE_OPENER]
    weak = [hit.at for hit in line.hits(*_WEAK_OPENERS) if _word_before(line, hit.at) in _OPENER_FOLLOWS]
    indirect = [hit.at for hit in line.hits(*_ASKS_INDIRECTLY)]
    places = sorted({line.token_at(at) for at in strong + weak + indirect})
    kept = [at for i, at in enumerate(places) if i == 0 or at - places[i - 1] > 2]
    for i, first in enumerate(kept):
        last = min(first + _SPOKEN_QUESTION_WORDS, kept[i + 1] if i + 1 < len(kept) else len(line.tokens))
        asked = Line(line.tokens[first:last], line.text, ())
        if not asked.has(*_NOT_PROBING):
            yield asked


def _word_before(line: Line, flat_at: int) -> str:
    at = line.token_at(flat_at)
    return line.tokens[at - 1].norm if at else "."


def _kind_of(asked: Line) -> QuestionKind | None:
    found = next((kind for kind, phrases in _QUESTION_KINDS.items() if asked.has(*phrases)), None)
    if found is not None:
        return found
    direct = asked.ends_as_question or asked.has("(do|did|are|have|can|could|would) you", "(what|how|where|which) (do|would|will) you")
    return QuestionKind.OTHER if direct and len(asked.words) >= 4 else None


_APPROACH_ASKED = (
    "(how|where) (would|do|will|could|might) you (do|build|approach|go|start|begin|solve|tackle|design|make|handle|set|get)", "approach", "what (would|could|can|do|will) you (do|build|propose|suggest|offer)",
    "(your|the) (plan|idea|solution|design|proposal|concept|shape)", "how (do|would|will) you (do|build) it", "what (is|are) you building", "in one sentence|in a sentence|big picture|high level|in short", "talk me through", "how (does|would|will|could|should) .. work", "(what|the) .. (shape|solution|design|idea)", "so what do you do",
)  # fmt: skip
_APPROACH_CUE = (
    "in (a|one|two|#) (sentences?|breath|line)", "my (idea|approach|plan|proposal|suggestion|thinking) (is|would be|in)", "(just )?the idea", "at a high level|high level|roughly|in short|in essence|broadly|big picture", "the (plan|approach|idea|shape|concept) (is|would be|in)",
    "(i|we) (would|will) (say|have|let|build|do|go|take|keep|split|use|start|give|pair|put|make|draft|record)", "i (make|let|do|build|would)", "let (the|a|field|our|them|staff)", "what i would do|here is (the|my) (idea|approach|plan)",
)  # fmt: skip
_ACTOR = (
    "(model|assistant|system|rule|rules|person|human|agent|nurse|clerk|editor|writer|staff|reviewer|expert|experts|people|calendar|phone|server|servers|app|table|team|it|search|lookup|filter|template|templates|checker|classifier|pass|speech|text|audio|teacher|solver|data team|search|engine) ... (reads?|proposes?|pulls?|throws?|becomes?|turned|writes?|drafts?|picks?|offers?|answers?|fits?|handles?|makes?|suggests?|summari[sz]es?|shortens?|finds?|checks?|sends?|gives?|proposes?|marks?|flags?|sorts?|ranks?|decides?|does|fills?|explains?|turns?|matches?|rewrites?|translates?|reviews?|approves?|signs?|confirms?|routes?|passes|chooses?|sees|takes|covers?|print|prints)",
    "(written|checked|reviewed|approved|picked|drafted|made|prepared|signed|confirmed|answered|read) by",
    "(record|recogni[sz]e|write|retrieve|look up|search|draft|classify|summari[sz]e|translate|extract|generate|cache|keep|have|route|rank|precompute|prepare|fetch|match|check|show|ground|cite|stream|split|answer)",
)  # fmt: skip
_STEPS = ("(then|and then|later|afterwards|first|before|after that|behind|finally|and|which|the rest|what is left|otherwise|only)",)
_OPTIONS = ("(you|we|one) could ... (you|we|one) could", "or ... or ... or", "whichever|take your pick|plenty of options|lots of options")


def approaches(dialogue: Dialogue, excluded_turns: frozenset[int]) -> Iterator[Signal]:
    """The first turn that gives the whole approach, no tour and no list of options."""
    for reading in dialogue.candidate:
        if reading.index in excluded_turns or is_tour(dialogue, reading) or reading.line.has(*_OPTIONS):
            continue
        where = _approach(dialogue, reading)
        if where is not None:
            yield signal_at(reading, SignalId.APPROACH_STATED, where)
            return


def _approach(dialogue: Dialogue, reading: Reading) -> Line | None:
    asked = dialogue.place(reading) > 0 and dialogue.asked(reading).has(*_APPROACH_ASKED)
    told = [s for s in reading.sentences if not s.ends_as_question and len(s.words) >= 8]
    for sentence in told:
        actors, cue = sentence.count(*_ACTOR), sentence.has(*_APPROACH_CUE)
        if sentence.has(*_STEPS) and (actors >= 1 if asked else cue and actors >= 2):
            return sentence
    return None
