import numpy as np
import pytest
from fakes.openai_server import Mode, OpenAIServer, wav_bytes

from voice_coach.conversation.sound import Segment, silence
from voice_coach.conversation.words import text_of
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_speech import OpenAIRecogniser
from voice_coach.engines.openai_voice import OpenAIVoice
from voice_coach.errors import RecogniserError, VoiceError

CANARY = "sk-canary-51c0"
SEGMENT = Segment(0, 32_000, silence(16_000), 0.8)


def recogniser_at(server):
    return OpenAIRecogniser(Endpoint(server.url, CANARY, "whisper-1"), ("p95", "queue"))


def test_a_segment_comes_back_as_words_in_session_time():
    with OpenAIServer() as server:
        recogniser = recogniser_at(server)
        recogniser.start()
        words = recogniser.transcribe(SEGMENT)
        recogniser.close()
        request = server.requests[-1]["body"]
    assert text_of(words) == "hello there"
    assert (words[1].start_s, words[1].end_s) == (2.5, 2.9)
    assert b"RIFF" in request
    assert b"p95, queue" in request


def test_less_than_a_quarter_second_of_speech_is_not_even_sent():
    with OpenAIServer() as server:
        assert recogniser_at(server).transcribe(Segment(0, 0, silence(16_000), 0.2)) == ()
    assert not server.requests


@pytest.mark.parametrize("mode", [Mode.BAD_KEY, Mode.NO_MODEL, Mode.LIMIT, Mode.BROKEN])
def test_a_refusal_is_a_recognisers_error_without_the_key(mode):
    with OpenAIServer(mode) as server, pytest.raises(RecogniserError) as caught:
        recogniser_at(server).start()
    assert CANARY not in str(caught.value)
    assert caught.value.cure


def test_speech_from_the_server_is_checked_and_levelled():
    sound = [round(1000 * np.sin(number * 0.2)) for number in range(32_000)]
    with OpenAIServer() as server:
        server.speech = wav_bytes(sound)
        voice = OpenAIVoice(Endpoint(server.url, CANARY, "tts-1"))
        clip = voice.speak("Name the constraint.")
        voice.close()
    assert clip.length_s == pytest.approx(2.0, abs=0.15)
    assert np.abs(clip.samples).max() > 3000


@pytest.mark.parametrize(
    "speech", [b"", b"not sound at all", wav_bytes([0] * 32_000)], ids=["none", "text", "silent"]
)
def test_bad_sound_from_the_server_is_a_voices_error(speech):
    with OpenAIServer() as server:
        server.speech = speech
        with pytest.raises(VoiceError):
            OpenAIVoice(Endpoint(server.url, CANARY, "tts-1")).start()


def test_a_refusal_is_a_voices_error_without_the_key():
    with OpenAIServer(Mode.BAD_KEY) as server, pytest.raises(VoiceError, match="OPENAI_API_KEY") as caught:
        OpenAIVoice(Endpoint(server.url, CANARY, "tts-1")).start()
    assert CANARY not in str(caught.value)
