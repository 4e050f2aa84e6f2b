"""Many sessions judged at once: here in processes, elsewhere on Ray, by the same function."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from voice_coach.__main__ import run
from voice_coach.assess.batch import in_processes
from voice_coach.cli.judging import Outcome, Task, judge_session_in_brief
from voice_coach.sessions.reading import folders_in

TALKS = Path(__file__).parent / "data" / "transcripts"
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")


@pytest.fixture
def tasks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[Task]:
    """Seven sessions, of which one is broken."""
    recordings = tmp_path / "recordings"
    for path in sorted(TALKS.glob("tune-*.json"))[:7]:
        assert run(["import", str(path), "--recordings", str(recordings), "--json"]) == 0
    capsys.readouterr()
    folders = folders_in(recordings)
    (folders[3] / "session.json").write_text("{")
    return [Task(folder) for folder in folders]


def sound(outcomes: list[Outcome], tasks: list[Task]) -> bool:
    in_order = [outcome.session for outcome in outcomes] == [task.folder.name for task in tasks]
    return in_order and [outcome.scorecard is None for outcome in outcomes] == [n == 3 for n in range(7)]


def pid_of(_: int) -> int:
    return os.getpid()


def test_every_session_comes_out_in_order_whatever_becomes_of_the_others(tasks: list[Task]) -> None:
    assert sound(list(in_processes(judge_session_in_brief, tasks, workers=2)), tasks)


def test_work_is_spread_over_processes_where_that_pays() -> None:
    assert set(in_processes(pid_of, range(3), workers=2)) == {os.getpid()}
    assert os.getpid() not in set(in_processes(pid_of, range(8), workers=2))


def test_only_a_few_results_wait_at_a_time() -> None:
    taken: list[int] = []

    class Tasks(list[int]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            for task in range(len(self)):
                taken.append(task)
                yield task

    results = in_processes(pid_of, Tasks(range(100)), workers=2)
    next(results)
    assert len(taken) < 12
    results.close()  # type: ignore[attr-defined]


def test_ray_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if importlib.util.find_spec("ray") is not None:
        pytest.skip("Ray is installed")
    assert run(["import", str(next(TALKS.glob("tune-*.json"))), "--recordings", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["assess", "--all", "--on", "ray", "--recordings", str(tmp_path)]) == 2
    assert "voice-coach[cluster]" in capsys.readouterr().err


@needs_ray
@pytest.mark.filterwarnings("ignore")
def test_ray_does_the_same_work(tasks: list[Task]) -> None:
    from voice_coach.assess.cluster import on_ray

    assert sound(list(on_ray(judge_session_in_brief, tasks)), tasks)
