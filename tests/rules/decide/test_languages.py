"""What is in a language that is not judged goes to a person with the language named; nothing is done by itself."""

from rules.decide import decide
from rules.explain import explain
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, NeedKind, Severity, Urgency
from tests.rules.decide.anything import pack
from tests.rules.decide.givens import found, given, needed

POLISH = ("language:pl",)


def test_a_person_looks_and_is_told_the_language() -> None:
    decision = decide(pack("house-rules"), given(degraded=POLISH))
    assert decision.course is Course.REVIEW
    assert [task.kind for task in decision.tasks] == [TaskKind.LOOK]
    assert decision.tasks[0].why == "Could not be judged for certain: it is in Polish, which is not judged."


def test_a_slur_in_it_is_looked_at_and_never_hidden_by_itself() -> None:
    slur = found(Behaviour.DISCRIMINATION, Severity.SERIOUS, score=1000)
    decision = decide(pack("house-rules"), given(slur, degraded=POLISH))
    assert not [measure for measure in decision.measures if measure.automatic]
    assert decision.course in (Course.REVIEW, Course.HIDE)
    assert TaskKind.LOOK in {task.kind for task in decision.tasks}


def test_danger_in_it_calls_a_person_now() -> None:
    decision = decide(pack("house-rules"), given(needs=[needed(NeedKind.EMERGENCY, Urgency.NOW)], degraded=POLISH))
    assert decision.course is Course.URGENT
    assert TaskKind.CALL in {task.kind for task in decision.tasks}


def test_the_explanation_names_every_language_and_every_silent_detector() -> None:
    one = given(degraded=("language:ro", "language:cy", "spam"))
    text = explain(pack("house-rules"), one, decide(pack("house-rules"), one))
    assert "It is in Romanian and Welsh, which are not judged; no answer from spam." in text
