"""What somebody who drills may want next."""

from __future__ import annotations

from enum import StrEnum


class Wish(StrEnum):
    """What somebody who drills may want next."""

    AGAIN = "again"
    NEXT = "next"
    HARDER = "harder"
    EASIER = "easier"
    MODEL = "model answer"
    HEAR = "hear myself"
    STOP = "stop"
    PROGRESS = "how am I doing"
    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    TIME = "time"
    HELP = "help"
