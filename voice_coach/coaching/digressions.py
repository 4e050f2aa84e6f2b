"""Talk about something else, and quarrels about the facts: what a turn is when it is no answer at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from voice_coach.coaching.language import PhraseIndex, Token, phrases, tokens_of
from voice_coach.coaching.scenario import Scenario

FEWEST_LETTERS = 4
MOST_SHARED = 0.72
"""With one private word: so much of a turn may be in the problem's own words, and it still strays."""

_ELSEWHERE = phrases(
    """
    weather; weekend; football; holiday; holidays; vacation; my dog; a dog; my cat; my sister;
    my brother; my wife; my husband; my mother; my father; my kids; my children; the children;
    my grandmother; my grandfather; my neighbour; my neighbor; my friend; moving house; kitchen; coffee;
    had lunch; for lunch; dinner; breakfast; bakery; bread; soup; honey; marathon; my knees; bicycle;
    birthday; getting married; wedding; film; movie; actress; novel; music; radio; concert; trumpet;
    garden; tomatoes; the lake; the beach; school play; the bus; the train; airport; goalkeeper; tennis;
    basketball; the match; the game last night; my shoes; rained; sunny; the lift in; my building;
    my flat; my apartment; my car; favourite; favorite; grow up; grew up; hobby; hobbies; do you like;
    do you have a; have you had; did you grow up; how was your; where did you go; restaurant; cooking;
    my garden; did you sleep; how are you
    """
)
_PERSONAL = PhraseIndex(
    ("personal", phrase)
    for phrase in phrases(
        """
        your weekend; my weekend; your holiday; my holiday; your favourite; your favorite; my favourite;
        my favorite; your family; your children; your kids; where do you live; how are you today;
        how is your day; your hobbies; where did you go on; did you grow up; have you had lunch; do you like
        football; do you like music; do you like tennis; do you like cooking; do you like films; which music;
        what music; how did you sleep; did you watch; have you seen the match; do you have a dog; do you have
        a cat; do you have kids; do you have children; my dog was; my cat was; that actress; for my birthday;
        the coffee here; extra time
        """
    )
)
"""Nobody says these about a problem, whatever else the turn is about."""
_DISPUTES = PhraseIndex(
    ("disputes", phrase)
    for phrase in phrases(
        """
        cannot be right; can't be right; don't believe that; do not believe that; don't believe you; counted
        wrongly; not a realistic; unrealistic; your figures are; don't trust your figures; facts are badly;
        facts are wrong; would not accept that; won't accept that; agree with the premise;
        disagree with the premise; wrong question;
        the wrong thing; object to the way; with respect; see that differently; question makes no sense;
        asking
        for it now makes no sense; not how it works; take my word; why i should prove; you keep coming back;
        matter of opinion; disagree that
        """
    )
)
_COMMON = frozenset(
    phrases(
        """
    that; this; with; have; from; they; there; their; would; could; should; about; which; what; when;
    where; were; been; being; will; your; very; just; then; than; them; some; more; most; much; many;
    into; over; only; also; because; after; before; like; really; know; think; maybe; going; well;
    still; even; back; made; make; take; took; other; since; each; every; first; last; said; says; want;
    wants; without; while; again; always; never; quite; here; does; doing; done
        """
    )
)


def own_stems(scenario: Scenario) -> frozenset[str]:
    """The stems of the words that a problem's texts use."""
    return frozenset(stems_of(tokens_of(" ".join(_texts(scenario)))))


class Digressions:
    """Tells a turn about the problem from one about anything else, by one scenario's own words."""

    def __init__(self, scenario: Scenario) -> None:
        self._own = own_stems(scenario)
        heard = tokens_of(" ".join(_texts(scenario)))
        own_phrases = {found.id for found in PhraseIndex((one, one) for one in _ELSEWHERE).find(heard)}
        self._elsewhere = PhraseIndex((one, one) for one in _ELSEWHERE if one not in own_phrases)

    def strays(self, tokens: Sequence[Token], *, names_parts: bool) -> bool:
        """Whether it is about private life, the weather, the way here: two signs of it, or one and little
        of the problem. `names_parts` says that parts, solutions or limits of the problem are named."""
        if _PERSONAL.find(tokens):
            return True
        signs = {found.id for found in self._elsewhere.find(tokens)}
        if len(signs) != 1:
            return len(signs) > 1
        if names_parts:
            return False
        stems = list(stems_of(tokens))
        return sum(stem in self._own for stem in stems) <= MOST_SHARED * len(stems)


def disputes(tokens: Sequence[Token]) -> bool:
    """Whether it quarrels with the question or with the facts of the problem."""
    return bool(_DISPUTES.find(tokens))


def stems_of(tokens: Iterable[Token]) -> Iterator[str]:
    """The stems of the words that carry meaning."""
    return (token.stem for token in tokens if len(token.norm) >= FEWEST_LETTERS and token.norm not in _COMMON)


def _texts(scenario: Scenario) -> Iterator[str]:
    yield scenario.prompt
    for fact in scenario.facts:
        yield from (fact.answer, *fact.words)
    for limit in scenario.constraints:
        yield from (limit.says, limit.name, *limit.words)
    for probe in scenario.probes:
        yield from (probe.ask, *probe.follow_ups, *probe.about)
    yield from (shift.say for shift in scenario.shifts)
    yield from (*scenario.components, *scenario.levers)
    for answer in scenario.model_answers:
        yield from answer.lines
