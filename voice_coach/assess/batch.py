"""Many sessions at once: the same piece of work in several processes, results in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD_PER_WORKER = 4
"""Results that may wait for their turn, so that memory does not grow with the number of sessions."""
FEWEST_TO_SPREAD = 6
"""Fewer are done sooner than processes are started."""


def cores() -> int:
    """Processors that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def in_processes(work: Callable[[T], R], tasks: Sequence[T], workers: int | None = None) -> Iterator[R]:
    """`work` of every task, in order; in this process where spreading would not pay.

    `work` and the tasks must be picklable, `work` must not raise. Results wait in a window of a few for each
    worker.
    """
    count = min(workers or cores(), len(tasks))
    if count < 2 or len(tasks) < FEWEST_TO_SPREAD:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        yield from _in_window(lambda task: pool.submit(work, task), tasks, count * AHEAD_PER_WORKER)


def _in_window(submit: Callable[[T], Future[R]], tasks: Iterable[T], ahead: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for task in tasks:
        waiting.append(submit(task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
