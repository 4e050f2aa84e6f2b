"""Every way in which a server is slow, wrong, rude or dies, and whole interviews held with it.

    python -m bench.endpoints        all of them, for each of the three services; JSON

`CHAT`, `HEARING` and `SPEAKING` list the modes; `held` holds one interview with one of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from unittest import mock

import numpy as np
import soundfile
from fakes.openai_server import Mode, OpenAIServer, wav_bytes
from interview_makers import SCENARIO, Sitting, simulated_lines

from voice_coach.cli.lines import plain_line
from voice_coach.coaching.candidate import CandidateKind
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.sound import Frame
from voice_coach.engines import openai_speech, openai_voice
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_model import OpenAIModel
from voice_coach.engines.openai_speech import OpenAIRecogniser
from voice_coach.engines.openai_voice import OpenAIVoice
from voice_coach.engines.protocols import Prompt, Recogniser, Voice
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.stand_ins import RecogniserWithStandIn, VoiceWithStandIn
from voice_coach.engines.typed_card import MarkerDetector, TypedCard, TypedRecogniser
from voice_coach.library import load_scenario
from voice_coach.sessions.manifest import State

CANARY = "sk-canary-rude-77f1"
MINUTES = 3.0
PATIENCE_S = 0.3
"""What each request gets here; the program gives seconds."""


class Service(StrEnum):
    """What the server is asked for."""

    CHAT = "chat"
    HEARING = "hearing"
    SPEAKING = "speaking"


class Address(StrEnum):
    """Where it is looked for."""

    RIGHT = "right"
    REFUSED = "refused"
    """A port on which nobody listens."""
    TLS = "tls"
    """https where only http is spoken."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One way to fail."""

    name: str
    mode: Mode = Mode.OK
    address: Address = Address.RIGHT


