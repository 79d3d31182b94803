# long: one document, requirement by requirement in its own order, to be read beside it
"""Wolverhampton: what its policy demands, requirement by requirement, through judgement and casework."""

import pytest

from rules.model.case import deeds as d
from rules.model.case.words import (
    Check,
    Exemption,
    LetterKind,
    OrderKind,
    Person,
    RestrictionKind,
    Says,
    Unmet,
)
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, Ground, NeedKind, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind as M
from tests.rules.packs import pack
from tests.rules.packs.story import CEASE, EXTEND, EXTREME, MILD, OVERTURNED, SERIOUS, STANDS, Story, kinds

PACK = pack("wolverhampton")
CRT, HEAD, SMT = "Customer Resolution Team", "Head of Service", "Senior Management Team member"
MARTIN, HELEN, IDRIS = Person("martin", CRT), Person("helen", HEAD), Person("idris", SMT)
GRACE = Person("grace", "Customer Experience Manager")
WARNINGS = {M.WARNING_PRIVATE, M.WARNING_PUBLIC}
REGISTER = "register of restrictions"


def begun(start: str = "2026-11-02") -> Story:
    return Story("wolverhampton", start=start)


def proposed(kind: RestrictionKind = RestrictionKind.SPOC, months: int = 12) -> Story:
    """Warned, did it again, proposed."""
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn("Social Media Officer", (story.last,))
    story.day("2026-11-19").says((Behaviour.ABUSE, SERIOUS))
    story.day("2026-11-24")
    assert story.propose(CRT, kind, ("e1", story.last), months=months).accepted
    return story


def restricted(kind: RestrictionKind = RestrictionKind.SPOC, months: int = 12) -> Story:
    """In force from 30 November 2026."""
    story = proposed(kind, months).day("2026-11-30")
    assert story.does(d.Approve(HELEN)).accepted
    return story


def test_every_requirement_of_the_document_is_a_clause_with_its_heading() -> None:
    assert [c.id for c in PACK.clauses[:63]] == [f"WH-{n:02}" for n in range(1, 64)]
    headings = {c.number.split(",")[0].split(" (")[0] for c in PACK.clauses[:63]}
    assert headings == {
        "Purpose",
        "Unreasonable or excessive demands on services",
        "Aggressive or abusive behaviour",
        "Harassment",
        "Refusal to co-operate with reasonable requests",
        "Reasonable adjustments",
        "Options",
        "Urgent or Extreme Cases",
        "Operating the policy",
        "Appeal of decision",
        "Reviewing decisions",
        "Policy review",
        "Privacy and personal data",
    }


def test_wh01_somebody_talks_to_the_customer_first() -> None:
    story = begun()
    first = story.says((Behaviour.ABUSE, MILD), needs=[NeedKind.REPAIR])
    task = next(t for t in first.tasks if t.kind is TaskKind.SPEAK_DIRECTLY)
    assert task.post == "Customer Adviser"
    assert [c.clause for c in task.citations] == ["WH-01"]
    story.warn("Social Media Officer", (story.last,))
    again = story.says((Behaviour.ABUSE, MILD))
    assert TaskKind.SPEAK_DIRECTLY not in {t.kind for t in again.tasks}


def test_wh01_nobody_is_sent_to_talk_to_somebody_who_threatens() -> None:
    decision = begun().says((Behaviour.THREAT, EXTREME))
    assert TaskKind.SPEAK_DIRECTLY not in {t.kind for t in decision.tasks}


def test_wh02_contact_is_not_limited_for_a_first_matter_or_a_mild_one() -> None:
    story = begun()
    assert not story.says((Behaviour.ABUSE, SERIOUS)).formal.open
    story.warn("Social Media Officer", (story.last,))
    assert not story.says((Behaviour.ABUSE, MILD)).formal.open
    assert story.says((Behaviour.ABUSE, SERIOUS)).formal.open


