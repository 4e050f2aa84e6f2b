"""The parts of an interview for who sits in the candidate's chair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voice_coach.cli.candidate import AtMicrophone, Candidate, FromLines, FromSound, Simulated
from voice_coach.cli.choices import recogniser_for, voice_for
from voice_coach.cli.minds import candidate_for
from voice_coach.cli.typed import typed_lines
from voice_coach.coaching.scenario_talk import expected_talk
from voice_coach.conversation.duplex import Duplex
from voice_coach.conversation.lines import NextLine
from voice_coach.engines.protocols import (
    EchoCanceller,
    EngineInfo,
    Recogniser,
    SoundCard,
    SpeechDetector,
    TurnModel,
    Voice,
)
from voice_coach.journal import Observer

if TYPE_CHECKING:
    from voice_coach.coaching.scenario import Scenario
    from voice_coach.config import Settings

Tell = Callable[[str], None]
"""Says a sentence to the user."""


CLEAREST_VOICE = "rms"
"""Of flite's voices the one that the offline recogniser misreads least."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything an interview is made of, chosen for who sits in the candidate's chair."""

    card: SoundCard
    detector: SpeechDetector
    echo: EchoCanceller | None
    recogniser: Recogniser
    voice: Voice
    watchers: tuple[Observer, ...] = ()
    """Parts that follow the events: a simulated candidate answers what it hears."""
    in_real_time: bool = True
    has_sound: bool = True
    duplex: Duplex | None = None
    """Tests what the echo canceller can do; None where nothing of ours reaches the microphone."""
    turn_model: TurnModel | None = None
    """Hears by the voice whether an answer was done; None where none is installed."""

    @property
    def engines(self) -> tuple[EngineInfo, ...]:
        """What is running, once it is open."""
        heard_by = () if self.turn_model is None else (self.turn_model.info,)
        return (self.card.info, self.detector.info, self.recogniser.info, self.voice.info, *heard_by)


@contextmanager
def parts_for(settings: Settings, scenario: Scenario, chair: Candidate, tell: Tell) -> Iterator[Parts]:
    """The parts, opened, and closed at the end. Raises VoiceCoachError."""
    with ExitStack() as opened:
        parts = _parts(settings, scenario, chair, tell, opened)
        for part in (parts.voice, parts.recogniser, parts.card):
            opened.callback(part.close)
        parts.voice.start()
        parts.recogniser.start()
        parts.card.open()
        yield parts


def _parts(settings: Settings, scenario: Scenario, chair: Candidate, tell: Tell, opened: ExitStack) -> Parts:
    match chair:
        case FromLines(path):
            return _typed(path, tell)
        case Simulated():
            by_model = chair.is_played_by_model
            next_line = candidate_for(settings, scenario, chair.kind.value, tell, by_model=by_model)
            return _simulated(settings, scenario, opened.enter_context(next_line), chair.is_fast, tell)
        case FromSound(path):
            return _from_file(settings, scenario, path, tell)
        case AtMicrophone():
            return _at_microphone(settings, scenario, tell)


def _typed(path: Path | None, tell: Tell) -> Parts:
    from voice_coach.engines.scripted_engines import ToneVoice
    from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser

    card = TypedCard(typed_lines(path, tell))
    return Parts(
        card,
        MarkerDetector(),
        None,
        TypedRecogniser(card),
        ToneVoice(),
        (card.observe,),
        in_real_time=False,
        has_sound=False,
    )


def _simulated(
    settings: Settings, scenario: Scenario, next_line: NextLine, is_fast: bool, tell: Tell
) -> Parts:
    from voice_coach.engines.flite_voice import FliteVoice
    from voice_coach.engines.pacing import RealTime, Unpaced
    from voice_coach.engines.room_card import Room, RoomCard
    from voice_coach.engines.speech_detector import LayeredDetector
    from voice_coach.engines.spoken_guest import SpokenGuest

    voice = FliteVoice(CLEAREST_VOICE)
    voice.start()
    guest = SpokenGuest(next_line, voice, own_thread=not is_fast)
    card = RoomCard(guest, Room(seed=settings.seed or 0), Unpaced() if is_fast else RealTime())
    return Parts(
        _audible(card, settings, tell) if not is_fast else card,
        LayeredDetector(),
        None,
        _recogniser(settings, scenario, tell, may_download=False),
        voice_for(settings),
        (guest.observe,),
        in_real_time=not is_fast,
    )


def _recogniser(settings: Settings, scenario: Scenario, tell: Tell, *, may_download: bool) -> Recogniser:
    terms = (*scenario.components, *scenario.levers)
    return recogniser_for(settings, terms, tell, may_download=may_download, talk=expected_talk(scenario))


def _audible(card: SoundCard, settings: Settings, tell: Tell) -> SoundCard:
    """The simulated room with its sound on the machine's loudspeaker, where there is one."""
    from voice_coach.engines.audible_card import AudibleCard

    return AudibleCard(card, settings.output_device, tell)


def _from_file(settings: Settings, scenario: Scenario, path: Path, tell: Tell) -> Parts:
    from voice_coach.engines.file_card import FileCard
    from voice_coach.engines.pacing import RealTime
    from voice_coach.engines.sound_files import check_sound
    from voice_coach.engines.speech_detector import LayeredDetector

    check_sound(path)  # before a recogniser is fetched for it
    return Parts(
        FileCard(path, RealTime()),
        LayeredDetector(),
        None,
        _recogniser(settings, scenario, tell, may_download=True),
        voice_for(settings),
    )


def _at_microphone(settings: Settings, scenario: Scenario, tell: Tell) -> Parts:
    from voice_coach.engines.lasting_card import LastingCard
    from voice_coach.engines.portaudio_card import PortAudioCard
    from voice_coach.engines.sound_devices import choose_device, list_devices, look_again
    from voice_coach.engines.speech_detector import LayeredDetector

    devices = list_devices()  # what is missing is said before a recogniser is fetched
    source = choose_device(devices, settings.input_device, is_input=True)
    sink = choose_device(devices, settings.output_device, is_input=False)
    chosen = source.name if settings.input_device else "", sink.name if settings.output_device else ""
    echo = _echo_canceller(settings)
    return Parts(
        LastingCard(
            lambda: PortAudioCard(*chosen),
            look_again,
            otherwise=PortAudioCard if any(chosen) else None,
            must_hear=True,
        ),
        LayeredDetector(),
        echo,
        _recogniser(settings, scenario, tell, may_download=True),
        voice_for(settings),
        duplex=None if echo is None else Duplex(),
        turn_model=_turn_model(),
    )


def _turn_model() -> TurnModel | None:
    """One witness more of whether an answer was done, where one is installed."""
    from voice_coach.engines.smart_turn import SmartTurn, smart_turn_path

    path = smart_turn_path()
    return None if path is None else SmartTurn(path)


def _echo_canceller(settings: Settings) -> EchoCanceller | None:
    if settings.headphones or settings.no_audio_processing:
        return None
    from voice_coach.engines.echo_canceller import WebRtcEchoCanceller

    return WebRtcEchoCanceller()
