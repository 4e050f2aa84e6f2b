"""Speech probabilities to stretches of speech.

A segment opens with some sound from before speech was certain and closes at a pause, so that the
recogniser works while the candidate goes on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from voice_coach.conversation.events import (
    Event,
    Lull,
    SegmentClosed,
    SegmentSound,
    SpeechDismissed,
    SpeechStarted,
    SpeechSuspected,
)
from voice_coach.conversation.sound import RATE_HZ, Samples, Segment, level_dbfs, samples_of


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """When speech begins, pauses and is cut."""

    start_probability: float = 0.5
    stay_probability: float = 0.35
    suspect_s: float = 0.06
    confirm_s: float = 0.12
    lull_s: float = 0.07
    """Silence after which an interviewer who must come in may."""
    pause_s: float = 0.2
    """Silence that closes a segment."""
    lead_s: float = 0.5
    """Sound kept from before the first speech: Silero's onset is late by up to 0.27 s at its p95."""
    chunk_s: float = 0.1
    """How often sound of the open segment is handed on."""
    onset_reach_s: float = 0.3
    """How far before its certainty speech may have begun: a detector is late on "sorry" and on "wait"."""
    closure_s: float = 0.1
    """The longest silence inside a word: "t" and "k" close the mouth for so long."""
    longest_s: float = 20.0
    """A longer segment is cut, since a recogniser's window is 30 s."""
    sounding_dbfs: float = -42.0
    """Level from which 10 ms count as sound when the end of speech is dated."""
    below_loudest_db: float = 20.0
    """... or this far below the loudest of the segment, where the microphone is weak."""
    fading_db: float = 8.0
    """Sound that fades counts for so much longer: a breath after a word is heard, one by itself is not."""
    above_noise_db: float = 10.0
    """Nothing counts that is not this far above the noise before the segment."""


