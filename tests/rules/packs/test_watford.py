# long: one policy, requirement by requirement, to be read beside it
"""Watford: what its policy demands, requirement by requirement, through judgement and casework."""

from datetime import date

import pytest

from rules.decide.matter import HIDING
from rules.model.case import deeds as d
from rules.model.case.orders import Verdict
from rules.model.case.words import Check, Exemption, LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, NeedKind, Severity, Target
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind as M
from rules.policy.check import remarks
from tests.rules.packs import pack
from tests.rules.packs.story import CEASE, EXTEND, OVERTURNED, STANDS, Story, kinds

PACK = pack("watford")
CASEWORK = PACK.casework
assert CASEWORK is not None
LEAD, SERVICE, OFFICER = "Caution Lead", "Service Caution Lead", "Case Officer"
SUE, BILL, CORA = Person("sue", SERVICE), Person("bill", LEAD), Person("cora", LEAD)
GRACE, GERALD = Person("grace", "Customer Experience Manager"), Person("gerald", "Group Director of Customer Services")
RYAN, CARYS = Person("ryan", "Reporting Officer"), Person("carys", OFFICER)
IDRIS = Person("idris", "Senior Manager")
WHY = (Says.BEHAVIOUR, Says.REASON, Says.CHANCE_TO_MODIFY)
WARNINGS = {M.WARNING_PRIVATE, M.WARNING_PUBLIC}


def begun(*, verified: bool = True) -> Story:
    return Story("watford", start="2026-02-02", verified=verified)


def warned(behaviour: Behaviour = Behaviour.ABUSE, *, verified: bool = True) -> Story:
    """Warned once, and did it again."""
    story = begun(verified=verified)
    story.says((behaviour, Severity.SERIOUS))
    assert story.warn("Social Media Officer", (story.last,), WHY).accepted
    story.day("2026-02-16").says((behaviour, Severity.SERIOUS))
    return story


def propose(story: Story, kind: RestrictionKind = RestrictionKind.WRITING_ONLY, **rest: object) -> Verdict:
    return story.propose(OFFICER, kind, tuple(i.ref for i in story.file.incidents), **rest)


def restricted(kind: RestrictionKind = RestrictionKind.WRITING_ONLY, months: int | None = 12) -> Story:
    """In force from 2 March 2026, the marker set and the notice sent."""
    story = warned()
    assert propose(story, kind, months=months).accepted
    story.day("2026-03-02")
    for person in (SUE, BILL, CORA):
        assert story.does(d.Approve(person)).accepted
    return story


def told(story: Story) -> Story:
    orders = story.orders
    assert story.does(d.ConfirmMarker(SUE, "UDC_PB", on=True)).accepted
    assert story.does(d.SendNotice(CARYS)).accepted
    story.orders = orders
    return story


def tasks(story: Story, *found: tuple[Behaviour, Severity]) -> dict[TaskKind, str]:
    """The tasks of something said, with whose they are and where they are done."""
    return {task.kind: f"{task.post}/{task.label}" for task in story.says(*found).tasks}


def test_every_requirement_of_the_document_is_a_clause_in_its_order() -> None:
    assert [c.id for c in PACK.clauses] == [*(f"WCH-{n:02}" for n in range(1, 39)), "WCH-PAGE"]


def test_wch01_the_housing_ombudsman_is_named_wherever_something_was_taken_away() -> None:
    assert PACK.appeal.ombudsman == "Housing Ombudsman"
    assert "Housing Ombudsman" in PACK.notices["hide_notice"]
    assert Says.OMBUDSMAN in restricted().letter(LetterKind.RESTRICTION_NOTICE)


def test_wch02_whoever_is_abusive_is_heard_all_the_same() -> None:
    story = begun()
    decision = story.says((Behaviour.ABUSE, Severity.SERIOUS), needs=[NeedKind.REPAIR, NeedKind.COMPLAINT])
    assert set(decision.needs) == {NeedKind.REPAIR, NeedKind.COMPLAINT}
    assert [t for t in decision.tasks if t.kind is TaskKind.ANSWER]
    assert decision.shielded == (NeedKind.REPAIR,)


def test_wch03_adjustments_and_circumstances_come_before_a_restriction() -> None:
    story = warned()
    refusals = propose(story, checked=frozenset({Check.ADJUSTMENTS})).refusals
    assert {r.unmet for r in refusals} == {Unmet.UNCHECKED}
    out = frozenset({RestrictionKind.WRITING_ONLY})
    story.does(d.RecordAdjustment(CARYS, out))
    assert {r.unmet for r in propose(story).refusals} == {Unmet.AGAINST_ADJUSTMENT}


