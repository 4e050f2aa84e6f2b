"""What in an answer makes a listener ask on, whatever the problem: a decision, a reason, a doubt, a delay.

Words alone decide, written or recognised. A remark's quotation is a few of the candidate's words in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voice_coach.coaching.language import phrases

MOST_QUOTED_WORDS = 7
FEWEST_REASON_WORDS = 3


class RemarkForm(StrEnum):
    """Kinds of remarks, the most telling first."""

    DEPENDS = "depends"
    """It depends, without a word on what."""
    RESULT = "result"
    """Something will be measured; nobody says what follows."""
    DECISION = "decision"
    """Something will be done or left, at no price."""
    REASON = "reason"
    """A reason that is claimed, not shown."""
    PEOPLE = "people"
    """A claim about what people want or do."""
    RISK = "risk"
    """A danger that was named and left."""
    INSTEAD = "instead"
    """An alternative that was set aside in passing."""
    ABSOLUTE = "absolute"
    """Always, never, everybody."""
    LATER = "later"
    """Put off."""
    UNSURE = "unsure"
    """A doubt said in passing."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth asking about."""

    form: RemarkForm
    quote: str
    """The candidate's words, as they stand."""
    said: str
    """The same as the interviewer says them back: "my team" is "your team"."""


def _any(text: str) -> str:
    """A pattern for any of the phrases, separated by semicolons."""
    return f"(?:{'|'.join(phrases(text))})"


_STOP = (
    "(?= "
    + _any(
        """
        so; because; before; after; until; unless; if; when; which; who; that; and; but; since;
        while; whereas; where; rather; to see; for now; in case; as soon as; instead
        """
    )
    + r"\b|[.,;:?!]|$)"
)
_OBJECT = r" [^.,;:?!]{3,80}?)" + _STOP
_SOFTLY = "(?:also |first |then |only |simply |just |probably |rather |still )?"
_NOT_IN_A_CLAUSE = r"(?<!\bthat )(?<!\bwhat )(?<!\bwhich )(?<!\bwhere )(?<!\bhow )(?<!\bwhom )"
"""Ahead of "I": not "the bonus that I would leave behind", whose object stands before it."""
_I_WILL = (
    _NOT_IN_A_CLAUSE + r"\b(?:i|we)(?:'d| would| will|'ll| want to| am going to| are going to) " + _SOFTLY
)
_LOOKING = _any("measure; test; check; verify; count; watch; monitor; track; evaluate; compare; pilot")
_DEEDS = _any(
    """
    start with; begin with; drop; keep; accept; leave out; cut; give up; choose; pick; use; build;
    split; show; limit; skip; remove; avoid; ship; launch; stop; add; rent; buy; hire; offer; spend
    """
)
_NO_DEEDS = _any(
    """
    first; also; then; only; simply; just; rather; still; probably; be; say; like; guess; think; know;
    have; not; never; expect; want; assume; mean; see; agree; hear; believe; hope; do; need; call;
    argue; love; prefer; suppose; imagine; feel; get; go; come; take; make; look; lose; notice;
    answer; even; explain; admit; worry; wonder; question; consider; actually; definitely; ask; tell;
    try; talk; describe; draw; give; find; appreciate; repeat; suggest; recommend; propose; claim;
    trust; write; accept that; measure; test; check; verify; count; watch; monitor; track; evaluate;
    compare; pilot
    """
)
"""Verbs after "I would" that decide nothing, or too little to ask about."""
_SUBJECTS = _any(
    """
    the; a; an; they; it; we; she; he; there; nobody; everybody; people; users; customers; most; each;
    every; no; our; their; this; that; these; those; one; two; half
    """
)
_PEOPLE = _any(
    """
    users; customers; people; agents; buyers; clients; patients; teachers; lawyers; engineers; they;
    doctors; children; pupils; analysts; sellers; callers; tenants; candidates
    """
)
_FEELING = _any(
    """
    want; hate; love; need; like; trust; expect; prefer; ignore; forgive; accept; notice; care about;
    do not; don't; will not; won't
    """
)
_RISKS = _any("risk; danger; problem; worry; concern; bottleneck; trouble; challenge")
_ABSOLUTES = _any(
    """
    always; never; everyone; everybody; nobody; no one; impossible; guaranteed; without exception; in every
    case; in no case
    """
)
_DELAYS = _any(
    """
    later on; in phase two; in a second phase; in the second phase; after launch; after the launch;
    eventually; at some point; down the road; in the future; in a second step; in version two; not for
    now; in the long run
    """
)
_DOUBTS = _any(
    """
    probably; presumably; hopefully; i guess; i suppose; i'm not sure; i am not sure; more or less; in
    theory; if all goes well; should be fine; should work; somehow
    """
)
_PATTERNS: tuple[tuple[RemarkForm, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern, re.IGNORECASE))
    for form, pattern in (
        (RemarkForm.DEPENDS, r"\b((?:it|that) (?:all |really |always )?depends)\b(?! on\b)"),
        (RemarkForm.DEPENDS, r"\bdepends on ([^.,;:?!]{3,60}?)" + _STOP),
        (RemarkForm.RESULT, f"{_I_WILL}({_LOOKING}{_OBJECT}"),
        (RemarkForm.DECISION, f"{_I_WILL}(?!{_NO_DEEDS} )([a-z-]+{_OBJECT}"),
        (RemarkForm.DECISION, rf"{_NOT_IN_A_CLAUSE}\b(?:i|we) {_SOFTLY}({_DEEDS}{_OBJECT}"),
        (
            RemarkForm.REASON,
            rf"\bbecause (?!(?:that|this) one\b)({_SUBJECTS} [^.,;:?!]{{6,90}}?)(?=[.,;:?!]|$)",
        ),
        (RemarkForm.PEOPLE, rf"\b({_PEOPLE} {_FEELING}{_OBJECT}"),
        (
            RemarkForm.RISK,
            rf"\bthe (?:\w+ )?{_RISKS} (?:here )?is (?:that )?([^.,;:?!]{{3,60}}?){_STOP}",
        ),
        (
            RemarkForm.INSTEAD,
            rf"\b(?:rather than|instead of|compared with|compared to) ([^.,;:?!]{{3,60}}?){_STOP}",
        ),
        (RemarkForm.ABSOLUTE, rf"(?<!can )(?<!could )(?<!would )(?<!as )\b({_ABSOLUTES})\b(?!-)"),
        (RemarkForm.LATER, rf"\b({_DELAYS})\b(?!-)"),
        (RemarkForm.UNSURE, rf"\b({_DOUBTS})\b(?!-)"),
    )
)
_WHOLE = frozenset({RemarkForm.ABSOLUTE, RemarkForm.LATER, RemarkForm.UNSURE})
"""Forms whose words stand by themselves."""
_DANGLING = frozenset(
    phrases(
        """
        a; an; the; of; to; for; in; on; at; with; by; from; as; per; about; than; or; not; my;
        our; their; his; her; its; is; are; was; were; would; will; be; been; i; we; you; it;
        this; that; these; those; them; one; only; just; even; also; more; less; very; how; what;
        into; over; under; between; without; within; such; right; each; any; some; no; if; out; up; down;
        off
        """
    )
)
_ADDITIONS = frozenset(
    phrases(
        "for; in; on; at; with; by; from; as; per; about; to; into; over; under; between; within; without"
    )
)
_QUESTION_WORDS = frozenset(phrases("what; who; whom; how; when; where; why; which; whether"))
_EMPTY_OBJECTS = frozenset(
    phrases(
        """
        it; that; this; there; here; them; those; one; these; him; her; us; something; anything; everything;
        because; myself; ourselves
        """
    )
)
_TURNED = {
    "i": "you",
    "my": "your",
    "me": "you",
    "mine": "yours",
    "myself": "yourself",
    "i'm": "you're",
    "am": "are",
}
_IN_NUMBERS = re.compile(r"(?<=\d)[.,](?=\d)")
_KEPT = {".": "\x00", ",": "\x01"}
"""Signs inside numbers end no clause."""
_ADDRESSES = frozenset({"you", "your", "yours", "you're"})


