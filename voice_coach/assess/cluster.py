"""The same piece of work on a Ray cluster; the only file that imports ray."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from voice_coach.assess.batch import AHEAD_PER_WORKER
from voice_coach.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")


def on_ray(work: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
    """`work` of every task, in order, on the cluster that RAY_ADDRESS names, else on a local one.

    The sessions must lie where every node finds them. A task whose node dies is done again elsewhere.
    Raises UsageError where Ray is not installed or cannot be reached.
    """
    ray = _ray()
    begun_here = not ray.is_initialized()
    if begun_here:
        _connect(ray)
    try:
        remote = ray.remote(max_retries=3)(work)
        yield from _in_window(ray, remote, tasks)
    finally:
        if begun_here:
            ray.shutdown()


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "Ray is not installed.", "Install it: pip install 'voice-coach[cluster]'."
        ) from error
    return ray


def _connect(ray: Any) -> None:
    try:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise UsageError(
            "The Ray cluster cannot be reached.", "Check RAY_ADDRESS and `ray status`."
        ) from error


def _in_window(ray: Any, remote: Any, tasks: Sequence[T]) -> Iterator[Any]:
    ahead = max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD_PER_WORKER
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(remote.remote(task))
        if len(waiting) >= ahead:
            yield ray.get(waiting.popleft())
    while waiting:
        yield ray.get(waiting.popleft())
