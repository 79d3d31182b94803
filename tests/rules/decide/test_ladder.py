"""The ladder of Derby 2024 section 11.6, step by step, and the house rules beside it."""

from typing import Any

import pytest

from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.decision import Course, Decision, Gate, Measure, Met, TaskKind
from rules.model.finding import Behaviour, NeedKind, Severity, Target
from rules.model.history import History
from rules.model.measure import MeasureKind as M
from rules.model.staff import Role
from tests.rules.decide.givens import found, given, needed, warned
from tests.rules.packs import NAMES, pack


def kinds(decision: Decision) -> list[M]:
    return [measure.kind for measure in decision.measures]


def measure(decision: Decision, kind: M) -> Measure:
    return next(m for m in decision.measures if m.kind is kind)


def gate(decision: Decision, kind: M, name: str) -> Gate:
    return next(g for g in measure(decision, kind).gates if g.name == name)


def derby(*args: Any, **others: Any) -> Decision:
    return decide(pack("derby-2024"), given(*args, **others))


def test_mild_first_a_reminder_then_warnings_private_first_and_nothing_hidden() -> None:
    decision = derby(found(Behaviour.ABUSE, Severity.MILD))
    assert kinds(decision) == [M.REMINDER, M.WARNING_PRIVATE, M.WARNING_PUBLIC]
    assert [m.automatic for m in decision.measures] == [True, False, False]
    assert decision.course is Course.REVIEW


def test_mild_after_a_warning_offers_hiding_to_a_person_only() -> None:
    decision = derby(found(Behaviour.ABUSE, Severity.MILD), history=warned(1))
    assert M.REMINDER not in kinds(decision)
    assert not measure(decision, M.HIDE).automatic
    assert gate(decision, M.HIDE, "grave").met is Met.NO


def test_serious_first_warns_hides_with_notice_and_offers_a_report_least_intrusive_first() -> None:
    decision = derby(found(Behaviour.ABUSE))
    assert kinds(decision) == [M.WARNING_PRIVATE, M.WARNING_PUBLIC, M.HIDE, M.HIDE_NOTICE, M.REPORT]
    assert {m.kind for m in decision.measures if m.automatic} == {M.HIDE, M.HIDE_NOTICE}
    assert {str(c) for c in measure(decision, M.HIDE).citations} >= {"derby-2024@2024.2 DH24-30"}
    assert decision.breach
    assert decision.severity is Severity.SERIOUS


def test_a_block_is_offered_only_after_a_warning_and_waits_for_the_role_the_landlord_named() -> None:
    first, again = derby(found(Behaviour.ABUSE)), derby(found(Behaviour.ABUSE), history=warned(1))
    assert M.BLOCK not in kinds(first)
    assert next(a.why_not for a in first.alternatives if a.kind is M.BLOCK).startswith(
        "the policy offers it only after"
    )
    assert measure(again, M.BLOCK).role is Role.APPROVER
    assert gate(again, M.BLOCK, "approver") == Gate("approver", Met.YES, "approved by: Head of Service")
    assert gate(again, M.BLOCK, "end_or_review").met is Met.NO
    assert TaskKind.APPROVE in {task.kind for task in again.tasks}


@pytest.mark.parametrize(("settings", "words"), [({}, "names nobody"), ({"approver_post": "Mayor"}, "'Mayor'")])
def test_without_an_approver_the_block_cannot_be_approved(settings: dict[str, str], words: str) -> None:
    decision = derby(found(Behaviour.ABUSE), history=warned(1), settings=settings)
    assert gate(decision, M.BLOCK, "approver").met is Met.NO
    assert words in gate(decision, M.BLOCK, "approver").why


def test_house_rules_name_their_own_approver() -> None:
    decision = decide(pack("house-rules"), given(found(Behaviour.ABUSE), history=warned(1), settings={}))
    assert gate(decision, M.BLOCK, "approver").met is Met.YES


@pytest.mark.parametrize(("days_ago", "counts"), [(10, True), (364, True), (365, False), (900, False)])
def test_a_warning_counts_for_a_year(days_ago: int, counts: bool) -> None:
    decision = derby(found(Behaviour.ABUSE), history=warned(1, days_ago))
    assert (M.BLOCK in kinds(decision)) is counts


def test_with_history_lost_no_earlier_warning_is_counted_against_anybody() -> None:
    lost = History(measures=warned(3).measures, complete=False)
    assert M.BLOCK in kinds(derby(found(Behaviour.ABUSE), history=warned(3)))
    assert M.BLOCK not in kinds(derby(found(Behaviour.ABUSE), history=lost))


def test_an_extreme_threat_is_hidden_a_person_called_the_worker_told_and_the_police_considered() -> None:
    decision = derby(found(Behaviour.THREAT, Severity.EXTREME))
    assert decision.course is Course.URGENT
    assert measure(decision, M.HIDE).automatic
    tasks = {task.kind: task for task in decision.tasks}
    assert {TaskKind.CALL, TaskKind.TELL_WORKER, TaskKind.CONSIDER_POLICE, TaskKind.APPROVE} <= tasks.keys()
    assert "The software never does" in tasks[TaskKind.CONSIDER_POLICE].why
    assert not measure(decision, M.BLOCK).automatic


def test_a_threat_to_a_resident_tells_no_worker() -> None:
    decision = derby(found(Behaviour.THREAT, Severity.EXTREME, target=Target.RESIDENT))
    assert TaskKind.TELL_WORKER not in {task.kind for task in decision.tasks}


def test_an_allegation_goes_to_a_person_who_tests_the_evidence_and_nothing_else_happens() -> None:
    decision = derby(found(Behaviour.ALLEGATION))
    assert (decision.course, decision.measures, decision.breach) == (Course.REVIEW, (), False)
    assert TaskKind.TEST_EVIDENCE in {task.kind for task in decision.tasks}


