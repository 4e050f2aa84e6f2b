"""The real voice of the system, and children that lie, hang, die or are missing."""

import os
import signal
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from voice_coach.engines.child import ChildError
from voice_coach.engines.pyttsx3_child import chosen_voice
from voice_coach.engines.pyttsx3_voice import Pyttsx3Voice, SystemVoice, VoiceSettings, system_voices
from voice_coach.engines.sound_files import write_sound
from voice_coach.errors import VoiceError

OPENED = {"voice": "English (America)", "driver": "espeak"}


class FakeChild:
    """Answers from a list of functions of the request, one for each request after the opening."""

    def __init__(self, answers, opening=OPENED):
        self._answers = answers
        self._opening = opening
        self._replies = []
        self.is_killed = False
        self.requests = []

    def send(self, message, payload=b""):
        self.requests.append(message)
        self._replies.append(self._opening if message["do"] == "open" else self._answers.pop(0)(message))

    def reply(self, within_s):
        answer = self._replies.pop(0)
        if answer is None:
            raise ChildError("did not answer")
        return answer

    def kill(self):
        self.is_killed = True


def speaks(request):
    from pathlib import Path

    sound = np.round(3000 * np.sin(np.arange(16_000) * 0.2)).astype(np.int16)
    write_sound(Path(request["path"]), sound)
    return {"done": request["path"]}


def lies(request):
    return {"done": request["path"]}


def hangs(request):
    return None


def fails(request):
    return {"error": "RuntimeError: run loop already started"}


def voice_of(*children):
    waiting = list(children)
    return Pyttsx3Voice(spawn=lambda module: waiting.pop(0))


@pytest.fixture(scope="module")
def real_voice():
    voice = Pyttsx3Voice()
    voice.start()
    yield voice
    voice.close()


def test_the_systems_voice_says_a_sentence(real_voice):
    clip = real_voice.speak("What would you cut first if the budget were halved?")
    assert 2.0 < clip.length_s < 5.0
    assert np.abs(clip.samples).max() > 3000


def test_a_long_text_is_spoken_whole(real_voice):
    short, long = "Name the constraint. ", "Name the constraint. " * 12
    assert real_voice.speak(long).length_s > 10 * real_voice.speak(short).length_s


def test_a_word_of_five_thousand_letters_is_refused_in_a_sentence_and_the_next_text_is_spoken(real_voice):
    with pytest.raises(VoiceError, match="lost part of the text"):
        real_voice.speak("a" * 5000)
    assert real_voice.speak("Go on.").length_s > 0.3


def test_an_english_voice_is_chosen_by_default(real_voice):
    assert "nglish" in real_voice.info.detail


@pytest.mark.parametrize("text", ["", "   ", "…", "😀😀", "?!"])
def test_a_text_with_nothing_to_say_is_refused(real_voice, text):
    with pytest.raises(VoiceError, match="nothing to say"):
        real_voice.speak(text)


def test_odd_texts_are_spoken(real_voice):
    for text in ("$0.02", "p95", "-o /dev/null", 'Quote "this" \\ and <that> & more', "Café, naïve", "a\nb"):
        assert real_voice.speak(text).length_s > 0.1


def test_a_killed_child_is_replaced_and_the_text_spoken(real_voice):
    os.kill(real_voice._child.pid, signal.SIGKILL)
    assert real_voice.speak("After the crash.").length_s > 0.5


def test_a_frequent_text_is_synthesised_once():
    child = FakeChild([speaks, speaks])
    voice = voice_of(child)
    voice.start()
    assert voice.speak("Okay then.") is voice.speak("Okay then.")
    assert [request.get("text") for request in child.requests] == [None, "Ready.", "Okay then."]
    voice.close()


@pytest.mark.parametrize("fault", [lies, hangs, fails])
def test_a_fault_kills_the_child_and_a_fresh_one_speaks(fault):
    first, second = FakeChild([speaks, fault]), FakeChild([speaks])
    voice = voice_of(first, second)
    voice.start()
    assert voice.speak("Go on please.").length_s > 0.5
    assert first.is_killed
    voice.close()


@pytest.mark.parametrize("fault", [lies, hangs, fails])
def test_a_second_fault_is_an_error_and_the_voice_can_be_asked_again(fault):
    children = FakeChild([speaks, fault]), FakeChild([fault, speaks]), FakeChild([speaks])
    voice = voice_of(*children)
    voice.start()
    with pytest.raises(VoiceError):
        voice.speak("Go on please.")
    assert voice.speak("And now please.").length_s > 0.5
    voice.close()


