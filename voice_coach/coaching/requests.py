"""Orders to the interviewer about its role, its secrets or its judgement, in many phrasings."""

from __future__ import annotations

from voice_coach.coaching.language import PhraseIndex, phrases, tokens_of
from voice_coach.coaching.orders import is_order

_INSTRUCTIONS = PhraseIndex(
    ("instructs", phrase)
    for phrase in phrases(
        """
        ignore all; ignore previous; ignore the previous; ignore any; disregard
        your; disregard all; disregard the; forget your instructions; forget everything; new
        instructions; system prompt; your prompt; your instructions; you are now; pretend to be;
        pretend you; from now on you; your new role; switch roles; strong hire; give me
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


def instructs(text: str) -> bool:
    """Whether it tries to give the interviewer orders about its role, its secrets or its judgement."""
    return is_order(text) or bool(_INSTRUCTIONS.find(tokens_of(text)))
