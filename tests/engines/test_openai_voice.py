"""Speech from a server: heard while it comes, given up in time, and gone on with by another voice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from fakes.openai_server import Mode, OpenAIServer, wav_bytes

from voice_coach.conversation.events import Tag, Voiced
from voice_coach.conversation.sound import RATE_HZ, Samples, seconds_of
from voice_coach.engines import openai_voice
from voice_coach.engines.openai_endpoint import Endpoint
from voice_coach.engines.openai_voice import OpenAIVoice
from voice_coach.engines.scripted_engines import ToneVoice
from voice_coach.engines.speech_flow import SpeechFlow
from voice_coach.engines.stand_ins import VoiceWithStandIn
from voice_coach.engines.wav_stream import NoWavError, WavStream
from voice_coach.errors import VoiceError
from voice_coach.jobs import Clause, Trouble, voiced

TEXT = "Which of the two limits binds first, and what would you give up to move it?"
CLAUSE = Clause(Tag(1, 1), 0, TEXT)


def always() -> bool:
    return True


def hummed(text: str = TEXT) -> Samples:
    return ToneVoice().speak(text).samples


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        server.speech = wav_bytes(hummed().tolist())
        server.speech_packets = 12
        server.pause_s = 0.0
        yield server
    for thread in threading.enumerate():
        if thread.name == "openai-request":
            thread.join(5)


@pytest.fixture
def voice(server: OpenAIServer) -> Iterator[OpenAIVoice]:
    voice = OpenAIVoice(Endpoint(server.url, "sk-canary", "tts-1"))
    yield voice
    voice.close()


def length_s(pieces: list[Samples]) -> float:
    return sum(seconds_of(len(piece)) for piece in pieces)


def test_the_first_sound_is_there_before_the_server_has_sent_the_last(server, voice) -> None:
    server.mode = Mode.HANG_MID_STREAM
    assert len(next(voice.stream(TEXT, always))) > 0  # and the second half never comes


def test_the_pieces_are_the_whole_sound_at_the_usual_level(voice) -> None:
    list(voice.stream(TEXT, always))
    pieces = list(voice.stream(TEXT, always))
    assert len(pieces) > 2
    assert length_s(pieces) == pytest.approx(voice.speak(TEXT).length_s, abs=0.15)
    sound = np.concatenate(pieces).astype(float)
    level = 20 * np.log10(np.sqrt(np.mean(sound[np.abs(sound) > 100] ** 2)) / 32768)
    assert level == pytest.approx(-20, abs=3)


def test_what_is_not_wanted_any_more_ends_at_once_and_hangs_up(server, voice) -> None:
    server.mode = Mode.HANG_MID_STREAM
    wanted = [True]
    pieces = voice.stream(TEXT, lambda: wanted[0])
    next(pieces)
    wanted[0] = False
    began = time.monotonic()
    assert list(pieces) == []
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("mode", [Mode.CUT, Mode.RESET, Mode.HANG_MID_STREAM])
def test_sound_that_breaks_off_is_an_error_after_what_came(server, voice, mode, monkeypatch) -> None:
    voice.speak(TEXT)
    monkeypatch.setattr(openai_voice, "_MOST_BEHIND_S", 0.1)
    monkeypatch.setattr(openai_voice, "_SPEAK_WITHIN_S", 0.3)
    monkeypatch.setattr(openai_voice, "_SPEAK_WITHIN_PER_SIGN_S", 0.0)
    server.mode = mode
    pieces: list[Samples] = []
    with pytest.raises(VoiceError) as caught:
        pieces.extend(voice.stream(TEXT, always))
    assert "sk-canary" not in str(caught.value)


def test_a_server_slower_than_speech_is_given_up(server, voice, monkeypatch) -> None:
    monkeypatch.setattr(openai_voice, "_MOST_BEHIND_S", -10.0)
    server.pause_s = 0.06
    with pytest.raises(VoiceError, match="more slowly"):
        list(voice.stream(TEXT, always))


def test_a_text_without_a_word_is_not_even_sent(server, voice) -> None:
    for text in ("", "  ", "🙂🙂", "..."):
        with pytest.raises(VoiceError, match="nothing to say"):
            list(voice.stream(text, always))
    assert not server.requests


# ------------------------------------------------------------------ another voice goes on


class Recorded(ToneVoice):
    """A local voice that keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def speak(self, text: str):
        self.texts.append(text)
        return super().speak(text)