def test_wch03_every_point_where_the_formal_route_opens_asks_for_them() -> None:
    story = begun()
    assert TaskKind.CHECK_CIRCUMSTANCES not in tasks(story, (Behaviour.ABUSE, Severity.SERIOUS))
    story.warn("Social Media Officer", (story.last,), WHY)
    assert TaskKind.CHECK_CIRCUMSTANCES in tasks(story, (Behaviour.ABUSE, Severity.SERIOUS))


@pytest.mark.parametrize("target", [Target.STAFF, Target.CONTRACTOR])
def test_wch04_staff_and_contractors_alike(target: Target) -> None:
    decision = begun().says((Behaviour.ABUSE, Severity.SERIOUS), target=target)
    assert decision.breach
    assert M.WARNING_PRIVATE in kinds(decision)


@pytest.mark.parametrize(
    "found",
    [
        (Behaviour.DEMAND, Severity.MILD),
        (Behaviour.PERSISTENCE, Severity.MILD),
        (Behaviour.DEROGATORY_VIEW, Severity.SERIOUS),
    ],
)
def test_wch05_forceful_determined_or_harsh_is_left(found: tuple[Behaviour, Severity]) -> None:
    story = begun()
    decision = story.says(found, target=Target.ORGANISATION)
    assert (decision.course, decision.measures, decision.breach) == (Course.LEAVE, (), False)
    assert not story.file.counting


@pytest.mark.parametrize(
    "behaviour", [Behaviour.ABUSE, Behaviour.SWEARING_AT_PERSON, Behaviour.DISCRIMINATION, Behaviour.HARASSMENT]
)
def test_wch06_abuse_of_staff_is_warned_about_with_its_clause_and_anger_is_not(behaviour: Behaviour) -> None:
    decision = begun().says((behaviour, Severity.MILD))
    assert kinds(decision) >= {M.WARNING_PRIVATE}
    assert not kinds(decision) & {M.HIDE, M.BLOCK}
    assert "WCH-06" in {c.citation.clause for c in decision.considered}
    assert begun().says((Behaviour.SWEARING_AT_NOBODY, Severity.SERIOUS), target=Target.NONE).measures == ()


@pytest.mark.parametrize(
    ("behaviour", "clause"),
    [(Behaviour.DEMAND, "WCH-07"), (Behaviour.VOLUME, "WCH-07"), (Behaviour.PERSISTENCE, "WCH-08")],
)
def test_wch07_wch08_what_weighs_on_others_is_measured_first_and_then_warned_about(
    behaviour: Behaviour, clause: str
) -> None:
    assert PACK.by_behaviour[behaviour].harm_test
    story = begun()
    assert story.says((behaviour, Severity.MILD)).course is Course.LEAVE
    decision = story.says((behaviour, Severity.SERIOUS))
    assert clause in {c.citation.clause for c in decision.considered}
    assert kinds(decision) & WARNINGS
    assert not kinds(decision) & HIDING
    assert not decision.formal.open


def test_wch08_going_on_after_a_warning_opens_the_route() -> None:
    story = warned(Behaviour.PERSISTENCE)
    assert propose(story).accepted


def test_wch09_the_caution_leads_and_the_manager_decide_and_nobody_else() -> None:
    assert {LEAD, SERVICE, GRACE.post} <= PACK.roles.keys()
    story = warned()
    story.does(d.Refer(RYAN, tuple(i.ref for i in story.file.incidents)))
    for post in (OFFICER, "Social Media Officer", "Senior Manager"):
        assert story.refused(d.DecideReferral(Person("somebody", post))) == {Unmet.WRONG_POST}
    assert story.does(d.DecideReferral(BILL)).accepted


def test_wch10_a_case_is_referred_on_the_docusign_form() -> None:
    story = begun()
    assert TaskKind.REFER not in tasks(story, (Behaviour.ABUSE, Severity.SERIOUS))
    stranger = Story("watford", start="2026-02-02", verified=False)
    assert TaskKind.REFER not in tasks(stranger, (Behaviour.THREAT, Severity.EXTREME))
    story.warn("Social Media Officer", (story.last,), WHY)
    assert tasks(story, (Behaviour.ABUSE, Severity.SERIOUS))[TaskKind.REFER] == "Reporting Officer/DocuSign"
    story.does(d.Refer(RYAN, (story.last,)))
    assert [(o.post, o.label) for o in story.orders if o.kind is OrderKind.REFER] == [("Reporting Officer", "DocuSign")]


