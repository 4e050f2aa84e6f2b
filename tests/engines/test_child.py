import os
import select
import subprocess
import sys

import pytest

from voice_coach.engines.child import Child, ChildError

ECHO = """
from voice_coach.engines.child import answer_requests
def serve(requests, answer):
    for request, payload in requests:
        print("a library that chatters")
        if request["do"] == "die":
            import os; os._exit(3)
        if request["do"] == "hang":
            import time; time.sleep(60)
        answer({"got": request["do"], "bytes": len(payload)})
answer_requests(serve)
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    (tmp_path / "echoing_child.py").write_text(ECHO)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    child = Child("echoing_child")
    yield child
    child.kill()


def test_a_message_with_raw_bytes_is_answered_though_the_library_prints(child):
    child.send({"do": "sound"}, b"\n" * 70_000)
    assert child.reply(10) == {"got": "sound", "bytes": 70_000}


def test_answers_come_in_the_order_of_the_requests(child):
    for name in ("a", "b", "c"):
        child.send({"do": name})
    assert [child.reply(10)["got"] for _ in range(3)] == ["a", "b", "c"]


def test_the_death_of_the_child_is_noticed_at_once(child):
    child.send({"do": "die"})
    with pytest.raises(ChildError, match="stopped unexpectedly"):
        child.reply(10)


def test_a_child_that_hangs_is_given_up_at_the_deadline(child):
    child.send({"do": "hang"})
    with pytest.raises(ChildError, match="did not answer within"):
        child.reply(0.05)
    child.kill()
    assert not child.is_alive


def test_sending_to_a_dead_child_neither_blocks_nor_raises(child):
    child.kill()
    child.send({"do": "sound"}, b"x" * 1_000_000)
    with pytest.raises(ChildError):
        child.reply(0.05)


def test_a_child_may_be_killed_twice(child):
    child.kill()
    child.kill()
    assert not child.is_alive


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux can wait for another's child")
def test_the_child_ends_when_its_parent_dies_even_if_it_is_stuck(tmp_path, monkeypatch):
    (tmp_path / "echoing_child.py").write_text(ECHO)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    program = (
        "import sys; from voice_coach.engines.child import Child; child = Child('echoing_child');"
        "child.send({'do': 'a'}); child.reply(10); child.send({'do': 'hang'});"
        "print(child.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1) as parent:
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    assert select.select([child], [], [], 30)[0]
    os.close(child)
