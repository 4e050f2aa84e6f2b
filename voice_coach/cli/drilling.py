"""Holding a session of drills: the interview's own drivers, with the coach where the interviewer stands."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from voice_coach.cli.candidate import Candidate
from voice_coach.cli.chairs import Parts, parts_for
from voice_coach.cli.drill_sounds import CoachVoice, Memory, RememberingCard
from voice_coach.cli.hold import EXIT_INTERRUPTED, Sitting, run_sitting
from voice_coach.cli.interrupts import BY_USER
from voice_coach.cli.minds import Mindset
from voice_coach.cli.recover import keep_what_was_interrupted
from voice_coach.cli.say import complain, say
from voice_coach.coaching.drill_choice import DrillRounds, order_for_today
from voice_coach.coaching.drill_coach import DrillCoach, Table
from voice_coach.coaching.drill_commands import PHRASES
from voice_coach.coaching.drill_results import Gaps, RoundResult, summary_of
from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drills import Drill
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.opening_round import OpeningRound
from voice_coach.coaching.pay_figures import PayFigures, Span
from voice_coach.coaching.stages import Plan
from voice_coach.config import Profile
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.engines.protocols import EngineInfo, PacedVoice, SoundCard
from voice_coach.library import load_all, load_drills
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.plan_file import read_plan
from voice_coach.sessions.planned import current_days
from voice_coach.sessions.practised import Practised, practised
from voice_coach.sessions.repetition import due_days
from voice_coach.sessions.rounds import DRILL_MODE

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings

TODAY = "drills"
KNOWS_AFTER_SESSIONS = 3
"""Sessions of drills after which the coach no longer explains itself."""
SILENCE_S = 10.0
LONGEST_WAIT_S = 0.85
"""After a word that leaves a sentence open: the feedback's first word comes within a second all the same, and
who goes on after it is heard as going on with the answer."""


@dataclass(frozen=True, slots=True)
class DrillSitting(Sitting):
    """A session of drills about to be held."""

    name: str = TODAY
    title: str = ""

    @property
    def facts(self) -> dict[str, object]:
        """What was chosen, for the log and the manifest."""
        return {
            "scenario": self.name,
            "title": self.title,
            "minutes": self.settings.minutes,
            "profile": self.settings.profile.value,
            "seed": self.settings.seed,
        }

    @property
    def manifest(self) -> Manifest:
        """The head of its session."""
        return Manifest(
            mode=DRILL_MODE,
            scenario=ScenarioRef(self.name, self.title),
            started_at=datetime.now().astimezone(),
            settings=self.facts,
            engines=tuple(asdict(engine) for engine in (*self.parts.engines, *self.mindset.engines)),
        )

    @property
    def rules(self) -> FloorRules:
        """The floor's patience: nobody waits long between two rounds."""
        one_pace = not isinstance(self.parts.voice, PacedVoice)
        own = PROFILES[self.settings.profile.value]
        is_brisk = self.settings.profile is Profile.BRISK
        profile = replace(own, incomplete_s=LONGEST_WAIT_S) if is_brisk else own
        return FloorRules(profile=profile, nudge_s=SILENCE_S, one_pace=one_pace)

    @property
    def interviewer(self) -> Interviewer:
        """The coach; the drivers ask no more of an interviewer than it can do."""
        return self.mindset.interviewer