def test_wch11_the_other_document_is_named_and_not_played() -> None:
    clause = PACK.by_clause["WCH-11"]
    assert "another document" in clause.summary
    assert clause.wording is None


def test_wch12_a_letter_may_be_chosen_and_whoever_referred_does_not_choose() -> None:
    story = warned()
    refs = tuple(i.ref for i in story.file.incidents)
    story.does(d.Refer(Person("bill", LEAD), refs))
    assert story.refused(d.DecideReferral(BILL)) == {Unmet.SAME_PERSON}
    assert story.does(d.DecideReferral(GRACE)).accepted
    assert story.order(OrderKind.ISSUE_WARNING)
    assert not story.order(OrderKind.SET_MARKER)


def test_wch12_where_safety_is_at_risk_it_is_referred_at_once() -> None:
    assert tasks(begun(), (Behaviour.THREAT, Severity.EXTREME))[TaskKind.REFER] == "Reporting Officer/DocuSign"


def test_wch13_another_period_than_twelve_months_may_be_decided() -> None:
    story = restricted(months=6)
    assert story.restriction.ends == date(2026, 9, 2)


def test_wch14_the_referral_bears_its_date() -> None:
    story = warned()
    story.does(d.Refer(RYAN, (story.last,)))
    assert story.file.referrals[0].at == story.now


def test_wch15_the_marker_is_set_by_hand_and_only_then_known_to_be_on() -> None:
    story = restricted()
    assert [o.label for o in story.orders if o.kind is OrderKind.SET_MARKER] == ["UDC_PB"]
    assert story.restriction.markers_wanted == {"UDC_PB"}
    assert not story.restriction.markers_on
    assert told(story).restriction.markers_on == {"UDC_PB"}


def test_wch16_wch17_the_outcome_is_told_to_who_referred_and_saved_under_tenancy_details() -> None:
    story = warned()
    story.does(d.Refer(RYAN, (story.last,)))
    story.does(d.DecideReferral(GRACE))
    assert story.order(OrderKind.TELL) == ["Reporting Officer"]
    assert "Orchard tenancy details" in story.order(OrderKind.RECORD)
    assert "Reporting Officer" in restricted().order(OrderKind.TELL)


def test_wch18_the_marker_has_no_end_date_and_the_service_caution_lead_sets_it() -> None:
    assert CASEWORK is not None
    (marker,) = CASEWORK.markers
    assert (marker.code, marker.system, marker.valid_to_blank) == ("UDC_PB", "Orchard", True)
    assert restricted().order(OrderKind.SET_MARKER) == [SERVICE]
    stranger = Story("watford", start="2026-02-02", verified=False)
    stranger.says((Behaviour.ABUSE, Severity.SERIOUS))
    assert Unmet.UNVERIFIED in {r.unmet for r in propose(stranger).refusals}


def test_wch19_mild_words_never_open_the_way_and_the_matter_goes_on() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, Severity.MILD))
    story.warn("Social Media Officer", (story.last,), WHY)
    assert not story.says((Behaviour.ABUSE, Severity.MILD)).formal.open
    assert story.says((Behaviour.ABUSE, Severity.SERIOUS), needs=[NeedKind.COMPLAINT]).needs == (NeedKind.COMPLAINT,)


def test_wch20_one_way_always_stays_open_and_the_letter_says_which() -> None:
    assert {r.unmet for r in propose(warned(), RestrictionKind.ALL_CHANNELS).refusals} >= {Unmet.ALL_CLOSED}
    assert CASEWORK is not None
    assert all(offered.leaves for offered in CASEWORK.restrictions)
    assert Says.REMAINING_CHANNEL in restricted().letter(LetterKind.RESTRICTION_NOTICE)


def test_wch21_a_threat_may_end_direct_contact_but_nothing_is_permanent() -> None:
    story = begun()
    assert story.says((Behaviour.THREAT, Severity.EXTREME)).formal.open
    safety = {"exemption": Exemption.IMMEDIATE_SAFETY, "has_reason": True}
    assert propose(story, RestrictionKind.THIRD_PARTY_ONLY, **safety).accepted
    forever = propose(story, RestrictionKind.THIRD_PARTY_ONLY, months=d.PERMANENT, **safety)
    assert {r.unmet for r in forever.refusals} == {Unmet.PERMANENT}


