# long: one document, requirement by requirement in its own order, to be read beside it
"""Derby Homes 2024: the ladder of section 11, an approver the landlord names, any decision open to appeal."""

import pytest

from rules.model.case import deeds as d
from rules.model.case.words import LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, Ground, NeedKind, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, Capability, Undo, Verb
from rules.model.measure import MeasureKind as M
from tests.rules.packs import pack
from tests.rules.packs.story import CEASE, EVERYTHING, EXTEND, EXTREME, MILD, OVERTURNED, SERIOUS, STANDS, Story, kinds

PACK = pack("derby-2024")
OFFICER, TEAM, HEAD, EXECUTIVE = (
    "Social Media Officer",
    "Customer Experience Team",
    "Head of Service",
    "Executive Team member",
)
PRIYA, OWEN = Person("priya", OFFICER), Person("owen", TEAM)
HELEN, AMIRA = Person("helen", HEAD), Person("amira", EXECUTIVE)
WARNINGS = {M.WARNING_PRIVATE, M.WARNING_PUBLIC}


def begun(start: str = "2026-02-16", *, approver: str = HEAD, verified: bool = True) -> Story:
    settings = {"approver_post": approver} if approver else {}
    return Story("derby-2020", "derby-2024", start=start, settings=settings, verified=verified)


def warned() -> Story:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    assert story.warn(OFFICER, (story.last,)).accepted
    return story


def proposed(kind: RestrictionKind = RestrictionKind.SPOC) -> Story:
    story = warned().day("2026-03-02")
    story.says((Behaviour.ABUSE, SERIOUS))
    story.day("2026-03-03")
    assert story.propose(TEAM, kind, ("e1", "e2")).accepted
    return story


def restricted(kind: RestrictionKind = RestrictionKind.SPOC) -> Story:
    """In force from Friday 6 March 2026."""
    story = proposed(kind).day("2026-03-06")
    assert story.does(d.Approve(HELEN)).accepted
    return story


def test_every_requirement_of_the_document_is_a_clause() -> None:
    assert [c.id for c in PACK.clauses[:35]] == [f"DH24-{n:02}" for n in range(1, 36)]


@pytest.mark.parametrize("target", [Target.STAFF, Target.CONTRACTOR])
@pytest.mark.parametrize("kind", [InteractionKind.COMMENT, InteractionKind.REVIEW, InteractionKind.DIRECT_MESSAGE])
def test_dh24_01_staff_and_contractors_are_protected_on_every_channel(target: Target, kind: InteractionKind) -> None:
    assert begun().says((Behaviour.ABUSE, SERIOUS), target=target, kind=kind).breach


def test_dh24_02_views_are_heard_and_left_and_a_complaint_is_routed() -> None:
    decision = begun().says(
        (Behaviour.DEROGATORY_VIEW, SERIOUS), needs=[NeedKind.COMPLAINT], target=Target.ORGANISATION
    )
    assert (decision.course, decision.breach, decision.needs) == (Course.LEAVE, False, (NeedKind.COMPLAINT,))


def test_dh24_03_swearing_at_a_situation_is_left_and_one_mild_word_is_only_warned_about() -> None:
    story = begun()
    assert story.says((Behaviour.SWEARING_AT_NOBODY, SERIOUS), target=Target.THING).course is Course.LEAVE
    mild = story.says((Behaviour.ABUSE, MILD))
    assert kinds(mild) == {M.REMINDER, *WARNINGS}
    assert not mild.formal.open


@pytest.mark.parametrize("behaviour", [Behaviour.VOLUME, Behaviour.DEMAND, Behaviour.PERSISTENCE])
def test_dh24_04_dh24_10_to_13_contact_counts_only_once_a_person_recorded_its_harm(behaviour: Behaviour) -> None:
    story = begun()
    assert not kinds(story.says((behaviour, MILD)))
    measured = story.says((behaviour, SERIOUS))
    assert kinds(measured) & WARNINGS
    assert M.HIDE not in kinds(measured)
    assert PACK.by_behaviour[behaviour].harm_test


def test_dh24_10_to_13_each_line_of_sections_5_and_6_carries_one_of_them() -> None:
    behaviours = (Behaviour.VOLUME, Behaviour.DEMAND, Behaviour.PERSISTENCE)
    lines = {clause for b in behaviours for clause in PACK.by_behaviour[b].clauses}
    assert lines == {f"DH24-{n}" for n in range(10, 14)}
    assert PACK.volume is not None
    assert PACK.volume.counted


