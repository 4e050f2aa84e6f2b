"""Study mode: each answer is looked at, and the candidate tries again or goes on."""

from __future__ import annotations

from voice_coach.coaching.interviewer import Interviewer
from voice_coach.coaching.moves import Heard, MoveKind
from voice_coach.coaching.speech_rules import Rule, SpeechContext, violations
from voice_coach.coaching.stages import Mode, Plan
from voice_coach.conversation.occasions import Occasion
from voice_coach.library import load_scenario, scenario_ids

SCENARIO = load_scenario("support-replies")
THIN = "I would start with whatever is the most modern thing here."
FULL = (
    "Three seconds to a draft binds first, because an agent waits, and one wrong promise in 200 comes second."
)


class Lesson:
    """An interviewer in study mode, spoken to turn by turn."""

    def __init__(self, mode: Mode = Mode.STUDY, scenario=SCENARIO, seed: int = 3) -> None:
        self.interviewer = Interviewer(scenario, Plan(45, mode=mode, seed=seed))
        self._turn, self._t_s = 0, 0.0
        self._say(self.interviewer.opening())

    def _say(self, prepared):
        self.interviewer.commit(prepared, " ".join(prepared.clauses()))
        return prepared

    def hear(self, text: str):
        self._turn, self._t_s = self._turn + 2, self._t_s + 25
        return self._say(self.interviewer.prepare(Heard(Occasion.ANSWER, self._turn, text, self._t_s)))


def slots_of(prepared) -> dict[str, str]:
    return dict(prepared.move.slots)


def test_an_answer_is_told_what_it_showed_what_it_missed_and_a_better_sentence():
    prepared = Lesson().hear(THIN)
    assert prepared.move.kind is MoveKind.FEEDBACK
    slots = slots_of(prepared)
    assert (slots["shown"], slots["missed"]) == ("", "a limit with its value")
    assert slots["better"] in " ".join(SCENARIO.model_lines("constraints"))
    text = prepared.scripted_text
    assert slots["better"] in text
    assert slots["missed"] in text
    assert "again" in text.lower() or "once more" in text.lower() or "another" in text.lower()


def test_a_fuller_answer_is_told_what_it_held():
    slots = slots_of(Lesson().hear(FULL))
    assert slots["shown"] == "a limit with its value and an order among the limits"


def test_trying_again_puts_the_question_again_and_going_on_asks_the_next():
    lesson = Lesson()
    lesson.hear(THIN)
    again = lesson.hear("let me try that again")
    assert again.move.kind is MoveKind.REPEAT
    assert again.scripted_text.endswith("?")
    assert len(again.scripted_text.split()) < 25  # the problem is known by now
    assert lesson.hear(FULL).move.kind is MoveKind.FEEDBACK
    onward = lesson.hear("go on please").move
    assert onward.kind not in {MoveKind.FEEDBACK, MoveKind.REPEAT}


def test_a_second_try_may_come_at_once_and_a_third_is_not_looked_at():
    lesson = Lesson()
    kinds = [lesson.hear(text).move.kind for text in (THIN, FULL, FULL + " And so on.")]
    assert kinds[:2] == [MoveKind.FEEDBACK, MoveKind.FEEDBACK]
    assert kinds[2] is not MoveKind.FEEDBACK


def test_questions_and_requests_come_before_feedback():
    lesson = Lesson()
    assert lesson.hear("What is the KPI?").move.kind is MoveKind.ANSWER_QUESTION
    assert lesson.hear("How much time is left?").move.kind is MoveKind.TIME_CHECK
    assert lesson.hear("Can you give me a hint?").move.kind is MoveKind.HINT
    assert lesson.hear(THIN).move.kind is MoveKind.FEEDBACK


def test_in_real_mode_nothing_of_it_is_said():
    lesson = Lesson(Mode.REAL)
    assert all(lesson.hear(text).move.kind is not MoveKind.FEEDBACK for text in (THIN, FULL, THIN))


def test_no_better_sentence_comes_twice_or_is_a_scrap_and_none_praises():
    for scenario_id in scenario_ids():
        lesson = Lesson(scenario=load_scenario(scenario_id))
        better: list[str] = []
        for _ in range(12):
            prepared = lesson.hear(THIN)
            if prepared.move.kind is MoveKind.FEEDBACK:
                broken = violations(prepared.scripted_text, SpeechContext(MoveKind.FEEDBACK))
                assert not {one.rule for one in broken} - {Rule.LIST}, prepared.scripted_text
                better.append(slots_of(prepared)["better"])
            lesson.hear("go on")
        assert len(better) > 5
        assert len(set(filter(None, better))) == len([one for one in better if one])
        assert min(len(one.split()) for one in better if one) >= 7
