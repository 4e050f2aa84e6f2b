"""What a candidate asks of the interview itself rather than about the problem, in many phrasings.

A request is a whole sentence, or the last clause of one: so "could you repeat that?" is one, and "customers
repeat that question" is none. Recognised text has no sentences; there the last words count, where they begin
as a request does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from voice_coach.coaching.request_lines import BEGINNING, REQUESTS, Request

_LONGEST_REQUEST_WORDS = 18
_SHORT_TURN_WORDS = 24
"""In a turn of so few words any sentence may be the request; in a longer one only the last two."""
_LAST_SENTENCES = 2
_LONGEST_AFTERWARDS_WORDS = 5
"""Behind the request of a longer turn: "Could you repeat that? Thanks." """

_ORDER = (Request.TIME, Request.REPEAT, Request.REPHRASE, Request.SKIP, Request.HINT, Request.THINK)

_MANNERS = frozenset(
    {"sorry", "excuse me", "pardon", "pardon me", "what", "huh", "please", "wait", "hold on"}
)
"""Requests only where nothing else is said: "Sorry, which metric counts?\""""


def request_in(text: str) -> Request | None:
    """The request of a short turn, or of the last words of a longer one; None where the problem is talked
    about."""
    sentences = _sentences(text)
    words = sum(len(sentence.replace(",", "").split()) for sentence in sentences)
    if words > _SHORT_TURN_WORDS:
        sentences = sentences[-_LAST_SENTENCES:]
        if len(sentences) > 1 and len(sentences[-1].split()) > _LONGEST_AFTERWARDS_WORDS:
            sentences = sentences[-1:]
    for sentence in reversed(sentences):
        for clause in _clauses(sentence):
            is_manners = clause in _MANNERS and words > len(clause.split())
            if not is_manners and (request := _meant(clause)) is not None:
                return request
    return None


def _sentences(text: str) -> list[str]:
    plain = text.lower().replace("’", "'").replace("—", ". ")
    parts = re.split(r"(?<=[a-z0-9'\"])[.?!;:]+(?=\s|$)", plain)
    return [cleaned for part in parts if (cleaned := " ".join(re.sub(r"[^a-z0-9', ]", " ", part).split()))]


def _clauses(sentence: str) -> Iterator[str]:
    """The sentence, then what follows each comma, then, where there is none, what its last words may be."""
    parts = [part.strip() for part in sentence.split(",") if part.strip()]
    for first in range(len(parts)):
        yield " ".join(parts[first:])
    if len(parts) > 1:
        yield from (part for part in parts[:1] if BEGINNING.match(part))
        return
    words = sentence.split()
    for first in range(max(1, len(words) - _LONGEST_REQUEST_WORDS), len(words) - 1):
        tail = " ".join(words[first:])
        if BEGINNING.match(tail):
            yield tail


def _meant(clause: str) -> Request | None:
    if len(clause.split()) > _LONGEST_REQUEST_WORDS:
        return None
    return next((request for request in _ORDER if REQUESTS[request].fullmatch(clause)), None)
