"""What a check of the parts works with, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from voice_coach.errors import DeviceError

if TYPE_CHECKING:
    from voice_coach.config import Settings
    from voice_coach.conversation.sound import Clip
    from voice_coach.engines.chime_trial import ChimeTrial
    from voice_coach.engines.protocols import Recogniser, SoundCard, Voice
    from voice_coach.engines.sound_devices import SoundDevice

TEST_SENTENCE = "We would keep a small queue, and send the answer within two seconds."


class Verdict(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    """It works, less well than it could."""
    FAILED = "failed"


Figures = Mapping[str, float | str | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the report."""

    part: str
    verdict: Verdict
    says: str
    cure: str = ""
    figures: Figures = field(default_factory=dict)
    """What was measured, for `--json`."""


class Examination:
    """One run of all checks, and what an earlier one leaves for a later one."""

    def __init__(self, settings: Settings, *, plays: bool = True) -> None:
        """Without `plays` nothing is heard from the loudspeaker."""
        self.settings = settings
        self.plays = plays
        self.spoken: Clip | None = None
        """`TEST_SENTENCE` as the voice says it, once there is one that works."""
        self._chime: ChimeTrial | DeviceError | None = None

    def card(self) -> SoundCard:
        """The card that an interview would use."""
        from voice_coach.engines.portaudio_card import PortAudioCard

        return PortAudioCard(self.settings.input_device, self.settings.output_device)

    def devices(self) -> Sequence[SoundDevice]:
        """Every sound device. Raises DeviceError."""
        from voice_coach.engines.sound_devices import list_devices

        return list_devices()

    def voice(self) -> Voice:
        """The interviewer's voice."""
        from voice_coach.cli.choices import voice_for

        return voice_for(self.settings)

    def recogniser(self, on_notice: Callable[[str], None]) -> Recogniser:
        """The recogniser; nothing is downloaded for it."""
        from voice_coach.cli.choices import recogniser_for

        return recogniser_for(self.settings, (), on_notice, may_download=False)

    def chime(self) -> ChimeTrial:
        """The trial of microphone and loudspeaker, made once. Raises DeviceError."""
        if self._chime is None:
            try:
                self._chime = self._tried_chime()
            except DeviceError as failure:
                self._chime = failure
        if isinstance(self._chime, DeviceError):
            raise self._chime
        return self._chime

    def _tried_chime(self) -> ChimeTrial:
        from voice_coach.engines.chime_trial import try_chime

        card = self.card()
        card.open()
        try:
            return try_chime(card, plays=self.plays)
        finally:
            card.close()