ANY_SERVICE = (
    Failure("connection refused", address=Address.REFUSED),
    Failure("TLS where there is none", address=Address.TLS),
    Failure("hang", Mode.HANG),
    Failure("401", Mode.BAD_KEY),
    Failure("403", Mode.FORBIDDEN),
    Failure("404, no such model", Mode.NO_MODEL),
    Failure("429 with Retry-After", Mode.LIMIT),
    Failure("500", Mode.BROKEN),
    Failure("503", Mode.OVERLOADED),
    Failure("a page with status 200", Mode.HTML_200),
    Failure("redirect to a page", Mode.REDIRECT),
    Failure("wrong content type", Mode.WRONG_TYPE),
    Failure("wrong encoding", Mode.WRONG_ENCODING),
    Failure("cut in the middle", Mode.CUT),
    Failure("reset in the middle", Mode.RESET),
    Failure("hang in the middle", Mode.HANG_MID_STREAM),
)
CHAT = (
    *ANY_SERVICE,
    Failure("slow first token", Mode.SLOW_FIRST_TOKEN),
    Failure("drip", Mode.DRIP),
    Failure("keep-alive comments only", Mode.KEEPALIVE),
    Failure("malformed chunk", Mode.MALFORMED_CHUNK),
    Failure("chunk of another shape", Mode.WRONG_SHAPE),
    Failure("error in place of a chunk", Mode.ERROR_CHUNK),
    Failure("empty reply", Mode.EMPTY),
    Failure("no finish reason", Mode.NO_FINISH),
    Failure("cut for its length", Mode.LENGTH),
    Failure("endless reply", Mode.ENDLESS),
    Failure("giant line", Mode.GIANT_LINE),
    Failure("tool call", Mode.TOOL_CALL),
)
HEARING = (
    *ANY_SERVICE,
    Failure("drip", Mode.DRIP),
    Failure("malformed answer", Mode.MALFORMED_CHUNK),
    Failure("answer of another shape", Mode.WRONG_SHAPE),
)
SPEAKING = (
    *ANY_SERVICE,
    Failure("slow first sound", Mode.SLOW_FIRST_TOKEN),
    Failure("no sound at all", Mode.EMPTY),
    Failure("silence", Mode.SILENCE),
    Failure("endless sound", Mode.ENDLESS),
)
FAILURES = {Service.CHAT: CHAT, Service.HEARING: HEARING, Service.SPEAKING: SPEAKING}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an interview."""

    service: str
    failure: str
    ended: str
    """How: `closed` where the interviewer came to its own end."""
    turns: int
    faults: tuple[str, ...]
    """As the screen shows them."""
    hole_s: float
    """By how much the sound on disk is shorter than the session."""
    is_kept_whole: bool
    """Whether the session was finished, and the transcript has every turn."""
    keys_found: int
    """Places where the key can be read."""
    took_s: float

    @property
    def is_good(self) -> bool:
        """Whether it is what the program promises."""
        return (
            self.ended == "closed"
            and bool(self.faults)
            and self.is_kept_whole
            and self.hole_s < 0.05
            and not self.keys_found
        )


def held(service: Service, failure: Failure, folder: Path) -> Outcome:
    """An interview whose server begins to fail once it has begun."""
    began_s = time.perf_counter()
    with ExitStack() as opened:
        server = opened.enter_context(OpenAIServer(pause_s=2 * PATIENCE_S))
        opened.enter_context(_hurried())
        card = RecordedCard(simulated_lines(CandidateKind.STRONG, 4, MINUTES))
        endpoint = replace(_endpoint(server, failure.address), model="tiny")
        ears: Recogniser = TypedRecogniser(card)
        mouth: Voice = ToneVoice()
        interviewer = None
        match service:
            case Service.CHAT:
                model = OpenAIModel(endpoint)
                opened.callback(model.close)
                plan = Plan(MINUTES, seed=4)
                interviewer = Interviewer(load_scenario(SCENARIO), plan, _Hasty(model))
            case Service.HEARING:
                local = TypedRecogniser(card)
                ears = RecogniserWithStandIn(OpenAIRecogniser(endpoint), lambda: local)
                opened.callback(ears.close)
            case Service.SPEAKING:
                mouth = VoiceWithStandIn(OpenAIVoice(endpoint), ToneVoice())
                opened.callback(mouth.close)
        _prepare(server, failure.mode)
        sitting = Sitting(folder, card, MarkerDetector(), ears, mouth, MINUTES, interviewer=interviewer)
        sitting.watchers.append(card.observe)
        samples = sitting.hold_stepped(MINUTES * 60 + 120)
        return _outcome(service, failure, sitting, samples, time.perf_counter() - began_s)


def _prepare(server: OpenAIServer, mode: Mode) -> None:
    server.mode = mode
    spoken = ToneVoice().speak("Which of the two limits binds first, and why is that so?").samples
    if mode is Mode.SILENCE:
        spoken = np.zeros(32_000, np.int16)
    server.speech = b"" if mode is Mode.EMPTY else wav_bytes(spoken.tolist())
    server.speech_packets = 8 if mode in (Mode.CUT, Mode.RESET, Mode.HANG_MID_STREAM) else 1
    if server.speech_packets > 1:
        server.pause_s = 0.0


def _endpoint(server: OpenAIServer, address: Address) -> Endpoint:
    match address:
        case Address.RIGHT:
            return Endpoint(server.url, CANARY)
        case Address.REFUSED:
            return Endpoint("http://127.0.0.1:9/v1", CANARY)
        case Address.TLS:
            return Endpoint(server.url.replace("http:", "https:"), CANARY)


@contextmanager
def _hurried() -> Iterator[None]:
    """Short deadlines, so that a hang costs a moment and not the seconds that a person would wait."""
    with (
        mock.patch.object(openai_speech, "_HEAR_WITHIN_S", PATIENCE_S),
        mock.patch.object(openai_speech, "_HEAR_WITHIN_PER_SECOND", 0.0),
        mock.patch.object(openai_voice, "_SPEAK_WITHIN_S", PATIENCE_S),
        mock.patch.object(openai_voice, "_SPEAK_WITHIN_PER_SIGN_S", 0.0),
    ):
        yield


class RecordedCard(TypedCard):
    """A candidate who types, with silence on the loudspeaker's side where that was left out."""

    def read(self) -> Frame | None:
        frame = super().read()
        if frame is None or len(frame.far) == len(frame.near):
            return frame
        return replace(frame, far=np.resize(frame.far, len(frame.near)))


@dataclass(frozen=True, slots=True)
class _Hasty:
    """A model as the interviewer wants it, with less patience."""

    model: OpenAIModel

    def stream(
        self, system: str, messages: tuple[tuple[str, str], ...], max_tokens: int, deadline_s: float
    ) -> Iterator[str]:
        return self.model.stream(Prompt(system, messages, max_tokens), min(deadline_s, PATIENCE_S))


def _outcome(service: Service, failure: Failure, sitting: Sitting, samples: int, took_s: float) -> Outcome:
    session = sitting.kept()
    faults = [plain_line(event).partition("] ")[2] for event in sitting.of("fault")]
    shown = json.dumps(sitting.shown, default=str) + "".join(map(plain_line, sitting.shown))
    files = b"".join(path.read_bytes() for path in session.folder.rglob("*") if path.is_file())
    kept = len(session.transcript()["turns"])
    length_s = 0.0
    if session.sound_path is not None:
        length_s = soundfile.info(session.sound_path).duration
    return Outcome(
        service=service.value,
        failure=failure.name,
        ended=str(sitting.of("session_ended")[0]["reason"]),
        turns=kept,
        faults=tuple(faults),
        hole_s=round(samples / 16_000 - length_s, 3),
        is_kept_whole=session.manifest.state is State.DONE and kept == len(sitting.of("turn")),
        keys_found=shown.count(CANARY) + files.count(CANARY.encode()),
        took_s=round(took_s, 2),
    )
