"""What one hostile input may cost: a second of the processor and so much memory, on a busy machine too."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

MOST_S = 1.0
"""Of the processor, and not of the clock: the machine may be busy, or stand still."""
MOST_MB = 200.0
"""More than the process held before."""
_STATUS = Path("/proc/self/status")
_FORGET_THE_PEAK = (Path("/proc/self/clear_refs"), "5")


class TooMuch(BaseException):
    """No error that a reader might take for its own."""


class Costs:
    """Calls a reader, and remembers the dearest inputs; `TooMuch` where one goes beyond the limits."""

    def __init__(self, target: Callable[[bytes], None]) -> None:
        self._target = target
        self.tried = 0
        self.slowest_s = 0.0
        self.most_mb = 0.0

    def __call__(self, data: bytes) -> None:
        """One input."""
        self.tried += 1
        held_mb, began_s = _peak_mb(anew=True), time.process_time()
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, MOST_S)
        try:
            self._target(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            took_s, more_mb = time.process_time() - began_s, _peak_mb() - held_mb
            self.slowest_s, self.most_mb = max(self.slowest_s, took_s), max(self.most_mb, more_mb)
        if took_s > MOST_S or more_mb > MOST_MB:
            raise TooMuch(f"{took_s:.1f} s, {more_mb:.0f} MB")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooMuch(f"still busy after {MOST_S:g} s")


def _peak_mb(*, anew: bool = False) -> float:
    """The most memory held since the peak was last forgotten; nothing where the system does not tell."""
    if not _STATUS.exists():
        return 0.0
    if anew:
        path, what = _FORGET_THE_PEAK
        path.write_text(what, encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text(encoding="ascii", errors="replace"))
    return int(found[1]) / 1024 if found else 0.0
