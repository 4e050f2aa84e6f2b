"""How the interviewer runs the round: the clock, the stages, the pressure, the floor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from exam.record import Breach, Record, Turn, law
from voice_coach.coaching.moves import MoveKind, Stage
from voice_coach.coaching.stages import ORDER

INTERRUPTS_WITHIN_S = 3.0
MONOLOGUE_S = {"standard": 120.0, "bar-raiser": 75.0}
MONOLOGUE_TOLERANCE_S = 12.0
MOST_INTERRUPTIONS = {"calm": 1, "standard": 2, "bar-raiser": 3}
LATEST_REPLY_S = 6.0
LONGEST_AIR_S = 75.0
FIRST_NUDGE_S = 25.0
TALK_SHARE = 0.3
TALKER_WORDS = 20
_REQUESTS = frozenset({"asks", "hint", "thinks", "declines", "skips"})


@law("opens with the problem")
def _opens(record: Record) -> Iterator[Breach]:
    if not record.spoken or record.spoken[0].text != record.scenario.prompt:
        yield Breach(0, "the first words are not the prompt")


@law("closes within 30 seconds of the end", safety=True)
def _closes(record: Record) -> Iterator[Breach]:
    last = record.turns[-1]
    final = next((turn for turn in record.spoken if turn.kind == "close"), None)
    if final is None or abs(final.start_s - record.plan.end_s) > 30:
        yield Breach(last.index, f"closed at {final.start_s if final else None} of {record.plan.end_s:.0f} s")


@law("says goodbye, and nothing after it")
def _goodbye(record: Record) -> Iterator[Breach]:
    last = record.spoken[-1]
    if last.kind != "close" or "goodbye" not in last.text.lower():
        yield Breach(last.index, last.text)


@law("asks for a summary before the close")
def _wraps(record: Record) -> Iterator[Breach]:
    wrap = next((turn for turn in record.spoken if turn.kind == "wrap_up"), None)
    if wrap is None:
        yield Breach(record.spoken[-1].index, "no wrap-up")
    elif not record.plan.wrap_up_s - 1 <= wrap.start_s <= record.plan.wrap_up_at_the_latest_s + 12:
        yield Breach(wrap.index, f"wrap-up at {wrap.start_s:.0f} of {record.plan.end_s:.0f} s")


@law("no new pressure after the summary was asked for")
def _mild_end(record: Record) -> Iterator[Breach]:
    for turn in record.spoken:
        if turn.start_s > record.wrapped_s and turn.kind in {
            "sketch_now",
            "change_facts",
            "cut_in",
            "interrupt_diagram",
        }:
            yield Breach(turn.index, turn.text)


@law("stages in order")
def _order(record: Record) -> Iterator[Breach]:
    for one, two in pairwise(record.spoken):
        if ORDER.index(Stage(two.stage)) < ORDER.index(Stage(one.stage)):
            yield Breach(two.index, f"{two.stage} after {one.stage}")


@law("stages at their time")
def _stage_times(record: Record) -> Iterator[Breach]:
    """Never later than by the clock, and never before half of the stage before was over."""
    for turn in record.spoken:
        stage = Stage(turn.stage)
        due = record.plan.stage_at(turn.start_s - LATEST_REPLY_S)
        if ORDER.index(stage) < ORDER.index(due):
            yield Breach(turn.index, f"still {stage} at {turn.start_s:.0f} s")
        before = ORDER[max(0, ORDER.index(stage) - 1)]
        earliest_s = 0.5 * record.plan.ends_s(before) if stage is not before else 0.0
        if turn.start_s < earliest_s * 0.5:
            yield Breach(turn.index, f"{stage} already at {turn.start_s:.0f} s")


@law("talks at most 30 per cent of the time")
def _talk_share(record: Record) -> Iterable[Breach] | None:
    answers = [len(turn.text.split()) for turn in record.answers]
    if record.plan.minutes < 10 or not answers or sum(answers) < TALKER_WORDS * len(answers):
        return None
    mine, theirs = (
        sum(turn.end_s - turn.start_s for turn in turns) for turns in (record.spoken, record.answers)
    )
    share = mine / (mine + theirs)
    return [Breach(0, f"{share:.0%}")] if share > TALK_SHARE else []


# --- pressure


@law("pressure suits the problem")
def _suits(record: Record) -> Iterator[Breach]:
    optional = {MoveKind.SKETCH_NOW, MoveKind.INTERRUPT_DIAGRAM, MoveKind.CUT_IN, MoveKind.CHANGE_FACTS}
    for turn in record.spoken:
        if turn.kind and MoveKind(turn.kind) in optional - record.scenario.pressure:
            yield Breach(turn.index, turn.text)


def _sketches(record: Record) -> list[Turn]:
    return [turn for turn in record.spoken if turn.kind == "sketch_now"]


@law("sketch it now happens once, early")
def _trap(record: Record) -> Iterable[Breach] | None:
    if MoveKind.SKETCH_NOW not in record.scenario.pressure:
        return None
    traps = [turn for turn in _sketches(record) if turn.form != "real"]
    late = [turn for turn in traps if turn.start_s > 0.25 * record.plan.end_s + 150]
    if len(traps) != 1:
        return [Breach(0, f"{len(traps)} traps")]
    return [Breach(turn.index, f"trap at {turn.start_s:.0f} s") for turn in late]


@law("the kind of sketch fits what is settled")
def _sketch_fits(record: Record) -> Iterable[Breach] | None:
    real = [turn for turn in _sketches(record) if turn.form == "real"]
    if not real:
        return None
    return [Breach(turn.index, turn.text) for turn in real if not _settled(record, turn)] + [
        Breach(turn.index, "a second time") for turn in real[1:]
    ]


def _settled(record: Record, turn: Turn) -> bool:
    readings = [record.readings[one.index] for one in record.before(turn) if not one.is_interviewer]
    limits = {limit.id for reading in readings for limit in reading.limits}
    return len(limits) >= 2 and any(reading.quantified_tradeoff for reading in readings)


@law("no sketch is demanded after a mumble or a request")
def _not_after_mumble(record: Record) -> Iterable[Breach] | None:
    sketches = _sketches(record)
    if not sketches:
        return None
    return [
        Breach(turn.index, f"{answer.text} -> {turn.text}")
        for turn in sketches
        if (answer := record.last_answer(turn))
        and (len(answer.text.split()) < 6 or answer.meant.split(":")[0] in _REQUESTS)
    ]


@law("a tour of boxes is interrupted in time")
def _interrupted(record: Record) -> Iterable[Breach] | None:
    if MoveKind.INTERRUPT_DIAGRAM not in record.scenario.pressure:
        return None
    tours = list(_tours(record))[: MOST_INTERRUPTIONS[record.case.pressure]]
    return [breach for turn in tours for breach in _late_interruption(record, turn)] if tours else None


def _tours(record: Record) -> Iterator[Turn]:
    """Turns that tour boxes before any limit was named."""
    for turn in record.answers:
        reading = record.readings[turn.index]
        if reading.limits or turn.start_s > record.plan.wrap_up_s - 20:
            return
        if reading.tours and not reading.questions and not reading.instructs and reading.request is None:
            yield turn


def _late_interruption(record: Record, turn: Turn) -> Iterator[Breach]:
    reply = record.reply_to(turn)
    if reply is None or reply.kind in {"wrap_up", "close"}:
        return
    if reply.kind != "interrupt_diagram":
        yield Breach(turn.index, f"{turn.text} -> {reply.kind}: {reply.text}")
    elif record.case.pressure == "bar-raiser":
        late_s = reply.start_s - _told_s(record, turn)
        if late_s > INTERRUPTS_WITHIN_S:
            yield Breach(turn.index, f"{late_s:.1f} s after the telling words: {turn.text}")


def _told_s(record: Record, turn: Turn) -> float:
    """When the words had been said that make it a tour."""
    words: list[dict[str, object]] = next(
        event["words"]  # type: ignore[misc]  # rows of a JSON log
        for event in record.events
        if event["type"] == "turn" and event["turn"] == turn.index
    )
    for count in range(1, len(words) + 1):
        if record.reader.read(" ".join(str(word["text"]) for word in words[:count])).tours:
            return float(str(words[count - 1]["end_s"]))
    return turn.end_s


@law("a tour is interrupted only where there is one")
def _with_cause(record: Record) -> Iterable[Breach] | None:
    interrupts = [turn for turn in record.spoken if turn.kind == "interrupt_diagram"]
    if not interrupts:
        return None
    return [
        Breach(turn.index, turn.text)
        for turn in interrupts
        if (answer := record.last_answer(turn)) is None or len(record.readings[answer.index].boxes) < 2
    ]


@law("a monologue is cut")
def _cut(record: Record) -> Iterable[Breach] | None:
    limit_s = _limit_s(record)
    if limit_s is None or MoveKind.CUT_IN not in record.scenario.pressure:
        return None
    talks = [turn for turn in record.answers if turn.start_s + limit_s < record.wrapped_s]
    lasted = [(turn, turn.end_s - _had_the_floor_s(record, turn)) for turn in talks]
    if not any(talk_s > limit_s - 5 for _, talk_s in lasted):
        return None
    return [
        Breach(turn.index, f"{talk_s:.0f} s")
        for turn, talk_s in lasted
        if talk_s > limit_s + MONOLOGUE_TOLERANCE_S
    ]


def _had_the_floor_s(record: Record, turn: Turn) -> float:
    """When the candidate could speak alone; words said over the interviewer before count for nothing."""
    before = [one.end_s for one in record.before(turn) if one.is_interviewer]
    return max([turn.start_s, *before[-1:]])


def _limit_s(record: Record) -> float | None:
    limit_s = MONOLOGUE_S.get(record.case.pressure)
    return None if limit_s is None else min(limit_s, 0.25 * record.plan.end_s)


@law("nobody is cut short who was brief")
def _cut_with_cause(record: Record) -> Iterable[Breach] | None:
    cuts = [turn for turn in record.spoken if turn.kind == "cut_in"]
    if not cuts:
        return None
    limit_s = _limit_s(record)
    return [
        Breach(turn.index, turn.text)
        for turn in cuts
        if limit_s is None
        or (answer := record.last_answer(turn)) is None
        or answer.end_s - answer.start_s < limit_s - 5
    ]


@law("the facts change on the way")
def _shifts(record: Record) -> Iterable[Breach] | None:
    quiet = record.case.kind == "silent" or record.plan.minutes < 10
    if MoveKind.CHANGE_FACTS not in record.scenario.pressure or quiet:
        return None
    seen = [turn for turn in record.spoken if turn.kind == "change_facts"]
    early = [turn for turn in seen if turn.stage not in {Stage.DESIGN, Stage.TRADEOFFS, Stage.CLOSE}]
    return [] if seen and not early else [Breach(0, "no change of facts" if not seen else early[0].text)]


# --- the floor


@law("every answer gets a reply soon")
def _soon(record: Record) -> Iterator[Breach]:
    for turn in record.answers:
        if turn.meant == "thinks" or record.readings[turn.index].request is not None:
            continue
        reply = record.reply_to(turn)
        if reply is not None and reply.start_s - turn.end_s > LATEST_REPLY_S:
            yield Breach(turn.index, f"{reply.start_s - turn.end_s:.1f} s after: {turn.text[-60:]}")


@law("the first silence is not left alone")
def _first_silence(record: Record) -> Iterator[Breach]:
    one = two = None
    for one, two in pairwise(record.turns):
        if one.is_interviewer and two.is_interviewer:
            break
    else:
        return
    if two.start_s - one.end_s > FIRST_NUDGE_S and one.kind != "hold_silence":
        yield Breach(two.index, f"{two.start_s - one.end_s:.0f} s of silence")


@law("no dead air")
def _air(record: Record) -> Iterator[Breach]:
    for one, two in pairwise(record.turns):
        if two.start_s - one.end_s > LONGEST_AIR_S:
            yield Breach(two.index, f"{two.start_s - one.end_s:.0f} s of silence")


@law("nothing breaks")
def _no_faults(record: Record) -> Iterator[Breach]:
    for event in record.events:
        if event["type"] in {"fault", "watchdog"}:
            yield Breach(0, f"{event['type']}: {event.get('detail', event.get('reason'))}")
