"""Speech faster or slower at the same pitch, by libav's `atempo` through PyAV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from voice_coach.conversation.sound import RATE_HZ, Samples
from voice_coach.errors import EngineError

SLOWEST = 0.5
FASTEST = 3.0


def at_speed(blocks: Iterable[Samples], speed: float) -> Iterator[Samples]:
    """The blocks, `speed` times as fast (`SLOWEST` to `FASTEST`), pitch kept; as they come, of any length.

    Raises EngineError.
    """
    return iter(blocks) if speed == 1.0 else _faster(blocks, speed)


def _faster(blocks: Iterable[Samples], speed: float) -> Iterator[Samples]:
    import av

    try:
        yield from _through_atempo(blocks, speed)
    except av.FFmpegError as failure:
        raise EngineError(f"The sound could not be played at {speed:g} times its speed.") from failure


def _through_atempo(blocks: Iterable[Samples], speed: float) -> Iterator[Samples]:
    from av import AudioFrame
    from av.filter import Graph

    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE_HZ, format="s16", layout="mono")
    tempo = graph.add("atempo", f"{speed:g}")
    source.link_to(tempo)
    tempo.link_to(graph.add("abuffersink"))
    graph.configure()
    start = 0
    for samples in blocks:
        if not len(samples):
            continue
        block = AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
        block.sample_rate, block.pts = RATE_HZ, start
        start += len(samples)
        graph.push(block)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: Any) -> Iterator[Samples]:
    from av.error import BlockingIOError as NothingYet
    from av.error import EOFError as NothingMore

    try:
        while True:
            yield graph.pull().to_ndarray().reshape(-1).astype(np.int16, copy=False)
    except (NothingYet, NothingMore):
        return
