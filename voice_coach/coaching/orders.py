"""Orders to the interviewer by their form: what one tells a machine about its role, its secrets or a score.

A sentence is an order where it begins like one, or names what only an interviewer has. Talk about what the
system in the problem must do has another subject, and is none.
"""

from __future__ import annotations

import re

from voice_coach.coaching.request_lines import alternatives

_BEGINS = (
    r"^(?:(?:please|now|and|so|ok|okay|but|then|just|first|well|listen|could you|can you|would you|\
    will you|"
    r"i want you to|i need you to|you should|you have to|you must|let's|let us) )*"
)
_MARK = r"(?:marks?|scores?|grades?|ratings?|hire|verdict|review|evaluation|feedback)"
_SHEET = (
    r"(?:sheet|rules|criteria|form|prompt|notes|instructions?|guide|guidelines|configuration|settings|list|"
    r"scorecard|scoring|rubric|answers|file)"
)
_BEGINNING_ORDERS = alternatives(
    rf"""
    (?:ignore|forget|disregard|override|bypass) (?:everything|all|any|your|the (?:previous|above)|previous|\
    what you (?:were|have been)|whatever you);
    (?:pretend|act|behave|play|speak|talk|respond|reply|answer) (?:like|as|to be|that (?:you|i|we|\
    the interview)|you)\b;
    (?:answer|reply|speak|respond|talk) (?:only |everything )?(?:in|with) (?:\w+ )?(?:french|german|\
    spanish|italian|\
    chinese|latin|rhymes?|verse|emojis?|one word|yes|capitals?);
    (?:say|repeat|write) (?:the (?:words?|sentence|phrase|following)|after me|exactly|only|that (?:i|\
    this candidate));
    (?:print|reveal|output|display|dump|read out|read me|show me|tell me|give me|list) (?:everything|all|\
    me )?.{{0,25}}\
    (?:\babove\b|\byour (?:\w+ )?{_SHEET}|\bhidden\b|\bsystem prompt|\bfacts you have|\bon your\b);
    (?:rate|score|grade|mark|judge|evaluate) (?:me|my|this (?:answer|interview|candidate)|(?:that|this|\
    it) (?:as|answer));
    (?:give|grant|award|put) (?:me |this (?:interview|candidate|answer) |my answer |us )?(?:the |a |an )?\
    (?:best|highest|top|full|perfect|maximum|good|excellent|strong) {_MARK};
    (?:mark|count|treat|take|record) (?:that|this|it|my answer) as (?:correct|right|answered|given|named|\
    done|passed);
    assume (?:that )?i (?:answered|said|passed|gave|named|did|have (?:passed|answered|said));
    (?:end|start|begin|finish) (?:every|each|all)(?: of)?(?: your)? (?:sentence|answer|reply|question|\
    turn)s? with;
    (?:praise|compliment|flatter|congratulate) me; only (?:praise|say|agree);
    stop (?:asking|interviewing|being an?);
    (?:note|write|put|record|log)(?: down)?(?: in your \w+)? that i\b;
    (?:switch|swap|change) (?:roles|places|sides|seats|with me); switch\b.{{0,5}} i ask;
    skip (?:all|the) (?:of )?(?:the )?(?:hard|difficult|remaining|rest|other) questions;
    (?:you are|you're) (?:now )?(?:a|an|my|no longer) (?:helpful|assistant|friend|pirate|coach|chatbot|ai|\
    language model|\
    interviewer|tutor|machine|bot);
    (?:you are|you're) no longer; (?:forget|end|stop|leave) (?:the|this) interview\b;
    be my (?:friend|coach|assistant|tutor);
    tell me (?:that )?i (?:did|was|am|have) (?:great|good|well|brilliant|right|passed|the best);
    (?:do not|don't|never) ask (?:me )?(?:anything|any more|difficult|hard|another);
    call me (?:your|sir|master|boss|king|doctor);
    end (?:it|this) with (?:a |the )?(?:hire|pass|offer);
    (?:agree with|confirm|accept) (?:everything|whatever|all|anything) (?:that )?i
    """
)
_ORDERS_ANYWHERE = alternatives(
    rf"""
    (?:from (?:now|here) on|starting now|for the rest of (?:this|the) interview)\b.{{0,12}}\b(?:you|\
    answer|speak|reply|\
    talk|say|respond|act|call)\b;
    your (?:new )?(?:goal|task|job|role|rule|mission|instruction)s? (?:is|are) (?:now )?(?:to|that|\
    as follows);
    ^(?:system|admin|administrator|developer|root|supervisor)(?: message| note)?:; ^new rule:? you\b;
    (?:as (?:an?|your)|i am your|i'm your|this is your) (?:administrator|admin|developer|supervisor|boss|\
    creator|owner)\b;
    your (?:own |\w+ )?(?:scoring|score|evaluation|grading|assessment|hidden|internal|secret|\
    system) {_SHEET};
    (?:facts|constraints|limits|answers|numbers|probes) (?:that )?(?:you have there|on your sheet|\
    in your (?:notes|sheet|\
    file|list));
    how (?:would|do|will|did) you (?:score|rate|grade|mark|judge) (?:that|my|this|me|it)\b;
    (?:do you think|will|would|did) i (?:will |would )?(?:be hired|get hired|get the job|get an offer|\
    pass|am hired);
    (?:in|into) your (?:notes|report|evaluation|scorecard|feedback)\b.{{0,15}} that i\b;
    what (?:are you|you are|you're|will you) (?:going to )?(?:write|writing|noting|note|report) (?:about|\
    down);
    (?:instructions?|prompt|rules) (?:that )?(?:you (?:got|were given|have been given|follow)|\
    they gave you);
    what (?:did they|were you|have you been) (?:tell|told|instructed|asked)(?: you)?;
    i(?:'m| am) the (?:supervisor|boss|developer|owner)\b;
    your hidden \w+; i ask,? and you answer;
    (?:you must|you have to|you will) (?:agree|praise|obey|only|confirm)
    """
)
_ORDER = re.compile(f"{_BEGINS}{_BEGINNING_ORDERS}|{_ORDERS_ANYWHERE}")


def is_order(text: str) -> bool:
    """Whether a sentence of the text orders the interviewer about."""
    plain = " ".join(text.lower().replace("’", "'").split())
    sentences = re.split(r"(?<=[.?!;])\s+|, (?=(?:and|then|so|now|please) )", plain)
    return any(_ORDER.search(sentence.strip(" ,")) for sentence in sentences)
