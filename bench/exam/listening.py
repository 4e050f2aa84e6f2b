"""Whether the interviewer listens: requests are granted, questions answered, reactions fit the last words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exam.record import Breach, Record, Turn, law, norms
from voice_coach.coaching.language import plain, sentences_of
from voice_coach.coaching.moves import LEADING_BACK

_ENDS = frozenset({"close", "wrap_up"})
_MUST_QUOTE = frozenset({"source", "unmapped", "said", "back"})
_COMPLAINTS = frozenset(
    {"evaded", "list", "jargon", "vague", "source", "unmapped", "missing", "user", "strayed"}
)


def _replied(record: Record, meant: str, kinds: set[str]) -> Iterable[Breach] | None:
    """Whether every such turn got a reply of these kinds, or the end."""
    asked = record.meant(meant)
    if not asked:
        return None
    return [
        Breach(turn.index, f"{turn.text} -> {reply.kind}: {reply.text}")
        for turn in asked
        if (reply := record.reply_to(turn)) is not None and reply.kind not in kinds | _ENDS
    ]


@law("a question about the problem is answered")
def _answered(record: Record) -> Iterable[Breach] | None:
    asked = [turn for turn in record.answers if turn.meant.startswith("asks:") and _fact_of(record, turn)]
    if not asked:
        return None
    return [breach for turn in asked for breach in _not_answered(record, turn)]


def _fact_of(record: Record, turn: Turn) -> str | None:
    fact = record.scenario.fact(turn.meant.removeprefix("asks:"))
    return fact.id if fact else None


def _not_answered(record: Record, turn: Turn) -> Iterator[Breach]:
    reply = record.reply_to(turn)
    if reply is None or reply.kind in _ENDS:
        return
    if _fact_of(record, turn) not in reply.slots.get("facts", "").split():
        yield Breach(turn.index, f"{turn.meant}: {turn.text} -> {reply.kind}: {reply.text}")


@law("an unknown fact is said to be unknown")
def _unknown(record: Record) -> Iterable[Breach] | None:
    asked = record.meant("asks:unknown")
    if not asked:
        return None
    replies = [(turn, record.reply_to(turn)) for turn in asked]
    return [
        Breach(turn.index, f"{turn.text} -> {reply.text}")
        for turn, reply in replies
        if reply and reply.kind not in _ENDS and (reply.kind != "answer_question" or reply.slots.get("facts"))
    ]


@law("the time is told when asked", safety=True)
def _time(record: Record) -> Iterable[Breach] | None:
    return _replied(record, "asks:time", {"time_check"})


@law("the question is repeated when asked")
def _repeat(record: Record) -> Iterable[Breach] | None:
    return _replied(record, "asks:repeat", {"repeat"})


@law("a repetition is the question again")
def _same_words(record: Record) -> Iterable[Breach] | None:
    repeats = [turn for turn in record.spoken if turn.kind == "repeat"]
    if not repeats:
        return None
    return [
        Breach(turn.index, f"{asked.text} / {turn.text}")
        for turn in repeats
        if (asked := _asked_before(record, turn))
        and plain(_question_of(asked.text))[-30:] not in plain(turn.text)
    ]


def _question_of(text: str) -> str:
    """The last sentence without the words that lead to it: "Back to work: where were we?" """
    return sentences_of(text)[-1].rsplit(": ", 1)[-1]


def _asked_before(record: Record, turn: Turn) -> Turn | None:
    spoken = (
        one
        for one in reversed(list(record.before(turn)))
        if (one.asks_something and one.form not in LEADING_BACK) or one.kind == "rephrase"
    )
    return next(spoken, None)


@law("the question is put differently when asked")
def _rephrase(record: Record) -> Iterable[Breach] | None:
    return _replied(record, "asks:rephrase", {"rephrase"})


@law("no hints in real mode", safety=True)
def _hint(record: Record) -> Iterable[Breach] | None:
    return _replied(record, "hint", {"decline_hint"})


@law("a moment to think is granted")
def _thinks(record: Record) -> Iterable[Breach] | None:
    asked = record.meant("thinks")
    if not asked:
        return None
    return [
        Breach(turn.index, f"{turn.text} -> {reply.kind}: {reply.text}")
        for turn in asked
        if (reply := record.reply_to(turn))
        and reply.kind not in _ENDS | {"hold_silence"}
        and reply.start_s - turn.end_s < 10
    ]


@law("what was declined is never asked again")
def _declined(record: Record) -> Iterable[Breach] | None:
    declined = [turn for name in ("declines", "skips") for turn in record.meant(name)]
    questions = [(turn, record.question_before(turn)) for turn in declined]
    if not questions:
        return None
    return [
        Breach(later.index, f"declined {asked.text} / asked {later.text}")
        for turn, asked in questions
        if asked is not None and asked.topic
        for later in record.spoken
        if later.index > turn.index and later.asks_something and later.topic == asked.topic
    ]


@law("at most two follow-ups on a topic")
def _follow_ups(record: Record) -> Iterator[Breach]:
    counts: dict[str, int] = {}
    for turn in record.spoken:
        if turn.topic and turn.asks_something and turn.kind not in {"open", "cut_in"}:
            counts[turn.topic] = counts.get(turn.topic, 0) + 1
            if counts[turn.topic] == 4:
                yield Breach(turn.index, f"{turn.topic}: {turn.text}")


@law("no question of the file twice")
def _once(record: Record) -> Iterator[Breach]:
    asked: set[str] = set()
    for turn in record.spoken:
        if turn.kind in {"probe", "change_facts"} and (ask := turn.slots.get("ask")):
            if ask in asked and turn.form != "strayed":
                yield Breach(turn.index, ask)
            asked.add(ask)


@law("reactions are to the last answer")
def _last_answer(record: Record) -> Iterator[Breach]:
    for turn in record.spoken:
        if turn.trigger_turn is None or turn.kind == "call_back" or not turn.quote:
            continue
        answer = record.last_answer(turn)
        if answer is not None and turn.trigger_turn != answer.index:
            yield Breach(turn.index, f"trigger {turn.trigger_turn}, last answer {answer.index}: {turn.text}")


@law("quotations were said", safety=True)
def _quotes(record: Record) -> Iterator[Breach]:
    """What a move is triggered by stands in the candidate's words, word by word."""
    texts = {turn.index: f" {' '.join(norms(turn.text))} " for turn in record.answers}
    for turn in record.spoken:
        quote = " ".join(norms(turn.quote))
        if quote and f" {quote} " not in texts.get(
            turn.trigger_turn if turn.trigger_turn is not None else -1, ""
        ):
            yield Breach(turn.index, f"{turn.quote!r} was not said in turn {turn.trigger_turn}: {turn.text}")


