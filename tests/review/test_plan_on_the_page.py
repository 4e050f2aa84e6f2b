"""The plan on the progress page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from recorded import a_judged_session
from starlette.testclient import TestClient
from visiting import ORIGIN, PORT

from voice_coach.library import load_drills
from voice_coach.review.app import Review, application
from voice_coach.review.plan_view import plan_view
from voice_coach.review.security import Gate
from voice_coach.sessions.plan_file import PLAN_NAME, PlannedInterview, keep_plan

TODAY = date(2026, 3, 2)
DIMENSIONS = {drill.id: drill.dimension.value for drill in load_drills().values()}


def progress_page(recordings: Path) -> str:
    review = Review(recordings, lambda _: None, lambda path: "", lambda *_: "", DIMENSIONS)
    gate = Gate(application(review), PORT)
    owner = TestClient(gate, base_url=ORIGIN)
    owner.get(gate.launch_url)
    answer = owner.get("/progress")
    assert answer.status_code == 200
    return answer.text


def test_the_page_tells_what_is_due_today_and_the_days_after(tmp_path: Path) -> None:
    keep_plan(tmp_path, PlannedInterview(date.today() + timedelta(5), date.today()))
    page = progress_page(tmp_path)
    assert "The interview is in 5 days" in page
    assert "<code>voice-coach drill --today</code>" in page
    _, _, later = page.partition("The days after</summary>")
    assert later.count('<th scope="row">') == 5


def test_without_a_plan_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    assert "No interview is planned" in progress_page(tmp_path)
    assert plan_view(tmp_path, TODAY, DIMENSIONS).days == ()


def test_the_day_before_the_interview_and_the_day_after(tmp_path: Path) -> None:
    keep_plan(tmp_path, PlannedInterview(TODAY, TODAY - timedelta(9)))
    before, on, after = (plan_view(tmp_path, TODAY + timedelta(n), DIMENSIONS) for n in (-1, 0, 1))
    assert (before.left, on.left, on.days[0].focus) == (1, 0, "interview")
    assert (after.days, after.over) == ((), TODAY)


def test_a_damaged_plan_is_said_on_the_page_and_the_rest_is_there(tmp_path: Path) -> None:
    a_judged_session(tmp_path)
    for content in (b"", b"\xff", b"[]", b'{"interview": 3}', b'{"interview": "<script>", "made": null}'):
        (tmp_path / PLAN_NAME).write_bytes(content)
        page = progress_page(tmp_path)
        assert "cannot be read. Give the date again" in page
        assert "1 judged session" in page
