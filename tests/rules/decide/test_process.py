"""The ladder and the formal route over a whole history: earlier incidents, letters, support workers, measured harm."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.circumstances import Circumstances
from rules.model.decision import Course, Decision, Met, TaskKind
from rules.model.finding import Behaviour, Finding, Ground, Severity, Target
from rules.model.history import History, PastItem, PastMeasure
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind as M
from rules.policy.schema import Pack
from tests.rules.decide.givens import NOW, found, given, warned
from tests.rules.decide.harbour import harbour
from tests.rules.packs import pack

VERIFIED = Identity(Assurance.VERIFIED, "c1")
ALONE = Circumstances(support_worker=False)


def at(days_ago: int) -> datetime:
    return NOW - timedelta(days=days_ago)


def letter(days_ago: int = 10) -> PastMeasure:
    return PastMeasure(at(days_ago), M.WARNING_LETTER, counts=True)


def incident(days_ago: int = 20) -> PastItem:
    return PastItem(at(days_ago), "page", (Behaviour.ABUSE,), Severity.SERIOUS, breach=True)


def kinds(decision: Decision) -> list[M]:
    return [m.kind for m in decision.measures]


def unmet(decision: Decision) -> list[str]:
    return [gate.name for gate in decision.formal.unmet]


def judged(*findings: Finding, policy: Pack | None = None, **others: Any) -> Decision:
    rest: dict[str, Any] = {"identity": VERIFIED, "circumstances": ALONE} | others
    return decide(policy or harbour(), given(*findings, **rest))


def recorded(behaviour: Behaviour) -> Finding:
    return replace(found(behaviour, target=Target.NONE), ground=Ground.RECORD)


def test_the_first_incident_opens_a_case_the_second_is_written_to_the_next_is_hidden() -> None:
    assert kinds(judged(found(Behaviour.ABUSE))) == [M.OPEN_CASE]
    assert kinds(judged(found(Behaviour.ABUSE), history=History((incident(),)))) == [M.WARNING_LETTER]
    after = judged(found(Behaviour.ABUSE), history=History((incident(),), (letter(),)))
    assert kinds(after) == [M.HIDE, M.HIDE_NOTICE, M.REPORT, M.BLOCK]


def test_a_recorded_volume_of_contact_is_an_earlier_incident() -> None:
    known = replace(ALONE, volume_recorded=True)
    assert kinds(judged(found(Behaviour.ABUSE), circumstances=known)) == [M.WARNING_LETTER]


def test_what_was_left_alone_faded_or_could_not_be_recalled_is_no_earlier_incident() -> None:
    left = replace(incident(), breach=False)
    for history in (History((left,)), History((incident(366),)), History((incident(),), complete=False)):
        assert kinds(judged(found(Behaviour.ABUSE), history=history)) == [M.OPEN_CASE]


def test_only_the_formal_letter_counts_where_the_policy_says_so() -> None:
    private = PastMeasure(at(10), M.WARNING_PRIVATE, counts=True)
    assert M.HIDE not in kinds(judged(found(Behaviour.ABUSE), history=History((incident(),), (private,))))
    assert "warning_given" in unmet(judged(found(Behaviour.ABUSE), history=History((incident(),), (private,))))
    derby = judged(found(Behaviour.ABUSE), policy=pack("derby-2024"), history=History((), (letter(),)))
    assert derby.formal.open


def test_what_was_said_before_the_warning_is_no_repeat_after_it_however_late_it_is_heard() -> None:
    late = given(found(Behaviour.ABUSE), history=warned(1, days_ago=10), identity=VERIFIED)
    early = replace(late, item=replace(late.item, at=at(11)))
    assert decide(pack("derby-2024"), late).formal.open
    assert "warning_given" in unmet(decide(pack("derby-2024"), early))


def test_a_letter_is_always_a_persons_and_says_what_comes_before_it() -> None:
    decision = judged(found(Behaviour.ABUSE), history=History((incident(),)))
    (measure,) = [m for m in decision.measures if m.kind is M.WARNING_LETTER]
    assert not measure.automatic
    assert {"record_first", "person"} == {g.name for g in measure.gates if g.met is Met.NO}
    (warn,) = [t for t in decision.tasks if t.kind is TaskKind.WARN]
    assert (warn.post, warn.label) == ("Caseworker", "letter")


def test_no_letter_is_offered_that_goes_on_the_record_of_somebody_nobody_confirmed() -> None:
    decision = judged(found(Behaviour.ABUSE), history=History((incident(),)), identity=Identity())
    assert M.WARNING_LETTER not in kinds(decision)
    assert "nobody has confirmed" in next(a.why_not for a in decision.alternatives if a.kind is M.WARNING_LETTER)
    assert decision.ask_identity
    assert not any(task.kind is TaskKind.RECORD for task in decision.tasks)


def test_the_rules_of_the_page_stand_beside_the_policys_own_rung_and_are_no_sanction() -> None:
    decision = judged(found(Behaviour.PRIVATE_DATA))
    by_kind = {m.kind: m for m in decision.measures}
    assert by_kind.keys() == {M.WARNING_LETTER, M.HIDE, M.HIDE_NOTICE}
    assert (by_kind[M.HIDE].house_rule, by_kind[M.HIDE_NOTICE].house_rule) == (True, True)
    assert not by_kind[M.WARNING_LETTER].house_rule
    assert [c.clause for c in by_kind[M.HIDE].citations] == ["HR-05"]
    advert = judged(found(Behaviour.SPAM, Severity.MILD))
    assert all(m.house_rule for m in advert.measures)
    assert not advert.breach


def test_a_comment_the_policy_does_not_hide_yet_is_looked_at() -> None:
    assert judged(found(Behaviour.ABUSE)).course is Course.REVIEW
    assert judged(found(Behaviour.ABUSE), history=History((), (letter(),))).course is Course.HIDE


@pytest.mark.parametrize(
    ("kind", "severity", "course"),
    [
        (InteractionKind.REACTION, Severity.MILD, Course.LEAVE),
        (InteractionKind.REACTION, Severity.SERIOUS, Course.REVIEW),
        (InteractionKind.COMMENT, Severity.MILD, Course.REVIEW),
    ],
)
def test_mild_cases_in_some_forms_of_contact_are_left(
    kind: InteractionKind, severity: Severity, course: Course
) -> None:
    decision = judged(found(Behaviour.ABUSE, severity), kind=kind)
    assert decision.course is course
    assert bool(decision.measures) is (course is not Course.LEAVE)
    assert decision.breach is (course is not Course.LEAVE)


@pytest.mark.parametrize("policy", [harbour(), pack("derby-2024")], ids=["harbour", "derby-2024"])
def test_harm_is_a_persons_record_before_it_nothing_is_offered_after_it_the_ladder_speaks(policy: Pack) -> None:
    noticed = judged(found(Behaviour.PERSISTENCE), policy=policy)
    assert (noticed.course, kinds(noticed), noticed.breach) == (Course.REVIEW, [], False)
    shown = judged(recorded(Behaviour.PERSISTENCE), policy=policy)
    assert shown.breach
    assert set(kinds(shown)) & {M.WARNING_LETTER, M.WARNING_PRIVATE}
    assert not any(m.automatic for m in shown.measures)
    assert "warning_given" in unmet(shown)
    again = judged(recorded(Behaviour.PERSISTENCE), policy=policy, history=History((incident(),), (letter(),)))
    assert again.formal.open


def test_not_even_a_record_counts_where_the_landlord_is_late_or_the_policy_counts_no_posts() -> None:
    late = replace(ALONE, overdue_matter=True)
    assert judged(recorded(Behaviour.VOLUME), circumstances=late).course is Course.LEAVE
    uncounted = judged(recorded(Behaviour.VOLUME), policy=pack("house-rules"))
    assert (uncounted.course, uncounted.measures, uncounted.breach) == (Course.LEAVE, (), False)


def test_the_formal_route_needs_a_letter_two_incidents_and_something_serious() -> None:
    assert unmet(judged(found(Behaviour.ABUSE))) == ["warning_given", "repeated"]
    assert unmet(judged(found(Behaviour.ABUSE), history=History((), (letter(),)))) == ["repeated"]
    before = History((incident(),), (letter(),))
    assert unmet(judged(found(Behaviour.ABUSE, Severity.MILD), history=before)) == ["grave_enough"]
    assert unmet(judged(found(Behaviour.ABUSE), history=before, identity=Identity())) == ["identity_verified"]
    assert judged(found(Behaviour.ABUSE), history=before).formal.open
    lost = judged(found(Behaviour.ABUSE), history=replace(before, complete=False)).formal
    assert {g.met for g in lost.unmet} == {Met.UNKNOWN}


@pytest.mark.parametrize("policy", [harbour(), pack("derby-2024"), pack("derby-2020")], ids=lambda p: p.id)
def test_an_extreme_case_waits_for_neither_warning_nor_repetition(policy: Pack) -> None:
    decision = judged(found(Behaviour.THREAT, Severity.EXTREME), policy=policy)
    assert (decision.formal.open, decision.course) == (True, Course.URGENT)
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in decision.tasks}


def test_going_on_after_the_complaints_procedure_has_ended_has_its_own_approver() -> None:
    before = History((incident(),), (letter(),))
    ended = replace(ALONE, exhausted=True)
    going_on = judged(recorded(Behaviour.PERSISTENCE), history=before, circumstances=ended)
    assert going_on.formal.needs_approval == "Administrator"
    for other in (
        judged(recorded(Behaviour.PERSISTENCE), history=before),
        judged(recorded(Behaviour.PERSISTENCE), found(Behaviour.ABUSE), history=before, circumstances=ended),
    ):
        assert other.formal.needs_approval == "Page manager+Administrator"


def test_a_known_support_worker_is_spoken_to_before_anything_else() -> None:
    known = Circumstances(support_worker=True, liaised_at=at(2))
    history = History((incident(),), (letter(),))
    first = judged(found(Behaviour.ABUSE), history=History((incident(),)), circumstances=known)
    assert kinds(first) == []
    assert TaskKind.LIAISE in {t.kind for t in first.tasks}
    assert "support worker" in {a.kind: a.why_not for a in first.alternatives}[M.WARNING_LETTER]
    again = judged(found(Behaviour.ABUSE), history=history, circumstances=known)
    assert (again.formal.open, M.HIDE in kinds(again)) == (True, False)
    assert [g.name for g in again.formal.to_do] == ["circumstances_checked", "liaised"]
    talked = replace(known, liaised_at=NOW)
    spoken = judged(found(Behaviour.ABUSE), history=history, circumstances=talked)
    assert M.HIDE in kinds(spoken)
    assert TaskKind.LIAISE not in {t.kind for t in spoken.tasks}


def test_an_extreme_threat_and_the_rules_of_the_page_do_not_wait_for_a_support_worker() -> None:
    known = Circumstances(support_worker=True)
    assert M.HIDE in kinds(judged(found(Behaviour.THREAT, Severity.EXTREME), circumstances=known))
    assert kinds(judged(found(Behaviour.PRIVATE_DATA), circumstances=known)) == [M.HIDE, M.HIDE_NOTICE]


def test_whether_there_is_a_support_worker_is_not_known_so_nothing_is_hidden_without_a_person() -> None:
    history = History((incident(),), (letter(),))
    surely = judged(found(Behaviour.ABUSE), history=history)
    perhaps = judged(found(Behaviour.ABUSE), history=history, circumstances=Circumstances())
    assert [m.automatic for m in surely.measures if m.kind is M.HIDE] == [True]
    assert [m.automatic for m in perhaps.measures if m.kind is M.HIDE] == [False]


def test_where_every_measure_is_explained_each_says_so_and_the_silent_ones_wait_for_words() -> None:
    decision = judged(found(Behaviour.ABUSE), history=History((incident(),), (letter(),)))
    assert all(m.says_why for m in decision.measures)
    silent = {m.kind for m in decision.measures if "say_why" in {g.name for g in m.gates}}
    assert silent == {M.REPORT, M.BLOCK}
    derby = judged(found(Behaviour.ABUSE), policy=pack("derby-2024"))
    assert not any(m.says_why for m in derby.measures)


def test_what_the_place_does_not_allow_is_called_unsupported_even_before_the_ladder_would_offer_it() -> None:
    elsewhere = judged(found(Behaviour.ABUSE), where=Where.ELSEWHERE)
    assert {a.kind for a in elsewhere.alternatives if a.unsupported} == {M.HIDE}
    assert not any(a.unsupported for a in judged(found(Behaviour.ABUSE)).alternatives)