def remarks_in(text: str) -> tuple[Remark, ...]:
    """What may be asked about, the most telling first; each form once."""
    found: dict[RemarkForm, Remark] = {}
    whole = _IN_NUMBERS.sub(lambda sign: _KEPT[sign[0]], " ".join(text.replace("\u2019", "'").split()))
    for remark in _found(whole):
        found.setdefault(remark.form, remark)
    return tuple(found[form] for form in RemarkForm if form in found)


def _found(text: str) -> Iterator[Remark]:
    for form, pattern in _PATTERNS:
        for match in reversed(list(pattern.finditer(text))):  # what was said last is what hangs in the air
            whole = _restored(match[1].strip())
            quote = whole if form is RemarkForm.REASON else _shortened(whole)
            if form in _WHOLE or quote.lower().endswith("depends") or _is_quotable(form, quote):
                yield Remark(form, quote, _turned(quote))


def _restored(text: str) -> str:
    for sign, instead in _KEPT.items():
        text = text.replace(instead, sign)
    return text


def _shortened(quote: str) -> str:
    """Without its last phrases of place or time, where it is too long to say back."""
    words = quote.split()
    if len(words) <= MOST_QUOTED_WORDS:
        return quote
    ends = [at for at in range(3, MOST_QUOTED_WORDS + 1) if words[at].lower() in _ADDITIONS]
    return " ".join(words[: ends[-1]]) if ends else quote


def _is_quotable(form: RemarkForm, quote: str) -> bool:
    words = quote.lower().split()
    fewest = FEWEST_REASON_WORDS if form in {RemarkForm.REASON, RemarkForm.PEOPLE} else 2
    if not fewest <= len(words) <= MOST_QUOTED_WORDS or words[-1] in _DANGLING:
        return False
    if form in {RemarkForm.DECISION, RemarkForm.RESULT} and _EMPTY_OBJECTS & set(words[1:2]):
        return False
    if form is RemarkForm.RISK and words[0] in _QUESTION_WORDS:
        return False
    return not _ADDRESSES & set(words) and "?" not in quote


def _turned(quote: str) -> str:
    words = [_TURNED.get(word.lower(), word) for word in quote.split()]
    if words and len(words[0]) > 1 and words[0][1:].islower():
        words[0] = words[0][0].lower() + words[0][1:]  # it began a sentence there, and begins none here
    return " ".join(words)
