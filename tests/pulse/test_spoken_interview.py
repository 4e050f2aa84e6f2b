"""A whole interview as a user has it: the program on a sound server, and a candidate who speaks.

Everything is judged by what was recorded outside of the program.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from sound_server import RATE_HZ as OUTSIDE_HZ
from sound_server import SoundServer, write_sound
from sounding import Sound, Span, at_rate, first_start_s, last_end_s, levels_dbfs, offset_s, spans_of
from spoken_program import Event, Program, spoken

from voice_coach.conversation.floor_state import FloorRules
from voice_coach.sessions.manifest import State
from voice_coach.sessions.reading import Session

HERE = Path(__file__).parent
RATE_HZ = 16_000
RULES = FloorRules()
ASKED = "What is the budget for each reply?"
ANSWERED = "The agents read every draft before it leaves the house. That is my answer."
INTERRUPTED = "Stop, I have a question about the numbers."
NEVER_SAID = (
    "Which of these limits binds first, and why that one?",
    "We run three clinics, and patients call us all day long. How would you approach that?",
    "Where does that number come from?",
    "A third of the week arrives on Monday morning, and November is four times busier.",
    "Our lawyers read every contract twice before they sign it.",
)
WITHIN_A_REPLY_S = 30.0

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed (apt install flite)"),
    pytest.mark.skipif(
        not (shutil.which("espeak-ng") or shutil.which("espeak")),
        reason="espeak-ng is not installed (apt install espeak-ng)",
    ),
]


@dataclass(frozen=True)
class Held:
    """An interview that was held, and what was recorded of it inside and outside; the outside at 16 kHz."""

    program: Program
    exit_code: int
    session: Session
    near: Sound
    far: Sound
    candidate: Sound
    loudspeaker: Sound
    room: Sound

    def turns(self, speaker: str) -> list[Event]:
        return self.program.of("turn", speaker=speaker)

    @property
    def starved_s(self) -> float:
        """How far off the loudspeaker's times may be where the server, by its own report, let it run dry."""
        faults = self.program.of("fault", what="sound card")
        return 0.03 if any("output_underrun" in fault["detail"] for fault in faults) else 0.0

    @property
    def ahead_s(self) -> float:
        """What to add to session time to find a sound in the outside recording."""
        return float(np.median([at_s for at_s, _ in offsets(self.near, self.room)]))


def offsets(inside: Sound, outside: Sound, about_s: float | None = None) -> list[tuple[float, float]]:
    """How far each loud half second of the session is from its place outside, and how like the two are.

    The voice says a word that comes again in the very same way, so a piece is found for certain only where
    it is looked for within 1.5 s of where it should be, `about_s` later than inside.
    """
    size, found = RATE_HZ // 2, []
    for start in range(0, len(inside) - size, size):
        piece = inside[start : start + size]
        if levels_dbfs(piece, RATE_HZ).mean() > -40:
            first = 0 if about_s is None else max(0, start + round((about_s - 1.5) * RATE_HZ))
            last = len(outside) if about_s is None else first + size + 3 * RATE_HZ
            at_s, likeness = offset_s(piece, outside[first:last], RATE_HZ)
            found.append((at_s + (first - start) / RATE_HZ, likeness))
    return found


def practise(server: SoundServer, recordings: Path) -> Program:
    engines = ("--stt", "sphinx", "--interviewer", "scripted", "--voice", "pyttsx3")
    return Program(
        server, "practice", "support-replies", *engines, "--seed", "4", "--recordings", str(recordings)
    )


def said_between_turns(program: Program, server: SoundServer) -> int:
    """Two answers, each after the interviewer has finished."""
    program.wait_for("turn", timeout_s=60.0, speaker="interviewer")
    for number, line in enumerate((ASKED, ANSWERED)):
        server.say(spoken(line, "slt", server.folder))
        program.wait_for("turn", number + 2, WITHIN_A_REPLY_S, speaker="interviewer")
    return program.interrupt()


def said_over_the_opening(program: Program, server: SoundServer) -> int:
    """An interruption 3 s into the opening, and Ctrl-C in the middle of the reply to it."""
    words = spoken(INTERRUPTED, "slt", server.folder)
    program.wait_for("move", kind="open")
    gap = write_sound(server.folder / "gap.wav", np.zeros(3 * RATE_HZ, np.int16), RATE_HZ)
    server.say(gap)
    server.say(words)
    program.wait_for("move", 2)
    return program.interrupt()