class Segmenter:
    """Frames and probabilities in, speech events out."""

    def __init__(self, rules: SegmentRules | None = None) -> None:
        self._rules = rules or SegmentRules()
        self._lead: deque[Samples] = deque()
        self._lead_samples = 0
        self._noise_dbfs = -90.0
        self._next_id = 0
        self._reset_suspicion()
        self._open: list[Samples] | None = None

    def _reset_suspicion(self) -> None:
        self._onset: int | None = None
        self._speech_run = 0
        self._suspected = False

    def hear(self, start: int, samples: Samples, probability: float) -> list[Event]:
        """Take the next frame at session time `start`; what it brought about, in order."""
        if self._open is None:
            return self._wait(start, samples, probability)
        return self._follow(start, samples, probability)

    def _wait(self, start: int, samples: Samples, probability: float) -> list[Event]:
        self._keep_lead(samples)
        if probability < self._rules.start_probability:
            if self._onset is None:
                self._learn_noise(samples)
                return []
            suspected = self._suspected
            self._reset_suspicion()
            return [SpeechDismissed(start + len(samples))] if suspected else []
        if self._onset is None:
            self._onset = start
        self._speech_run += len(samples)
        return self._grow_suspicion(start + len(samples))

    def _learn_noise(self, samples: Samples) -> None:
        level = level_dbfs(samples)
        rate = 0.2 if level < self._noise_dbfs else 0.02
        self._noise_dbfs += rate * (level - self._noise_dbfs)

    def _grow_suspicion(self, t: int) -> list[Event]:
        if self._speech_run >= samples_of(self._rules.confirm_s):
            return self._open_segment(t)
        if not self._suspected and self._speech_run >= samples_of(self._rules.suspect_s):
            self._suspected = True
            return [SpeechSuspected(t)]
        return []

    def _keep_lead(self, samples: Samples) -> None:
        self._lead.append(samples)
        self._lead_samples += len(samples)
        limit = samples_of(self._rules.lead_s + self._rules.confirm_s)
        while self._lead_samples - len(self._lead[0]) >= limit:
            self._lead_samples -= len(self._lead.popleft())

    def _open_segment(self, t: int) -> list[Event]:
        certain = t - self._speech_run if self._onset is None else self._onset
        self._open = list(self._lead)
        self._open_start = t - self._lead_samples
        self._open_samples = self._lead_samples
        self._handed = 0
        self._speech = self._speech_run
        self._silent_run = 0
        self._last_sound = t
        self._loudest_dbfs = max(map(level_dbfs, self._open))
        self._sounding = False
        onset = self._dated_onset(certain)
        self._sounding = True
        self._lead.clear()
        self._lead_samples = 0
        self._reset_suspicion()
        return [SpeechStarted(t, onset), *self._hand_on(t)]

    def _dated_onset(self, certain: int) -> int:
        """Where the sound set in that goes on, but for the closure of a consonant, until certainty."""
        assert self._open is not None
        earliest, audible = certain - samples_of(self._rules.onset_reach_s), self._audible_dbfs()
        onset = at = certain
        for piece in reversed(self._open[: (certain - self._open_start) // len(self._open[0])]):
            at -= len(piece)
            if at < earliest or onset - at > samples_of(self._rules.closure_s):
                break
            onset = at if level_dbfs(piece) >= audible else onset
        return onset

    def _follow(self, start: int, samples: Samples, probability: float) -> list[Event]:
        assert self._open is not None
        t = start + len(samples)
        self._open.append(samples)
        self._open_samples += len(samples)
        before = self._silent_run
        self._date_end(t, samples, probability)
        if self._silent_run >= samples_of(self._rules.pause_s):
            return [self._close(t, paused=True)]
        if self._open_samples >= samples_of(self._rules.longest_s):
            return [self._close(t, paused=False)]
        lull = before < samples_of(self._rules.lull_s) <= self._silent_run
        return [*([Lull(t)] if lull else []), *self._hand_on(t)]

    def _date_end(self, t: int, samples: Samples, probability: float) -> None:
        if probability >= self._rules.stay_probability:
            self._speech += len(samples)
            self._silent_run = 0
        else:
            self._silent_run += len(samples)
        level = level_dbfs(samples)
        self._loudest_dbfs = max(self._loudest_dbfs, level)
        self._sounding = level >= self._audible_dbfs()
        if self._sounding:
            self._last_sound = t

    def _audible_dbfs(self) -> float:
        rules = self._rules
        audible = min(rules.sounding_dbfs, self._loudest_dbfs - rules.below_loudest_db)
        return max(audible - rules.fading_db * self._sounding, self._noise_dbfs + rules.above_noise_db)

    def _hand_on(self, t: int) -> list[Event]:
        fresh = self._open_samples - self._handed
        if fresh < samples_of(self._rules.chunk_s):
            return []
        self._handed = self._open_samples
        return [SegmentSound(t, self._next_id, self._tail(fresh))]

    def _tail(self, samples: int) -> Samples:
        assert self._open is not None
        taken: list[Samples] = []
        for piece in reversed(self._open):
            if samples <= 0:
                break
            taken.append(piece)
            samples -= len(piece)
        return np.concatenate(taken[::-1])

    def _close(self, t: int, *, paused: bool) -> SegmentClosed:
        assert self._open is not None
        segment = Segment(self._next_id, self._open_start, np.concatenate(self._open), self._speech / RATE_HZ)
        ended = self._dated_end(t)
        self._next_id += 1
        if paused:
            self._open = None
        else:
            self._start_continuation(t)
        return SegmentClosed(t, segment, ended, paused)

    def _dated_end(self, t: int) -> int:
        # Noise may sound on and a last consonant may be faint: trust the level only near the detector's end.
        silent_since = t - self._silent_run
        latest = silent_since + samples_of(0.1)
        return min(max(self._last_sound, silent_since - samples_of(0.15)), latest)

    def _start_continuation(self, t: int) -> None:
        self._open = []
        self._open_start = t
        self._open_samples = self._handed = self._speech = 0

    def cut(self, t: int) -> list[Event]:
        """Close what is open although speech goes on, so that its words become known now."""
        if self._open is None or self._open_samples < samples_of(self._rules.lead_s):
            return []
        return [self._close(t, paused=False)]

    def flush(self, t: int) -> list[Event]:
        """Close what is open because the sound ends here."""
        return [] if self._open is None else [self._close(t, paused=True)]
