"""The second hearing of a finished session."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from session_makers import a_writer, play

from voice_coach.conversation.sound import RATE_HZ, Segment
from voice_coach.conversation.words import Word
from voice_coach.engines.protocols import EngineInfo
from voice_coach.errors import RecogniserError, SessionError
from voice_coach.final_pass import LONGEST_S, hear_again
from voice_coach.sessions.events import read_events
from voice_coach.sessions.reading import Session

LIVE = "I would use a cue because traffic is spicy"


class SecondHearing:
    """Says what it is told, and keeps what it was given."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)
        self.heard: list[Segment] = []
        self.info = EngineInfo("recogniser", "whisper", "small.en int8 cpu", "1.2")

    def start(self) -> None: ...

    def listen(self, segment_id: int, samples: object) -> None: ...

    def transcribe(self, segment: Segment) -> tuple[Word, ...]:
        self.heard.append(segment)
        start_s = segment.start / RATE_HZ
        words = self._texts.pop(0).split() if self._texts else []
        return tuple(Word(word, start_s + n, start_s + n + 0.5, 0.9) for n, word in enumerate(words))

    def close(self) -> None: ...


def a_session(recordings: Path, *answers: str) -> Path:
    writer = a_writer(recordings)
    play(writer, 0, 4 * len(answers))
    for number, answer in enumerate(answers):
        at = 4.0 * number
        writer.event("turn", at, turn=2 * number, speaker="interviewer", end_s=at + 1, text="Why?")
        writer.event("turn", at + 1.5, turn=2 * number + 1, speaker="candidate", end_s=at + 3.5, text=answer)
    return writer.finish(reason="finished")


def texts(folder: Path) -> list[str]:
    return [turn.said.text for turn in Session(folder).turns()]


def test_the_candidates_words_are_replaced_and_the_interviewers_stay(tmp_path: Path) -> None:
    folder = a_session(tmp_path, LIVE)
    shares: list[float] = []
    outcome = hear_again(folder, SecondHearing("I would use a queue because traffic is spiky"), shares.append)
    assert texts(folder) == ["Why?", "I would use a queue because traffic is spiky"]
    assert (outcome.answers, outcome.changed) == (1, 1)
    assert shares == [0.0, 1.0]
    words = Session(folder).turns()[1].said.words
    assert words[0].text == "I"
    assert words[0].probability == 0.9


def test_the_recogniser_gets_the_microphones_side_around_the_answer(tmp_path: Path) -> None:
    folder = a_session(tmp_path, LIVE)
    second = SecondHearing(LIVE)
    hear_again(folder, second, lambda share: None)
    (heard,) = second.heard
    assert heard.start == round(1.2 * RATE_HZ)
    assert len(heard.samples) == round((3.9 - 1.2) * RATE_HZ)
    from session_makers import sound_of

    assert np.array_equal(heard.samples, sound_of(folder)[heard.start : heard.end, 0])


def test_who_was_cut_into_and_talked_on_is_heard_once_from_the_first_word_to_the_last(tmp_path: Path) -> None:
    writer = a_writer(tmp_path)
    play(writer, 0, 8)
    words = [{"text": "so", "start_s": 2.5, "end_s": 2.7, "probability": 0.9}]
    writer.event("turn", 1.0, turn=0, speaker="candidate", end_s=2.5, text="I would")
    writer.event("turn", 3.2, turn=1, speaker="interviewer", end_s=4, text="Why?")
    writer.event("turn", 3.2, turn=2, speaker="candidate", end_s=5, text="so", words=words)
    second = SecondHearing("I would", "so")
    hear_again(writer.finish(reason="finished"), second, lambda share: None)
    spans = [(round(each.start / RATE_HZ, 2), round(each.end / RATE_HZ, 2)) for each in second.heard]
    assert spans == [(0.7, 2.5), (2.5, 5.4)]


def test_the_log_keeps_what_was_understood_live(tmp_path: Path) -> None:
    folder = a_session(tmp_path, LIVE)
    before = (folder / "events.jsonl").read_bytes()
    hear_again(folder, SecondHearing("quite another text of nearly the same length"), lambda share: None)
    assert (folder / "events.jsonl").read_bytes() == before
    assert LIVE in [event.get("text") for event in read_events(folder)[0]]


def test_the_transcript_says_who_heard_it(tmp_path: Path) -> None:
    folder = a_session(tmp_path, LIVE)
    hear_again(folder, SecondHearing(LIVE), lambda share: None)
    by = json.loads((folder / "transcript.json").read_text())["recogniser"]
    assert by == {"pass": "final", "name": "whisper", "detail": "small.en int8 cpu", "version": "1.2"}


@pytest.mark.parametrize("second", ["", "I would", "um"])
def test_an_answer_of_which_little_is_made_keeps_its_words(tmp_path: Path, second: str) -> None:
    folder = a_session(tmp_path, LIVE, LIVE)
    outcome = hear_again(folder, SecondHearing(second, "I would use a queue"), lambda share: None)
    assert texts(folder)[1] == LIVE
    assert outcome.changed == 1


def test_a_very_long_answer_is_heard_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice_coach.final_pass.LONGEST_S", 1.0)
    assert LONGEST_S == 600.0
    folder, second = a_session(tmp_path, LIVE), SecondHearing("I would use", "a queue because", "of bursts")
    hear_again(folder, second, lambda share: None)
    assert texts(folder)[1] == "I would use a queue because of bursts"
    assert [segment.start for segment in second.heard] == [19_200, 35_200, 51_200]


def test_a_recogniser_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    class Failing(SecondHearing):
        def transcribe(self, segment: Segment) -> tuple[Word, ...]:
            if self.heard:
                raise RecogniserError("Out of memory.")
            return super().transcribe(segment)

    folder = a_session(tmp_path, LIVE, LIVE)
    before = (folder / "transcript.json").read_bytes()
    with pytest.raises(RecogniserError):
        hear_again(folder, Failing("I would use a queue"), lambda share: None)
    assert (folder / "transcript.json").read_bytes() == before


def test_a_session_without_sound_cannot_be_heard_again(tmp_path: Path) -> None:
    writer = a_writer(tmp_path, with_sound=False)
    folder = writer.finish(reason="finished")
    with pytest.raises(SessionError, match="no finished recording"):
        hear_again(folder, SecondHearing(), lambda share: None)