def hold(server: SoundServer, recordings: Path, talk: Callable[[Program, SoundServer], int]) -> Held:
    with server.room_tone():
        recording = server.record()
        program = practise(server, recordings)
        try:
            exit_code = talk(program, server)
        finally:
            program.close()
        sides = recording.finish()
    session = Session.open(recordings, "last")
    near, far = soundfile.read(session.sound_path, dtype="int16")[0].T.copy()
    outside = [at_rate(sides[:, side].copy(), OUTSIDE_HZ, RATE_HZ) for side in range(3)]
    return Held(program, exit_code, session, near, far, *outside)


@pytest.fixture(scope="module")
def interview(sound_server: SoundServer, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """An opening, a question, an answer, Ctrl-C."""
    return hold(sound_server, tmp_path_factory.mktemp("interview"), said_between_turns)


@pytest.fixture(scope="module")
def interruption(sound_server: SoundServer, tmp_path_factory: pytest.TempPathFactory) -> Held:
    """An opening that is interrupted, and Ctrl-C while the interviewer replies."""
    return hold(sound_server, tmp_path_factory.mktemp("interruption"), said_over_the_opening)


def heard_inside(turn: Event, spans: list[Span], ahead_s: float) -> float:
    """Seconds of sound within a turn of the log."""
    start_s, end_s = turn["t_s"] + ahead_s, turn["end_s"] + ahead_s
    return sum(max(0.0, min(each.end_s, end_s) - max(each.start_s, start_s)) for each in spans)


def test_the_interviewer_opens_and_replies_to_each_turn_so_that_it_is_heard(interview: Held) -> None:
    speakers = [turn["speaker"] for turn in interview.program.of("turn")]
    assert speakers == ["interviewer", "candidate"] * 2 + ["interviewer"]
    spans = spans_of(interview.loudspeaker, RATE_HZ)
    for turn in interview.turns("interviewer"):
        length_s = turn["end_s"] - turn["t_s"]
        assert heard_inside(turn, spans, interview.ahead_s) > 0.8 * length_s
        assert length_s > 0.25 * len(turn["text"].split())


def test_the_transcript_on_disk_holds_what_the_candidate_said(interview: Held) -> None:
    said = [turn["text"].lower() for turn in saved_turns(interview) if turn["speaker"] == "candidate"]
    for text, words in zip(said, ("budget each reply", "agents read draft leaves house answer"), strict=True):
        assert set(words.split()) <= set(text.split())


def test_the_reply_takes_up_what_was_asked(interview: Held) -> None:
    reply = interview.turns("interviewer")[1]
    assert (reply["move"], reply["topic"]) == ("answer_question", "budget")
    assert "budget" in reply["trigger"]["quote"]


def test_the_replies_are_recognised_back_from_the_loudspeaker_and_nowhere_else(
    interview: Held, tmp_path: Path
) -> None:
    turns = interview.turns("interviewer")
    sentences = [turn["text"] for turn in turns]
    parts = [cut_out(interview, turn) for turn in turns]
    assert chosen([*NEVER_SAID, *sentences], parts, tmp_path) == sentences
    assert sentences[1] not in chosen([*NEVER_SAID, sentences[1]], [parts[0], parts[2]], tmp_path)


def cut_out(held: Held, turn: Event) -> Sound:
    """A turn of the interviewer as the loudspeaker carried it."""
    start, end = (round((turn[edge] + held.ahead_s) * RATE_HZ) for edge in ("t_s", "end_s"))
    return held.loudspeaker[max(0, start - RATE_HZ // 4) : end + RATE_HZ // 4]


def chosen(sentences: list[str], parts: list[Sound], folder: Path) -> list[str | None]:
    """Which of the sentences each part is, as heard by another process."""
    files = [
        str(write_sound(folder / f"part-{number}.wav", part, RATE_HZ)) for number, part in enumerate(parts)
    ]
    command = [sys.executable, str(HERE / "choose_sentence.py"), json.dumps(sentences), *files]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return [None if index is None else sentences[index] for index in json.loads(ran.stdout)]


def test_the_recorded_loudspeaker_is_the_one_that_was_heard(interview: Held) -> None:
    far = offsets(interview.far, interview.loudspeaker, interview.ahead_s)
    near = offsets(interview.near, interview.room, interview.ahead_s)
    assert len(far) > 20
    alike = np.array([likeness for _, likeness in far])
    assert np.median(alike) > 0.9
    assert np.mean(alike > 0.6) > 0.7
    apart = np.array([at_s for at_s, likeness in far if likeness > 0.6]) - interview.ahead_s
    assert np.abs(apart).max() <= 0.03 + interview.starved_s  # nowhere off, so without a jump or a drift
    assert abs(np.median(apart)) <= 0.02
    assert np.ptp([at_s for at_s, _ in near]) <= 0.005


def test_reported_gaps_are_the_gaps_in_both_recordings(interview: Held) -> None:
    inside = spans_of(interview.near, RATE_HZ), spans_of(interview.far, RATE_HZ)
    outside = spans_of(interview.candidate, RATE_HZ), spans_of(interview.loudspeaker, RATE_HZ)
    gaps = interview.program.of("latency")
    assert len(gaps) == 2
    for event in gaps:
        recorded_ms = gap_ms(*inside, event["t_s"])
        heard_ms = gap_ms(*outside, event["t_s"] + interview.ahead_s)
        assert event["gap_ms"] == pytest.approx(recorded_ms, abs=20)
        assert event["gap_ms"] == pytest.approx(heard_ms, abs=40 + 1000 * interview.starved_s)


def gap_ms(candidate: list[Span], interviewer: list[Span], audible_s: float) -> float:
    start_s = first_start_s(interviewer, audible_s)
    return 1000 * (start_s - last_end_s(candidate, start_s))


@pytest.mark.parametrize("which", ["interview", "interruption"])
def test_ctrl_c_ends_politely_and_everything_is_kept(which: str, request: pytest.FixtureRequest) -> None:
    held: Held = request.getfixturevalue(which)
    assert held.exit_code == 130
    assert "Traceback" not in held.program.said()
    assert held.session.manifest.state is State.DONE
    assert held.session.damaged_lines == 0
    assert held.session.events()[-1]["type"] == "session_ended"
    assert len(held.near) / RATE_HZ == pytest.approx(held.session.manifest.duration_s, abs=0.02)
    shown = [(turn["turn"], turn["speaker"]) for turn in held.program.of("turn")]
    assert [(turn["turn"], turn["speaker"]) for turn in saved_turns(held)] == shown
    assert [number for number, _ in shown] == list(range(len(shown)))


def saved_turns(held: Held) -> list[Event]:
    return list(json.loads((held.session.folder / "transcript.json").read_text())["turns"])


def test_an_interruption_stops_the_sound_and_is_kept_as_what_was_heard(interruption: Held) -> None:
    assert interruption.program.of("barge_in")[0]["outcome"] == "cancelled"
    opening = interruption.turns("interviewer")[0]
    assert opening["cut"]
    assert opening["text"].startswith(opening["heard_text"])
    assert 0 < len(opening["heard_text"]) < len(opening["text"]) / 2
    assert saved_turns(interruption)[0]["text"] == opening["heard_text"]
    begun_s = spans_of(interruption.candidate, RATE_HZ)[0].start_s
    sounding = [each for each in spans_of(interruption.loudspeaker, RATE_HZ) if each.start_s < begun_s]
    assert begun_s < sounding[-1].end_s < begun_s + 1.5
    held_s = opening["end_s"] + interruption.ahead_s - sounding[-1].end_s
    assert 0 <= held_s < RULES.barge_cut_s - RULES.barge_pause_s  # it paused, then gave up


def test_the_one_who_interrupted_is_heard_and_answered(interruption: Held) -> None:
    assert [turn["turn"] for turn in interruption.program.of("turn")] == [0, 1, 2]
    assert "question about the numbers" in interruption.turns("candidate")[0]["text"]
    reply = interruption.turns("interviewer")[1]
    spans = spans_of(interruption.loudspeaker, RATE_HZ)
    assert heard_inside(reply, spans, interruption.ahead_s) > 0
    assert reply["cut"]
