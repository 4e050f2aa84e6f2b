"""What no recogniser is asked about: too little speech, or a short sound as even as a machine's.

Recognisers invent words for coughs, clicks and hums.
"""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples, Segment

LEAST_SPEECH_S = 0.25
"""Less detected speech than this gives no words. Source: docs/how-it-works.md."""
SHORT_S = 0.5
LEAST_RANGE_DB = 9.0
"""Of a short sound, from its quiet to its loudest 20 ms. What passes for speech in an hour of a fan's
noise has 8 at most, short answers in as much noise as speech have 10 or more. Source: bench.invented."""
_BLOCK = RATE_HZ // 50


def is_enough(segment: Segment) -> bool:
    """Whether a segment may hold words."""
    if segment.speech_s < LEAST_SPEECH_S:
        return False
    return segment.speech_s >= SHORT_S or _range_db(segment.samples) >= LEAST_RANGE_DB


def _range_db(samples: Samples) -> float:
    blocks = samples[: len(samples) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).astype(np.float64)
    if not len(blocks):
        return 0.0
    levels_db = 10 * np.log10((blocks**2).mean(axis=1) + 1.0)
    return float(levels_db.max() - np.percentile(levels_db, 10))
