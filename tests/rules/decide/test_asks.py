"""What people are asked besides measures; needs that are open already; contact that goes against a restriction."""

from dataclasses import replace
from typing import Any

import pytest

from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.case.words import RestrictionKind
from rules.model.circumstances import Circumstances, Restricted
from rules.model.decision import Course, Decision, PersonTask, TaskKind
from rules.model.finding import Behaviour, Finding, NeedKind, Severity, Urgency
from rules.model.history import History
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from tests.rules.decide.givens import found, given, needed
from tests.rules.decide.harbour import harbour
from tests.rules.decide.test_process import ALONE, VERIFIED, incident, letter
from tests.rules.packs import pack

T = TaskKind
SPOC = Restricted("r1", "harbour", RestrictionKind.SPOC, ("public",))


def judged(*findings: Finding, **others: Any) -> Decision:
    rest: dict[str, Any] = {"identity": VERIFIED, "circumstances": ALONE} | others
    return decide(harbour(), given(*findings, **rest))


def asked(decision: Decision, kind: TaskKind) -> list[PersonTask]:
    return [task for task in decision.tasks if task.kind is kind]


def test_a_need_of_somebody_unknown_is_answered_and_they_are_asked_who_they_are() -> None:
    decision = judged(needs=[needed(NeedKind.REPAIR)], identity=Identity())
    assert decision.ask_identity
    assert "Ask privately who it is" in asked(decision, T.ANSWER)[0].why
    assert not asked(decision, T.ASK_IDENTITY)
    for known in (
        judged(needs=[needed(NeedKind.REPAIR)]),
        judged(needs=[needed(NeedKind.INFORMATION_REQUEST)], identity=Identity()),
        judged(needs=[needed(NeedKind.APPEAL)], identity=Identity()),
    ):
        assert not known.ask_identity


@pytest.mark.parametrize("assurance", [Assurance.NONE, Assurance.CLAIMED])
def test_a_private_message_of_somebody_who_went_against_the_policy_is_where_to_ask(assurance: Assurance) -> None:
    before = History((incident(),))
    message = {"kind": InteractionKind.DIRECT_MESSAGE, "identity": Identity(assurance)}
    decision = judged(history=before, **message)
    assert (decision.ask_identity, decision.course, decision.breach) == (True, Course.LEAVE, False)
    assert len(asked(decision, T.ASK_IDENTITY)) == 1
    assert not judged(**message).ask_identity
    assert not judged(history=before, identity=Identity(assurance)).ask_identity
    assert not judged(history=before, kind=InteractionKind.DIRECT_MESSAGE).ask_identity


def test_the_policy_may_want_to_know_who_it_is_after_what_was_found() -> None:
    decision = judged(found(Behaviour.ABUSE), identity=Identity())
    assert decision.ask_identity
    assert len(asked(decision, T.ASK_IDENTITY)) == 1
    assert not judged(found(Behaviour.ABUSE, Severity.MILD), identity=Identity()).ask_identity


def test_first_they_are_spoken_to_then_it_is_referred() -> None:
    first, warned = judged(found(Behaviour.ABUSE)), judged(found(Behaviour.ABUSE), history=History((), (letter(),)))
    assert (asked(first, T.SPEAK_DIRECTLY)[0].post, asked(first, T.REFER)) == ("Moderator", [])
    assert (asked(warned, T.REFER)[0].label, asked(warned, T.SPEAK_DIRECTLY)) == ("Post", [])
    known = replace(ALONE, referred=True)
    again = judged(found(Behaviour.ABUSE), history=History((), (letter(),)), circumstances=known)
    assert "referred before" in asked(again, T.REFER)[0].why


def test_what_reached_a_colleague_personally_may_be_answered_by_her_manager_and_nobody_replies_there() -> None:
    decision = judged(
        found(Behaviour.CONTACTS_STAFF_PERSONALLY), where=Where.STAFF_PERSONAL, kind=InteractionKind.DIRECT_MESSAGE
    )
    assert asked(decision, T.LINE_MANAGER_REPLIES)[0].post == "Page manager"
    assert MeasureKind.HIDE not in {m.kind for m in decision.measures}
    assert not asked(judged(found(Behaviour.CONTACTS_STAFF_PERSONALLY)), T.LINE_MANAGER_REPLIES)


def test_a_threat_the_police_a_marker_and_the_book_of_incidents_are_a_persons() -> None:
    decision = judged(found(Behaviour.THREAT, Severity.EXTREME))
    assert "not telling them needs a reason" in asked(decision, T.REPORT_TO_POLICE)[0].why
    assert asked(decision, T.CONSIDER_MARKER)[0].label == "take_care"
    assert [task.label for task in asked(decision, T.RECORD)] == ["Safety book"]
    mild = judged(found(Behaviour.ABUSE, Severity.MILD))
    assert not asked(mild, T.RECORD) + asked(mild, T.CONSIDER_MARKER) + asked(mild, T.REPORT_TO_POLICE)
    derby = decide(pack("derby-2024"), given(found(Behaviour.THREAT, Severity.EXTREME)))
    assert asked(derby, T.CONSIDER_POLICE)
    assert not asked(derby, T.REPORT_TO_POLICE)