def test_mild_words_about_a_third_party_are_left_by_derby_and_looked_at_by_the_house_rules() -> None:
    words = given(found(Behaviour.THIRD_PARTY_ABUSE, Severity.MILD, target=Target.THIRD_PARTY))
    assert decide(pack("derby-2024"), words).course is Course.LEAVE
    assert decide(pack("house-rules"), words).course is Course.REVIEW


def test_adverts_are_hidden_under_the_page_rules_and_are_no_breach_of_the_policy() -> None:
    decision = derby(found(Behaviour.SPAM, Severity.MILD, target=Target.NONE))
    assert decision.course is Course.HIDE
    assert not decision.breach
    assert decide(pack("house-rules"), given(found(Behaviour.SPAM))).breach


@pytest.mark.parametrize("overdue", [None, False, True])
def test_volume_waits_for_a_persons_figures_and_never_counts_where_the_landlord_is_late(overdue: bool | None) -> None:
    late = {"circumstances": given().circumstances.__class__(overdue_matter=overdue)}
    decision = derby(found(Behaviour.VOLUME), **late)
    assert decision.course is (Course.LEAVE if overdue else Course.REVIEW)
    assert not decision.breach
    assert not any(m.automatic for m in decision.measures)


def test_house_rules_do_not_count_posts() -> None:
    assert decide(pack("house-rules"), given(found(Behaviour.VOLUME))).course is Course.LEAVE


def test_the_formal_route_shows_what_is_unmet_and_recommends_nothing() -> None:
    unknown = derby(found(Behaviour.ABUSE), settings={}).formal
    assert not unknown.open
    assert [g.name for g in unknown.unmet] == [
        "identity_verified",
        "approver_configured",
        "warning_given",
    ]
    assert unknown.needs_approval == ""
    assert M.WARNING_PRIVATE in unknown.less_restrictive
    verified = derby(found(Behaviour.ABUSE), identity=Identity(Assurance.VERIFIED, "c1"), history=warned(1))
    assert (verified.formal.open, verified.formal.unmet, verified.formal.needs_approval) == (
        True,
        (),
        "Head of Service",
    )
    assert [g.name for g in verified.formal.to_do] == ["circumstances_checked"]
    assert TaskKind.CHECK_CIRCUMSTANCES in {task.kind for task in verified.tasks}
    assert M.RESTRICTION not in kinds(verified)


def test_an_extreme_threat_need_not_wait_for_a_warning_and_lost_history_is_not_called_unwarned() -> None:
    extreme = derby(found(Behaviour.THREAT, Severity.EXTREME)).formal
    assert "warning_given" not in [g.name for g in extreme.unmet]
    lost = derby(found(Behaviour.ABUSE), history=History(complete=False)).formal
    assert [g.met for g in lost.unmet if g.name == "warning_given"] == [Met.UNKNOWN]


def test_after_a_warning_the_warning_is_still_the_first_thing_offered() -> None:
    decision = derby(found(Behaviour.ABUSE), history=warned(1))
    on_the_page = [M.HIDE, M.HIDE_NOTICE, M.REPORT, M.BLOCK]
    assert kinds(decision) == [M.WARNING_PRIVATE, M.WARNING_PUBLIC, M.OPEN_CASE, *on_the_page]


def test_who_asks_for_an_adjustment_is_not_told_off_and_somebody_looks_at_what_they_need() -> None:
    decision = derby(found(Behaviour.ABUSE, Severity.MILD), needs=[needed(NeedKind.ADJUSTMENT)])
    assert kinds(decision) == [M.ACKNOWLEDGE]
    assert {TaskKind.ANSWER, TaskKind.LOOK, TaskKind.CHECK_CIRCUMSTANCES} == {task.kind for task in decision.tasks}
    assert "DH24-18" in {c.citation.clause for c in decision.considered}
    assert {a.why_not for a in decision.alternatives} >= {"they ask for an adjustment, which comes first"}


def test_nobody_at_risk_is_reproached_for_rude_words() -> None:
    decision = derby(found(Behaviour.ABUSE, Severity.MILD), needs=[needed(NeedKind.SAFEGUARDING)])
    assert not {M.REMINDER, M.WARNING_PRIVATE, M.WARNING_PUBLIC} & set(kinds(decision))
    assert "at risk" in next(a.why_not for a in decision.alternatives if a.kind is M.WARNING_PRIVATE)


@pytest.mark.parametrize("assurance", [Assurance.NONE, Assurance.CLAIMED])
def test_who_is_not_verified_meets_only_measures_on_the_account(assurance: Assurance) -> None:
    decision = derby(found(Behaviour.ABUSE), identity=Identity(assurance, "c1"))
    whys = {c.citation.clause: c.why for c in decision.considered}
    assert "no formal action" in whys["DH24-27"]
    assert "no formal action" in whys["DH24-28"]


def test_house_rules_have_no_formal_action() -> None:
    decision = decide(pack("house-rules"), given(found(Behaviour.ABUSE)))
    assert [g.name for g in decision.formal.unmet] == ["pack"]


@pytest.mark.parametrize("name", NAMES)
def test_every_severity_that_leads_anywhere_has_a_rung_after_any_number_of_warnings(name: str) -> None:
    volume = pack(name).volume
    counted = volume is None or volume.counted
    for rule in pack(name).behaviours:
        for severity in rule.course if counted or rule.behaviour is not Behaviour.VOLUME else ():
            for warnings in (0, 1, 2, 7):
                decision = decide(pack(name), given(found(rule.behaviour, severity), history=warned(warnings)))
                assert decision.course is not Course.LEAVE
                assert decision.considered