def said(mouth: VoiceWithStandIn, clause: Clause) -> tuple[list[Voiced], list[Trouble]]:
    troubles: list[Trouble] = []
    return list(voiced(mouth, clause, troubles.append, always)), troubles


@pytest.mark.parametrize("mode", [Mode.CUT, Mode.RESET])
def test_a_voice_lost_in_mid_sentence_is_followed_by_another_from_a_whole_word_on(
    server, voice, mode: Mode
) -> None:
    local = Recorded()
    mouth = VoiceWithStandIn(voice, local)
    said(mouth, CLAUSE)
    server.mode = mode
    pieces, troubles = said(mouth, CLAUSE)
    assert [trouble.what for trouble in troubles] == ["voice"]
    (rest,) = local.texts
    assert TEXT.endswith(f" {rest}")
    heard_share = seconds_of(sum(len(p.clip.samples) for p in pieces[:-1])) / seconds_of(len(hummed()))
    left_share = len(rest) / len(TEXT)
    assert 0 <= heard_share + left_share - 1 < 0.25  # nothing left out, a word or so twice
    assert [piece.more for piece in pieces] == [True] * (len(pieces) - 1) + [False]


def test_a_voice_lost_before_its_first_sound_leaves_the_whole_text(server, voice) -> None:
    local = Recorded()
    server.mode = Mode.BROKEN
    pieces, troubles = said(VoiceWithStandIn(voice, local), CLAUSE)
    assert local.texts == [TEXT]
    assert len(pieces) == len(troubles) == 1


def test_the_next_clauses_are_the_other_voices_until_the_server_is_tried_again(server, voice) -> None:
    local = Recorded()
    mouth = VoiceWithStandIn(voice, local)
    server.mode = Mode.BROKEN
    said(mouth, CLAUSE)
    asked = len(server.requests)
    pieces, troubles = said(mouth, CLAUSE)
    assert (len(pieces), troubles, len(server.requests)) == (1, [], asked)


# ------------------------------------------------------------------ the sound on its way


@pytest.mark.parametrize("size", [1, 7, 44, 1000, 100_000])
@pytest.mark.parametrize("rate_hz", [16_000, 24_000])
def test_a_file_is_the_same_in_packets_of_any_size(size: int, rate_hz: int) -> None:
    sound = (np.sin(np.arange(rate_hz // 10) / 9) * 8000).astype(np.int16)
    data = wav_bytes(sound.tolist(), rate_hz)
    wav = WavStream()
    pieces = [wav.feed(data[at : at + size]) for at in range(0, len(data), size)]
    whole = np.concatenate([*pieces, wav.finish()])
    assert len(whole) == pytest.approx(RATE_HZ / 10, abs=2)
    assert not wav.is_cut


def test_a_length_that_nobody_knew_is_no_cut_and_a_missing_half_is_one() -> None:
    data = wav_bytes([1000] * 800)
    unknown = data[:40] + b"\xff\xff\xff\xff" + data[44:]
    for content, is_cut in ((unknown, False), (unknown[:500], False), (data[:500], True), (data[:20], True)):
        wav = WavStream()
        wav.feed(content)
        assert wav.is_cut is is_cut


@pytest.mark.parametrize("content", [b"<html>" * 10, b"ID3" * 20, b"RIFF1234WAVEdata1234", bytes(100)])
def test_what_is_no_wav_file_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NoWavError):
        WavStream().feed(content)


def test_speech_is_given_out_up_to_a_quiet_spot_and_the_silence_around_it_is_dropped() -> None:
    quiet, tone = np.zeros(3200, np.int16), (np.sin(np.arange(6400) / 5) * 5000).astype(np.int16)
    flow = SpeechFlow(0.0)
    first = flow.feed(np.concatenate([quiet, quiet, tone, quiet, tone[:1600]]))
    assert len(first) == pytest.approx(320 + 6400 + 3200, abs=320)  # lead, tone, and the spot behind it
    last = flow.finish()
    assert len(last) == pytest.approx(1600, abs=320)
    assert len(SpeechFlow(0.0).finish()) == 0