def test_what_is_recorded_before_a_letter_is_written_is_asked_for_with_it() -> None:
    decision = judged(found(Behaviour.ABUSE), history=History((incident(),)))
    assert [task.label for task in asked(decision, T.RECORD)] == ["Ledger"]


def test_an_allegation_goes_to_whoever_tests_it_and_to_whoever_looks_into_it() -> None:
    decision = judged(found(Behaviour.ALLEGATION))
    assert asked(decision, T.TEST_EVIDENCE)
    assert asked(decision, T.PASS_ON_ALLEGATION)
    assert (decision.measures, decision.breach, decision.formal.unmet) == ((), False, ())


def test_adjustments_and_vulnerability_are_looked_at_where_they_matter() -> None:
    vulnerable = replace(ALONE, vulnerable=True)
    open_route = judged(found(Behaviour.ABUSE), history=History((incident(),), (letter(),)))
    for decision in (
        judged(needs=[needed(NeedKind.ADJUSTMENT)]),
        judged(found(Behaviour.ABUSE), circumstances=vulnerable),
        open_route,
    ):
        assert len(asked(decision, T.CHECK_CIRCUMSTANCES)) == 1
    for decision in (judged(found(Behaviour.ABUSE)), judged(circumstances=vulnerable)):
        assert not asked(decision, T.CHECK_CIRCUMSTANCES)


def test_a_need_that_is_open_already_keeps_its_reference() -> None:
    known = replace(ALONE, open_needs=(NeedKind.REPAIR, NeedKind.EMERGENCY, NeedKind.SAFEGUARDING))
    again = judged(needs=[needed(NeedKind.REPAIR), needed(NeedKind.COMPLAINT)], circumstances=known)
    assert (again.needs, again.attached) == ((NeedKind.REPAIR, NeedKind.COMPLAINT), (NeedKind.REPAIR,))
    why = {task.why for task in asked(again, T.ANSWER)}
    assert sum("keeps its reference" in words for words in why) == 1


@pytest.mark.parametrize("kind", [NeedKind.EMERGENCY, NeedKind.SAFEGUARDING])
def test_danger_is_never_taken_for_the_danger_somebody_sees_to_already(kind: NeedKind) -> None:
    known = replace(ALONE, open_needs=(kind, NeedKind.REPAIR))
    assert judged(needs=[needed(kind)], circumstances=known).attached == ()
    now = needed(NeedKind.REPAIR, Urgency.NOW)
    assert judged(needs=[now], circumstances=known).attached == ()


@pytest.mark.parametrize("need", [None, NeedKind.REPAIR, NeedKind.INFORMATION_REQUEST])
def test_contact_against_a_restriction_is_told_and_recorded_and_nothing_more(need: NeedKind | None) -> None:
    known = replace(ALONE, restrictions=(SPOC,))
    decision = judged(needs=[needed(need)] if need else [], circumstances=known)
    assert decision.in_breach_of == "r1"
    assert (decision.breach, decision.course) == (False, Course.LEAVE)
    assert {m.kind for m in decision.measures} <= {MeasureKind.ACKNOWLEDGE}
    assert [task.post for task in asked(decision, T.TELL)] == ["Page manager"]
    assert [task.label for task in asked(decision, T.RECORD)] == ["Breach book"]


@pytest.mark.parametrize("need", sorted(set(NeedKind) - {NeedKind.REPAIR, NeedKind.INFORMATION_REQUEST}))
def test_no_restriction_closes_the_ways_that_stay_open_for_everybody(need: NeedKind) -> None:
    assert judged(needs=[needed(need)], circumstances=replace(ALONE, restrictions=(SPOC,))).in_breach_of is None


@pytest.mark.parametrize(
    "otherwise",
    [
        {"where": Where.ELSEWHERE},
        {"kind": InteractionKind.REACTION},
        {"kind": InteractionKind.DIRECT_MESSAGE},
        {"identity": Identity(Assurance.CLAIMED, "c1")},
        {"degraded": ("needs",)},
    ],
)
def test_what_is_no_such_contact_or_not_surely_theirs_is_no_breach(otherwise: dict[str, Any]) -> None:
    assert judged(circumstances=replace(ALONE, restrictions=(SPOC,)), **otherwise).in_breach_of is None


def test_a_private_message_goes_against_what_closes_private_ways() -> None:
    closed = replace(SPOC, breached_by=("private",))
    known = Circumstances(restrictions=(closed,))
    assert judged(kind=InteractionKind.DIRECT_MESSAGE, circumstances=known).in_breach_of == "r1"
    assert judged(circumstances=known).in_breach_of is None


def test_where_the_policy_names_nobody_who_is_told_of_a_breach_a_person_is_told_all_the_same() -> None:
    said = given(identity=VERIFIED, circumstances=Circumstances(restrictions=(SPOC,)))
    for name in ("house-rules", "derby-2024"):
        assert asked(decide(pack(name), said), T.TELL)
