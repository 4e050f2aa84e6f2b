"""The process: runs one command and turns whatever happens into an exit code and at most one sentence."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import NoReturn

from voice_coach.cli.interrupts import requests_to_end

INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (the process's own where None) and give its exit code: 0, 1, 2 or 130."""
    from voice_coach.cli.app import app
    from voice_coach.config import forbid_telemetry

    forbid_telemetry()
    requests: list[int] = []

    def unwind(number: int, _: FrameType | None) -> NoReturn:
        requests.append(number)
        raise KeyboardInterrupt

    try:
        if signal.getsignal(signal.SIGINT) is _leave:
            _on_request_to_end(unwind)
        app(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="voice-coach")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as failure:  # the process's edge; of a request to end, libraries make errors of any kind
        return INTERRUPTED if requests else _explained(failure)
    return 0


def _explained(failure: Exception) -> int:
    """Whatever this is, the user reads a sentence."""
    from voice_coach.cli.say import complain, explain
    from voice_coach.errors import VoiceCoachError

    if not isinstance(failure, VoiceCoachError):
        complain(explain(failure))
        return 1
    is_sentence = failure.message.endswith((".", "?", "!")) and "\n" not in failure.message
    complain(failure.message + (" " if is_sentence else "\n") + failure.cure)
    return failure.exit_code


def main() -> None:
    """The entry point `voice-coach`."""
    hold_standard_descriptors()
    _on_request_to_end(_leave)
    if isinstance(sys.stdout, io.TextIOWrapper):  # an old terminal shows a mark for what it cannot write
        sys.stdout.reconfigure(errors="replace")
    code = run()
    _on_request_to_end(_leave)
    sys.exit(code)


def hold_standard_descriptors() -> None:
    """Put nothing in the place of a standard stream that was closed by whoever started this.

    Otherwise the next file that is opened takes its number, and what a library prints goes into a recording.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, and so this one


def _on_request_to_end(answer: Callable[[int, FrameType | None], object]) -> None:
    for number in requests_to_end():
        signal.signal(number, answer)


def _leave(*_: object) -> NoReturn:
    """While the program loads and when it has ended there is nothing to close."""
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
