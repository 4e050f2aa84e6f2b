import pytest

from voice_coach.coaching.language import PhraseIndex, plain
from voice_coach.coaching.moves import MoveKind
from voice_coach.coaching.speech_rules import Rule, SpeechContext, first_clause, violations


def rules(text: str, context: SpeechContext | None = None) -> set[Rule]:
    return {violation.rule for violation in violations(text, context)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("One. Two. Three. Four.", Rule.SENTENCES),
        ("Well, " + "word " * 46, Rule.WORDS),
        ("Why? And how?", Rule.QUESTIONS),
        ("Which one of these many limits would you drop first?", Rule.FIRST_CLAUSE),
        ("Great point. What next?", Rule.PRAISE),
        ("That's right. What next?", Rule.PRAISE),
        ("That is a weak answer. Why?", Rule.PRAISE),
        ("**Latency** matters. Why?", Rule.MARKUP),
        ("Tell me:\n- latency\n- cost", Rule.MARKUP),
        ("First, the cost, second, the wait, and third, the risk.", Rule.LIST),
        ("Think of cost, speed, quality, risk and trust.", Rule.LIST),
        ("(pauses) Why?", Rule.STAGE_DIRECTION),
        ("By the rubric, why?", Rule.BACKSTAGE),
    ],
)
def test_each_rule_of_form_is_seen(text: str, rule: Rule):
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Where does 12 percent come from?",
        "About 9,000 e-mails a day, some 400 words each.",
        "Follow one wrong answer. Where does it go, and who catches it?",
        "",
    ],
)
def test_plain_speech_passes(text: str):
    assert rules(text) == set()


def test_a_solution_may_be_said_only_after_the_candidate_said_it():
    guarded = PhraseIndex([("cache", "cache")])
    assert rules("Why the cache?", SpeechContext(guarded=guarded)) == {Rule.GIVES_AWAY}
    assert rules("Why the caches?", SpeechContext(guarded=guarded, heard_terms=frozenset({"cache"}))) == set()


def test_the_same_sentence_is_not_said_twice_except_on_request():
    said = frozenset({plain("Who feels this?")})
    assert rules("Who feels this?", SpeechContext(said=said)) == {Rule.REPEATED}
    assert rules("Who feels this?", SpeechContext(MoveKind.REPEAT, said=said)) == set()


def test_a_quotation_may_be_short_but_not_a_restatement():
    answer = "we look up the current rule and the order and then we draft from both of them"
    assert rules("The current rule and the order, why?", SpeechContext(answer=answer)) == set()
    assert Rule.RESTATES in rules(
        "So, we look up the current rule and the order and then what?", SpeechContext(answer=answer)
    )


def test_numbers_that_nobody_said_are_refused_where_they_are_known():
    context = SpeechContext(known_numbers=frozenset({3.0}))
    assert rules("Why 3 seconds?", context) == set()
    assert rules("Why 70 percent?", context) == {Rule.NUMBER}


def test_the_time_left_must_be_true():
    context = SpeechContext(time_left_s=600, known_numbers=frozenset())
    assert rules("About 10 minutes left.", context) == set()
    assert rules("About 20 minutes left.", context) == {Rule.TIME}


def test_a_comma_inside_a_number_ends_no_clause():
    assert first_clause("About 40,000 a day, mostly mornings.") == "About 40,000 a day,"
