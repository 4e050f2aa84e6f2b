"""What a language model's words must hold beyond the rules of speech, since nobody has read them before.

`flaw` looks at what has come so far, `left_undone` at the whole. To refuse too much costs nothing but the
script's wording of the same move, so the patterns here are wide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voice_coach.coaching.language import phrases, plain, sentences_of, tokens_of
from voice_coach.coaching.moves import Move, MoveKind
from voice_coach.coaching.quantities import Dimension, Quantity, quantities_of

Measure = tuple[float, Dimension]
"""A number's value as said, and what its unit measures."""

SMALL = frozenset({0.0, 1.0, 2.0, 3.0})
"""Numbers of everyday speech, without a unit: "one person", "the two limits"."""
FEWEST_COMPARED_WORDS = 5
MOST_ALIKE = 0.8
"""Share of the words of two sentences; more is the same sentence again."""
FEWEST_KNOWN = 0.34
"""Share of the words that are English, or were said before."""
LEAST_HELD = 0.5
"""Share of the telling words of a fact that must be in what is said of it."""
FEWEST_TELLING_LETTERS = 4

_APPRAISAL = (
    r"(?:good|nice|right|correct|true|sure|cool|terrific|wrong|false|agreed|certainly|of course|smart|clever|"
    r"impressive|bad|poor|weak|strong|solid|vague|valid|sensible|reasonable|thoughtful|thorough|helpful|"
    r"useful|insightful|sound|fair|well|lovely|wow|congratulations|absolutely|indeed)"
)
_NO_APPRAISAL = r"(?:now|after|before|away|enough|by|against|in|at)"
"""What "right" and "good" are before: "right now", "good enough"."""
_LEADS = r"(?:^|[.!?:,;] )(?:(?:ok|okay|all ?right|so|well|and|but|ah|yes|yeah|yep|no)[,.!]? )*"
_DEGREE = r"(?:(?:a|an|quite|very|really|so|pretty|rather|not|more|too|perfectly|doing|looking) )*"
_WHOSE = (
    r"(?:that|this|it|which|you|your (?:\w+ ){1,2}?)"
    r"(?:'s| is| was|'re| are| were| sounds| seems| looks| did| works)?"
)
_VERDICTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_LEADS}{_DEGREE}{_APPRAISAL}(?: (?!{_NO_APPRAISAL})\w+){{0,2}}[.!,]",
        rf"{_LEADS}{_WHOSE} ?{_DEGREE}{_APPRAISAL}\b[^?]*[.!,]",
        r"\bi(?:'m| am) (?:\w+ )?(?:impressed|convinced|satisfied|happy|glad|pleased|afraid)\b",
        r"\bi (?:\w+ )?(?:agree|disagree|appreciate|admire|enjoy)\b|\bthank(?:s| you)\b|\bthat works\b",
        r"\bwell (?:put|done|said|reasoned|argued)\b|\byou(?:'re| are) (?:hired|doing|winning)\b",
        r"\byou(?:'ve| have)? (?:pass|passed|fail|failed|nailed)\b|\ba (?:hire|pass)\b|\bthe committee\b",
        r"\b(?:scores?|points|marks|grade) (?:of|is|are|:)|\bout of (?:ten|10|five|5|100)\b",
    )
)
_FILLER = re.compile(r"\b(?:u+m+|u+h+|e+rm+|h+m+|a+h+|o+h+)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:out of time|plenty of time|(?:enough|more|much|little|no) time|"
    r"time(?:'s| is| has) (?:up|over|nearly|almost|short|running|run|come|gone)|"
    r"running (?:out|late|short)|(?:time|minutes?|seconds?|hours?|hour) (?:left|remain\w*|to go)|"
    r"we(?:'ve| have) used|(?:let(?:'s| us)|must|need to|have to|should|will) (?:stop|finish|end|wrap|close)|"
    r"wrap(?:ping)? (?:it |this |things )?up|good ?bye|bye|see you|your time|for today|"
    r"(?:end|rest) of (?:the|our|this) (?:interview|round|session|time)|interview is over|"
    r"noon|midnight|o'clock|on the clock)\b",
    re.IGNORECASE,
)
_BACKSTAGE = re.compile(
    r"\b(?:as an? (?:ai|assistant|interviewer|language model)|language model|i was (?:told|asked|instructed)|"
    r"the move|(?:my|this) (?:move|task|prompt)|(?:the|my|your) (?:prompt|instructions?)|"
    r"here(?:'s| is) (?:my|the|your|a) (?:turn|question|reply|response|answer|follow-up)|"
    r"my (?:turn|reply|response)|you asked me|role-?play|"
    r"i (?:can(?:'t|not)|won't|will not) (?:help|do that|comply|assist))\b|"
    r"^(?:null|none|undefined|n/a)[.!]?$",
    re.IGNORECASE,
)
_PATTERNS = (
    *(("verdict", pattern) for pattern in _VERDICTS),
    ("filler", _FILLER),
    ("backstage", _BACKSTAGE),
)
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\w\.(?:com|org|net|io|ai)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:half|thirds?|quarters?|dozens?|doubl\w+|tripl\w+|twice|tenfold|hundreds?|thousands?|millions?|"
    r"billions?|most of|majority)\b",
    re.IGNORECASE,
)
"""Amounts that are no numbers with a value."""
_ANOTHER_QUESTION = re.compile(
    r"(?:, |; | and | or |, and |, or )(?:then )?(?:who|what|when|where|why|how|which|whose)\b", re.IGNORECASE
)
_ORDERS = frozenset(
    phrases(
        """
        tell; name; say; give; describe; explain; walk; list; show; take; put; pick; choose; draw; sketch;
        start; follow; suppose; spend; sum; summarise; summarize; go; think; convince; help; let; defend;
        rank; compare; decide; stay; turn; stop; answer; point; finish; begin; imagine; make; try; do; come;
        leave; assume; consider; work; set; keep; use; talk; speak; bring; look; get; drop; state; hold; carry
        """
    )
)
_ASKING = frozenset({"who", "whose", "what", "why", "how", "which", "where"})
_ASKING_ORDER = re.compile(
    r"(?:^|[.!;:,] |and |then )(?:please )?(?:tell|name|say|give|describe|explain|list|show|summari[sz]e|"
    r"convince)\b",
    re.IGNORECASE,
)
_WRITTEN = frozenset({"ask", "answer", "says", "left", "name"})
"""Slots of a move that hold words of the scenario's or of the clock's."""
_NEGATIONS = frozenset({"no", "not", "never", "nothing", "none", "nobody", "cannot", "without"})
_ENGLISH = _ORDERS | frozenset(
    phrases(
        """
        a; an; the; and; or; but; so; if; then; than; when; while; before; after; until; because; as; at; by;
        for; from; in; into; of; off; on; onto; out; over; per; to; under; up; with; without; about; against;
        between; through; during; back; down; again; once; more; most; less; least; first; last; next; now;
        still; yet; only; just; also; even; too; very; not; no; yes; one; two; three; is; are; was; were; be;
        been; am; do; does; did; done; have; has; had; can; could; will; would; should; may; might; must; it;
        its; it's; that; that's; this; these; those; there; they; them; their; you; your; yours; you're; we;
        our; us; i; my; me; he; she; his; her; who; whose; whom; what; what's; which; where; why; how; many;
        much; long; some; any; each; every; all; both; other; another; same; such; here; say; said; tell;
        name; give; take; make; go; come; put; get; keep; let; let's; think; know; see; feel; feels; need;
        want; means; mean; happens; happen; works; work; one's; people; person; user; users; number; figure;
        please; assume; fine; okay; right; well; moment; minute; time; way; thing; question; back; worth;
        stay; hold; nobody; someone; something; nothing; everything; monday; tuesday; wednesday; thursday;
        friday; saturday; sunday; morning; evening; today; tomorrow; exactly; concretely; which
        """
    )
)
"""Words that any English sentence has some of."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a model's words are held against."""

    move: Move
    scripted: str
    """The script's words for the same move."""
    said: frozenset[str] = frozenset()
    """Sentences already spoken in this session, as `language.plain` gives them."""
    known: str = ""
    """Everything that a word or an amount may come from: the problem, what was told, the candidate."""
    measures: frozenset[Measure] = frozenset()
    """Numbers that may be said, with what they measure."""

    @property
    def given(self) -> str:
        """The texts of the scenario that the move brings; the author answers for them."""
        return " ".join(text for name, text in self.move.slots if name in _WRITTEN)

    @property
    def facts(self) -> str:
        """What the candidate must have heard once the move was made, "" where there is no such thing."""
        slots = dict(self.move.slots)
        match self.move.kind:
            case MoveKind.ANSWER_QUESTION:
                return slots.get("answer", "")
            case MoveKind.CHANGE_FACTS:
                return slots.get("ask", "")
            case MoveKind.ASK_NUMBER:
                return slots.get("truth", "")
            case MoveKind.WRAP_UP:
                return slots.get("left", "")
            case MoveKind.HINT:
                return self.scripted
            case _:
                return ""