@pytest.mark.parametrize("kind", [InteractionKind.COMMENT, InteractionKind.REVIEW, InteractionKind.DIRECT_MESSAGE])
def test_wh03_every_digital_way_of_contact_is_judged_and_each_comment_for_itself(kind: InteractionKind) -> None:
    story = begun()
    assert story.says((Behaviour.ABUSE, SERIOUS), kind=kind).breach
    assert story.says(kind=kind).course is Course.LEAVE


def test_wh04_circumstances_are_looked_at_before_formal_action() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn("Social Media Officer", (story.last,))
    opened = story.says((Behaviour.ABUSE, SERIOUS))
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in opened.tasks}
    half = frozenset({Check.ADJUSTMENTS})
    verdict = story.propose(CRT, RestrictionKind.SPOC, ("e1", story.last), checked=half)
    assert {r.unmet for r in verdict.refusals} == {Unmet.UNCHECKED}


@pytest.mark.parametrize("behaviour", [Behaviour.DEMAND, Behaviour.VOLUME, Behaviour.PERSISTENCE])
def test_wh05_to_15_demand_volume_and_persistence_need_the_harm_test(behaviour: Behaviour) -> None:
    story = begun()
    unmeasured = story.says((behaviour, MILD))
    assert not kinds(unmeasured)
    assert unmeasured.course is Course.LEAVE
    measured = story.says((behaviour, SERIOUS))
    assert kinds(measured) == WARNINGS
    assert M.HIDE not in kinds(measured)


def test_wh05_to_15_each_of_them_rests_on_its_own_line_of_the_list() -> None:
    lines = {b: set(PACK.by_behaviour[b].clauses) for b in (Behaviour.DEMAND, Behaviour.VOLUME, Behaviour.PERSISTENCE)}
    assert set.union(*lines.values()) == {f"WH-{n:02}" for n in range(5, 16)}
    assert all(PACK.by_behaviour[b].harm_test for b in lines)


def test_wh16_anger_and_harsh_views_of_the_organisation_are_left() -> None:
    story = begun()
    for behaviour in (Behaviour.SWEARING_AT_NOBODY, Behaviour.DEROGATORY_VIEW):
        decision = story.says((behaviour, SERIOUS), target=Target.ORGANISATION)
        assert (decision.course, decision.measures, decision.breach) == (Course.LEAVE, (), False)


@pytest.mark.parametrize(
    ("behaviour", "clause"),
    [
        (Behaviour.ABUSE, "WH-17"),
        (Behaviour.SWEARING_AT_PERSON, "WH-18"),
        (Behaviour.ABUSE, "WH-19"),
        (Behaviour.DISCRIMINATION, "WH-20"),
        (Behaviour.DISCRIMINATION, "WH-22"),
        (Behaviour.THIRD_PARTY_ABUSE, "WH-23"),
        (Behaviour.THREAT, "WH-24"),
        (Behaviour.HARASSMENT, "WH-26"),
        (Behaviour.PUBLISHES_RECORDING, "WH-27"),
        (Behaviour.CONTACTS_STAFF_PERSONALLY, "WH-28"),
        (Behaviour.PRIVATE_DATA, "WH-29"),
        (Behaviour.HARASSMENT, "WH-30"),
    ],
)
def test_wh17_to_30_what_is_against_the_policy_is_warned_about_and_cites_its_line(
    behaviour: Behaviour, clause: str
) -> None:
    decision = begun().says((behaviour, SERIOUS))
    assert decision.breach
    assert clause in {c.citation.clause for c in decision.considered}
    assert M.WARNING_PRIVATE in kinds(decision)


def test_wh17_to_30_hiding_is_a_measure_of_the_page_and_none_of_the_policy() -> None:
    decision = begun().says((Behaviour.DISCRIMINATION, SERIOUS))
    hide = next(m for m in decision.measures if m.kind is M.HIDE)
    assert hide.house_rule
    assert "WH-PAGE" in {c.clause for c in hide.citations}