def test_a_missing_synthesiser_is_named_with_its_cure():
    voice = voice_of(FakeChild([], {"error": "libespeak-ng.so.1: cannot open", "missing": True}))
    with pytest.raises(VoiceError, match="no speech synthesiser") as caught:
        voice.start()
    assert caught.value.cure


def test_an_unknown_voice_is_named():
    voice = Pyttsx3Voice(VoiceSettings(voice="nobody at all"))
    with pytest.raises(VoiceError, match="'nobody at all'"):
        voice.start()


def test_closing_twice_and_speaking_afterwards_is_an_error_not_a_crash():
    voice = voice_of(FakeChild([speaks]))
    voice.start()
    voice.close()
    voice.close()
    with pytest.raises(VoiceError, match="not running"):
        voice.speak("Hello there.")


def test_two_threads_may_speak_at_once(real_voice):
    lengths = {}
    threads = [
        threading.Thread(
            target=lambda number=number: lengths.update({number: real_voice.speak(f"Number {number}.")})
        )
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lengths) == [0, 1, 2, 3]


def a_voice(name, id_, *languages):
    return SimpleNamespace(name=name, id=id_, languages=list(languages))


@pytest.mark.parametrize(
    ("voices", "wanted", "chosen"),
    [
        ([a_voice("Afrikaans", "gmw/af", "af"), a_voice("English (America)", "gmw/en-us", "en-us")], "", 1),
        ([a_voice("English (Scotland)", "gmw/en-gb-scotland", "en-gb")], "", 0),
        (
            [a_voice("Fred", "com.apple.fred", "en_US"), a_voice("Samantha", "com.apple.samantha", "en_US")],
            "",
            1,
        ),
        (
            [a_voice("English (America)", "gmw/en-us"), a_voice("English (Lancaster)", "gmw/en-gb")],
            "lancas",
            1,
        ),
        ([a_voice("Deutsch", "gmw/de", "de")], "", None),
        ([a_voice("English (America)", "gmw/en-us")], "klingon", None),
    ],
)
def test_the_voice_is_chosen_by_part_of_its_name_or_the_usual_english_one(voices, wanted, chosen):
    assert chosen_voice(voices, wanted) is (None if chosen is None else voices[chosen])


def test_the_voice_is_given_words_where_the_text_has_figures():
    child = FakeChild([speaks, speaks])
    voice = voice_of(child)
    voice.start()
    voice.speak("A p95.")
    assert child.requests[-1]["text"] == "A P ninety-five."
    voice.close()


def test_a_speech_of_a_thousand_signs_is_spoken_whole(real_voice):
    text = "Name the constraint, and then the number. " * 25
    assert real_voice.speak(text).length_s > 25 * 1.5


def test_the_volume_is_part_of_the_one_level():
    loud, quiet = voice_of(FakeChild([speaks, speaks])), voice_of(FakeChild([speaks, speaks]))
    quiet._settings = VoiceSettings(volume=0.5)
    peaks = []
    for voice in (loud, quiet):
        voice.start()
        peaks.append(int(np.abs(voice.speak("Go on please.").samples).max()))
        voice.close()
    assert peaks[1] == pytest.approx(peaks[0] / 2, abs=2)


def test_the_systems_voices_are_listed():
    english = [voice for voice in system_voices() if voice.is_english]
    assert any("america" in voice.name.lower() for voice in english)


@pytest.mark.parametrize(
    ("voice", "is_english"),
    [
        (SystemVoice("English (America)", "gmw/en-us", ("en-us",)), True),
        (SystemVoice("Chinese (Mandarin, latin as English)", "sit/cmn", ("cmn",)), False),
        (SystemVoice("Samantha", "com.apple.samantha", ("en_US",)), True),
        (SystemVoice("Microsoft Zira - English", "zira", ()), True),
        (SystemVoice("Deutsch", "gmw/de", ("de",)), False),
    ],
)
def test_english_voices_are_known_by_their_language_or_where_there_is_none_by_their_name(voice, is_english):
    assert voice.is_english is is_english


def test_a_list_of_voices_without_a_synthesiser_is_an_error_with_its_cure():
    child = FakeChild([lambda request: {"error": "libespeak", "missing": True}])
    with pytest.raises(VoiceError, match="no speech synthesiser"):
        system_voices(lambda module: child)
    assert child.is_killed
