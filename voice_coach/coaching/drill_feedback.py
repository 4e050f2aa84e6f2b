"""Feedback as it is spoken, in less than twenty seconds: what was there, the one thing missing, a better
sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voice_coach.coaching.drill_answer import Answer, Found, found_in, met, missing
from voice_coach.coaching.drill_relevance import gives_up, to_the_point
from voice_coach.coaching.drill_slots import filled, filled_for, line_by_line, quotable, shortened, slots_of
from voice_coach.coaching.drills import Focus, Point

MOST_WORDS = 50
"""At 170 words a minute 18 seconds."""
MOST_MODEL_WORDS = 30
"""Of a strong candidate's sentence within the feedback."""
FEWEST_ANSWER_WORDS = 4
"""Of an answer that says anything."""
FEWEST_ENGLISH_WORDS = 8
"""Below that nobody can tell a language from its small words."""
_OTHER_LANGUAGE = "I only understand English here. Say it again in English, please."
_TOO_SHORT = "That was very short."
_WENT_ELSEWHERE = "That answered something else."
_NO_ANSWER = "No answer yet; say model answer to hear one."
_LEFT_OPEN = "One thing is missing."


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of an answer, and what is said about it."""

    met: tuple[str, ...]
    missing: tuple[str, ...]
    named: str
    """Id of the point that is named as the one thing missing, "" where nothing is."""
    sentences: tuple[str, ...]
    is_answer: bool = True
    """False where nothing could be judged: too little, or no English."""

    @property
    def is_clean(self) -> bool:
        """Whether all was there."""
        return self.is_answer and not self.missing


def feedback_on(answer: Answer, before: Feedback | None = None) -> Feedback:
    """The feedback on an answer; `before` is what was said about the last one to the same round."""
    kept = to_the_point(answer)
    if reason := _unjudgeable(answer, kept):
        return _unjudged(answer, reason)
    found = found_in(kept)
    lacks = [each for each in found if not each.is_met]
    if not lacks:
        return Feedback(met(found), (), "", _all_there(kept, found, before))
    is_still = before is not None and before.named == lacks[0].point.id
    said = _lacking(kept, found, lacks[0].point, is_still=is_still)
    return Feedback(met(found), missing(found), lacks[0].point.id, said)


def _unjudgeable(answer: Answer, kept: Answer) -> str:
    """Why there is nothing to judge, "" where there is."""
    aim = answer.round.drill.aim
    if answer.words >= FEWEST_ENGLISH_WORDS and not answer.record.is_english:
        return _OTHER_LANGUAGE
    if answer.words < FEWEST_ANSWER_WORDS:
        return f"{_TOO_SHORT} {aim}"
    if gives_up(answer):
        return f"{_NO_ANSWER} {aim}"
    return f"{_WENT_ELSEWHERE} {aim}" if kept.words < FEWEST_ANSWER_WORDS else ""


def _lacking(answer: Answer, found: Sequence[Found], named: Point, *, is_still: bool) -> tuple[str, ...]:
    """What was there, the one thing missing, and a better sentence."""
    told = filled_for(named.missing, answer) or _LEFT_OPEN
    is_another_problem = named.counted.about is Focus.PROBLEM
    there = [] if is_another_problem else _there(answer, found, most=1)
    said = [f"Still: {_lowered(told)}"] if is_still else [*there, told]
    options = list(_betters(named, answer, builds_on_it=_earns(found)))
    return _within_words(said, _fitting(said, options[-1:] if is_still else options))


def _earns(found: Sequence[Found]) -> bool:
    """Whether anything of what was asked was there, beside what must not be."""
    return any(each.is_met and not each.point.counted.is_fault for each in found)


def _all_there(answer: Answer, found: Sequence[Found], before: Feedback | None) -> tuple[str, ...]:
    """Praise in the candidate's own words; who has heard them before hears what has changed."""
    gained = {before.named} & {each.point.id for each in found} if before and before.named else set()
    changed = [each for each in found if each.point.id in gained]
    said = [_said_of(answer, each) for each in changed if each.point.there]
    return _within_words([*(said or _there(answer, found, most=2)), _harder_hint(answer)])


def _fitting(said: Sequence[str], options: Sequence[str]) -> str:
    """The first better sentence that leaves room for what was there, else the shortest."""
    fits = (each for each in options if _words([*said, each]) <= MOST_WORDS)
    return next(fits, min(options, key=lambda each: len(each.split()), default=""))


def _lowered(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}" if not sentence.startswith(("I ", "I'")) else sentence


def _unjudged(answer: Answer, said: str) -> Feedback:
    needed = tuple(point.id for point in answer.round.needs)
    return Feedback((), needed, "", (said,), is_answer=False)


def _there(answer: Answer, found: Sequence[Found], *, most: int) -> list[str]:
    """What is worth saying of what was there: the most important, with its words."""
    shown = [each for each in found if each.is_met and each.point.there]
    worth = [each for each in shown if not each.point.counted.is_fault] or shown
    if not _earns(found):
        return [_WENT_ELSEWHERE]
    by_quote = {shortened(each.quote) or each.point.id: each for each in reversed(worth)}
    said = (_said_of(answer, each) for each in reversed(by_quote.values()))
    return [sentence for sentence in said if sentence][:most]


def _said_of(answer: Answer, found: Found) -> str:
    quote = quotable(found.quote, answer.unsure)
    told = found.point.there if quote or not found.quote else found.point.there.replace(": {quote}", "")
    return filled(told, answer.round, {"quote": quote})


def _betters(point: Point, answer: Answer, *, builds_on_it: bool) -> Iterator[str]:
    """The point's better sentences that can be filled from this answer and its scenario."""
    for text in point.better:
        slots = slots_of(text)
        if "own" in slots and not builds_on_it:
            continue  # words about something else would be made part of a strong sentence
        more = {"model": _model_of(point, answer)} if "model" in slots else {}
        if said := filled_for(text, answer, more):
            yield said
    if not builds_on_it and (model := _model_of(point, answer)):
        yield f"A strong answer: {model}"


def _model_of(point: Point, answer: Answer) -> str:
    """How a strong candidate shows this very point, short enough to be a correction."""
    own = answer.round.disguise.model
    lines = [filled(own, answer.round)] if own else line_by_line(answer.round)
    short = (line for line in lines if 0 < len(line.split()) <= MOST_MODEL_WORDS)
    return next((line for line in short if _shows(point, replace(answer, text=line))), "")


def _shows(point: Point, answer: Answer) -> bool:
    return next(each.is_met for each in found_in(answer) if each.point is point)


def _harder_hint(answer: Answer) -> str:
    is_top = answer.round.rung_index + 1 >= len(answer.round.drill.rungs)
    return "That is all of it." if is_top else "That is all of it; harder is open to you."


def _within_words(said: Sequence[str], better: str = "") -> tuple[str, ...]:
    """As many sentences as fit; the better one is what must not be lost."""
    kept = [sentence for sentence in said if sentence]
    while len(kept) > 1 and _words([*kept, better]) > MOST_WORDS:
        kept.pop(0)
    return (*kept, better) if better else tuple(kept)


def _words(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)
