"""Speaking over the interviewer: what stops it and what does not, in the simulated room.

    python -m bench.bargein [--each 40] [--loudspeaker] [--picture FILE] [--pretty]

So many coughs and nods ("mm-hm", "right") and so many real interruptions, one in each short conversation,
with flite's voices, the program's own detector and a recogniser that errs never but takes 0.15 s.
`--loudspeaker` puts the interviewer's voice into the microphone (-20 dB, 60 ms) with the echo canceller
in the loop. Measured: real interruptions that do not get the floor, coughs and nods that stop the reply,
the time from the first sound over the interviewer to silence, and from the end of a cough or nod to the
reply's going on, and how many samples of a resumed reply are lost or played twice. JSON on the output;
`--picture` needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bench.drawing import new_figure, save
from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.stages import Plan
from voice_coach.conversation.floor_state import FloorRules
from voice_coach.conversation.lines import spread_words
from voice_coach.conversation.segments import Segmenter
from voice_coach.conversation.sound import FRAME_SAMPLES, Samples, Segment, level_dbfs, samples_of, seconds_of
from voice_coach.conversation.words import Word
from voice_coach.engines.echo_canceller import WebRtcEchoCanceller
from voice_coach.engines.flite_voice import FliteVoice
from voice_coach.engines.room_card import Room, RoomCard
from voice_coach.engines.scripted_engines import ScriptedRecogniser
from voice_coach.engines.speech_detector import LayeredDetector
from voice_coach.engines.talkers import INTERRUPTIONS, NODS
from voice_coach.interview import Ears, Interview
from voice_coach.journal import Journal
from voice_coach.library import load_scenario
from voice_coach.sessions.manifest import Manifest, ScenarioRef
from voice_coach.sessions.writer import SessionWriter
from voice_coach.stepped import Costs, SteppedWork, run_stepped

LISTENED_S = 9.0
SOUNDING_DBFS = -45.0
GOALS = {"stop_ms": 350 + 60, "wrong_stops": 0.05, "resume_s": 1.0}


class OneRemark:
    """A guest who says one thing, at a moment of the opening."""

    done = False

    def __init__(self, text: str, sound: Samples, at_s: float) -> None:
        self.text, self.sound = text, sound
        self.start = samples_of(at_s)
        self.far: list[Samples] = []
        self._now = 0

    @property
    def end(self) -> int:
        """When it has been said."""
        return self.start + len(self.sound)

    def next_frame(self, heard: Samples) -> Samples:
        """The guest's sound, given the loudspeaker's."""
        self.far.append(heard)
        at, self._now = self._now - self.start, self._now + FRAME_SAMPLES
        frame = np.zeros(FRAME_SAMPLES, np.int16)
        if 0 <= at < len(self.sound):
            piece = self.sound[at : at + FRAME_SAMPLES]
            frame[: len(piece)] = piece
        return frame

    def words_in(self, segment: Segment) -> tuple[Word, ...]:
        """The truth about a segment."""
        words = spread_words(self.text, seconds_of(self.start), seconds_of(self.end))
        start_s, end_s = seconds_of(segment.start), seconds_of(segment.end)
        return tuple(word for word in words if start_s <= (word.start_s + word.end_s) / 2 < end_s)


@cache
def _voice(name: str) -> FliteVoice:
    voice = FliteVoice(name)
    voice.start()
    return voice


@cache
def _said(text: str, name: str) -> Samples:
    return _voice(name).speak(text).samples


def cough(seed: int) -> Samples:
    """Two bursts of noise with a hollow in between."""
    dice = np.random.default_rng(seed)
    length = samples_of(float(dice.uniform(0.2, 0.4)))
    at = np.arange(length) / length
    shape = np.exp(-6 * at) + 0.5 * np.exp(-8 * np.abs(at - 0.55))
    coloured = np.convolve(dice.standard_normal(length), np.hanning(7), "same")
    return np.clip(coloured * shape * 2500, -32768, 32767).astype(np.int16)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one remark did."""

    text: str
    stopped: bool
    noticed: bool
    silent_after_s: float | None
    """From the remark's first sound to the loudspeaker's silence; None where it never fell silent."""
    resumed_after_s: float | None
    """From the remark's end to the reply's going on."""
    whole: bool
    """Whether all samples of the reply were heard once and in order."""


def converse(guest: OneRemark, *, loudspeaker: bool, seed: int) -> Outcome:
    """One opening with one remark over it."""
    room = Room(seed=seed, delay_ms=60.0, echo_gain_db=-20.0 if loudspeaker else None)
    card, events = RoomCard(guest, room), []
    with tempfile.TemporaryDirectory() as folder:
        head = Manifest(mode="practice", scenario=ScenarioRef("x"), started_at=datetime.now().astimezone())
        writer = SessionWriter.create(Path(folder), head, with_sound=False, waits=True)
        voice = _voice("rms")
        interviewer = Interviewer(load_scenario("support-replies"), Plan(3.0, seed=seed))
        work = SteppedWork(ScriptedRecogniser(guest.words_in), interviewer, voice, Costs())
        echo = WebRtcEchoCanceller() if loudspeaker else None
        ears = Ears(LayeredDetector(), echo, Segmenter())
        interview = Interview(ears, work, Journal(writer, events.append, lambda job: job()), FloorRules())
        interview.start({}, [])
        run_stepped(interview, card, lambda: "", LISTENED_S)
        writer.close()
    return _judged(guest, events)


