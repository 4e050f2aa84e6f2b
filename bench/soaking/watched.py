"""Run by `bench.soak` as a child process: `voice-coach`, with its queues counted.

python watched.py FILE ARGUMENTS...

The fullest queue of each kind since the last look goes into FILE, one JSON object each 5 s.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
import weakref
from collections import Counter
from typing import Any

LOOKS_S, LINES_S = 0.1, 5.0
known: weakref.WeakSet[Any] = weakref.WeakSet()


class Counted(queue.SimpleQueue):  # type: ignore[type-arg]
    """Knows who made it."""

    def __init__(self) -> None:
        super().__init__()
        self.made_by = sys._getframe(1).f_code.co_qualname
        known.add(self)


class Bounded(queue.Queue):  # type: ignore[type-arg]
    """The same with a limit."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        self.made_by = sys._getframe(1).f_code.co_qualname
        known.add(self)


def watch(path: str) -> None:
    """Look often, tell seldom."""
    with open(path, "w", encoding="utf-8", buffering=1) as file:  # noqa: PTH123
        while True:
            fullest: Counter[str] = Counter()
            for _ in range(round(LINES_S / LOOKS_S)):
                time.sleep(LOOKS_S)
                for each in list(known):
                    fullest[each.made_by] = max(fullest[each.made_by], each.qsize())
            file.write(json.dumps(fullest) + "\n")


def main() -> None:
    """Count, and run the program."""
    queue.SimpleQueue, queue.Queue = Counted, Bounded  # type: ignore[misc]
    threading.Thread(target=watch, args=(sys.argv[1],), daemon=True).start()
    sys.argv[:2] = ["voice-coach"]
    from voice_coach.__main__ import main as program

    program()


if __name__ == "__main__":
    main()
