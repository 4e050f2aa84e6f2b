"""Words that steer the session and are no part of the interview: "coach, pause".

They are understood in clean text and as recognisers write it down. The address must begin a sentence (or
follow a pause) and nothing but the request may follow it, so that talk about coaches steers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from voice_coach.conversation.words import Word

ADDRESS = "coach"
SENTENCE_PAUSE_S = 0.2
"""A silence between two words that counts as the end of a sentence where nothing is punctuated."""


class Control(StrEnum):
    """What can be asked of the program in the middle of an interview."""

    PAUSE = "pause"
    GO_ON = "go_on"
    END = "end"
    LOUDER = "louder"
    QUIETER = "quieter"
    SLOWER = "slower"
    FASTER = "faster"


PHRASES = (
    "coach, pause",
    "coach, go on",
    "coach, end the interview",
    "coach, louder",
    "coach, quieter",
    "coach, slower",
    "coach, faster",
)
"""One phrasing of each, for recognisers that take words to expect."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A control at the end of what was said."""

    control: Control
    first: int
    """Index of its first word; all that follow belong to it."""


def control_in(text: str) -> Control | None:
    """The control that a text ends with, None where it is ordinary talk."""
    spotted = control_among(text.replace("—", " . ").split())
    return None if spotted is None else spotted.control


def control_in_words(words: Sequence[Word]) -> Spotted | None:
    """The same for recognised words, whose pauses stand in for the punctuation that they may lack."""
    texts = [word.text.strip() for word in words]
    for at, (word, following) in enumerate(pairwise(words)):
        if following.start_s - word.end_s >= SENTENCE_PAUSE_S:
            texts[at] += "."
    return control_among(texts)


def control_among(texts: Sequence[str]) -> Spotted | None:
    """The control at the end of some words, each with its punctuation."""
    set_off = len(texts) > 1 and texts[-2].endswith((",", "."))
    for first in _sentence_starts(texts):
        said = " ".join(word for text in texts[first:] if (word := _plain(text)))
        match = _CALL.fullmatch(said) or (_CALL_BEHIND.fullmatch(said) if set_off else None)
        control = None if match is None else _requested(match["request"])
        if control is not None:
            return Spotted(control, first)
    return None


_LONGEST_WORDS = 18
_ENDS_SENTENCE = re.compile(r"[.!?;:]+[\"')\]]*$")
_VOCATIVE = re.compile(rf"{ADDRESS},?$", re.IGNORECASE)


def _sentence_starts(texts: Sequence[str]) -> list[int]:
    """Where an address may stand, the earliest first; near the end only, since nothing may follow it."""
    near = range(max(0, len(texts) - _LONGEST_WORDS), len(texts))
    return [at for at in near if at == 0 or _opens(texts, at)]


def _opens(texts: Sequence[str], at: int) -> bool:
    before = texts[at - 1]
    is_vocative = before.endswith(",") and bool(_VOCATIVE.match(texts[at])) and texts[at].endswith(",")
    return bool(_ENDS_SENTENCE.search(before)) or before in {"-", "–"} or is_vocative


def _plain(text: str) -> str:
    bare = text.lower().replace("’", "'").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9]", " ", bare).split())


def _requested(request: str) -> Control | None:
    return next((control for control, pattern in _REQUESTS.items() if pattern.fullmatch(request)), None)


def _any(text: str) -> str:
    """Phrases apart by semicolons as one pattern; spaces at a line's end do not count."""
    phrases = (" ".join(phrase.split()) for phrase in text.split(";"))
    return f"(?:{'|'.join(phrase for phrase in phrases if phrase)})"


# What speech recognisers make of the address; heard as one only where a request and nothing else follows.
_HEARD_AS = _any(
    "couch(es)?; coats?; coast; coached; coaches; coyotes?; goats?; gold; koch; roach; poach; cult"
)
_FILLER = _any(
    """
    ok; okay; hey; hi; hello; so; um+; uh+; er; erm; hm+; well; please; kindly; sorry; wait; all right;
    alright; right; yes; yeah; no; now; then; actually; just; excuse me; thanks; thank you; oh; and; but
    """
)
_CALL = re.compile(rf"(?:{_FILLER} )*(?:(?:voice )?{ADDRESS}|{_HEARD_AS}) (?P<request>.+)")
_CALL_BEHIND = re.compile(rf"(?P<request>.+) {ADDRESS}")