def test_wh21_an_accusation_is_for_a_person_and_is_neither_warned_about_nor_hidden() -> None:
    decision = begun().says((Behaviour.ALLEGATION, SERIOUS))
    assert {t.kind for t in decision.tasks} >= {TaskKind.TEST_EVIDENCE, TaskKind.PASS_ON_ALLEGATION}
    assert not decision.breach
    assert not kinds(decision) & {M.HIDE, *WARNINGS}


def test_wh23_mild_words_about_a_councillor_are_left() -> None:
    decision = begun().says((Behaviour.THIRD_PARTY_ABUSE, MILD), target=Target.THIRD_PARTY)
    assert decision.course is Course.LEAVE


@pytest.mark.parametrize(
    "behaviour", [Behaviour.THREAT, Behaviour.DISCRIMINATION, Behaviour.HARASSMENT, Behaviour.PRIVATE_DATA]
)
def test_wh25_wh50_police_are_for_a_person_to_consider_and_a_decision_against_is_open(behaviour: Behaviour) -> None:
    story = begun()
    decision = story.says((behaviour, SERIOUS))
    kinds_of_task = {t.kind for t in decision.tasks}
    assert TaskKind.CONSIDER_POLICE in kinds_of_task
    assert TaskKind.REPORT_TO_POLICE not in kinds_of_task
    assert story.does(d.ConsiderPolice(GRACE, (story.last,), reported=False, has_reason=True)).accepted


def test_wh31_wh32_refusing_to_take_part_is_asked_about_before_anything_is_held_against_anybody() -> None:
    story = begun()
    decision = story.says((Behaviour.REFUSES_COOPERATION, SERIOUS), ground=Ground.RULE)
    assert TaskKind.LOOK in {t.kind for t in decision.tasks}
    assert not decision.breach
    assert not story.file.counting
    recorded = story.says((Behaviour.REFUSES_COOPERATION, SERIOUS))
    assert TaskKind.SPEAK_DIRECTLY in {t.kind for t in recorded.tasks}


def test_wh33_wh34_an_adjustment_asked_for_comes_before_any_warning_and_rules_restrictions_out() -> None:
    story = begun()
    asked = story.says((Behaviour.ABUSE, MILD), needs=[NeedKind.ADJUSTMENT])
    assert not kinds(asked) & WARNINGS
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in asked.tasks}
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn("Social Media Officer", (story.last,))
    out = frozenset({RestrictionKind.LETTER_ONLY})
    assert story.does(d.RecordAdjustment(Person("lena", "Customer Adviser"), out)).accepted
    story.says((Behaviour.ABUSE, SERIOUS))
    verdict = story.propose(CRT, RestrictionKind.LETTER_ONLY, (story.last,))
    assert {r.unmet for r in verdict.refusals} == {Unmet.AGAINST_ADJUSTMENT}
    assert story.propose(CRT, RestrictionKind.SPOC, (story.last,)).accepted


def test_wh34_a_warning_gives_a_chance_to_change() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, MILD))
    assert story.warn("Social Media Officer", (story.last,)).accepted
    assert Says.CHANCE_TO_MODIFY in story.letter(LetterKind.WARNING)
    assert story.stands.warnings == 1


@pytest.mark.parametrize(("behaviour", "clause"), [(Behaviour.VOLUME, "WH-35"), (Behaviour.PERSISTENCE, "WH-36")])
def test_wh35_wh36_repeated_contact_is_first_answered_with_a_word_of_warning(behaviour: Behaviour, clause: str) -> None:
    decision = begun().says((behaviour, SERIOUS))
    warning = next(m for m in decision.measures if m.kind is M.WARNING_PRIVATE)
    assert clause in {c.clause for c in warning.citations}


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        (RestrictionKind.SET_TIMES, "WH-37"),
        (RestrictionKind.ONE_CHANNEL, "WH-38"),
        (RestrictionKind.SPOC, "WH-39"),
        (RestrictionKind.WITNESSED_ONLY, "WH-40"),
        (RestrictionKind.THIRD_PARTY_ONLY, "WH-41"),
        (RestrictionKind.NO_FURTHER_CORRESPONDENCE, "WH-42"),
    ],
)
def test_wh37_to_42_the_options_can_be_proposed_and_each_leaves_a_way_open(kind: RestrictionKind, clause: str) -> None:
    assert proposed(kind).stands.pending
    assert PACK.casework is not None
    offered = {o.kind: o for o in PACK.casework.restrictions}
    assert offered[kind].clause == clause
    assert offered[kind].leaves