def test_wch22_verbal_incidents_may_be_reported_by_a_person() -> None:
    found = tasks(begun(), (Behaviour.ABUSE, Severity.EXTREME))
    assert TaskKind.CONSIDER_POLICE in found
    assert TaskKind.REPORT_TO_POLICE not in found
    assert TaskKind.CONSIDER_POLICE not in tasks(begun(), (Behaviour.ABUSE, Severity.MILD))


@pytest.mark.parametrize("severity", [Severity.MILD, Severity.SERIOUS, Severity.EXTREME])
@pytest.mark.parametrize("behaviour", [Behaviour.THREAT, Behaviour.DISCRIMINATION])
def test_wch23_threats_and_discriminatory_remarks_are_always_reported_or_a_reason_given(
    behaviour: Behaviour, severity: Severity
) -> None:
    story = begun()
    assert TaskKind.REPORT_TO_POLICE in tasks(story, (behaviour, severity))
    ref = story.last
    assert ref in story.stands.police_outstanding
    story.day("2026-03-10")
    assert [o.must for o in story.orders if o.kind is OrderKind.REPORT_TO_POLICE] == [True]
    assert story.refused(d.ConsiderPolice(GRACE, (ref,), reported=False, has_reason=False)) == {Unmet.NO_REASON}
    assert story.does(d.ConsiderPolice(GRACE, (ref,), reported=True, has_reason=True)).accepted
    assert not story.stands.police_outstanding


def test_wch24_a_warning_says_why_and_a_third_party_may_be_asked_for() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, Severity.SERIOUS))
    without_why = story.warn("Social Media Officer", (story.last,), (Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY))
    assert {r.unmet for r in without_why.refusals} == {Unmet.WARNING_INCOMPLETE}
    assert story.warn("Social Media Officer", (story.last,), WHY).accepted
    story.says((Behaviour.ABUSE, Severity.SERIOUS))
    assert propose(story, RestrictionKind.THIRD_PARTY_ONLY).accepted


def test_wch24_whether_an_accusation_is_malicious_only_a_person_can_say() -> None:
    decision = begun().says((Behaviour.ALLEGATION, Severity.SERIOUS))
    assert TaskKind.TEST_EVIDENCE in {t.kind for t in decision.tasks}
    assert not decision.breach
    assert not kinds(decision) & (HIDING | WARNINGS)


@pytest.mark.parametrize(
    "kind",
    [
        RestrictionKind.SET_TIMES,
        RestrictionKind.SPOC,
        RestrictionKind.APPOINTMENT_ONLY,
        RestrictionKind.WRITING_ONLY,
        RestrictionKind.SIGNIFICANT_QUERIES_ONLY,
        RestrictionKind.PAGE_BLOCK,
    ],
)
def test_wch25_the_options_can_be_proposed(kind: RestrictionKind) -> None:
    assert propose(warned(), kind).accepted
    assert CASEWORK is not None
    assert next(o.clause for o in CASEWORK.restrictions if o.kind is kind) == "WCH-25"


@pytest.mark.parametrize("kind", [M.HIDE, M.REPORT, M.BLOCK])
def test_wch26_whatever_is_done_it_is_said_what_and_why(kind: M) -> None:
    story = warned(verified=kind is not M.BLOCK)
    ref = None if kind is M.BLOCK else story.last
    assert story.does(d.TakeMeasure("m", SUE, kind, "@her", ref, months=3)).accepted
    assert story.letter(LetterKind.MEASURE_NOTICE) >= {Says.REASON, Says.ACTION, Says.APPEAL_ROUTE}


def test_wch26_a_hide_without_a_person_needs_a_notice_that_arrives() -> None:
    decision = begun().says((Behaviour.ABUSE, Severity.SERIOUS), abilities={})
    assert PACK.automatic.needs_notice
    assert not any(measure.automatic for measure in decision.measures if measure.kind in HIDING)


def test_wch27_no_further_letters_only_after_the_complaint_has_ended_and_only_by_the_group_director() -> None:
    story = warned(Behaviour.PERSISTENCE)
    kind = RestrictionKind.NO_FURTHER_CORRESPONDENCE
    assert {r.unmet for r in propose(story, kind).refusals} == {Unmet.NOT_EXHAUSTED}
    story.does(d.RecordExhausted(CARYS))
    assert story.says((Behaviour.PERSISTENCE, Severity.SERIOUS)).formal.needs_approval == GERALD.post
    assert propose(story, kind).accepted
    assert story.refused(d.Approve(SUE)) == {Unmet.WRONG_POST}
    assert story.does(d.Approve(GERALD)).accepted
    assert len(story.stands.restrictions) == 1
    news = story.says((Behaviour.PERSISTENCE, Severity.MILD), needs=[NeedKind.COMPLAINT])
    assert not news.in_breach_of
    assert news.needs == (NeedKind.COMPLAINT,)


