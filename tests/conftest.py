"""Shares the tests out to `make test`'s two processes, file by file."""

from pathlib import Path

import pytest

SOUND_SERVER_TESTS = Path(__file__).parent / "pulse"
LONGEST_FILE = "test_in_browser.py"


def place(item: pytest.Item) -> int:
    """The longest file first, so that nobody waits for it at the end; the sound server last, in quiet."""
    if SOUND_SERVER_TESTS in item.path.parents:
        return 2
    return 0 if item.path.name == LONGEST_FILE else 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=place)
    for item in items:
        group = "sound server" if place(item) == 2 else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