def test_wh39_the_letter_about_one_contact_person_gives_reason_review_and_what_stays_open() -> None:
    says = restricted().letter(LetterKind.RESTRICTION_NOTICE)
    assert says >= {Says.REASON, Says.REVIEW_PERIOD, Says.REMAINING_CHANNEL}


def test_wh41_wh57_no_option_closes_every_way_and_the_page_is_no_restriction() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    for kind in (RestrictionKind.ALL_CHANNELS, RestrictionKind.SOCIAL_ACCESS):
        assert not story.propose(CRT, kind, (story.last,)).accepted


def test_wh43_the_standard_statement_stands_in_the_warning() -> None:
    assert "safety of the people who work here comes first" in PACK.notices["warning_private"]


def test_wh44_the_head_of_service_approves_and_nobody_else() -> None:
    story = proposed()
    assert story.order(OrderKind.ASK_APPROVAL) == [HEAD]
    assert story.refused(d.Approve(GRACE)) == {Unmet.WRONG_POST}
    assert story.refused(d.Approve(Person("proposer", HEAD))) == {Unmet.SAME_PERSON}
    assert not story.stands.restrictions
    assert story.does(d.Approve(HELEN)).accepted
    assert len(story.stands.restrictions) == 1


def test_wh44_the_head_of_service_may_decline_or_vary_and_whoever_varies_does_not_approve() -> None:
    story = proposed()
    assert story.does(d.Vary("v", HELEN, months=6)).accepted
    assert story.refused(d.Approve(HELEN)) == {Unmet.SAME_PERSON}
    assert story.does(d.Decline(HELEN)).accepted
    assert not story.stands.pending


def test_wh45_wh46_the_notice_says_why_what_how_long_and_brings_the_policy() -> None:
    says = restricted().letter(LetterKind.RESTRICTION_NOTICE)
    assert says >= {Says.REASON, Says.ACTION, Says.DURATION, Says.POLICY_COPY, Says.REVIEW_PERIOD, Says.APPEAL_ROUTE}
    assert "policy_copy" in {setting.name for setting in PACK.settings}


def test_wh45_a_proposal_states_its_duration_and_is_never_for_ever() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn("Social Media Officer", (story.last,))
    about = (story.last,)
    for months, unmet in ((None, Unmet.NO_END), (d.PERMANENT, Unmet.PERMANENT)):
        verdict = story.propose(CRT, RestrictionKind.SPOC, ("e1", *about), months=months)
        assert {r.unmet for r in verdict.refusals} == {unmet}


def test_wh47_staff_who_need_to_know_are_told_of_the_start_and_of_the_end() -> None:
    story = restricted()
    assert story.order(OrderKind.TELL) == ["officers_need_to_know"]
    story.day("2027-02-26")
    story.does(d.Review(MARTIN, CEASE))
    story.does(d.Review(HELEN, CEASE))
    assert "officers_need_to_know" in story.order(OrderKind.TELL)


def test_wh48_an_alert_is_set_on_nec_by_hand_and_taken_off_again() -> None:
    story = restricted()
    assert story.order(OrderKind.SET_MARKER) == ["NEC_alert"]
    assert not story.restriction.markers_on
    assert story.does(d.ConfirmMarker(MARTIN, "NEC_alert", on=True)).accepted
    assert story.restriction.markers_on == {"NEC_alert"}
    story.does(d.DecideAppeal(IDRIS, OVERTURNED))
    assert story.order(OrderKind.REMOVE_MARKER) == ["NEC_alert"]