_ASK = _any(
    """
    (can|could|would|will|may|shall|should|must) (you|we|i); (would|do) you mind;
    (id|wed|i would|we would|i d) (like|love|prefer)( you)?( to)?; (i|we) (want|need|have|wish)( you)?( to)?;
    lets; let us; let me; (you|we|i) (can|may|could|should|must|will|ll); ill; its time to
    """
)
_MORE = _any("a bit; a little; a little bit; a lot; much; even; slightly; somewhat; still; way; far")
_WHILE = _any("moments?; minutes?; seconds?; secs?; bit; while; time")
_AFTER = _any(
    f"""
    please; now; then; thanks; thank you; again; for (me|us|now); here; today; right (now|away); at once;
    if you (can|could|please|dont mind|like|would); (would|will|could|can) you; ok; okay; ill be right back;
    (for )?(just )?(a|an|one|two|three|five|ten|some|half a)( little| short| few)? {_WHILE};
    a bit; a little; somewhat; coach; when you are ready
    """
)
_TALK = _any(
    "((the|this|that|our|my) )?(mock )?(interview(ed|s)?|session|conversation|round|practi[cs]e|talk)"
)
_CLOCK = _any("((the|this|our|your) )?(clock|timer|time|recording)")
_YOUR_VOICE = _any("((the|your) )?(volume|voice|sound|audio)")
_YOUR_PACE = _any("((the|your) )?(speed|pace|rate|tempo)")
_SPEAK = _any("speak(ing)?; talk(ing)?; be(ing)?; get(ting)?; go(ing)?; say (it|that); make it; read; sound")
_YOU_ARE = _any("you are; youre; your; thats; that is; its; it is; this is; you (speak|talk)")
_SHORT_BREAK = _any("((a|one|another) )?((short|quick|little|small|brief) )?(break|pause|time ?out)")
_AGAIN_FROM = _any(f"it; with it; from here; where we (were|left off|stopped); (with )?{_TALK}; {_CLOCK}")

_REQUEST_TEXTS = {
    Control.END: f"""
        (end|and|finish|close|stop|quit|exit|terminate|conclude|abort|leave|cancel|wrap up|finish up)
        (with )?{_TALK}; (ending|finishing|closing|stopping) {_TALK};
        (end|finish|stop|close) (it )?(here|there); end (it|this|that); wrap (it )?up;
        finish; end; quit; exit; goodbye; good bye; bye( bye)?;
        call it a day; stop for (today|good); (thats|that is) enough( for today)?;
        ((im|i am|we are|were) )?(done|finished) (for today|with {_TALK})
    """,
    Control.PAUSE: f"""
        (pause|pausing|paused|paws|pose|suspend|freeze)( (it|this|that|here|everything|{_TALK}|{_CLOCK}))?;
        ((take|taking|have|having|make|need|want) )?{_SHORT_BREAK};
        (stop|stopping|hold|holding|halt) {_CLOCK}; stop; halt; hold;
        hold (on|it|{_TALK}); hang on; wait; stand by; be right back; need to step (out|away);
        (give me )?(a|one|two|five) (moment|minutes?|second)
    """,
    Control.GO_ON: f"""
        (go|going|got|carry|carrying) on( {_AGAIN_FROM})?; goon; gone on; go ahead; keep going; go; un ?pause;
        (continued?|continuing|resum(e|ed|ing)|proceed|start again|pick up|start)( {_AGAIN_FROM})?;
        ((im|i am|we are|were) )?(back|ready)( to (go on|continue|resume|start))?
    """,
    Control.LOUDER: f"""
        ({_SPEAK} )?({_MORE} )*(louder|more loudly|up); ({_SPEAK} )?loud(ly)?; more volume; volume up;
        (turn|turning|put|bring) (up {_YOUR_VOICE}|{_YOUR_VOICE} up|it up|yourself up);
        (raise|increase|raising|increasing) {_YOUR_VOICE};
        i (cant|cannot|can not|dont|hardly|barely|can hardly|can barely) hear you( well| properly)?;
        ({_YOU_ARE} )?({_MORE} )*too (quiet|quietly|soft|low); not so (quiet|quietly|soft)
    """,
    Control.QUIETER: f"""
        ({_SPEAK} )?({_MORE} )*(quieter|softer|less loud|less loudly|more quietly|more softly);
        ({_SPEAK} )?(not (so|as) loud(ly)?|quiet(ly)?|softly); less volume; volume down; keep it down;
        (turn|turning|put|bring) (down {_YOUR_VOICE}|{_YOUR_VOICE} down|it down|yourself down);
        (lower|lowering|reduce|reducing|decrease) {_YOUR_VOICE}; ({_YOU_ARE} )?({_MORE} )*too loud
    """,
    Control.SLOWER: f"""
        ({_SPEAK} )?({_MORE} )*(slower|more slowly|less fast|less quickly);
        ({_SPEAK} )?(not (so|as) (fast|quick|quickly)|slow(ly)?); slow(ing)?( (it|that))? down;
        slow(ing)? down {_YOUR_PACE}; (reduce|lower|decrease) {_YOUR_PACE};
        ({_YOU_ARE} )?({_MORE} )*too (fast|quick|quickly)
    """,
    Control.FASTER: f"""
        ({_SPEAK} )?({_MORE} )*(faster|quicker|more quickly|less slow|less slowly);
        ({_SPEAK} )?(not (so|as) slow(ly)?|fast|quickly); speed(ing)?( (it|that))? up;
        speed(ing)? up {_YOUR_PACE}; pick up the pace; (increase|raise) {_YOUR_PACE};
        ({_YOU_ARE} )?({_MORE} )*too (slow|slowly)
    """,
}
"""The earlier one counts where two fit: to stop here is to end."""
_REQUESTS = {
    control: re.compile(rf"(?:{_FILLER} )*(?:{_ASK} )?(?:{_FILLER} )*(?:{_MORE} )*{_any(text)}(?: {_AFTER})*")
    for control, text in _REQUEST_TEXTS.items()
}
