"""A strong answer to a round: the scenario's own sentences, as few as show every point that counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voice_coach.coaching.drill_answer import Answer, Found, found_in
from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drill_slots import filled, line_by_line

SPEAKS_WPS = 2.5
MOST_LINES = 2
"""Of the scenario's in an answer that is no talk: more would be no answer but a collection."""


def model_lines(round: Round) -> tuple[str, ...]:
    """How a strong candidate says it, sentence after sentence; nothing of what the round needs is missing.

    The disguise's own model comes first, then one line of the scenario's that has it all, then some of them
    together; what they leave open is said in the drill's own words.
    """
    own = filled(round.disguise.model, round) if round.disguise.model else ""
    if own:
        return (own,)
    lines = tuple(line_by_line(round))
    whole = next((line for line in lines if not _lacks(round, [line])), None)
    return (whole,) if whole else _together(round, lines)


def _together(round: Round, lines: Sequence[str]) -> tuple[str, ...]:
    most = len(lines) if round.drill.is_talk else MOST_LINES
    chosen = _added(round, (), lines, most, in_order=round.drill.is_talk)
    return _added(round, chosen, tuple(_completions(round)), len(round.needs), in_order=True)


def _added(
    round: Round, chosen: tuple[str, ...], lines: Sequence[str], most: int, *, in_order: bool
) -> tuple[str, ...]:
    """What was chosen and the lines that bring it nearer to complete: as they come, or the best one first."""
    left = list(lines)
    for _ in range(most):
        open_now = _lacks(round, chosen)
        gains = ((_gain(_lacks(round, (*chosen, line)), open_now), line) for line in left)
        useful = ((gain, line) for gain, line in gains if gain > 0)
        found = next(useful, None) if in_order else max(useful, key=lambda each: each[0], default=None)
        if found is None:
            break
        chosen = (*chosen, found[1])
        left.remove(found[1])
    return chosen


def _gain(now: Sequence[Found], before: Sequence[Found]) -> int:
    """Points won; none where one was lost, as what must not be there may be by a further sentence."""
    lost = {each.point.id for each in now} - {each.point.id for each in before}
    return 0 if lost else len(before) - len(now)


def _completions(round: Round) -> Iterator[str]:
    """The drill's own sentences for the points that count."""
    for point in round.needs:
        if point.model and (said := filled(point.model, round)):
            yield said


def _lacks(round: Round, lines: Sequence[str]) -> list[Found]:
    text = " ".join(lines)
    asked = round.disguise.say if round.disguise.sketches else ""
    answer = Answer(round, text, len(text.split()) / SPEAKS_WPS, asked)
    return [each for each in found_in(answer) if not each.is_met]