def test_wh49_a_threat_is_an_incident_for_eras_and_no_marker_on_a_property() -> None:
    story = begun()
    story.says((Behaviour.THREAT, EXTREME))
    assert story.asked(TaskKind.RECORD) == ["ERAS"]
    assert story.refused(d.AskPropertyMarker(MARTIN)) == {Unmet.PROPERTY_MARKER}
    quiet = begun()
    quiet.says((Behaviour.ABUSE, SERIOUS))
    assert not quiet.asked(TaskKind.RECORD)


def test_wh51_a_pvp_alert_is_thought_about_by_a_person_and_set_by_no_decision() -> None:
    story = begun()
    story.says((Behaviour.THREAT, EXTREME))
    assert story.asked(TaskKind.CONSIDER_MARKER) == ["PVP_consider"]
    pvp = d.ConfirmMarker(MARTIN, "PVP_consider", on=True)
    assert story.refused(pvp) == {Unmet.NOTHING_PENDING}
    assert story.propose(CRT, RestrictionKind.THIRD_PARTY_ONLY, (story.last,)).accepted
    assert story.does(d.Approve(HELEN)).accepted
    assert story.order(OrderKind.SET_MARKER) == ["NEC_alert"]
    assert story.does(pvp).accepted
    story.does(d.DecideAppeal(IDRIS, OVERTURNED))
    assert story.order(OrderKind.REMOVE_MARKER) == ["NEC_alert", "PVP_consider"]


def test_wh52_after_an_extreme_threat_a_person_is_called_and_it_can_be_put_out_of_sight() -> None:
    decision = begun().says((Behaviour.THREAT, EXTREME))
    assert decision.course is Course.URGENT
    assert {TaskKind.CALL, TaskKind.TELL_WORKER} <= {t.kind for t in decision.tasks}
    assert M.HIDE in kinds(decision)


def test_wh49_urgent_cases_need_no_warning() -> None:
    story = begun()
    assert story.says((Behaviour.THREAT, EXTREME)).formal.open
    verdict = story.propose(
        CRT, RestrictionKind.THIRD_PARTY_ONLY, (story.last,), exemption=Exemption.EXTREME, has_reason=True
    )
    assert verdict.accepted


def test_wh53_the_decision_is_recorded_with_grounds_scope_and_a_three_monthly_review() -> None:
    story = restricted()
    assert "NEC" in story.order(OrderKind.RECORD)
    began = story.file.restrictions[0].began
    assert (began.about, began.kind, began.review_months) == (("e1", "e2"), RestrictionKind.SPOC, 3)


def test_wh54_nobody_is_put_on_the_register_for_helping_and_nobody_without_being_known() -> None:
    assert restricted().refused(d.AskRegister(MARTIN)) == {Unmet.AIDER_REGISTER}
    stranger = Story("wolverhampton", start="2026-11-02", verified=False)
    decision = stranger.says((Behaviour.ABUSE, SERIOUS))
    assert not decision.formal.open
    verdict = stranger.propose(CRT, RestrictionKind.SPOC, (stranger.last,))
    assert Unmet.UNVERIFIED in {r.unmet for r in verdict.refusals}


def test_wh55_the_register_holds_start_end_kind_and_when_the_person_and_the_council_were_told() -> None:
    story = restricted()
    assert REGISTER in story.order(OrderKind.RECORD)
    story.does(d.SendNotice(MARTIN))
    assert story.does(d.RecordOnSystem(MARTIN, (story.restriction.id,), REGISTER)).accepted
    one = story.file.restrictions[0]
    assert (one.began.start.isoformat(), one.ends.isoformat()) == ("2026-11-30", "2027-11-30")
    assert one.began.kind is RestrictionKind.SPOC
    assert one.noticed_at is not None
    assert (story.file.recorded[-1].system, story.file.recorded[-1].about) == (REGISTER, (one.id,))


