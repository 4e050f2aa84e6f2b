"""Asking a model for its opinions, one after the other, and making sure that each is one."""

from __future__ import annotations

from collections.abc import Iterator

from voice_coach.coaching.judge_prompt import JudgeRequest
from voice_coach.coaching.opinion import Opinion, opinion_in
from voice_coach.engines.protocols import LanguageModel, Prompt
from voice_coach.errors import ModelError

WANTED = 3
MOST_REQUESTS = 4
"""One opinion that is none may be asked for again."""
DEADLINE_S = 90.0
"""For one opinion; small models on small machines take a minute."""


def opinions_of(model: LanguageModel, request: JudgeRequest) -> tuple[tuple[Opinion, ...], tuple[str, ...]]:
    """Up to three opinions, and a sentence for each request that brought none.

    Gives up at the second failure: a server that is down or talks nonsense would do so four times.
    """
    opinions: list[Opinion] = []
    failures: list[str] = []
    for number in range(MOST_REQUESTS):
        if len(opinions) == WANTED or len(failures) == 2:
            break
        try:
            opinions.append(_asked(model, request, number))
        except ModelError as error:
            failures.append(error.message)
    return tuple(opinions), tuple(failures)


def _asked(model: LanguageModel, request: JudgeRequest, number: int) -> Opinion:
    prompt = Prompt(request.system_for(number), (("user", request.data),), request.max_tokens)
    reply = "".join(_pieces(model, prompt))
    opinion = opinion_in(reply)
    if opinion is None:
        raise ModelError("What the model sent is no judgement of the eight dimensions.")
    return opinion


def _pieces(model: LanguageModel, prompt: Prompt) -> Iterator[str]:
    yield from model.stream(prompt, DEADLINE_S)
