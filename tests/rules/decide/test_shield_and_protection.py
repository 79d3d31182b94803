"""The complaint shield, what pierces it, and what is put out of sight only to protect."""

import pytest

from rules.decide import decide
from rules.model.decision import Course, Decision, TaskKind
from rules.model.finding import SHIELDING, Behaviour, NeedKind, Severity, Target, Urgency
from rules.model.measure import MeasureKind
from tests.rules.decide.givens import found, given, needed
from tests.rules.packs import NAMES, pack

PIERCING = [Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.DISCRIMINATION]
RUDE = [Behaviour.ABUSE, Behaviour.SWEARING_AT_PERSON, Behaviour.THIRD_PARTY_ABUSE, Behaviour.HARASSMENT]


def hides(decision: Decision) -> list[bool]:
    return [m.automatic for m in decision.measures if m.kind is MeasureKind.HIDE]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("need", sorted(SHIELDING))
@pytest.mark.parametrize("rude", RUDE)
def test_an_insult_with_a_need_stays_and_is_looked_at(name: str, need: NeedKind, rude: Behaviour) -> None:
    decision = decide(pack(name), given(found(rude), needs=[needed(need)]))
    assert hides(decision) == []
    assert decision.course in (Course.REVIEW, Course.URGENT)
    alone = decide(pack(name), given(found(rude)))
    # A policy that hides no rude words (Derby 2020), or none so early (Karbon), has nothing to be shielded from.
    assert decision.shielded == ((need,) if alone.course is Course.HIDE else ())
    why_not = {a.kind: a.why_not for a in decision.alternatives}
    assert not hides(alone) or "rude words alone do not hide that" in why_not[MeasureKind.HIDE]


@pytest.mark.parametrize("need", sorted(set(NeedKind) - SHIELDING))
def test_a_need_that_does_not_shield_is_routed_and_the_insult_hidden(need: NeedKind) -> None:
    decision = decide(pack("house-rules"), given(found(Behaviour.ABUSE), needs=[needed(need)]))
    assert hides(decision) == [True]
    assert decision.needs == (need,)
    assert decision.shielded == ()


@pytest.mark.parametrize("grave", PIERCING)
def test_a_threat_private_details_and_discrimination_are_hidden_all_the_same(grave: Behaviour) -> None:
    decision = decide(pack("house-rules"), given(found(grave), found(Behaviour.ABUSE), needs=[needed(NeedKind.REPAIR)]))
    assert hides(decision) == [True]
    assert decision.needs == (NeedKind.REPAIR,)


def test_where_needs_could_not_be_read_rude_words_are_not_hidden() -> None:
    decision = decide(pack("house-rules"), given(found(Behaviour.ABUSE), degraded=("needs",)))
    assert hides(decision) == []
    assert decision.course is Course.REVIEW


def test_an_insult_with_a_boiler_fault_is_warned_about_by_a_person_and_the_fault_seen_to() -> None:
    decision = decide(pack("derby-2024"), given(found(Behaviour.ABUSE), needs=[needed(NeedKind.REPAIR)]))
    tasks = {task.kind for task in decision.tasks}
    assert {TaskKind.ANSWER, TaskKind.WARN, TaskKind.LOOK} == tasks
    assert [m.kind for m in decision.measures if m.automatic] == [MeasureKind.ACKNOWLEDGE]


@pytest.mark.parametrize("name", NAMES)
def test_somebodys_own_details_are_offered_protection_kindly_and_count_for_nothing(name: str) -> None:
    decision = decide(pack(name), given(found(Behaviour.OWN_PRIVATE_DATA, Severity.SERIOUS, target=Target.SELF)))
    assert (decision.course, decision.breach, decision.severity) == (Course.REVIEW, False, Severity.NONE)
    assert [(m.kind, m.automatic, m.protective, m.notice) for m in decision.measures] == [
        (MeasureKind.HIDE, False, True, None),
        (MeasureKind.HIDE_NOTICE, False, True, "protective_notice"),
    ]


def test_details_of_a_neighbour_at_risk_are_no_breach() -> None:
    details = found(Behaviour.PRIVATE_DATA, target=Target.RESIDENT)
    worried = decide(pack("house-rules"), given(details, needs=[needed(NeedKind.SAFEGUARDING)]))
    assert (worried.course, worried.breach, hides(worried)) == (Course.URGENT, False, [False])
    exposing = decide(pack("house-rules"), given(details))
    assert (exposing.course, exposing.breach, hides(exposing)) == (Course.URGENT, True, [True])
    of_staff = decide(pack("house-rules"), given(found(Behaviour.PRIVATE_DATA), needs=[needed(NeedKind.SAFEGUARDING)]))
    assert (of_staff.breach, hides(of_staff)) == (True, [True])


def test_words_about_a_way_to_harm_oneself_call_a_person_and_are_no_breach() -> None:
    decision = decide(pack("house-rules"), given(found(Behaviour.SELF_HARM_METHOD, target=Target.SELF)))
    assert decision.course is Course.URGENT
    assert decision.tasks[0].kind is TaskKind.CALL
    assert (decision.breach, hides(decision)) == (False, [False])


@pytest.mark.parametrize(
    ("kind", "urgency", "course"),
    [
        (NeedKind.EMERGENCY, Urgency.SOON, Course.URGENT),
        (NeedKind.SAFEGUARDING, Urgency.NOW, Course.URGENT),
        (NeedKind.SAFEGUARDING, Urgency.SOON, Course.REVIEW),
        (NeedKind.HAZARD, Urgency.SOON, Course.LEAVE),
        (NeedKind.HAZARD, Urgency.NOW, Course.URGENT),
        (NeedKind.COMPLAINT, Urgency.ROUTINE, Course.LEAVE),
        (NeedKind.APPEAL, Urgency.ROUTINE, Course.LEAVE),
    ],
)
def test_needs_alone_call_people_and_sanction_nobody(kind: NeedKind, urgency: Urgency, course: Course) -> None:
    decision = decide(pack("house-rules"), given(needs=[needed(kind, urgency)]))
    assert (decision.course, decision.breach, decision.severity) == (course, False, Severity.NONE)
    assert [m.kind for m in decision.measures] == [MeasureKind.ACKNOWLEDGE]
