from collections.abc import Iterator

import pytest
from sound_server import SoundServer, reason_to_skip


def started(echo: bool) -> Iterator[SoundServer]:
    reason = reason_to_skip()
    if reason:
        pytest.skip(reason)
    server = SoundServer(echo)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """A virtual sound card whose microphone hears nothing of its loudspeaker, as with headphones."""
    yield from started(echo=False)


@pytest.fixture(scope="session")
def echoing_sound_server() -> Iterator[SoundServer]:
    """A virtual sound card whose microphone hears the loudspeaker, at full level and without delay."""
    yield from started(echo=True)
