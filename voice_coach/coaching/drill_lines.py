"""The coach's own sentences, beside those of the drills."""

from __future__ import annotations

from dataclasses import dataclass

from voice_coach.coaching.drill_round import Round
from voice_coach.coaching.drill_slots import filled


@dataclass(frozen=True, slots=True)
class Lines:
    """What is said around the rounds."""

    offer: str = "Again, next, harder, model answer, or stop?"
    choices: str = (
        "Say again, next, harder, easier, model answer, hear myself, repeat, how am I doing, slower, or stop."
    )
    not_understood: str = "I did not get that."
    again: str = "Again, from the start."
    your_answer: str = "This was you."
    model: str = "A strong answer:"
    no_model: str = "There is no model answer for this one."
    nothing_to_hear: str = "There is no answer of yours to play yet."
    nothing_to_do: str = "There is nothing to drill today."
    no_further: str = "That is as far as it goes."
    no_results: str = "No round is finished yet."
    no_end: str = "There is no clock on this one; say stop when you like."
    top: str = "You are on the highest rung; here is another one."
    bottom: str = "This is the lowest rung already; here is another one."
    goodbye: str = "Goodbye."
    nudges: tuple[str, ...] = (
        "Take your time. I am listening.",
        "I hear nothing. Answer, say next, or say stop.",
    )


LINES = Lines()


def prompt_of(round: Round, *, explains: bool) -> tuple[str, ...]:
    """What a round begins with; `explains` adds what a good answer does."""
    asked = filled(round.disguise.say, round)
    more = filled(round.rung.says, round) if round.rung.says else ""
    heading = f"{round.drill.title}." if explains else ""
    aim = round.drill.aim if explains else ""
    return tuple(text for text in (heading, aim, asked, more) if text)
