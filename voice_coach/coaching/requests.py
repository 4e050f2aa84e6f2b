"""What a candidate asks of the interview itself rather than about the problem, in many phrasings."""

from __future__ import annotations

from enum import StrEnum

from voice_coach.coaching.language import PhraseIndex, phrases, tokens_of

_LONGEST_REQUEST_WORDS = 24
_LONGEST_REFUSAL_WORDS = 16


class Request(StrEnum):
    """A request about the conversation."""

    REPEAT = "repeat"
    REPHRASE = "rephrase"
    TIME = "time"
    THINK = "think"
    SKIP = "skip"
    HINT = "hint"


_PHRASES: dict[Request, tuple[str, ...]] = {
    Request.REPEAT: phrases(
        """
        say that again; say it again; say the question again; ask the question again;
        ask it again; repeat that; repeat the question; repeat it please; could you
        repeat; can you repeat; please repeat; come again; pardon; didn't hear; did not hear;
        didn't catch; did not catch; what was the question; what did you say; one more time
        please; sorry what; couldn't hear; what was that; again please; missed that; missed the
        question
        """
    ),
    Request.REPHRASE: phrases(
        """
        rephrase; simpler terms; simpler words; plain english; in plain words; more simply; put that
        in; say that
        in; put it in other; ask that differently; what does that mean; lost me; what do you mean;
        in other words; put it differently; put that differently;
        don't understand the question; did not understand the question; didn't understand the
        question; not sure what you are asking; not sure what you're asking; clarify the
        question; say it differently; what are you asking; explain the question; don't follow
        the question; what exactly do you want to know; don't get the question; simplify the
        question
        """
    ),
    Request.TIME: phrases(
        """
        how much time; time left; time is left; time do we have; time do i have; time have we;
        minutes left; minutes are left; minutes do we have; how are we on time; doing on time;
        check the time; how long do we have; do we still have; do i still have; how long do i have; how much
        longer; time i have; have we got left; do we have left; do i have left; how long is left;
        where are we on time; how long have we got; time remaining; how are we
        doing for time; what's the time; what time is it
        """
    ),
    Request.THINK: phrases(
        """
        let me think; give me a minute; give me a moment; give me a second; need a minute; need
        a moment; a moment to think; a minute to think; a second to think; think about that for;
        think about it for; bear with me; let me collect; have a minute; take a minute; take a
        moment; one moment please; hold on a second; moment please; let me gather; thinking time; pause for a
        moment; give me some time; take a second
        """
    ),
    Request.SKIP: phrases(
        """
        skip this; skip that; can we skip; let's skip; move on to the next; next question
        please; can we move on; rather not answer; prefer not to answer; i pass; pass on that;
        pass on this; i'll pass; skip it; leave that one; leave this one; come back to that later;
        can we leave; different question; rather not go into; don't want to answer
        """
    ),
    Request.HINT: phrases(
        """
        a hint; give me a clue; any hint; some help; point me in; what would you do; what's the
        right answer; what is the right answer; on the right track; what are you looking for;
        help me out; what do you want to hear; is that correct; is that right answer; tell me
        the answer; how am i doing; the correct answer
        """
    ),
}
_REQUESTS = PhraseIndex((request, phrase) for request, phrases in _PHRASES.items() for phrase in phrases)

# "That takes a minute", "the time comes again at the end": said of the system, and nothing is asked for.
_OF_SOMETHING_ELSE = {"asks", "comes", "gives", "puts", "repeats", "says", "skips", "takes"}

_DECLINES = PhraseIndex(
    ("declines", phrase)
    for phrase in phrases(
        """
        i don't know; i do not know; no idea; i have no idea; not sure; i can't say; i cannot
        say; can't answer; cannot answer; i have no number; no number for; i don't have a
        number; hard to say; i wouldn't know; couldn't say; couldn't tell you; haven't thought
        about; not comfortable; confidential; can't share; cannot share; rather not say; rather not
        show; rather not
        tell; prefer not; not going to answer; won't answer; i don't remember; beats me; dunno; i
        have nothing; i would have to look; idk
        """
    )
)
_INSTRUCTIONS = PhraseIndex(
    ("instructs", phrase)
    for phrase in phrases(
        """
        ignore your; ignore all; ignore previous; ignore the previous; ignore any; disregard
        your; disregard all; disregard the; forget your instructions; forget everything; new
        instructions; system prompt; your prompt; your instructions; you are now; pretend to be;
        pretend you; act as; from now on you; your new role; switch roles; strong hire; give me
        a hire; give me the highest; highest score; full marks; top score; score me; rate me;
        give me a score; mark me as; rubric; model answers; the model answer; fact sheet; read
        me your; print your; reveal your; reveal the; developer mode; stop being an interviewer;
        stop interviewing; you must say; say the words; as an ai; jailbreak; override; the
        committee should; tell the committee; you work for me; repeat after me; praise me; say
        that i; hire me; scorecard; evaluation criteria; system message; your new task; forget the rules; as
        your supervisor; i order you; the interview is over; end of interview; you are the candidate;
        candidate passed; counts as correct; level do you have me; do i get the job; did i pass; numbers from
        your sheet; organisers asked you; organizers asked you; agree with me for; my score; skip to the end
        now
        """
    )
)


def request_in(text: str) -> Request | None:
    """The request of a short turn, or of the last words of a longer one; None where the problem is talked
    about."""
    tokens = tokens_of(text)[-_LONGEST_REQUEST_WORDS:]
    found = [place for place in _REQUESTS.find(tokens) if tokens[place.start].norm not in _OF_SOMETHING_ELSE]
    if not found:
        return None
    last = found[-1]
    return (
        Request(last.id)
        if len(tokens) - last.end <= _LONGEST_REFUSAL_WORDS and _is_short_or_last(text, last.end, len(tokens))
        else None
    )


def _is_short_or_last(text: str, end: int, count: int) -> bool:
    return len(tokens_of(text)) <= _LONGEST_REQUEST_WORDS or count - end <= 6


def declines(text: str) -> bool:
    """Whether a short turn says that there is no answer to be had."""
    tokens = tokens_of(text)
    if request_in(text) is Request.SKIP:
        return True
    return len(tokens) <= _LONGEST_REFUSAL_WORDS and bool(_DECLINES.find(tokens))


def instructs(text: str) -> bool:
    """Whether it tries to give the interviewer orders about its role, its secrets or its judgement."""
    return bool(_INSTRUCTIONS.find(tokens_of(text)))