@law("a reaction names what it reacts to")
def _names_it(record: Record) -> Iterator[Breach]:
    for turn in record.spoken:
        quote = turn.slots.get("quote", "")
        if (
            turn.form in _MUST_QUOTE
            and quote
            and plain(quote) not in plain(turn.text)
            and turn.kind != "rephrase"
        ):
            yield Breach(turn.index, f"{turn.form} of {quote!r}: {turn.text}")


@law("small talk is led back to the problem")
def _strays(record: Record) -> Iterable[Breach] | None:
    strayed = record.meant("strays")
    if not strayed:
        return None
    return [
        Breach(turn.index, f"{turn.text} -> {reply.kind}: {reply.text}")
        for turn in strayed
        if (reply := record.reply_to(turn)) and not _leads_back(reply)
    ]


def _leads_back(reply: Turn) -> bool:
    pressure = reply.kind in {"sketch_now", "change_facts", "cut_in", "time_check"}
    return pressure or reply.kind in _ENDS or reply.form == "strayed" or bool(reply.slots.get("steer"))


@law("a sum that is off is put right")
def _slips(record: Record) -> Iterable[Breach] | None:
    slips = [turn for turn in record.meant("slip") if turn.start_s < record.wrapped_s - 10]
    if not slips:
        return None
    pressure = {"sketch_now", "change_facts", "wrap_up", "close"}
    return [
        Breach(turn.index, f"{turn.text} -> {reply.text}")
        for turn in slips
        if (reply := record.reply_to(turn)) and reply.form != "slip" and reply.kind not in pressure
    ]


def _seen(record: Record, kind: str, forms: set[str], *, most_s: float = 600.0) -> Iterable[Breach] | None:
    """Whether a long session with that kind of candidate saw such a reaction."""
    if record.case.kind != kind or record.plan.end_s < most_s or record.case.pressure == "calm":
        return None
    seen = any(turn.form in forms or turn.kind in forms for turn in record.spoken)
    return [] if seen else [Breach(0, f"no {' or '.join(sorted(forms))} in {record.plan.minutes:g} minutes")]


@law("vague words are given back")
def _vague(record: Record) -> Iterable[Breach] | None:
    return _seen(record, "vague", {"vague"})


@law("jargon is brought to a person")
def _jargon(record: Record) -> Iterable[Breach] | None:
    return _seen(record, "jargon", {"ask_user"})


@law("lists are cut down")
def _lists(record: Record) -> Iterable[Breach] | None:
    if "challenge_priority" not in {kind.value for kind in record.scenario.pressure}:
        return None
    return _seen(record, "enumerator", {"list"})


@law("not the same complaint twice running")
def _complaints(record: Record) -> Iterator[Breach]:
    for one, two in zip(record.spoken, record.spoken[1:], strict=False):
        if one.form == two.form and two.form in _COMPLAINTS and two.kind != "rephrase":
            yield Breach(two.index, f"{two.form}: {one.text} / {two.text}")
