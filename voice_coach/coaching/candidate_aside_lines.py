"""The words of a simulated candidate who asks something of the interviewer."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


ASIDES: dict[str, tuple[str, ...]] = {
    "asks:unknown": _lines(
        """
        Which colour does the logo have?
        Who was the chairman ten years ago?
        What does the company next door do?
        How many windows does your office have?
        """
    ),
    "asks:time": _lines(
        """
        How much time is left?
        How are we on time?
        How many minutes do we have?
        Quick check, how long do we have?
        How are we doing for time?
        """
    ),
    "asks:repeat": _lines(
        """
        Could you repeat the question, please?
        Sorry, can you say that again?
        I missed that. Once more, please?
        Could you say the question again?
        """
    ),
    "asks:rephrase": _lines(
        """
        What do you mean by that?
        Could you rephrase the question?
        I am not sure what you are asking. Can you put it differently?
        Could you say it in other words, please?
        """
    ),
    "hint": _lines(
        """
        Can you give me a hint?
        What are you looking for here?
        Am I on the right track?
        What would you do in my place?
        """
    ),
    "thinks": _lines(
        """
        Let me think about that for a moment.
        Give me a minute, please.
        Hold on a second, I need a moment to think.
        One moment, please.
        """
    ),
    "declines": _lines(
        """
        I don't know.
        I have no idea, to be honest.
        I have no number for that.
        I can't say.
        """
    ),
    "skips": _lines(
        """
        Can we skip this one?
        I would rather not answer that.
        Let's move on to the next one.
        I pass on that.
        """
    ),
    "slip": _lines(
        """
        That takes us from 200 dollars down to 150 dollars, which is a cut of 40 percent.
        From 80 minutes to 60 minutes is a saving of 50 percent.
        It drops from 500 milliseconds to 400 milliseconds, so 35 percent less.
        """
    ),
}
"""What is meant -> phrasings."""
