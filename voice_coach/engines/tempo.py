"""Speech faster or slower at the same pitch, by libav's `atempo` through PyAV."""

from __future__ import annotations

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.errors import EngineError

SLOWEST = 0.5
FASTEST = 3.0
_BLOCK = RATE_HZ


def at_speed(samples: Samples, speed: float) -> Samples:
    """The samples, `speed` times as fast (`SLOWEST` to `FASTEST`), pitch kept. Raises EngineError."""
    if speed == 1.0:
        return samples
    import av

    try:
        return _through_atempo(samples, speed)
    except av.FFmpegError as failure:
        raise EngineError(f"The sound could not be played at {speed:g} times its speed.") from failure


def _through_atempo(samples: Samples, speed: float) -> Samples:
    from av import AudioFrame
    from av.error import BlockingIOError as NothingYet
    from av.error import EOFError as NothingMore
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE_HZ, format="s16", layout="mono")
    tempo = graph.add("atempo", f"{speed:g}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    out: list[Samples] = [samples[:0]]

    def collect() -> None:
        try:
            while True:
                out.append(graph.pull().to_ndarray().reshape(-1).astype(np.int16, copy=False))
        except (NothingYet, NothingMore):
            return

    for start in range(0, len(samples), _BLOCK):
        block = AudioFrame.from_ndarray(samples[None, start : start + _BLOCK], format="s16", layout="mono")
        block.sample_rate = RATE_HZ
        block.pts = start
        graph.push(block)
        collect()
    graph.push(None)
    collect()
    return np.concatenate(out)