def test_wch28_abuse_may_be_dealt_with_as_it_arises() -> None:
    decision = begun().says((Behaviour.ABUSE, Severity.SERIOUS))
    hide = next(m for m in decision.measures if m.kind is M.HIDE)
    assert "WCH-28" in {c.clause for c in hide.citations}
    assert begun().says((Behaviour.THREAT, Severity.EXTREME)).course is Course.URGENT


def test_wch29_three_distinct_people_none_of_whom_proposed_it() -> None:
    story = warned()
    assert propose(story).accepted
    assert story.order(OrderKind.ASK_APPROVAL) == ["Service Caution Lead+2 Caution Leads"]
    assert story.does(d.Approve(SUE)).accepted
    assert story.refused(d.Approve(Person("sue", LEAD))) == {Unmet.SAME_PERSON}
    assert story.refused(d.Approve(Person("sam", SERVICE))) == {Unmet.PLACES_FILLED}
    assert story.refused(d.Approve(Person("proposer", LEAD))) == {Unmet.SAME_PERSON}
    assert story.refused(d.Approve(GRACE)) == {Unmet.WRONG_POST}
    assert story.does(d.Approve(BILL)).accepted
    assert (story.stands.approvals, story.stands.seats, story.stands.restrictions) == (2, 3, ())
    assert story.refused(d.SendNotice(CARYS)) == {Unmet.QUORUM_INCOMPLETE}
    assert story.does(d.Approve(CORA)).accepted
    assert len(story.stands.restrictions) == 1


def test_wch29_a_confirmed_customer_is_blocked_by_all_three_and_nobody_known_by_one() -> None:
    story = warned()
    block = d.TakeMeasure("m", SUE, M.BLOCK, "@her", None, months=3)
    assert story.refused(block) == {Unmet.NOT_OFFERED, Unmet.QUORUM_INCOMPLETE}
    assert M.BLOCK not in kinds(story.says((Behaviour.ABUSE, Severity.SERIOUS)))
    stranger = warned(verified=False)
    assert M.BLOCK in kinds(stranger.says((Behaviour.ABUSE, Severity.SERIOUS)))
    assert stranger.does(block).accepted


def test_wch30_a_chance_to_change_comes_first_unless_a_reason_is_given() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, Severity.SERIOUS))
    assert {r.unmet for r in propose(story).refusals} == {Unmet.WARNING_MISSING}
    unexplained = propose(story, exemption=Exemption.IMMEDIATE_SAFETY)
    assert {r.unmet for r in unexplained.refusals} == {Unmet.NO_REASON}
    assert propose(story, exemption=Exemption.IMMEDIATE_SAFETY, has_reason=True).accepted


def test_wch30_a_chance_that_nobody_had_time_to_take_is_none() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, Severity.SERIOUS))
    story.warn("Social Media Officer", (story.last,), WHY)
    assert {r.unmet for r in propose(story).refusals} == {Unmet.NO_REPEAT}


def test_wch31_the_notice_says_what_why_how_long_which_way_stays_open_and_how_to_appeal() -> None:
    wanted = {Says.REASON, Says.ACTION, Says.DURATION, Says.REMAINING_CHANNEL, Says.APPEAL_ROUTE}
    assert restricted().letter(LetterKind.RESTRICTION_NOTICE) >= wanted


def test_wch32_an_appeal_goes_to_somebody_more_senior_with_no_part_in_it_and_no_time_limit_is_invented() -> None:
    story = told(restricted())
    assert story.restriction.appeal_until is None
    story.day("2026-12-01").says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == ["more senior and not involved"]
    assert story.file.appeals[0].made.due is None
    assert story.refused(d.DecideAppeal(Person("sue", "Senior Manager"), STANDS)) == {Unmet.INVOLVED}
    assert story.refused(d.DecideAppeal(CARYS, STANDS)) == {Unmet.WRONG_POST}
    assert story.does(d.DecideAppeal(IDRIS, STANDS)).accepted
    assert story.letter(LetterKind.APPEAL_OUTCOME) >= {Says.REASON, Says.ACTION}


