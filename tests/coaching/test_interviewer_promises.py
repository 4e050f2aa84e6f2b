"""What is promised of the interviewer, promise by promise, where no other test speaks of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from interview_makers import Sitting
from selfplay import play
from test_director import LIMITS, SCENARIO, Room, slots
from test_selfplay import SCENARIOS

from voice_coach.coaching.candidate import CandidateKind
from voice_coach.coaching.evidence import Reader
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.schedule import schedule_of
from voice_coach.coaching.stages import FEWEST_MINUTES, MOST_MINUTES, Mode, Plan, Pressure, Stage
from voice_coach.conversation.endpointing import PROFILES
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.lines import SpokenLine
from voice_coach.conversation.occasions import Occasion
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser

TOUR = (
    "So the mail comes in and there is the gateway, then the vector store, then the router with a queue "
    "behind it, and the prompt template goes to the model, and the model writes into the cache, and from the "
    "cache it flows into the editor, and then there is the feedback store on the right, which feeds the "
    "evaluation service at the bottom, and that one talks to the dashboard, and so on to the gateway again."
)


def held(folder: Path, lines: list[SpokenLine], pressure: Pressure, profile: str = "standard") -> Sitting:
    """A typed interview of three minutes."""
    rest = iter(lines)
    card = TypedCard(lambda _: next(rest, None))
    interviewer = Interviewer(SCENARIO, Plan(3, pressure, seed=4))
    sitting = Sitting(
        folder,
        card,
        MarkerDetector(),
        TypedRecogniser(card),
        ToneVoice(),
        interviewer=interviewer,
        rules=FloorRules(profile=PROFILES[profile]),
        with_sound=False,
    )
    sitting.watchers.append(card.observe)
    sitting.hold_stepped(300)
    return sitting


def test_the_library_is_broad_enough() -> None:
    fields = [scenario.field for scenario in SCENARIOS.values()]
    assert len(fields) >= 14
    assert fields.count("llm-system-design") >= 12
    assert set(fields) >= {"llm-system-design", "backend-system-design", "compensation"}


@pytest.mark.parametrize("minutes", [FEWEST_MINUTES, 20, 45, MOST_MINUTES])
def test_the_stages_take_their_shares_of_any_length(minutes: float) -> None:
    plan = Plan(minutes)
    ends = [plan.ends_s(stage) / plan.end_s * 45 for stage in Stage]
    assert ends == pytest.approx([5, 12, 30, 40, 45])


def test_a_length_that_is_none_is_refused() -> None:
    for minutes in (2.9, 91, float("nan")):
        with pytest.raises(ValueError, match="minutes must be 3 to 90"):
            Plan(minutes)


def test_a_sketch_may_be_demanded_in_the_first_minute_and_much_later() -> None:
    traps_s = [schedule_of(SCENARIO, Plan(45, seed=seed)).sketch_trap_s for seed in range(200)]
    due_s = [trap_s for trap_s in traps_s if trap_s is not None]
    assert min(due_s) < 60
    assert max(due_s) > 300
    assert len({round(trap_s) for trap_s in due_s}) > 100


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        ("Sure. There is a gateway, then a vector store, then the router, then the model.", "obeyed"),
        ("No, I will not draw anything, I don't do diagrams in interviews at all.", "refused"),
        ("Happy to draw, but first let me agree on what the drawing must prove.", "reframed"),
    ],
)
def test_each_way_to_meet_the_demand_for_a_sketch_gets_words_of_its_own(answer: str, form: str) -> None:
    room = Room(seed=2)
    room.state = replace(room.state, trapped=False)
    asked = room.hear("An agent reads the mails all day and she is slow at it.", 900)
    assert (asked.kind, slots(asked)["form"]) == (MoveKind.SKETCH_NOW, "trap")
    assert slots(room.hear(answer, 930))["form"] in {form, "bar-raiser" if form == "obeyed" else form}


def test_a_sketch_that_is_asked_for_once_all_is_settled_may_be_drawn() -> None:
    room = Room(seed=2)
    room.hear(f"{LIMITS}, and it saves 30 percent for 15,000 dollars a month.", 200)
    asked = next(
        move
        for n in range(60)
        if (move := room.hear("The agent reads it and then she sends it out.", 600 + 30.0 * n)).kind
        is MoveKind.SKETCH_NOW
    )
    assert slots(asked)["form"] == "real"
    assert slots(room.hear(TOUR, 2_300)).get("form") != "obeyed"
    assert room.state.last is not None
    assert room.state.last.kind is not MoveKind.INTERRUPT_DIAGRAM


def test_a_bar_raiser_stops_a_tour_of_boxes_within_three_seconds_of_the_telling_words(tmp_path: Path) -> None:
    sitting = held(tmp_path, [SpokenLine(TOUR)], Pressure.BAR_RAISER)
    mine, cut = next(
        (one, two) for one, two in pairwise(sitting.of("turn")) if two.get("move") == "interrupt_diagram"
    )
    assert mine["speaker"] == "candidate"
    assert len(str(mine["text"]).split()) < len(TOUR.split())
    reader = Reader(SCENARIO)
    words = mine["words"]
    assert isinstance(words, list)
    said = ""
    for word in words:
        said = f"{said} {word['text']}"
        if reader.read(said).tours:
            break
    assert float(str(cut["t_s"])) - float(word["end_s"]) <= 3.0


@pytest.mark.parametrize("pressure", [Pressure.STANDARD, Pressure.CALM])
def test_others_let_the_tour_come_to_a_pause_first(pressure: Pressure, tmp_path: Path) -> None:
    sitting = held(tmp_path, [SpokenLine(TOUR)], pressure)
    mine, answer = sitting.of("turn")[1:3]
    assert mine["text"] == TOUR
    assert answer["move"] == "interrupt_diagram"


def test_patience_with_a_thinker_and_hardness_on_a_rambler_are_separate_settings(tmp_path: Path) -> None:
    lines = [SpokenLine("The agent reads every mail and she writes each reply by hand"), SpokenLine(TOUR)]
    first_gaps_ms: dict[str, set[object]] = {"patient": set(), "brisk": set()}
    stopped: dict[Pressure, set[bool]] = {Pressure.CALM: set(), Pressure.BAR_RAISER: set()}
    for (pressure, cuts), (profile, gaps_ms) in product(stopped.items(), first_gaps_ms.items()):
        sitting = held(tmp_path / f"{pressure}-{profile}", lines, pressure, profile)
        gaps_ms.add(sitting.of("latency")[0]["gap_ms"])
        cuts.add(all(turn["text"] != TOUR for turn in sitting.of("turn")))
    assert len(first_gaps_ms["patient"]) == len(first_gaps_ms["brisk"]) == 1
    assert float(str(*first_gaps_ms["patient"])) > float(str(*first_gaps_ms["brisk"]))
    assert stopped == {Pressure.CALM: {False}, Pressure.BAR_RAISER: {True}}


def test_every_move_of_the_list_is_made() -> None:
    made = {
        move.kind
        for kind, pressure in (
            (CandidateKind.STRONG, Pressure.STANDARD),
            (CandidateKind.ENUMERATOR, Pressure.BAR_RAISER),
            (CandidateKind.DIAGRAM_FIRST, Pressure.BAR_RAISER),
        )
        for move in play(SCENARIO, Plan(45, pressure, seed=2), kind).moves
    }
    room, study = Room(), Room(mode=Mode.STUDY)
    for text in ("Sorry?", "What do you mean?", "How long do we have?", "Any hints?", "Let me think."):
        made |= {room.hear(text, 100).kind, study.hear(text, 100).kind}
    made.add(study.hear("The agent waits at most three seconds, since she reads it.", 130).kind)
    made.add(room.hear("", 140, Occasion.SILENCE).kind)
    made.add(room.hear("And then and then.", 300, Occasion.MONOLOGUE).kind)
    assert made == set(MoveKind)
