"""One judgement by a language model, as it must be to count."""

from __future__ import annotations

import json
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from voice_coach.coaching.scorecard import Dimension

_MOST_QUOTES = 6
_LARGEST_REPLY = 60_000
Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]
Level = Literal[1, 2, 3, 4]


class Cited(BaseModel):
    """Words that the model says were said."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    quote: Said
    turn: int | None = None


class View(BaseModel):
    """What it thinks of one dimension."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: Dimension
    level: Level | None
    sentence: Said = ""
    advice: Said = ""
    quotes: list[Cited] = Field(default_factory=list, max_length=_MOST_QUOTES)
    departs_because: Said = ""
    """Why it disagrees with the level by rules, where it does."""


class Opinion(BaseModel):
    """All eight dimensions, once each."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    dimensions: list[View]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if sorted(view.id for view in self.dimensions) != sorted(Dimension):
            raise ValueError("each dimension is judged once")
        return self

    def of(self, dimension: Dimension) -> View:
        """Its view of a dimension."""
        return next(view for view in self.dimensions if view.id is dimension)


def opinion_in(reply: str) -> Opinion | None:
    """The opinion that a reply holds, whatever is around it; None where there is none."""
    if len(reply) > _LARGEST_REPLY:
        return None
    start = reply.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(reply[start:]) if start >= 0 else (None, 0)
        return Opinion.model_validate(found)
    except (ValueError, RecursionError, ValidationError):
        return None