def test_wch32_overturned_means_undone_everywhere_and_everybody_told() -> None:
    story = told(restricted())
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.does(d.DecideAppeal(IDRIS, OVERTURNED)).accepted
    assert story.order(OrderKind.LIFT)
    assert story.order(OrderKind.REMOVE_MARKER) == ["UDC_PB"]
    assert set(story.order(OrderKind.TELL)) >= {OFFICER, "officers_need_to_know", "Reporting Officer"}
    assert not story.file.counting


def test_wch33_a_letter_is_kept_in_documents() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, Severity.SERIOUS))
    assert story.warn("Reporting Officer", (story.last,), WHY, form="letter").accepted
    assert story.order(OrderKind.RECORD) == ["Documents"]


def test_wch33_nothing_is_written_on_a_record_nobody_has_confirmed() -> None:
    stranger = Story("watford", start="2026-02-02", verified=False)
    stranger.says((Behaviour.ABUSE, Severity.SERIOUS))
    verdict = stranger.warn("Reporting Officer", (stranger.last,), WHY, form="letter")
    assert Unmet.UNVERIFIED in {r.unmet for r in verdict.refusals}


def test_wch34_contact_is_restored_early_when_behaviour_has_been_acceptable() -> None:
    story = told(restricted()).day("2026-07-01")
    assert story.does(d.Review(BILL, CEASE)).accepted
    assert story.order(OrderKind.LIFT)
    assert story.letter(LetterKind.LIFTING) >= {Says.REASON, Says.ACTION}


def test_wch35_a_request_about_ones_own_data_is_never_held_against_anybody() -> None:
    story = told(restricted(RestrictionKind.LETTER_ONLY))
    decision = story.says(needs=[NeedKind.DATA_REQUEST], kind=InteractionKind.DIRECT_MESSAGE)
    assert decision.needs == (NeedKind.DATA_REQUEST,)
    assert not decision.in_breach_of


def test_wch36_a_marker_stays_a_year_and_longer_only_if_the_leads_agree_and_one_post_signs() -> None:
    story = begun()
    story.says((Behaviour.THREAT, Severity.EXTREME))
    safety = {"exemption": Exemption.IMMEDIATE_SAFETY, "has_reason": True}
    assert propose(story, RestrictionKind.THIRD_PARTY_ONLY, months=24, **safety).accepted
    assert story.order(OrderKind.ASK_LONGER)
    story.day("2026-03-02")
    for person in (SUE, BILL, CORA):
        story.does(d.Approve(person))
    assert (story.restriction.ends, story.restriction.longer_wanted) == (date(2027, 3, 2), True)
    early = story.does(d.SignLonger(GRACE, 24, has_reason=True))
    assert {r.unmet for r in early.refusals} == {Unmet.QUORUM_INCOMPLETE}
    assert story.does(d.AgreeLonger(BILL)).accepted
    assert story.does(d.AgreeLonger(CORA)).accepted
    assert story.does(d.SignLonger(GRACE, 24, has_reason=True)).accepted
    assert story.restriction.ends == date(2028, 3, 2)


def test_wch36_twelve_months_where_nobody_says_otherwise() -> None:
    story = restricted(months=None)
    assert (story.restriction.ends, story.restriction.review_due) == (date(2027, 3, 2), date(2027, 3, 2))


def test_wch37_the_leads_see_a_monthly_list_and_the_case_officer_hears_the_outcome() -> None:
    story = told(restricted())
    assert not story.day("2026-12-01").order(OrderKind.LIST_REVIEW)
    assert story.day("2027-02-10").order(OrderKind.LIST_REVIEW) == [LEAD]
    assert set(story.day("2027-03-03").order(OrderKind.ALARM)) == {GRACE.post}
    assert story.does(d.Review(BILL, CEASE)).accepted
    assert OFFICER in story.order(OrderKind.TELL)
    assert story.order(OrderKind.REMOVE_MARKER) == ["UDC_PB"]


def test_wch37_an_extension_is_one_recorded_decision_with_a_letter() -> None:
    story = told(restricted()).day("2027-03-01")
    assert story.does(d.Review(BILL, EXTEND)).accepted
    assert story.letter(LetterKind.EXTENSION) >= {Says.REASON, Says.ACTION, Says.DURATION}
    assert story.restriction.review_due == date(2028, 3, 2)


def test_wch38_the_policys_own_review_is_overdue_and_policy_check_says_so() -> None:
    assert PACK.own_review is not None
    assert PACK.own_review.due == date(2023, 11, 30)
    said = remarks(PACK, {}, date(2026, 11, 22))
    assert any("look at this policy again by 2023-11-30" in line and "[WCH-38]" in line for line in said)
