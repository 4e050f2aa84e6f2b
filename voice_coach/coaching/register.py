"""The language register of a scenario: words that its interviewer never says, not even to quote somebody."""

from __future__ import annotations

from collections.abc import Iterable

from voice_coach.coaching.language import PhraseIndex, tokens_of
from voice_coach.coaching.moves import Move
from voice_coach.coaching.scenario import Scenario


class Register:
    """Tells what may be quoted."""

    def __init__(self, scenario: Scenario) -> None:
        self._unsaid = PhraseIndex((word, word) for word in scenario.unsaid)

    def takes(self, quote: str) -> bool:
        """Whether the candidate's words may be said back."""
        return not self._unsaid.find(tokens_of(quote))

    def takes_all_of(self, move: Move) -> bool:
        """Whether every word that a move brings to its phrasing may be said."""
        return all(map(self.takes, _texts(move)))


def _texts(move: Move) -> Iterable[str]:
    return (text for name, text in move.slots if name != "form")