def test_wh56_contact_in_breach_is_recorded_and_the_customer_experience_manager_told() -> None:
    story = restricted()
    story.day("2026-12-07")
    decision = story.says(needs=[NeedKind.REPAIR])
    assert decision.in_breach_of
    assert story.asked(TaskKind.TELL) == [GRACE.post]
    assert story.asked(TaskKind.RECORD) == ["NEC"]
    assert story.file.incidents[-1].in_breach
    assert story.restriction.ends.isoformat() == "2027-11-30"
    assert M.HIDE not in kinds(decision)


@pytest.mark.parametrize("need", [NeedKind.EMERGENCY, NeedKind.HAZARD, NeedKind.COMPLAINT, NeedKind.APPEAL])
def test_wh56_whoever_writes_for_help_or_to_complain_is_never_in_breach(need: NeedKind) -> None:
    story = restricted()
    story.day("2026-12-07")
    assert not story.says(needs=[need], kind=InteractionKind.DIRECT_MESSAGE).in_breach_of
    assert not story.asked(TaskKind.RECORD)


def test_wh57_the_customer_or_somebody_for_her_may_appeal_at_any_time() -> None:
    story = restricted()
    story.does(d.SendNotice(MARTIN))
    assert story.appeal_until() == "None"
    story.day("2027-06-01")
    story.says(needs=[NeedKind.APPEAL], account="@niece", kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == [SMT]
    assert story.order(OrderKind.ASK_AUTHORITY_TO_ACT)
    assert not story.order(OrderKind.LOOK_AT_LATE_APPEAL)


def test_wh58_wh59_an_appeal_is_decided_by_senior_management_uninvolved_and_answered_in_writing() -> None:
    story = restricted()
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.refused(d.DecideAppeal(Person("helen", SMT), STANDS)) == {Unmet.INVOLVED}
    assert story.refused(d.DecideAppeal(GRACE, STANDS)) == {Unmet.WRONG_POST}
    assert story.does(d.DecideAppeal(IDRIS, STANDS)).accepted
    assert story.letter(LetterKind.APPEAL_OUTCOME) >= {Says.REASON, Says.ACTION}
    assert story.file.appeals[0].made.due is None


def test_wh60_wh61_reviews_fall_every_three_months_by_two_and_are_told_in_writing() -> None:
    story = restricted().day("2027-02-25")
    assert story.order(OrderKind.ASK_REVIEW) == []
    story.day("2027-02-26")
    assert story.order(OrderKind.ASK_REVIEW) == [f"{CRT}+{HEAD}"]
    story.does(d.Review(MARTIN, EXTEND))
    assert story.restriction.review_due.isoformat() == "2027-02-28"
    assert story.does(d.Review(HELEN, EXTEND)).accepted
    assert story.restriction.review_due.isoformat() == "2027-05-30"
    assert story.letter(LetterKind.REVIEW_OUTCOME) >= {Says.REASON, Says.ACTION}


def test_wh60_both_must_come_to_the_same_outcome() -> None:
    story = restricted().day("2027-02-26")
    story.does(d.Review(MARTIN, CEASE))
    story.does(d.Review(HELEN, EXTEND))
    one = story.file.restrictions[0]
    assert (one.lifted_at, one.reviews) == (None, 0)


def test_wh62_the_policy_itself_is_looked_at_again_and_the_landlord_says_when() -> None:
    assert PACK.own_review is not None
    assert PACK.own_review.every_years == 3


def test_wh63_a_request_about_ones_own_data_is_no_breach_and_is_routed() -> None:
    story = restricted()
    decision = story.says(needs=[NeedKind.DATA_REQUEST], kind=InteractionKind.DIRECT_MESSAGE)
    assert not decision.in_breach_of
    assert decision.needs == (NeedKind.DATA_REQUEST,)


def test_wh28_a_message_to_an_officers_own_account_is_answered_from_no_staff_account() -> None:
    decision = begun().says((Behaviour.CONTACTS_STAFF_PERSONALLY, SERIOUS), where=Where.STAFF_PERSONAL)
    assert decision.breach
    assert not kinds(decision) & {M.WARNING_PUBLIC, M.REPLY, M.HIDE}
