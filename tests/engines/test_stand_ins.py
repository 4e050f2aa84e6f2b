"""A remote engine that is lost in the middle of an interview, and the local one behind it."""

import threading

import pytest
from fakes.openai_server import Mode, OpenAIServer

from voice_coach.conversation.events import Tag
from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import Word, text_of
from voice_coach.engines import openai_speech, openai_voice
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_speech import OpenAIRecogniser
from voice_coach.engines.openai_voice import OpenAIVoice
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.stand_ins import TRIES_AGAIN_AFTER_S, RecogniserWithStandIn, VoiceWithStandIn
from voice_coach.errors import RecogniserError, VoiceReplacedError
from voice_coach.jobs import transcribe, voice

SEGMENT = Segment(0, 0, silence(16_000), 0.8)
LOST = (
    Mode.HANG,
    Mode.HTML_200,
    Mode.BAD_KEY,
    Mode.FORBIDDEN,
    Mode.NO_MODEL,
    Mode.LIMIT,
    Mode.BROKEN,
    Mode.OVERLOADED,
)
"""Ways of failing that do not depend on what was asked for."""


class Local:
    """A recogniser that always hears the same."""

    def __init__(self):
        self.closed = False

    def transcribe(self, segment):
        return (Word("local", 0.0, 0.5),)

    def listen(self, segment_id, samples):
        pass

    def close(self):
        self.closed = True


class Clock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s


def hurry(monkeypatch):
    """Short deadlines; not for a first request, which loads the library."""
    for name in ("_HEAR_WITHIN_S", "_HEAR_WITHIN_PER_SECOND"):
        monkeypatch.setattr(openai_speech, name, 0.1)
    monkeypatch.setattr(openai_voice, "_SPEAK_WITHIN_S", 0.1)
    monkeypatch.setattr(openai_voice, "_SPEAK_WITHIN_PER_SIGN_S", 0.02)


def remote_ears(server, clock):
    remote = OpenAIRecogniser(Endpoint(server.url, api_key="key-of-the-test", model="tiny"))
    return RecogniserWithStandIn(remote, Local, clock)


def let_requests_end():
    """Those that were left to themselves hold a socket until their own time is up."""
    for thread in threading.enumerate():
        if thread.name == "openai-request":
            thread.join(5)


@pytest.mark.parametrize("mode", LOST, ids=lambda mode: mode.name.lower())
def test_the_same_segment_is_heard_by_the_local_recogniser_and_the_loss_is_said_once(mode, monkeypatch):
    with OpenAIServer() as server:
        ears, troubles = remote_ears(server, Clock()), []
        assert text_of(transcribe(ears, SEGMENT, troubles.append).words) == "hello there"
        server.mode = mode
        hurry(monkeypatch)
        for _ in range(3):
            assert text_of(transcribe(ears, SEGMENT, troubles.append).words) == "local"
        let_requests_end()
        ears.close()
    assert len(troubles) == 1
    assert "takes its place" in troubles[0].detail
    assert "key-of-the-test" not in troubles[0].detail


def test_a_server_that_vanishes_is_replaced_and_tried_again_later():
    clock = Clock()
    with OpenAIServer() as server:
        ears = remote_ears(server, clock)
        server.mode = Mode.BROKEN
        with pytest.raises(RecogniserError):
            ears.transcribe(SEGMENT)
        server.mode = Mode.OK
        assert text_of(ears.transcribe(SEGMENT)) == "local"
        clock.now_s = TRIES_AGAIN_AFTER_S
        assert text_of(ears.transcribe(SEGMENT)) == "hello there"
        ears.close()


@pytest.mark.parametrize("mode", LOST, ids=lambda mode: mode.name.lower())
def test_the_same_text_is_said_by_the_local_voice_and_the_loss_is_said_once(mode, monkeypatch):
    hurry(monkeypatch)
    with OpenAIServer(mode) as server:
        remote = OpenAIVoice(Endpoint(server.url, api_key="key-of-the-test", model="tiny"))
        mouth, troubles = VoiceWithStandIn(remote, ToneVoice(), Clock()), []
        for clause in range(3):
            said = voice(mouth, Tag(1, 1), clause, "Which constraint binds first?", troubles.append)
            assert said.clip.length_s > 0.5
        let_requests_end()
        mouth.close()
    assert len(troubles) == 1
    assert "takes its place" in troubles[0].detail
    assert "key-of-the-test" not in troubles[0].detail


@pytest.mark.parametrize(
    "sound", [b"", b"RIFF", b"<html>", b"\x00" * 40_000], ids=["empty", "cut", "page", "zeros"]
)
def test_sound_that_is_none_is_a_loss_like_any_other(sound):
    with OpenAIServer() as server:
        server.speech = sound
        mouth = VoiceWithStandIn(OpenAIVoice(Endpoint(server.url, model="tiny")), ToneVoice(), Clock())
        with pytest.raises(VoiceReplacedError):
            mouth.speak("Which constraint binds first?")
        assert mouth.speak("Which constraint binds first?").length_s > 0.5
        mouth.close()


def test_a_wrong_setting_is_found_at_the_start_and_nothing_stands_in_for_it():
    with OpenAIServer(Mode.BAD_KEY) as server, pytest.raises(RecogniserError, match="refused the key"):
        remote_ears(server, Clock()).start()
