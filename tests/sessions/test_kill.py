from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "kill.py"


def test_kill_9_at_random_moments_loses_nothing_that_was_acknowledged() -> None:
    command = [sys.executable, str(BENCH), "--kills", "6", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["acknowledged_s"] > 0
    assert result["acknowledged_turns"] > 0
    assert (result["lost_frames"], result["lost_turns"], result["unopened_files"]) == (0, 0, 0)
