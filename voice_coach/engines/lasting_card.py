"""A sound card that outlives its devices: an unplugged headset pauses an interview and does not end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from voice_coach.conversation.sound import FRAME_SAMPLES, RATE_HZ, Frame, Samples, samples_of, silence
from voice_coach.engines.faults import CardFault, FaultTally
from voice_coach.engines.protocols import EngineInfo, SoundCard
from voice_coach.errors import DeviceError

BACK_OFF_S = (0.5, 1.0, 2.0, 4.0)
"""Between one try to reopen and the next; the last one is repeated. A storm of changes gets few tries."""
OWN_TRIES = 2
"""Tries with the devices that were chosen, before others are tried in turn with them."""
FIRST_SOUND_S = 5.0
"""A microphone that gives nothing for so long at the start will not be heard later either."""
DITHER_PEAK = 2
"""What the resampler makes of exact zeros."""
GIVE_UP_S = 600.0
"""An interview whose devices stay away for so long ends with what was recorded."""

Make = Callable[[], SoundCard]
"""Makes a card, not opened."""


class LastingCard:
    """A `SoundCard` on cards that may die: in between, silence stands for them, in real time.

    Session time stays true: as many frames are given as time passes, those of an absence with `present`
    False. What is written meanwhile counts as emitted, since nobody can wait for it.
    """

    def __init__(
        self,
        make: Make,
        renew: Callable[[], None],
        otherwise: Make | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        *,
        must_hear: bool = False,
    ) -> None:
        """`renew` lets the system look for devices again; it is called with no card open. `otherwise` makes
        a card on other devices, for when the first ones stay away. With `must_hear` it does not open on a
        microphone that gives exact zeros."""
        self._make = make
        self._must_hear = must_hear
        self._renew = renew
        self._otherwise = otherwise
        self._clock = clock
        self._sleep = sleep
        self._faults = FaultTally()
        self._card: SoundCard | None = None
        self._back: tuple[SoundCard, Frame, bool] | None = None
        self._closed = threading.Event()
        self._searching: threading.Thread | None = None
        self._position = 0
        self._written = 0
        self._written_before = 0
        self._lost_at = 0
        self._last_s = 0.0
        self._info = EngineInfo("card", "portaudio")

    @property
    def info(self) -> EngineInfo:
        """What is open, or was open last."""
        return self._info

    @property
    def input_ended(self) -> bool:
        """As the card says; a person at an absent one may come back."""
        return self._card is not None and self._card.input_ended

    def open(self) -> None:
        """Start the chosen devices. Raises DeviceError: what is missing at the start is no loss."""
        card = self._make()
        card.open()
        if self._must_hear and not _hears(card):
            card.close()
            raise DeviceError(
                "The microphone gives exact zeros.",
                "Allow it in the system's privacy settings, look for a mute switch or choose another one "
                "with --input-device; if it falls silent in a quiet room, say a word while this starts.",
            )
        self._use(card)

    def _use(self, card: SoundCard) -> None:
        self._card, self._info = card, card.info
        self._last_s = self._clock()

    def read(self) -> Frame | None:
        """The next 10 ms, of the devices or of their absence; None after `close()`.

        Raises DeviceError when the devices have been away for 10 minutes.
        """
        card = self._card
        if card is not None:
            try:
                frame = card.read()
            except DeviceError:
                self._lose(card)
            else:
                return None if frame is None else self._placed(frame)
        return None if self._closed.is_set() else self._stand_in()

    def _placed(self, frame: Frame) -> Frame:
        self._last_s = self._clock()
        start, self._position = self._position, self._position + FRAME_SAMPLES
        return replace(frame, start=start, heard=self._written_before + frame.heard)

    def _lose(self, card: SoundCard) -> None:
        self._faults.add(CardFault.DEVICES_LOST, self._position)
        self._card, self._lost_at = None, self._position
        self._searching = threading.Thread(
            target=self._bring_back, args=(card,), name="reopen the sound devices", daemon=True
        )
        self._searching.start()

    def _stand_in(self) -> Frame | None:
        due_s = self._last_s + (self._position + FRAME_SAMPLES - self._lost_at) / RATE_HZ
        ahead_s = due_s - self._clock()
        if self._back is not None and ahead_s > 0:
            return self._returned(*self._back)
        if self._position - self._lost_at > samples_of(GIVE_UP_S):
            raise DeviceError("The sound devices did not come back.", "Connect them and start again.")
        self._sleep(max(0.0, ahead_s))
        start, self._position = self._position, self._position + FRAME_SAMPLES
        nothing = silence(FRAME_SAMPLES)
        return Frame(start, nothing, nothing, self._written, present=False)

    def _returned(self, card: SoundCard, first: Frame, is_other: bool) -> Frame:
        self._back, self._written_before = None, self._written
        self._use(card)
        self._faults.add(CardFault.OTHER_DEVICES if is_other else CardFault.DEVICES_BACK, self._position)
        return self._placed(first)

    def write(self, samples: Samples) -> None:
        """Queue the next 10 ms; lost while there is no device."""
        self._written += len(samples)
        if self._card is not None:
            self._card.write(samples)

    def drain_faults(self) -> Sequence[str]:
        """The card's own, and that devices went and came."""
        own = () if self._card is None else self._card.drain_faults()
        return (*self._faults.drain(), *own)

    def close(self) -> None:
        """Stop for good; a search for devices is left to end by itself."""
        self._closed.set()
        card, self._card = self._card, None
        for each in (card, self._back[0] if self._back is not None else None):
            if each is not None:
                each.close()

    # ------------------------------------------------------------- on a thread of its own

    def _bring_back(self, dead: SoundCard) -> None:
        dead.close()
        for is_other in self._tries():
            found = self._opened(is_other)
            if found is not None:
                self._hand_over(*found, is_other)
                return

    def _tries(self) -> Iterator[bool]:
        """Whether each next try is for the other devices."""
        for count, wait_s in enumerate(chain(BACK_OFF_S, repeat(BACK_OFF_S[-1]))):
            if self._closed.wait(wait_s):
                return
            yield count >= OWN_TRIES and count % 2 == 0 and self._otherwise is not None

    def _opened(self, is_other: bool) -> tuple[SoundCard, Frame] | None:
        make = self._otherwise if is_other and self._otherwise is not None else self._make
        card = None
        try:
            self._renew()
            card = make()
            card.open()
            first = card.read()
        except DeviceError:
            first = None
        if first is None and card is not None:
            card.close()
        return None if first is None or card is None else (card, first)

    def _hand_over(self, card: SoundCard, first: Frame, is_other: bool) -> None:
        self._back = card, first, is_other
        if self._closed.is_set():
            card.close()


def _hears(card: SoundCard) -> bool:
    """Whether there is any sound at all within 5 s; as a rule in the first frame."""
    frames = (card.read() for _ in range(samples_of(FIRST_SOUND_S) // FRAME_SAMPLES))
    return any(frame is None or abs(frame.near.astype(int)).max() > DITHER_PEAK for frame in frames)
