"""What became of each round, as values: for the summary, the ladder and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

CLEAN_TO_CLIMB = 2
"""Clean first tries in a row on a rung after which the next session begins one higher."""
POOR_TO_STEP_DOWN = 2


@dataclass(frozen=True, slots=True)
class RoundResult:
    """One answer to one round."""

    drill: str
    key: str
    """The round's own: scenario, disguise and constraint."""
    rung: int
    tries: int
    """1 for the first answer to this round."""
    met: tuple[str, ...]
    missing: tuple[str, ...]
    turn: int = -1
    """Transcript index of the answer."""
    day: int = 0
    """Ordinal of the day; 0 where it is today."""
    session: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether all was there."""
        return bool(self.met) and not self.missing

    @property
    def is_first_try(self) -> bool:
        """Whether the round had not been answered before."""
        return self.tries == 1

    @property
    def share(self) -> float:
        """Of the points that were there, 0 to 1."""
        return len(self.met) / max(1, len(self.met) + len(self.missing))

    def to_slots(self) -> tuple[tuple[str, str], ...]:
        """As the session's log keeps it with the turn that said so."""
        return (
            ("drill", self.drill),
            ("key", self.key),
            ("rung", str(self.rung)),
            ("try", str(self.tries)),
            ("met", " ".join(self.met)),
            ("missing", " ".join(self.missing)),
            ("answer_turn", str(self.turn)),
        )

    @classmethod
    def of_slots(cls, slots: Mapping[str, object], day: int, session: str) -> RoundResult | None:
        """The result that a turn's slots hold, None where they hold none that makes sense."""
        try:
            return cls(
                drill=str(slots["drill"]),
                key=str(slots["key"]),
                rung=max(0, int(str(slots["rung"]))),
                tries=max(1, int(str(slots["try"]))),
                met=tuple(str(slots["met"]).split()),
                missing=tuple(str(slots["missing"]).split()),
                turn=int(str(slots["answer_turn"])),
                day=day,
                session=session,
            )
        except (KeyError, ValueError):
            return None


def rung_of(results: Iterable[RoundResult], rungs: int) -> int:
    """Where the ladder stands after these results of one drill: up after clean first tries, down after poor
    ones."""
    rung, clean, poor = 0, 0, 0
    for result in (each for each in results if each.is_first_try):
        if result.rung > rung:
            rung, clean, poor = min(result.rung, rungs - 1), 0, 0
        clean = clean + 1 if result.is_clean and result.rung >= rung else 0
        poor = poor + 1 if result.share < 0.5 else 0
        if clean >= CLEAN_TO_CLIMB:
            rung, clean = min(rung + 1, rungs - 1), 0
        elif poor >= POOR_TO_STEP_DOWN:
            rung, poor = max(rung - 1, 0), 0
    return rung


def first_try_rate(results: Sequence[RoundResult]) -> float | None:
    """Share of rounds that were clean at the first try, None without any."""
    firsts = [result for result in results if result.is_first_try]
    return sum(result.is_clean for result in firsts) / len(firsts) if firsts else None


Gaps = Mapping[tuple[str, str], str]
"""What is said where a point is missing, by the ids of drill and point."""


def gap_of(result: RoundResult, gaps: Gaps) -> str:
    """The first thing that was missing, as a clause."""
    told = gaps.get((result.drill, result.missing[0]), "").partition(":")[0].rstrip(".")
    if not told or "{" in told:
        return f"{result.missing[0].replace('-', ' ')} was missing"
    return told if told.startswith("I ") else f"{told[:1].lower()}{told[1:]}"


def summary_of(results: Sequence[RoundResult], titles: Mapping[str, str], gaps: Gaps | None = None) -> str:
    """What a session of drills came to, in two sentences."""
    firsts = [result for result in results if result.is_first_try]
    if not firsts:
        return "No round was finished this time. Nothing is lost; the next session begins where this one did."
    return f"{_how_it_went(firsts)} {_what_next(results, titles, gaps or {})}"


def _how_it_went(firsts: Sequence[RoundResult]) -> str:
    clean = sum(result.is_clean for result in firsts)
    rounds = "one round" if len(firsts) == 1 else f"{len(firsts)} rounds"
    match clean:
        case 0:
            return f"{rounds.capitalize()}, and none was complete at the first try."
        case _ if clean == len(firsts):
            return f"{rounds.capitalize()}, complete at the first try."
        case _:
            return f"{rounds.capitalize()}, {clean} of them complete at the first try."


def _what_next(results: Sequence[RoundResult], titles: Mapping[str, str], gaps: Gaps) -> str:
    open_drills: dict[str, RoundResult] = {}
    for result in results:
        open_drills.pop(result.drill, None)
        if result.missing:
            open_drills[result.drill] = result
    if not open_drills:
        return "Next time start one rung higher."
    worst = min(open_drills.values(), key=lambda result: result.share)
    return f"Next time look at {titles.get(worst.drill, worst.drill)}: {gap_of(worst, gaps)}."
