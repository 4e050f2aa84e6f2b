"""What a simulated candidate has to say: the scenario's lines and filled templates, none of them twice."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from voice_coach.coaching import candidate_lines as lines
from voice_coach.coaching.scenario import Scenario

MOST_DRAWS = 200
_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_LETTERS = "abcde"


class Repertoire:
    """Remembers what was said, so that no line comes twice; the same seed and calls give the same lines."""

    def __init__(self, scenario: Scenario, dice: random.Random) -> None:
        self.scenario = scenario
        self.dice = dice
        self._said: set[str] = set()
        self._used: dict[str, int] = {}

    def own(self, *topics: str) -> str | None:
        """The scenario's next line not yet said, of the first topic that has one."""
        for topic in topics:
            for line in self.scenario.model_lines(topic):
                if line not in self._said:
                    self._said.add(line)
                    return line
        return None

    def fresh(self, templates: Sequence[str], **slots: str) -> str:
        """A filled template not yet said, the rested ones first."""
        rested = sorted(templates, key=lambda one: self._used.get(one, 0) + self.dice.random())
        for draws in range(MOST_DRAWS):
            template = rested[draws % min(len(rested), 3)]
            text = _sentence(template.format_map(_Filled(slots, self.dice)))
            if text not in self._said:
                break
        self._used[template] = self._used.get(template, 0) + 1
        self._said.add(text)
        return text

    def once(self, templates: Sequence[str], **slots: str) -> str | None:
        """A filled template that was never used; None once all were."""
        left = [template for template in templates if template not in self._used]
        return self.fresh([self.dice.choice(left)], **slots) if left else None

    def a_limit(self) -> dict[str, str]:
        """The slots of a limit of the problem."""
        limit = self.dice.choice(self.scenario.constraints)
        return {"says": limit.says, "name": limit.name}

    def levers(self) -> dict[str, str]:
        """Slots a to e with names of solutions."""
        return self._words(self.scenario.levers)

    def boxes(self) -> dict[str, str]:
        """Slots a to e with names of parts."""
        return self._words(self.scenario.components)

    def terms(self) -> dict[str, str]:
        """Slots a to e with either."""
        return self._words((*self.scenario.levers, *self.scenario.components))

    def _words(self, vocabulary: Sequence[str]) -> dict[str, str]:
        count = min(len(_LETTERS), len(vocabulary))
        return dict(zip(_LETTERS, self.dice.sample(list(vocabulary), count), strict=False))


class _Filled(dict[str, str]):
    """Slots of a template, with fillings drawn where none was given."""

    def __init__(self, slots: dict[str, str], dice: random.Random) -> None:
        super().__init__(slots)
        self._dice = dice

    def __missing__(self, name: str) -> str:
        return self._dice.choice(lines.FILLINGS[name]) if name in lines.FILLINGS else name


def _sentence(text: str) -> str:
    """A capital at the start of each sentence, since slots begin in lower case."""
    return _SENTENCE_START.sub(lambda match: match[0].upper(), text)