def flaw(text: str, brief: Brief) -> str:
    """What is wrong with a reply as far as it came, in a word or two; "" for nothing."""
    return next(_flaws(text, brief), "")


def left_undone(text: str, brief: Brief) -> str:
    """What a whole reply should have done and did not; "" for nothing."""
    if (facts := brief.facts) and not _holds(text, facts):
        return "facts"
    return "no question" if asks_something(brief.scripted) and not asks_something(text) else ""


def asks_something(text: str) -> bool:
    """Whether a candidate knows what to do next: a question, or an order at the start of a clause."""
    clauses = re.split(r"[.!?,;:—] ", text.lower())
    firsts = {clause.split()[0].strip(".,!?:;") for clause in clauses if clause.strip()}
    return "?" in text or "please" in text.lower() or bool(firsts & (_ORDERS | _ASKING))


def plain_signs(text: str) -> str:
    """The same words without quotation marks, which nobody hears, and with straight apostrophes."""
    return re.sub(r"[\"“”„«»]", "", text).replace("’", "'")


def _flaws(text: str, brief: Brief) -> Iterator[str]:
    given = brief.given.lower()
    known = f"{brief.known} {given}".lower()
    for name, pattern in _PATTERNS:
        if (found := pattern.search(text)) and found[0].lower().strip(" .,!") not in given:
            yield name
    if (
        brief.move.kind is not MoveKind.WRAP_UP
        and (found := _CLOCK.search(text))
        and found[0].lower() not in given
    ):
        yield "the clock"
    if _ADDRESS.search(text) or not all(map(_is_speech, text)):
        yield "signs"
    if _questions(text) > max(1, _questions(brief.scripted)):
        yield "questions"
    if not _is_english(text, brief):
        yield "language"
    if any(found[0].lower() not in known for found in _AMOUNT.finditer(text)):
        yield "amount"
    if any(not _is_known(quantity, brief.measures) for quantity in quantities_of(tokens_of(text))):
        yield "unit"
    if brief.move.kind is not MoveKind.REPHRASE and _is_said_again(text, brief.said):
        yield "repeated"


