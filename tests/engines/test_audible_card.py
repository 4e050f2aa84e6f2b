from collections.abc import Sequence

import numpy as np
import pytest

from voice_coach.conversation.sound import FRAME_SAMPLES, Frame, Samples, silence
from voice_coach.engines import audible_card
from voice_coach.engines.audible_card import AudibleCard
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import DeviceError


class Inner:
    """A card that gives three frames."""

    def __init__(self) -> None:
        self.frames = [Frame(i * FRAME_SAMPLES, sound(100), sound(30), i * FRAME_SAMPLES) for i in range(3)]
        self.calls: list[object] = []
        self.input_ended = True

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("card", "inner")

    def open(self) -> None:
        self.calls.append("open")

    def read(self) -> Frame | None:
        return self.frames.pop(0) if self.frames else None

    def write(self, samples: Samples) -> None:
        self.calls.append(("write", len(samples)))

    def drain_faults(self) -> Sequence[str]:
        return ("output_underrun:1@0",)

    def close(self) -> None:
        self.calls.append("close")


class Loudspeaker:
    def __init__(self) -> None:
        self.written: list[tuple[int, int]] = []

    def write(self, frame: Samples, at: int) -> None:
        self.written.append((int(frame[0]), at))


class Stream:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def abort(self, ignore_errors: bool) -> None:
        self.calls.append("abort")

    def close(self, ignore_errors: bool) -> None:
        self.calls.append("close")


def sound(level: int) -> Samples:
    return np.full(FRAME_SAMPLES, level, np.int16)


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> tuple[Loudspeaker, Stream]:
    found = Loudspeaker(), Stream()
    monkeypatch.setattr(audible_card, "open_output", lambda name, faults: found)
    return found


def no_output(name: str, faults: object) -> tuple[Loudspeaker, Stream]:
    raise DeviceError("There is no loudspeaker.", "Plug one in.")


def test_both_sides_are_heard_in_their_order(output: tuple[Loudspeaker, Stream]) -> None:
    told: list[str] = []
    card = AudibleCard(Inner(), "", told.append)
    card.open()
    frames = [card.read() for _ in range(4)]
    assert output[0].written == [(130, 0), (130, 160), (130, 320)]
    assert [frame.start for frame in frames if frame] == [0, 160, 320]
    assert frames[3] is None
    assert told == []


def test_two_loud_sides_are_clipped_and_never_wrap_around(output: tuple[Loudspeaker, Stream]) -> None:
    inner = Inner()
    inner.frames = [Frame(0, sound(30_000), sound(20_000), 0), Frame(160, sound(-30_000), sound(-20_000), 0)]
    card = AudibleCard(inner, "", lambda text: None)
    card.open()
    card.read()
    card.read()
    assert output[0].written == [(32_767, 0), (-32_768, 160)]


def test_without_a_loudspeaker_it_is_said_and_the_interview_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audible_card, "open_output", no_output)
    told: list[str] = []
    card = AudibleCard(Inner(), "", told.append)
    card.open()
    assert told == ["You will not hear the interview: There is no loudspeaker. It is recorded all the same."]
    assert card.read() is not None
    card.close()


def test_everything_else_is_the_inner_cards(output: tuple[Loudspeaker, Stream]) -> None:
    inner = Inner()
    card = AudibleCard(inner, "", lambda text: None)
    card.open()
    card.write(silence(FRAME_SAMPLES))
    assert card.info.name == "inner"
    assert card.input_ended
    assert card.drain_faults() == ("output_underrun:1@0",)
    card.close()
    card.close()
    assert inner.calls == ["open", ("write", FRAME_SAMPLES), "close", "close"]
    assert output[1].calls == ["abort", "close"]