@pytest.mark.parametrize(
    ("behaviour", "clause"),
    [
        (Behaviour.ABUSE, "DH24-05"),
        (Behaviour.SWEARING_AT_PERSON, "DH24-06"),
        (Behaviour.ABUSE, "DH24-07"),
        (Behaviour.DISCRIMINATION, "DH24-07"),
        (Behaviour.THIRD_PARTY_ABUSE, "DH24-08"),
        (Behaviour.THREAT, "DH24-09"),
        (Behaviour.PRIVATE_DATA, "DH24-14"),
        (Behaviour.PUBLISHES_RECORDING, "DH24-14"),
        (Behaviour.CONTACTS_STAFF_PERSONALLY, "DH24-14"),
    ],
)
def test_dh24_05_to_09_and_14_what_is_against_the_policy_is_answered_with_a_warning(
    behaviour: Behaviour, clause: str
) -> None:
    decision = begun().says((behaviour, SERIOUS))
    assert decision.breach
    assert clause in {c.citation.clause for c in decision.considered}
    assert M.WARNING_PRIVATE in kinds(decision)


def test_dh24_07_an_accusation_is_weighed_by_a_person() -> None:
    decision = begun().says((Behaviour.ALLEGATION, SERIOUS))
    assert {t.kind for t in decision.tasks} >= {TaskKind.TEST_EVIDENCE, TaskKind.PASS_ON_ALLEGATION}
    assert not decision.breach
    assert not kinds(decision) & {M.HIDE, *WARNINGS}


def test_dh24_08_mild_words_about_a_councillor_are_left() -> None:
    assert begun().says((Behaviour.THIRD_PARTY_ABUSE, MILD), target=Target.THIRD_PARTY).course is Course.LEAVE


def test_dh24_09_a_threat_calls_a_person_and_the_colleague_is_told() -> None:
    decision = begun().says((Behaviour.THREAT, EXTREME))
    assert decision.course is Course.URGENT
    assert {TaskKind.CALL, TaskKind.TELL_WORKER, TaskKind.CONSIDER_POLICE} <= {t.kind for t in decision.tasks}


def test_dh24_15_whoever_needs_something_and_is_not_known_is_asked_in_private() -> None:
    message = InteractionKind.DIRECT_MESSAGE
    assert begun(verified=False).says(needs=[NeedKind.REPAIR], kind=message).ask_identity
    assert not begun().says(needs=[NeedKind.REPAIR], kind=message).ask_identity


def test_dh24_16_dh24_17_not_answering_is_asked_about_before_it_is_held_against_anybody() -> None:
    story = begun()
    decision = story.says((Behaviour.REFUSES_COOPERATION, SERIOUS), ground=Ground.RULE)
    assert TaskKind.LOOK in {t.kind for t in decision.tasks}
    assert not story.file.counting


def test_dh24_18_an_adjustment_asked_for_comes_before_any_warning() -> None:
    story = begun()
    asked = story.says((Behaviour.ABUSE, MILD), needs=[NeedKind.ADJUSTMENT])
    assert not kinds(asked) & {M.REMINDER, *WARNINGS}
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in asked.tasks}


def test_dh24_18_no_restriction_without_looking_at_adjustments_or_against_one_agreed() -> None:
    story = warned().day("2026-03-02")
    story.says((Behaviour.ABUSE, SERIOUS))
    unchecked = story.propose(TEAM, RestrictionKind.WRITING_ONLY, ("e1", "e2"), checked=frozenset())
    assert {r.unmet for r in unchecked.refusals} == {Unmet.UNCHECKED}
    out = frozenset({RestrictionKind.WRITING_ONLY})
    assert story.does(d.RecordAdjustment(Person("lena", "Customer Adviser"), out)).accepted
    against = story.propose(TEAM, RestrictionKind.WRITING_ONLY, ("e1", "e2"))
    assert {r.unmet for r in against.refusals} == {Unmet.AGAINST_ADJUSTMENT}


def test_dh24_19_after_an_adjustment_the_policy_may_still_be_used_and_the_letter_honours_it() -> None:
    story = warned().day("2026-03-02")
    story.does(d.RecordAdjustment(Person("lena", "Customer Adviser")))
    assert story.says((Behaviour.ABUSE, SERIOUS)).formal.open
    assert story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2")).accepted
    story.day("2026-03-06").does(d.Approve(HELEN))
    assert Says.ADJUSTED_FORMAT in story.letter(LetterKind.RESTRICTION_NOTICE)


@pytest.mark.parametrize(
    "kind",
    [
        RestrictionKind.SPOC,
        RestrictionKind.WRITING_ONLY,
        RestrictionKind.NO_FURTHER_CORRESPONDENCE,
        RestrictionKind.SET_TIMES,
        RestrictionKind.REPRESENTATIVE_ONLY,
    ],
)
def test_dh24_20_the_options_of_section_10_can_be_decided_after_a_warning(kind: RestrictionKind) -> None:
    assert restricted(kind).restriction.kind is kind