def hold_drills(settings: Settings, chair: Candidate, name: str | None) -> int:
    """Hold one drill over and over, or what is due today where `name` is None; the exit code.

    Raises VoiceCoachError.
    """
    keep_what_was_interrupted(settings.recordings)
    seed = random.randrange(1_000_000) if settings.seed is None else settings.seed
    settings = replace(settings, seed=seed)
    drills, scenarios = load_drills(), load_all()
    so_far = practised(settings.recordings)
    before = so_far.rounds
    order = (name,) if name else _order(settings.recordings, drills, so_far)
    ends_s = settings.minutes * 60
    rounds = DrillRounds(drills, order, scenarios, before, seed, ends_s, _pay_of(settings))
    coach = DrillCoach(_table(drills, rounds, before, ends_s, is_alone=name is not None))
    tell = complain if settings.json else say
    with _parts(settings, scenarios, chair) as parts:
        mindset = Mindset(cast("Interviewer", coach), (EngineInfo("model", "scripted"),))
        title = f"Drill: {drills[name].title}" if name else "Drills for today"
        sitting = DrillSitting(
            settings,
            scenarios[0],
            chair,
            mindset,
            replace(parts, watchers=(*parts.watchers, coach.observe)),
            name=f"drill-{name}" if name else TODAY,
            title=title,
        )
        ending = run_sitting(sitting)
    titles = {each.id: each.title for each in drills.values()}
    tell(summary_of(coach.results, titles, _gaps_in(drills)))
    tell(f"The session is in {ending.folder}.")
    if ending.failure is not None:
        raise ending.failure
    return EXIT_INTERRUPTED if ending.reason == BY_USER else int(bool(ending.reason))


def _order(recordings: Path, drills: Mapping[str, Drill], so_far: Practised) -> tuple[str, ...]:
    """The drills of today's plan where there is one, then what is due and weak."""
    today = date.today()
    kept = read_plan(recordings)
    last_day = None if kept is None or kept.interview <= today else kept.interview.toordinal() - 1
    due = due_days(so_far.rounds, today.toordinal(), last_day)
    order = order_for_today(drills, so_far.rounds, due, today.toordinal(), so_far.levels)
    days = current_days(recordings, today, {each.id: each.dimension.value for each in drills.values()})
    planned = [drill for day in days[:1] for task in day.tasks if not task.is_done for drill in task.drills]
    return tuple(dict.fromkeys((*planned, *order)))


def _table(
    drills: Mapping[str, Drill],
    rounds: DrillRounds,
    before: Sequence[RoundResult],
    ends_s: float,
    *,
    is_alone: bool,
) -> Table:
    return Table(
        rounds,
        {drill.id: drill.title for drill in drills.values()},
        ends_s,
        is_alone=is_alone,
        gaps=_gaps_in(drills),
        knows=len({result.session for result in before}) >= KNOWS_AFTER_SESSIONS,
        talk_of=_talk_of,
    )


def _gaps_in(drills: Mapping[str, Drill]) -> Gaps:
    return {(drill.id, point.id): point.missing for drill in drills.values() for point in drill.points}


def _talk_of(round: Round) -> OpeningRound:
    return OpeningRound(Interviewer(round.scenario, Plan(seed=round.seed)))


def _pay_of(settings: Settings) -> PayFigures:
    return PayFigures(
        Span(*settings.pay_base),
        Span(*settings.pay_equity),
        Span(*settings.pay_equity_percent),
        Span(*settings.pay_sign_on),
    )


@contextmanager
def _parts(settings: Settings, scenarios: Sequence[Scenario], chair: Candidate) -> Iterator[Parts]:
    """An interview's parts, with a voice that makes cues and a card that remembers what was said."""
    tell = complain if settings.json else say
    memory = Memory()
    with parts_for(settings, all_that_may_be_said(scenarios), chair, tell) as parts:
        yield replace(
            parts,
            card=cast("SoundCard", RememberingCard(parts.card, memory)),
            voice=CoachVoice(parts.voice, memory),
            watchers=(*parts.watchers, memory.observe),
        )


def all_that_may_be_said(scenarios: Sequence[Scenario]) -> Scenario:
    """One scenario with the words of all, and the wishes: what a recogniser is to expect."""
    return replace(
        scenarios[0],
        components=tuple(dict.fromkeys(word for each in scenarios for word in each.components)),
        levers=tuple(dict.fromkeys([*(word for each in scenarios for word in each.levers), *PHRASES])),
    )