def _judged(guest: OneRemark, events: list[dict[str, Any]]) -> Outcome:
    outcomes = [event["outcome"] for event in events if event["type"] == "barge_in"]
    far = np.array([level_dbfs(frame) > SOUNDING_DBFS for frame in guest.far])
    first, last = guest.start // FRAME_SAMPLES, guest.end // FRAME_SAMPLES
    # a silence of 0.25 s is none of the voice's own
    silent = next((at for at in range(first, len(far) - 25) if not far[at : at + 25].any()), None)
    stopped = "cancelled" in outcomes
    resumed = next((at for at in range(silent or 0, len(far)) if far[at]), None) if silent else None
    return Outcome(
        guest.text,
        stopped,
        bool(outcomes),
        None if silent is None else (silent - first) / 100,
        None if resumed is None or stopped else max(0.0, (resumed - last) / 100),
        not any(event["type"] == "watchdog" for event in events),
    )


def resume_error(each: int) -> int:
    """The most samples by which a reply that was held and resumed differs from the one that was not."""
    from voice_coach.conversation.events import Tag
    from voice_coach.conversation.player import Player
    from voice_coach.conversation.sound import Clip

    worst = 0
    for seed in range(each):
        dice, tag = random.Random(seed), Tag(0, 1)
        clip = np.random.default_rng(seed).integers(2000, 9000, 16_000).astype(np.int16)
        player, out = Player(), []
        player.play(tag, 0, Clip(clip))
        hold_at, hold_for = dice.randrange(5, 80), dice.randrange(1, 60)
        for step in range(200):
            if step in (hold_at, hold_at + hold_for):
                player.pause(step == hold_at)
            if not hold_at <= step < hold_at + hold_for:
                out.append(player.take(FRAME_SAMPLES))
            else:
                player.take(FRAME_SAMPLES)
        played = np.concatenate(out)[: len(clip)]
        fade_in = (hold_at * FRAME_SAMPLES, (hold_at + 1) * FRAME_SAMPLES)
        differs = np.flatnonzero(played != clip)
        worst = max(worst, sum(not fade_in[0] <= at < fade_in[1] for at in differs))
    return worst


def measure(each: int, *, loudspeaker: bool) -> dict[str, Any]:
    """All remarks."""
    dice = random.Random(7)
    trifles, real = [], []
    for number in range(each):
        at_s, name = dice.uniform(1.0, 5.0), dice.choice(["slt", "kal16"])
        text = "" if number % 2 else dice.choice(NODS)
        sound = _said(text, name) if text else cough(number)
        trifles.append(converse(OneRemark(text, sound, at_s), loudspeaker=loudspeaker, seed=number))
        text = INTERRUPTIONS[number % len(INTERRUPTIONS)]
        real.append(converse(OneRemark(text, _said(text, name), at_s), loudspeaker=loudspeaker, seed=number))
    wrong, missed = [o for o in trifles if o.stopped], [o for o in real if not o.stopped]
    resumed = [o.resumed_after_s for o in trifles if o.resumed_after_s is not None]
    stops = [1000 * o.silent_after_s for o in real if o.silent_after_s is not None and o.stopped]
    return {
        "coughs_and_nods": each,
        "wrong_stops": len(wrong),
        "wrong_stops_of": [o.text or "cough" for o in wrong],
        "held_for_a_moment": sum(o.silent_after_s is not None and o.noticed for o in trifles),
        "resumed_after_s": _spread(resumed),
        "resume_error_samples": resume_error(each),
        "interruptions": each,
        "missed": len(missed),
        "silent_after_first_sound_ms": _spread(stops),
        "stops_ms": sorted(round(each) for each in stops),
        "resumes_s": sorted(round(each, 2) for each in resumed),
        "watchdog": sum(not o.whole for o in trifles + real),
        "goals": GOALS,
    }


def _spread(values: list[float]) -> dict[str, float]:
    if not values:
        return {"n": 0}
    median, p95 = np.percentile(values, [50, 95])
    return {
        "n": len(values),
        "median": round(float(median), 2),
        "p95": round(float(p95), 2),
        "max": round(max(values), 2),
    }


def draw(result: dict[str, Any], path: Path) -> None:
    """How soon it fell silent, and how soon it went on; dashed: the goals."""
    figure, axes = new_figure(1, 2, (9.0, 3.6))
    rows = (("stops_ms", "stop_ms", "silent after, ms"), ("resumes_s", "resume_s", "went on after, s"))
    for axis, (values, goal, title) in zip(axes, rows, strict=True):
        axis.ecdf(result[values] or [0.0])
        axis.axvline(GOALS[goal], color="k", lw=0.8, ls="--")
        axis.set(xlabel=title, ylabel="share", xlim=(0, None))
        axis.grid(alpha=0.3)
    save(figure, path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--loudspeaker", action="store_true", help="the microphone hears the interviewer")
    parser.add_argument("--picture", type=Path, help="where to draw it")
    parser.add_argument("--pretty", action="store_true", help="indent the JSON")
    options = parser.parse_args()
    began_s = time.monotonic()
    result = measure(options.each, loudspeaker=options.loudspeaker)
    if options.picture:
        draw(result, options.picture)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = {"bench": "bargein", "machine": machine, "loudspeaker": options.loudspeaker}
    wall = {"wall_s": round(time.monotonic() - began_s, 1)}
    print(json.dumps(head | result | wall, indent=2 if options.pretty else None))


if __name__ == "__main__":
    main()
