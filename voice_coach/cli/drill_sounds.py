"""The coach's voice: words through the real voice, cues as sounds, one's own answer played back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from voice_coach.coaching.drill_cues import Cue, is_cue, turns_in, voice_in
from voice_coach.conversation.sound import RATE_HZ, Clip, Frame, Samples, samples_of
from voice_coach.engines.protocols import EngineInfo, PacedVoice, SoundCard, Voice

TONES_HZ: dict[str, tuple[float, ...]] = {
    Cue.ROUND: (523.0, 659.0),
    Cue.YOUR_TURN: (659.0, 880.0),
    Cue.CHOICE: (587.0,),
    Cue.COMPLETE: (659.0, 784.0, 1047.0),
    Cue.END: (784.0, 523.0),
    Cue.FAULT: (330.0, 330.0, 330.0),
}
"""Up: it is your turn or it went well; down: the end; a single one: a wish is awaited; three low: a fault."""
TONE_S, TONE_LEVEL = 0.09, 5000.0
KEPT_S = 1800.0
LONGEST_PLAYED_S = 90.0


def earcon(cue: str) -> Clip:
    """A cue as sound; of one that sets the voice, a moment of near silence."""
    tones = TONES_HZ.get(cue, ())
    return Clip(np.concatenate([_tone(hz) for hz in tones]) if tones else _tone(440.0, 40.0))


def _tone(hz: float, level: float = TONE_LEVEL) -> Samples:
    t = np.arange(samples_of(TONE_S)) / RATE_HZ
    envelope = np.minimum(1.0, np.minimum(t, TONE_S - t) / 0.01)
    return (np.sin(2 * np.pi * hz * t) * envelope * level).astype(np.int16)


@dataclass
class Memory:
    """The candidate's sound and turns of this session, so that an answer can be heard again."""

    _frames: list[Samples] = field(default_factory=list)
    _spans: dict[int, tuple[float, float]] = field(default_factory=dict)
    _from: int = 0

    def keep(self, frame: Frame) -> None:
        """The next 10 ms."""
        if not self._frames:
            self._from = frame.start
        self._frames.append(frame.near.copy())
        if len(self._frames) * len(frame.near) > samples_of(KEPT_S):
            dropped = self._frames.pop(0)
            self._from += len(dropped)

    def observe(self, event: Mapping[str, object]) -> None:
        """Note when the candidate said which turn."""
        if event.get("type") == "turn" and event.get("speaker") == "candidate":
            span = float(str(event["t_s"])), float(str(event["end_s"]))
            self._spans[int(str(event["turn"]))] = span

    def clip_of(self, turns: tuple[int, ...]) -> Clip | None:
        """What was said in these turns, None where nothing of it is kept."""
        sound = np.concatenate(self._frames) if self._frames else np.zeros(0, np.int16)
        spans = [self._spans[turn] for turn in turns if turn in self._spans]
        parts = [sound[self._at(start_s - 0.2) : self._at(end_s + 0.2)] for start_s, end_s in spans]
        whole = np.concatenate(parts)[: samples_of(LONGEST_PLAYED_S)] if parts else sound[:0]
        return Clip(whole) if len(whole) else None

    def _at(self, t_s: float) -> int:
        return max(0, samples_of(t_s) - self._from)


class RememberingCard:
    """A card whose microphone's sound is kept in a memory."""

    def __init__(self, card: SoundCard, memory: Memory) -> None:
        self._card = card
        self._memory = memory

    def __getattr__(self, name: str) -> object:
        return getattr(self._card, name)

    def read(self) -> Frame | None:
        """The next frame."""
        frame = self._card.read()
        if frame is not None:
            self._memory.keep(frame)
        return frame


class CoachVoice:
    """A voice that can also make cues, play answers back, and be told its pace and loudness by cues."""

    def __init__(self, voice: Voice, memory: Memory) -> None:
        self._voice = voice
        self._memory = memory
        self._floor_pace = self._own_pace = 1.0
        self._gain = 1.0

    @property
    def info(self) -> EngineInfo:
        """The voice that speaks the words."""
        return self._voice.info

    def start(self) -> None:
        """Load and warm up. Raises VoiceError."""
        self._voice.start()

    def set_pace(self, pace: float) -> None:
        """The pace that was asked for with "coach"; cues come on top."""
        self._floor_pace = pace
        self._apply_pace()

    def speak(self, text: str) -> Clip:
        """The text as sound. Raises VoiceError."""
        if not is_cue(text):
            return self._louder(self._voice.speak(text))
        if turns := turns_in(text):
            return self._memory.clip_of(turns) or earcon(Cue.CHOICE)
        if told := voice_in(text):
            self._own_pace, loudness_db = told
            self._gain = 10 ** (loudness_db / 20)
            self._apply_pace()
        return earcon(text)

    def close(self) -> None:
        """Free everything."""
        self._voice.close()

    def _apply_pace(self) -> None:
        if isinstance(self._voice, PacedVoice):
            self._voice.set_pace(min(2.0, max(0.5, self._floor_pace * self._own_pace)))

    def _louder(self, clip: Clip) -> Clip:
        if self._gain == 1.0:
            return clip
        return Clip(np.clip(clip.samples * self._gain, -32768, 32767).astype(np.int16))