def test_dh24_20_the_route_is_not_open_before_a_warning_and_never_closes_every_way() -> None:
    story = begun()
    assert not story.says((Behaviour.ABUSE, SERIOUS)).formal.open
    verdict = story.propose(TEAM, RestrictionKind.ALL_CHANNELS, (story.last,))
    assert Unmet.ALL_CLOSED in {r.unmet for r in verdict.refusals}


def test_dh24_20_until_the_landlord_names_who_approves_formal_action_is_refused() -> None:
    story = begun(approver="")
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn(OFFICER, (story.last,))
    assert not story.says((Behaviour.ABUSE, SERIOUS)).formal.open
    verdict = story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2"))
    assert {r.unmet for r in verdict.refusals} == {Unmet.NO_APPROVER}
    assert Unmet.NO_APPROVER in story.refused(d.Approve(HELEN))


def test_dh24_20_the_named_post_approves_and_no_other() -> None:
    story = proposed()
    assert story.order(OrderKind.ASK_APPROVAL) == [HEAD]
    assert story.refused(d.Approve(AMIRA)) == {Unmet.WRONG_POST}
    assert story.does(d.Approve(HELEN)).accepted


def test_dh24_21_formal_action_is_told_in_writing_and_noted_on_the_record() -> None:
    story = restricted()
    assert story.letter(LetterKind.RESTRICTION_NOTICE) >= {Says.ACTION, Says.REASON, Says.EXACT_WORDS}
    assert story.order(OrderKind.SET_MARKER) == ["HMS_note"]


def test_dh24_22_dh24_35_the_letter_says_how_to_appeal_and_names_the_housing_ombudsman() -> None:
    says = restricted().letter(LetterKind.RESTRICTION_NOTICE)
    assert says >= {Says.APPEAL_ROUTE, Says.OMBUDSMAN}
    assert PACK.appeal.ombudsman == "Housing Ombudsman"


def test_dh24_23_it_is_looked_at_again_after_twelve_months() -> None:
    story = restricted()
    assert story.restriction.review_due.isoformat() == "2027-03-06"
    story.day("2027-03-05")
    assert story.restriction.review_open
    assert story.does(d.Review(Person("dana", "Departmental Manager"), EXTEND)).accepted
    assert story.restriction.ends.isoformat() == "2028-03-06"


def test_dh24_23_it_may_be_looked_at_and_ended_earlier() -> None:
    story = restricted().day("2026-09-01")
    assert story.does(d.Review(Person("dana", "Departmental Manager"), CEASE)).accepted
    assert OrderKind.LIFT in {order.kind for order in story.orders}


def test_dh24_23_a_proposal_says_how_long_because_the_policy_does_not() -> None:
    story = warned().day("2026-03-02")
    story.says((Behaviour.ABUSE, SERIOUS))
    for months, unmet in ((None, Unmet.NO_END), (d.PERMANENT, Unmet.PERMANENT)):
        verdict = story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2"), months=months)
        assert {r.unmet for r in verdict.refusals} == {unmet}


@pytest.mark.parametrize("kind", [InteractionKind.REACTION, InteractionKind.TAG, InteractionKind.REVIEW])
def test_dh24_24_to_26_reactions_tags_and_reviews_are_judged_where_they_meet_the_definitions(
    kind: InteractionKind,
) -> None:
    story = begun()
    assert story.says((Behaviour.ABUSE, SERIOUS), kind=kind).breach
    clauses = {c.clause for measure in story.decision.measures for c in measure.citations} if story.decision else set()
    assert clauses
    assert story.says(kind=kind).course is Course.LEAVE


def test_dh24_25_a_mild_reaction_is_left() -> None:
    assert begun().says((Behaviour.ABUSE, MILD), kind=InteractionKind.REACTION).course is Course.LEAVE


def test_dh24_27_dh24_28_nobody_confirmed_no_formal_action_only_the_account() -> None:
    story = begun(verified=False)
    story.says((Behaviour.ABUSE, SERIOUS))
    story.warn(OFFICER, (story.last,))
    decision = story.says((Behaviour.ABUSE, SERIOUS))
    assert "identity_verified" in {gate.name for gate in decision.formal.unmet}
    verdict = story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2"))
    assert {r.unmet for r in verdict.refusals} == {Unmet.UNVERIFIED}
    assert M.BLOCK in kinds(decision)