def _is_speech(sign: str) -> bool:
    if sign.isascii():
        return sign.isprintable() or sign == "\n"
    return sign in "–—€£…" or (sign.isalpha() and "LATIN" in unicodedata.name(sign, ""))


def _questions(text: str) -> int:
    return sum(
        (sentence.endswith("?") or bool(_ASKING_ORDER.search(sentence)))
        + (len(_ANOTHER_QUESTION.findall(sentence)) if _begins_asking(sentence) else 0)
        for sentence in sentences_of(text)
    )


def _begins_asking(sentence: str) -> bool:
    """Where a question stands behind a lead or a clause, "what" is no second one: "so, what then?\""""
    return bool(re.match(r"(?:and |so |but )?(?:who|what|where|why|how|which|whose)\b", sentence.lower()))


def _is_english(text: str, brief: Brief) -> bool:
    words = [token.norm for token in tokens_of(text)]
    if not words:
        return not text.strip()
    known = {token.stem for token in tokens_of(brief.known)} | {
        token.stem for token in tokens_of(brief.scripted)
    }
    found = sum(token.norm in _ENGLISH or token.stem in known for token in tokens_of(text))
    return found >= FEWEST_KNOWN * len(words) and found > 0


def _is_known(quantity: Quantity, measures: Iterable[Measure]) -> bool:
    """A number with a unit was said with one of its kind, or without any."""
    if quantity.dimension in {Dimension.BARE, Dimension.COUNT} and quantity.value in SMALL:
        return True
    kinds = {dimension for value, dimension in measures if value == quantity.value}
    return quantity.dimension is Dimension.BARE or bool(kinds & {quantity.dimension, Dimension.BARE})


def _is_said_again(text: str, said: Iterable[str]) -> bool:
    earlier = [set(sentence.split()) for sentence in said]
    for sentence in sentences_of(text):
        words = set(plain(sentence).split())
        if len(words) >= FEWEST_COMPARED_WORDS and any(
            len(words & other) >= MOST_ALIKE * len(words | other) for other in earlier
        ):
            return True
    return False


def _holds(text: str, facts: str) -> bool:
    """Every number of the facts, most of their telling words, and "not" where they have it."""
    tokens, wanted = tokens_of(text), tokens_of(facts)
    said = {quantity.value for quantity in quantities_of(tokens)}
    if not {quantity.value for quantity in quantities_of(wanted)} <= said:
        return False
    telling = {token.stem for token in wanted if len(token.stem) >= FEWEST_TELLING_LETTERS}
    held = len(telling & {token.stem for token in tokens})
    return held >= LEAST_HELD * len(telling) and _negates(text) == _negates(facts)


def _negates(text: str) -> bool:
    words = plain(text).split()
    return bool(_NEGATIONS & set(words)) or any(word.endswith("n't") for word in words)
