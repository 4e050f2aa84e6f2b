"""A page that is served inside the test, with and without its cookie."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from voice_coach.review.app import Review, application
from voice_coach.review.security import Gate

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


class Visit:
    """One visitor with the cookie, one without."""

    def __init__(self, recordings: Path) -> None:
        review = Review(recordings, lambda _: None, lambda path: path.name, lambda drill, _: f"drill {drill}")
        self.gate = Gate(application(review), PORT)
        self.stranger = TestClient(self.gate, base_url=ORIGIN, follow_redirects=False)
        self.owner = TestClient(self.gate, base_url=ORIGIN, follow_redirects=False)
        self.launched = self.owner.get(self.gate.launch_url)