def test_dh24_27_one_persons_second_account_counts_only_once_somebody_confirmed_it() -> None:
    story = warned()
    story.says((Behaviour.ABUSE, SERIOUS), account="@other")
    verdict = story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2"))
    assert {r.unmet for r in verdict.refusals} == {Unmet.UNLINKED_EVIDENCE}
    assert story.does(d.Link(Person("lena", "Customer Adviser"), ("@her", "@other"))).accepted
    assert story.propose(TEAM, RestrictionKind.SPOC, ("e1", "e2")).accepted


def test_dh24_29_a_platform_that_cannot_hide_is_not_asked_to_and_its_word_filter_only_tells() -> None:
    cannot = EVERYTHING | {Verb.HIDE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, "not here")}
    decision = begun().says((Behaviour.ABUSE, SERIOUS), abilities=cannot)
    assert M.HIDE not in kinds(decision)
    assert "not here" in {a.why_not for a in decision.alternatives if a.kind is M.HIDE}
    assert PACK.exact_words


def test_dh24_30_warn_hide_report_then_block_by_a_named_person_with_a_reason_and_an_end() -> None:
    story = begun(verified=False)
    first = story.says((Behaviour.ABUSE, SERIOUS))
    assert kinds(first) >= {*WARNINGS, M.HIDE, M.REPORT}
    assert M.BLOCK not in kinds(first)
    story.warn(OFFICER, (story.last,))
    again = story.says((Behaviour.ABUSE, SERIOUS))
    block = next(m for m in again.measures if m.kind is M.BLOCK)
    assert not block.automatic
    assert story.refused(d.TakeMeasure("b", PRIYA, M.BLOCK, "@her", months=6)) == {Unmet.WRONG_POST}
    assert story.refused(d.TakeMeasure("b", HELEN, M.BLOCK, "@her", months=6, has_reason=False)) == {Unmet.NO_REASON}
    assert story.refused(d.TakeMeasure("b", HELEN, M.BLOCK, "@her", months=d.PERMANENT)) == {Unmet.PERMANENT}
    assert story.does(d.TakeMeasure("b", HELEN, M.BLOCK, "@her", months=6)).accepted
    assert story.file.measures[-1].ends is not None


def test_dh24_30_what_stands_elsewhere_is_reported_and_never_hidden() -> None:
    decision = begun(verified=False).says((Behaviour.PUBLISHES_RECORDING, SERIOUS), where=Where.ELSEWHERE)
    assert M.REPORT in kinds(decision)
    assert M.HIDE not in kinds(decision)


def test_dh24_31_a_hide_is_open_to_appeal_too_and_overturned_it_is_put_back() -> None:
    story = begun(verified=False)
    story.says((Behaviour.ABUSE, SERIOUS))
    assert story.does(d.TakeMeasure("h", PRIYA, M.HIDE, "@her", "e1")).accepted
    assert story.letter(LetterKind.MEASURE_NOTICE) >= {Says.REASON, Says.ACTION, Says.APPEAL_ROUTE, Says.OMBUDSMAN}
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == [EXECUTIVE]
    assert story.does(d.DecideAppeal(AMIRA, OVERTURNED)).accepted
    assert OrderKind.UNHIDE in {order.kind for order in story.orders}
    assert not story.file.counting


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ("2026-03-06", "2026-04-07"),
        ("2026-04-02", "2026-05-05"),
        ("2026-11-30", "2026-12-30"),
        ("2026-12-24", "2027-01-26"),
    ],
)
def test_dh24_32_twenty_working_days_from_the_day_the_notice_goes_out(told: str, last: str) -> None:
    story = restricted().day(told)
    story.does(d.SendNotice(OWEN))
    assert story.appeal_until() == last
    assert PACK.appeal.sent_to == TEAM


def test_dh24_32_a_late_appeal_is_looked_at_by_a_person() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    story.day("2026-06-01")
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.LOOK_AT_LATE_APPEAL) == [TEAM]
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == [EXECUTIVE]


def test_dh24_33_the_executive_decides_within_twenty_working_days_and_it_is_saved() -> None:
    story = restricted().day("2026-11-30")
    story.does(d.SendNotice(OWEN))
    story.day("2026-12-30", 16)
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert str(story.file.appeals[0].made.due) == "2027-01-28"
    assert story.refused(d.DecideAppeal(OWEN, STANDS)) == {Unmet.WRONG_POST}
    assert story.does(d.DecideAppeal(AMIRA, STANDS)).accepted
    assert story.order(OrderKind.RECORD) == ["HMS"]
    assert story.letter(LetterKind.APPEAL_OUTCOME) >= {Says.REASON, Says.OMBUDSMAN}


def test_dh24_34_the_restriction_goes_on_while_the_appeal_is_heard() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert (story.restriction.under_appeal, story.restriction.state.value) == (True, "in_force")
    assert PACK.appeal.restriction_continues
