"""A candidate played by a language model, with the scripted one as understudy."""

from __future__ import annotations

import re

from voice_coach.coaching.candidate import CandidateKind, Line, SimulatedCandidate
from voice_coach.coaching.language import sentences_of
from voice_coach.coaching.moves import Move
from voice_coach.coaching.preparation import TextSource
from voice_coach.coaching.prompts import candidate_request
from voice_coach.coaching.scenario import Scenario
from voice_coach.errors import ModelError

DEADLINE_S = 12.0
TALK_KEPT = 16
MOST_WORDS = 130
_MARKUP = re.compile(r"[*_`#<>{}\[\]|\\]+|^\s*[-•]\s", re.MULTILINE)
_LABEL = re.compile(r"^\s*(?:candidate|answer)\s*:\s*", re.IGNORECASE)


class ModelCandidate:
    """Answers one interview in a model's words.

    The understudy decides when to be silent and how long to think, and speaks where the model fails.
    """

    def __init__(
        self, scenario: Scenario, kind: CandidateKind, source: TextSource, understudy: SimulatedCandidate
    ) -> None:
        self._scenario = scenario
        self._kind = kind
        self._source = source
        self._understudy = understudy
        self._talk: list[tuple[str, str]] = []
        self.failures = 0
        """Turns in which the understudy had to speak."""

    def answer(self, interviewer_text: str, move: Move | None, t_s: float) -> Line | None:
        """The reply to what the interviewer said at `t_s`; None where the candidate stays silent."""
        line = self._understudy.answer(interviewer_text, move, t_s)
        self._talk.append(("interviewer", interviewer_text))
        if line is None:
            return None
        words = self._words()
        text = words or line.text
        self._talk = [*self._talk, ("candidate", text)][-TALK_KEPT:]
        return Line(text, line.thinks_s, "" if words else line.meant)

    def _words(self) -> str:
        request = candidate_request(self._scenario, self._kind.value, self._talk)
        try:
            reply = self._source.stream(request.system, request.messages, request.max_tokens, DEADLINE_S)
            words = spoken("".join(reply))
        except ModelError:
            words = ""
        self.failures += not words
        return words


def spoken(reply: str) -> str:
    """A model's reply as somebody would say it: no markup, no label, not endless."""
    plain = " ".join(_LABEL.sub("", _MARKUP.sub(" ", reply)).split())
    kept: list[str] = []
    for sentence in sentences_of(plain):
        if kept and len(" ".join([*kept, sentence]).split()) > MOST_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)
