"""The process: runs one command and turns whatever happens into an exit code and at most one sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from voice_coach.cli.app import app
from voice_coach.cli.say import complain, explain
from voice_coach.errors import VoiceCoachError

INTERRUPTED = 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (the process's own where None) and give its exit code: 0, 1, 2 or 130."""
    try:
        app(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="voice-coach")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except VoiceCoachError as failure:
        complain(failure.message + ("\n" if "\n" in failure.message else " ") + failure.cure)
        return failure.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as failure:  # the process's edge: whatever this is, the user reads a sentence
        complain(explain(failure))
        return 1
    return 0


def main() -> None:
    """The entry point `voice-coach`."""
    sys.exit(run())


if __name__ == "__main__":
    main()
