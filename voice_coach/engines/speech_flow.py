"""Speech on its way: trimmed, brought to one level, and given out up to a quiet spot at a time.

So whatever happens to the rest, what was heard ends between two sounds and hardly ever within a word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voice_coach.conversation.sound import RATE_HZ, Samples, level_dbfs, samples_of, silence
from voice_coach.engines.clips import LEAD_S, TAIL_S, TARGET_DBFS

AHEAD_S = 0.25
"""Sound in hand before the first of it is given out, so that a late packet makes no hole."""
LONGEST_WAIT_S = 0.6
"""For a quiet spot."""
_DIP_DB = 14.0
"""How far below the loudest of what waits a spot is quiet."""
_BLOCK = RATE_HZ // 100
_SOUNDING_DBFS = -50.0
_MOST_GAIN_DB = 20.0
_PEAK = 29_000.0


class SpeechFlow:
    """Pieces of one text's sound in, pieces fit for the loudspeaker out."""

    def __init__(self, gain_db: float) -> None:
        """`gain_db` brings the voice to the usual level, as its earlier sound had it."""
        self._gain_db = gain_db
        self._raw = silence(0)
        self._levels: list[float] = []
        self.has_begun = False
        """Whether the lead is off and sound may be given out."""

    def feed(self, samples: Samples) -> Samples:
        """What may be played by now."""
        self._raw = np.concatenate([self._raw, samples])
        if not self.has_begun and not self._begin(samples_of(AHEAD_S)):
            return silence(0)
        return self._given(self._quiet_spot())

    def finish(self) -> Samples:
        """The rest, with a short quiet end."""
        if not self.has_begun and not self._begin(0):
            return silence(0)
        sounding = np.flatnonzero(self._block_levels() > _SOUNDING_DBFS)
        until = (int(sounding[-1]) + 1) * _BLOCK if len(sounding) else 0
        return self._given(min(len(self._raw), until + samples_of(TAIL_S)))

    @property
    def gain_db(self) -> float:
        """What would bring the sound so far to the usual level."""
        if not self._levels:
            return self._gain_db
        level_db = 10 * np.log10(np.mean(10 ** (np.array(self._levels) / 10)))
        return float(min(_MOST_GAIN_DB, TARGET_DBFS - level_db))

    def _begin(self, at_least: int) -> bool:
        """Whether enough of the speech is there; what was silent before it is dropped."""
        sounding = np.flatnonzero(self._block_levels() > _SOUNDING_DBFS)
        if not len(sounding) or len(self._raw) - int(sounding[0]) * _BLOCK < at_least:
            return False
        self._raw = self._raw[max(0, int(sounding[0]) * _BLOCK - samples_of(LEAD_S)) :]
        self.has_begun = True
        return True

    def _quiet_spot(self) -> int:
        """The last sample of what waits that lies in a quiet spot, 0 for none yet; silence may be the end."""
        levels = self._block_levels()
        if not len(levels):
            return 0
        sounding = np.flatnonzero(levels > _SOUNDING_DBFS)
        last = int(sounding[-1]) + 1 if len(sounding) else 0
        quiet = np.flatnonzero(levels[:last] < levels.max() - _DIP_DB)
        if len(quiet):
            return (int(quiet[-1]) + 1) * _BLOCK
        return last * _BLOCK if last * _BLOCK > samples_of(LONGEST_WAIT_S) else 0

    def _block_levels(self) -> NDArray[np.float64]:
        whole = len(self._raw) // _BLOCK
        return np.array([level_dbfs(block) for block in self._raw[: whole * _BLOCK].reshape(whole, _BLOCK)])

    def _given(self, until: int) -> Samples:
        piece, self._raw = self._raw[:until], self._raw[until:]
        whole = len(piece) // _BLOCK
        levels = map(level_dbfs, piece[: whole * _BLOCK].reshape(whole, _BLOCK))
        self._levels += [level for level in levels if level > _SOUNDING_DBFS]
        louder = piece.astype(np.float64) * 10 ** (self._gain_db / 20)
        out: Samples = np.clip(louder, -_PEAK, _PEAK).astype(np.int16)
        return out
