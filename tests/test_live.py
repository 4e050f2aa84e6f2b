"""The threaded driver with scripted engines, on a simulated card whose clock runs several times too fast."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from interview_makers import LevelDetector, Sitting

from voice_coach.coaching.moves import Heard, Move, MoveKind, Stage
from voice_coach.conversation.events import InputEnded, Tag, Transcribed
from voice_coach.conversation.lines import SpokenLine
from voice_coach.conversation.sound import Frame, Samples, Segment, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.pacing import RealTime
from voice_coach.engines.protocols import EngineInfo
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser, ToneVoice
from voice_coach.engines.spoken_guest import SpokenGuest
from voice_coach.errors import DeviceError, RecogniserError, VoiceError
from voice_coach.jobs import Trouble
from voice_coach.live import Inbox, Publisher, StopSwitch, ThreadedWork, Worker
from voice_coach.sessions.manifest import State

SPEED = 4.0
ANSWER = "I would keep the agents. That is my answer."


@dataclass(frozen=True)
class Prepared:
    """A reply of one short sentence."""

    move: Move
    text: str
    faults: tuple[str, ...] = ()

    def clauses(self) -> Iterator[str]:
        yield self.text


@dataclass
class BriefInterviewer:
    """Asks the same short question twice, then says goodbye."""

    heard: list[Heard] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)

    def prepare(self, heard: Heard) -> Prepared:
        self.heard.append(heard)
        if len(self.spoken) >= 2:
            return Prepared(Move(MoveKind.CLOSE, Stage.CLOSE, None, ""), "Goodbye now.")
        return Prepared(Move(MoveKind.PROBE, Stage.DESIGN, None, ""), "Why that one?")

    def commit(self, prepared: Prepared, spoken: str) -> None:
        self.spoken.append(spoken)

    def wake_at_s(self) -> float | None:
        return None

    def monologue_limit_s(self) -> float | None:
        return None


def fast_clock() -> RealTime:
    return RealTime(lambda: time.monotonic() * SPEED, lambda seconds: time.sleep(seconds / SPEED))


@dataclass
class Scene:
    """An interview about to be held, and its movable parts."""

    sitting: Sitting
    recogniser: ScriptedRecogniser
    voice: ToneVoice
    interviewer: BriefInterviewer


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """A guest who gives the same answer whenever it is asked."""
    guest = SpokenGuest(lambda _turn: SpokenLine(ANSWER, 0.3), ToneVoice(300), own_thread=True)
    recogniser, voice, interviewer = ScriptedRecogniser(), ToneVoice(300), BriefInterviewer()
    recogniser.expect(*[ANSWER] * 20)
    card = RoomCard(guest, Room(seed=1), fast_clock())
    sitting = Sitting(tmp_path, card, LevelDetector(), recogniser, voice, interviewer=interviewer)
    sitting.watchers.append(guest.observe)
    yield Scene(sitting, recogniser, voice, interviewer)
    guest.close()


def speakers(sitting: Sitting) -> list[object]:
    return [turn["speaker"] for turn in sitting.of("turn")]


def test_an_interview_on_threads_opens_listens_replies_and_closes(scene: Scene) -> None:
    scene.sitting.hold_live()
    session = scene.sitting.kept()
    assert speakers(scene.sitting) == ["interviewer", "candidate"] * 2 + ["interviewer"]
    assert [turn["text"] for turn in scene.sitting.of("turn")][1::2] == [ANSWER, ANSWER]
    assert scene.interviewer.spoken == ["Why that one?"] * 2 + ["Goodbye now."]
    assert scene.sitting.of("session_ended")[0]["reason"] == "closed"
    assert session.manifest.state is State.DONE
    assert session.events() == [event for event in scene.sitting.shown if "seq" in event]
    assert not scene.sitting.of("fault")


def test_a_voice_that_fails_is_a_chime_and_a_fault_and_the_words_stand(scene: Scene) -> None:
    scene.voice.fail(VoiceError("The voice is gone."))
    scene.sitting.hold_live()
    assert [fault["what"] for fault in scene.sitting.of("fault")] == ["voice"]
    opening = scene.sitting.of("turn")[0]
    assert (opening["text"], opening["heard_text"]) == ("Why that one?", "Why that one?")
    assert opening["end_s"] - opening["t_s"] == pytest.approx(0.35, abs=0.1)
    assert scene.sitting.of("session_ended")[0]["reason"] == "closed"


def test_a_recogniser_that_fails_twice_costs_the_words_and_not_the_interview(scene: Scene) -> None:
    scene.recogniser.fail(RecogniserError("It crashed."))
    scene.recogniser.fail(RecogniserError("It crashed again."))
    scene.sitting.hold_live()
    faults = [fault["detail"] for fault in scene.sitting.of("fault")]
    assert faults == ["It crashed.", "It crashed again."]
    assert speakers(scene.sitting)[:2] == ["interviewer", "interviewer"]
    assert "candidate" in speakers(scene.sitting)
    assert scene.sitting.of("session_ended")[0]["reason"] == "closed"


class Exploding(ScriptedRecogniser):
    """Dies at the first segment of something that nobody foresaw."""

    def __init__(self) -> None:
        super().__init__()
        self.expect(*[ANSWER] * 20)
        self.exploded = False

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        if not self.exploded:
            self.exploded = True
            raise ZeroDivisionError("nobody foresaw this")
        return super().transcribe(segment)


def test_an_engine_that_dies_of_something_unforeseen_is_a_fault_and_the_floor_gets_its_answer(
    scene: Scene,
) -> None:
    scene.sitting.recogniser = Exploding()
    scene.sitting.hold_live()
    faults = scene.sitting.of("fault")
    assert [fault["what"] for fault in faults] == ["recogniser"]
    assert "nobody foresaw this" in str(faults[0]["detail"])
    assert not scene.sitting.of("watchdog")
    assert scene.sitting.of("session_ended")[0]["reason"] == "closed"


class DyingCard:
    """The card of a session whose microphone is pulled out after a while."""

    def __init__(self, card: RoomCard, lives_frames: int) -> None:
        self._card = card
        self._left = lives_frames
        self.input_ended = False

    @property
    def info(self) -> EngineInfo:
        return self._card.info

    def open(self) -> None:
        self._card.open()

    def read(self) -> Frame | None:
        self._left -= 1
        if self._left < 0:
            raise DeviceError("The microphone gives no sound any more.", "Is it still connected?")
        return self._card.read()

    def write(self, samples: Samples) -> None:
        self._card.write(samples)

    def drain_faults(self) -> Sequence[str]:
        return self._card.drain_faults()

    def close(self) -> None:
        self._card.close()


def test_a_card_that_dies_ends_the_session_and_keeps_what_was_recorded(scene: Scene) -> None:
    assert isinstance(scene.sitting.card, RoomCard)
    scene.sitting.card = DyingCard(scene.sitting.card, 250)
    length_s = seconds_of(scene.sitting.hold_live())
    session = scene.sitting.kept()
    assert length_s == 2.5
    assert session.sound_s() == pytest.approx(2.5)
    fault, ended = scene.sitting.of("fault")[-1], scene.sitting.of("session_ended")[0]
    assert (fault["what"], ended["reason"]) == ("sound card", "The microphone gives no sound any more.")
    assert "Is it still connected?" in str(fault["detail"])
    assert session.manifest.state is State.DONE
    assert speakers(scene.sitting)[0] == "interviewer"


def test_the_stop_switch_ends_it_at_once_and_what_was_said_is_kept(scene: Scene) -> None:
    stop = StopSwitch()

    def press(event: dict[str, object]) -> None:
        if event["type"] == "partial":
            stop.press("interrupted by the user")

    scene.sitting.watchers.append(press)
    scene.sitting.hold_live(stop)
    session = scene.sitting.kept()
    assert scene.sitting.of("session_ended")[0]["reason"] == "interrupted by the user"
    assert [turn["speaker"] for turn in session.transcript()["turns"]] == ["interviewer", "candidate"]
    assert session.transcript()["turns"][1]["text"] == ANSWER


def test_the_first_reason_to_stop_stays() -> None:
    stop = StopSwitch()
    stop.press("first")
    stop.press("second")
    assert stop.reason == "first"


def test_an_observer_that_fails_harms_neither_the_interview_nor_the_other_observers(scene: Scene) -> None:
    seen: list[object] = []

    def fail(event: dict[str, object]) -> None:
        if event["type"] == "stage":
            raise RuntimeError("the screen is gone")

    scene.sitting.watchers += [fail, lambda event: seen.append(event["type"])]
    scene.sitting.hold_live()
    assert scene.sitting.of("session_ended")[0]["reason"] == "closed"
    assert "session_ended" in seen


def test_a_worker_does_its_jobs_in_order_and_reports_one_that_fails() -> None:
    done: list[object] = []
    worker = Worker("some work", done.append)
    worker.do(lambda: done.append(1))
    worker.do(lambda: {}["missing"])
    worker.do(lambda: done.append(2))
    worker.close(5.0)
    assert done == [1, Trouble("some work", "KeyError: 'missing'"), 2]


def _ignore(_: object) -> None:
    """The result of a job."""


def test_a_worker_that_hangs_is_left_behind() -> None:
    hangs = threading.Event()
    worker = Worker("hangs", lambda trouble: None)
    worker.do(lambda: _ignore(hangs.wait(30.0)))
    worker.close(0.01)
    assert not hangs.is_set()
    hangs.set()


def test_results_are_stamped_when_they_are_collected_and_only_once() -> None:
    inbox = Inbox()
    inbox.put(Transcribed(0, 7, ()))
    inbox.report(Trouble("voice", "gone"))
    inbox.put(InputEnded(3))
    assert inbox.drain(800) == [Transcribed(800, 7, ()), Trouble("voice", "gone"), InputEnded(800)]
    assert inbox.drain(960) == []


def test_the_publisher_shows_everything_before_it_closes() -> None:
    seen: list[dict[str, object]] = []
    publisher = Publisher([seen.append])
    for number in range(100):
        publisher.publish({"number": number})
    publisher.close()
    assert [event["number"] for event in seen] == list(range(100))


def test_a_void_reply_is_neither_said_nor_committed(scene: Scene) -> None:
    inbox = Inbox()
    work = ThreadedWork(scene.recogniser, scene.interviewer, scene.voice, inbox)
    tag = Tag(0, 1)
    work.void(tag)
    work.speak(tag, 0, "Why that one?", 0)
    work.conclude(tag, "Why that one?", 0)
    work.close()
    kinds = [type(event).__name__ for event in inbox.drain(1)]
    assert kinds == ["Agenda"]
    assert scene.interviewer.spoken == []
