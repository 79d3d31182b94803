# long: one document, requirement by requirement in its own order, to be read beside it
"""Derby Homes 2020: the letter, the second step, the year, the review; requirement by requirement."""

import pytest

from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case.facts import Began, Linked, NoticeSent
from rules.model.case.words import Exemption, LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, Ground, NeedKind, Target
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind as M
from tests.rules.packs import pack
from tests.rules.packs.story import CEASE, EXTEND, EXTREME, MILD, OVERTURNED, SERIOUS, STANDS, Story, at, kinds

PACK = pack("derby-2020")
BOTH = ("derby-2020", "derby-2024")
MANAGER, HEAD, EXECUTIVE = "Service Manager", "Head of Service", "Executive Team member"
SAM, HELEN, AMIRA = Person("sam", MANAGER), Person("helen", HEAD), Person("amira", EXECUTIVE)
DANA, OWEN = Person("dana", "Departmental Manager"), Person("owen", "Customer Experience Team")
LETTER = (Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY, Says.POSSIBLE_ACTIONS)
SOCIAL = RestrictionKind.SOCIAL_ACCESS


def begun(start: str = "2022-07-04") -> Story:
    return Story(*BOTH, start=start, settings={"approver_post": HEAD})


def twice() -> Story:
    """Two offensive posts: recorded, and the letter is due."""
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    story.day("2022-07-06").says((Behaviour.ABUSE, SERIOUS))
    story.day("2022-07-07")
    return story


def recorded() -> Story:
    story = twice()
    assert story.does(d.RecordOnSystem(SAM, ("e1", "e2"), "HMS")).accepted
    return story


def written() -> Story:
    """Step 1 done."""
    story = recorded()
    assert story.warn(MANAGER, ("e1", "e2"), LETTER, "letter").accepted
    return story


def proposed(kind: RestrictionKind = SOCIAL) -> Story:
    """It happened again, and the case goes to the Head of Service."""
    story = written().day("2022-08-22")
    story.says((Behaviour.ABUSE, SERIOUS))
    story.day("2022-08-30")
    assert story.propose(MANAGER, kind, ("e1", "e2", "e3")).accepted
    return story


def restricted(kind: RestrictionKind = SOCIAL) -> Story:
    """In force from 1 September 2022."""
    story = proposed(kind).day("2022-09-01")
    assert story.does(d.Approve(HELEN)).accepted
    return story


def under_2020(start: str) -> Story:
    """A restriction that began under this policy, told in time, with everything in order."""
    story = begun(start)
    day = story.now
    from_day, ends = day.date(), day.date().replace(year=day.year + 1)
    began = Began("r", day, "derby-2020", "2020.1", SOCIAL, from_day, ends, 12, 12, "sam", frozenset({"helen"}), ())
    story.take([began, NoticeSent("r", day, OWEN)])
    return story


def test_every_requirement_of_the_document_is_a_clause_with_its_section() -> None:
    assert [c.id for c in PACK.clauses[:23]] == [f"DH20-{n:02}" for n in range(1, 24)]
    assert {c.number[0] for c in PACK.clauses[:23]} == {"2", "3", "4", "5", "6"}


def test_the_policy_ends_the_day_before_the_next_begins() -> None:
    story = begun()
    last, first = at("2024-02-29").date(), at("2024-03-01").date()
    assert (story.office.on(last).id, story.office.on(first).id) == BOTH


@pytest.mark.parametrize(
    ("behaviour", "clause"),
    [
        (Behaviour.ABUSE, "DH20-02"),
        (Behaviour.HARASSMENT, "DH20-02"),
        (Behaviour.THREAT, "DH20-04"),
        (Behaviour.HARASSMENT, "DH20-04"),
        (Behaviour.SWEARING_AT_PERSON, "DH20-07"),
        (Behaviour.ABUSE, "DH20-08"),
        (Behaviour.THREAT, "DH20-08"),
        (Behaviour.DISCRIMINATION, "DH20-08"),
        (Behaviour.PUBLISHES_RECORDING, "DH20-09"),
    ],
)
def test_dh20_01_to_09_what_is_against_the_policy_opens_a_case_and_cites_it(behaviour: Behaviour, clause: str) -> None:
    decision = begun().says((behaviour, SERIOUS))
    assert decision.breach
    assert clause in {c.citation.clause for c in decision.considered}
    assert M.OPEN_CASE in kinds(decision)


@pytest.mark.parametrize("behaviour", [Behaviour.DEMAND, Behaviour.PERSISTENCE])
def test_dh20_03_dh20_09_dh20_10_demands_and_persistence_need_the_harm_test(behaviour: Behaviour) -> None:
    story = begun()
    assert story.says((behaviour, MILD)).course is Course.LEAVE
    assert kinds(story.says((behaviour, SERIOUS))) == {M.OPEN_CASE}
    assert PACK.by_behaviour[behaviour].harm_test


def test_dh20_03_the_number_of_posts_never_counts_but_recorded_calls_and_letters_do() -> None:
    story = begun()
    decision = story.says((Behaviour.VOLUME, SERIOUS), needs=[NeedKind.REPAIR])
    assert (decision.course, decision.breach, kinds(decision) - {M.ACKNOWLEDGE}) == (Course.LEAVE, False, set())
    assert not story.file.counting
    verdict = story.propose(MANAGER, SOCIAL, (story.last,))
    assert {r.unmet for r in verdict.refusals} == {Unmet.SOCIAL_VOLUME, Unmet.SINGLE_FEATURE, Unmet.WARNING_MISSING}
    assert story.does(d.RecordVolume(SAM)).accepted
    assert M.WARNING_LETTER in kinds(story.says((Behaviour.ABUSE, SERIOUS)))


def test_dh20_05_no_formal_complaint_is_needed() -> None:
    assert begun().says((Behaviour.ABUSE, SERIOUS)).breach


def test_dh20_06_one_feature_alone_is_not_enough() -> None:
    story = begun()
    first = story.says((Behaviour.ABUSE, SERIOUS))
    assert kinds(first) == {M.OPEN_CASE}
    story.does(d.RecordOnSystem(SAM, (story.last,), "HMS"))
    letter = story.warn(MANAGER, (story.last,), LETTER, "letter")
    assert {r.unmet for r in letter.refusals} == {Unmet.SINGLE_FEATURE}
    assert M.WARNING_LETTER in kinds(story.says((Behaviour.ABUSE, SERIOUS)))


def test_dh20_10_not_taking_part_is_asked_about_first() -> None:
    decision = begun().says((Behaviour.REFUSES_COOPERATION, SERIOUS), ground=Ground.RULE)
    assert TaskKind.LOOK in {t.kind for t in decision.tasks}
    assert not decision.breach


def test_dh20_11_anger_is_allowed_for_and_criticism_left() -> None:
    story = begun()
    for behaviour in (Behaviour.SWEARING_AT_NOBODY, Behaviour.DEROGATORY_VIEW):
        assert story.says((behaviour, SERIOUS), target=Target.ORGANISATION).course is Course.LEAVE
    assert kinds(story.says((Behaviour.ABUSE, MILD))) == {M.REMINDER}


def test_dh20_11_circumstances_are_checked_before_the_second_step() -> None:
    story = written().day("2022-08-22")
    opened = story.says((Behaviour.ABUSE, SERIOUS))
    assert opened.formal.open
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in opened.tasks}
    verdict = story.propose(MANAGER, SOCIAL, ("e1", "e3"), checked=frozenset())
    assert {r.unmet for r in verdict.refusals} == {Unmet.UNCHECKED}


def test_dh20_12_the_details_are_recorded_before_the_letter_is_written() -> None:
    story = twice()
    assert story.asked(TaskKind.RECORD) == ["HMS"]
    letter = story.warn(MANAGER, ("e1", "e2"), LETTER, "letter")
    assert {r.unmet for r in letter.refusals} == {Unmet.RECORD_FIRST}
    story.does(d.RecordOnSystem(SAM, ("e1", "e2"), "HMS"))
    assert story.warn(MANAGER, ("e1", "e2"), LETTER, "letter").accepted


def test_dh20_12_only_the_service_manager_writes_it_and_it_says_all_three_things() -> None:
    story = recorded()
    wrong = story.warn("Social Media Officer", ("e1", "e2"), LETTER, "letter")
    assert {r.unmet for r in wrong.refusals} == {Unmet.WRONG_POST}
    for part in LETTER:
        short = story.warn(MANAGER, ("e1", "e2"), set(LETTER) - {part}, "letter")
        assert {r.unmet for r in short.refusals} == {Unmet.WARNING_INCOMPLETE}
    assert story.warn(MANAGER, ("e1", "e2"), LETTER, "letter").accepted
    assert story.letter(LetterKind.WARNING) >= set(LETTER)


def test_dh20_12_the_letter_is_due_from_the_service_manager() -> None:
    story = twice()
    assert story.asked(TaskKind.WARN) == [MANAGER]


def test_dh20_13_nothing_goes_to_the_head_of_service_without_the_letter_and_something_since() -> None:
    story = recorded()
    before = story.propose(MANAGER, SOCIAL, ("e1", "e2"))
    assert {r.unmet for r in before.refusals} == {Unmet.WARNING_MISSING}
    story.warn(MANAGER, ("e1", "e2"), LETTER, "letter")
    at_once = story.propose(MANAGER, SOCIAL, ("e1", "e2"))
    assert {r.unmet for r in at_once.refusals} == {Unmet.NO_REPEAT}
    story.day("2022-08-22").says((Behaviour.ABUSE, SERIOUS))
    assert story.propose(MANAGER, SOCIAL, ("e1", "e2", "e3")).accepted


def test_dh20_13_a_private_message_is_not_the_letter() -> None:
    story = twice()
    assert story.warn("Social Media Officer", ("e1", "e2")).accepted
    story.day("2022-08-22").says((Behaviour.ABUSE, SERIOUS))
    verdict = story.propose(MANAGER, SOCIAL, ("e1", "e3"))
    assert {r.unmet for r in verdict.refusals} == {Unmet.WARNING_MISSING}


def test_dh20_13_the_head_of_service_decides() -> None:
    story = proposed()
    assert story.order(OrderKind.ASK_APPROVAL) == [HEAD]
    assert story.refused(d.Approve(OWEN)) == {Unmet.WRONG_POST}
    assert story.does(d.Approve(HELEN)).accepted


def test_dh20_14_restrictions_last_twelve_months_no_more_and_no_less() -> None:
    story = written().day("2022-08-22")
    story.says((Behaviour.ABUSE, SERIOUS))
    assert not story.propose(MANAGER, SOCIAL, ("e1", "e3"), months=6).accepted
    assert {r.unmet for r in story.propose(MANAGER, SOCIAL, ("e1", "e3"), months=18).refusals} == {Unmet.TOO_LONG}
    assert story.propose(MANAGER, SOCIAL, ("e1", "e3"), months=None).accepted
    story.day("2022-09-01").does(d.Approve(HELEN))
    assert story.restriction.ends.isoformat() == "2023-09-01"


@pytest.mark.parametrize(
    "kind",
    [
        RestrictionKind.THIRD_PARTY_ONLY,
        RestrictionKind.LETTER_ONLY,
        RestrictionKind.APPOINTMENT_ONLY,
        RestrictionKind.SPOC,
        RestrictionKind.WITNESSED_ONLY,
        RestrictionKind.SOCIAL_ACCESS,
    ],
)
def test_dh20_15_each_listed_restriction_can_be_proposed_and_leaves_a_way_open(kind: RestrictionKind) -> None:
    story = restricted(kind)
    assert story.restriction.kind is kind
    assert Says.REMAINING_CHANNEL in story.letter(LetterKind.RESTRICTION_NOTICE)
    assert any(o.kind is OrderKind.BLOCK for o in story.orders) == (kind is SOCIAL)


def test_dh20_15_a_page_is_closed_to_somebody_only_the_formal_way() -> None:
    story = begun()
    assert M.BLOCK not in kinds(story.says((Behaviour.THREAT, EXTREME)))
    verdict = story.does(d.TakeMeasure("m", HELEN, M.BLOCK, "@her", months=12))
    missing = {Unmet.NOT_OFFERED, Unmet.WARNING_MISSING, Unmet.SINGLE_FEATURE}
    assert {r.unmet for r in verdict.refusals} == missing
    assert story.refused(d.TakeMeasure("m", SAM, M.BLOCK, "@her", months=12)) == {*missing, Unmet.WRONG_POST}


def test_dh20_15_a_closed_page_leaves_a_private_message_open() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    assert not story.says(needs=[NeedKind.REPAIR], kind=InteractionKind.DIRECT_MESSAGE).in_breach_of
    assert story.says(needs=[NeedKind.REPAIR]).in_breach_of


def test_dh20_16_the_customer_is_told_of_the_restrictions_in_writing() -> None:
    story = restricted()
    assert story.letter(LetterKind.RESTRICTION_NOTICE) >= {Says.ACTION, Says.REASON, Says.APPEAL_ROUTE, Says.OMBUDSMAN}
    assert story.order(OrderKind.RECORD) == ["HMS"]


def test_dh20_17_an_extreme_case_needs_no_letter_but_the_exception_a_reason_and_a_name() -> None:
    story = begun("2021-12-01")
    first = story.says((Behaviour.THREAT, EXTREME))
    assert first.formal.open
    assert TaskKind.CONSIDER_POLICE in {t.kind for t in first.tasks}
    plain = story.propose(MANAGER, RestrictionKind.THIRD_PARTY_ONLY, (story.last,))
    assert {r.unmet for r in plain.refusals} == {Unmet.WARNING_MISSING, Unmet.SINGLE_FEATURE}
    silent = story.propose(MANAGER, RestrictionKind.THIRD_PARTY_ONLY, (story.last,), exemption=Exemption.EXTREME)
    assert Unmet.NO_REASON in {r.unmet for r in silent.refusals}
    verdict = story.propose(
        MANAGER, RestrictionKind.THIRD_PARTY_ONLY, (story.last,), exemption=Exemption.EXTREME, has_reason=True
    )
    assert verdict.accepted


def test_dh20_18_twenty_working_days_to_appeal_over_the_state_funeral() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    assert story.appeal_until() == "2022-09-30"
    assert (PACK.appeal.within, PACK.appeal.sent_to) == (20, "Customer Experience Team")


def test_dh20_18_a_late_appeal_reaches_a_person() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    story.day("2022-11-01")
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.LOOK_AT_LATE_APPEAL) == ["Customer Experience Team"]
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == [EXECUTIVE]


def test_dh20_19_the_executive_decides_in_twenty_working_days_and_the_restriction_goes_on_meanwhile() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    story.day("2022-09-30", 17)
    story.says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    made = story.file.appeals[0].made
    assert made.due is not None
    assert made.due.isoformat() == "2022-10-28"
    assert story.restriction.under_appeal
    assert story.restriction.state == "in_force"
    assert story.refused(d.DecideAppeal(OWEN, STANDS)) == {Unmet.WRONG_POST}
    assert story.refused(d.DecideAppeal(Person("helen", EXECUTIVE), STANDS)) == {Unmet.INVOLVED}
    assert story.does(d.DecideAppeal(AMIRA, STANDS)).accepted
    assert story.order(OrderKind.RECORD) == ["HMS"]
    assert story.letter(LetterKind.APPEAL_OUTCOME) >= {Says.REASON, Says.ACTION}


def test_dh20_19_overturned_gives_the_page_back_and_tells_who_was_told() -> None:
    story = restricted()
    story.does(d.SendNotice(OWEN))
    story.does(d.DecideAppeal(AMIRA, OVERTURNED))
    asked = {order.kind for order in story.orders}
    assert asked >= {OrderKind.LIFT, OrderKind.UNDO_ON_PLATFORM, OrderKind.TELL, OrderKind.RECORD}
    assert not story.file.counting


def test_dh20_20_the_ombudsman_told_is_the_one_for_housing_today() -> None:
    assert PACK.appeal.ombudsman == "Housing Ombudsman"
    assert Says.OMBUDSMAN in restricted().letter(LetterKind.RESTRICTION_NOTICE)


def test_dh20_21_the_head_of_service_appoints_a_departmental_manager_who_looks_at_volume_and_nature() -> None:
    story = under_2020("2022-01-31").day("2023-01-31")
    assert story.restriction.review_open
    assert story.refused(d.Review(HELEN, EXTEND, frozenset({Says.VOLUME_AND_NATURE}))) == {Unmet.WRONG_POST}
    assert story.refused(d.AppointReviewer(OWEN, "dana")) == {Unmet.WRONG_POST}
    assert story.does(d.AppointReviewer(HELEN, "dana")).accepted
    assert story.refused(d.Review(DANA, EXTEND)) == {Unmet.REVIEW_INCOMPLETE}
    assert story.does(d.Review(DANA, EXTEND, frozenset({Says.VOLUME_AND_NATURE}))).accepted
    assert story.restriction.ends.isoformat() == "2024-01-31"


def test_dh20_22_dh20_23_the_outcome_is_recorded_filed_told_and_can_be_appealed_afresh() -> None:
    story = under_2020("2022-01-31").day("2023-01-31")
    story.does(d.AppointReviewer(HELEN, "dana"))
    story.does(d.Review(DANA, EXTEND, frozenset({Says.VOLUME_AND_NATURE})))
    assert story.order(OrderKind.RECORD) == ["HMS", "electronic file"]
    assert story.letter(LetterKind.EXTENSION) >= {Says.REASON, Says.ACTION, Says.APPEAL_ROUTE}
    assert story.appeal_until() == "None"
    story.day("2023-02-03").does(d.SendNotice(OWEN))
    assert story.appeal_until() == "2023-03-03"


def test_dh20_14_a_review_may_close_the_case_and_the_page_is_given_back() -> None:
    story = under_2020("2022-11-28").day("2023-11-28")
    story.does(d.AppointReviewer(HELEN, "dana"))
    assert story.does(d.Review(DANA, CEASE, frozenset({Says.VOLUME_AND_NATURE}))).accepted
    assert {OrderKind.LIFT, OrderKind.UNDO_ON_PLATFORM} <= {order.kind for order in story.orders}
    assert "officers_need_to_know" in story.order(OrderKind.TELL)


def test_a_restriction_of_2023_runs_its_year_under_the_policy_it_began_under() -> None:
    story = under_2020("2023-12-11").day("2024-03-01")
    assert (story.restriction.pack, story.restriction.review_due.isoformat()) == ("derby-2020", "2024-12-11")
    assert story.says((Behaviour.ABUSE, SERIOUS)).pack == "derby-2024"


def test_nothing_formal_on_an_account_nobody_has_confirmed() -> None:
    story = Story(*BOTH, start="2022-07-04", verified=False)
    for _ in range(3):
        assert not story.says((Behaviour.ABUSE, SERIOUS)).formal.open
    assert Unmet.UNVERIFIED in story.refused(d.RecordOnSystem(SAM, ("e1",), "HMS"))
    story.take([Linked(story.now, ("@her",), Assurance.VERIFIED)])
    assert story.does(d.RecordOnSystem(SAM, ("e1",), "HMS")).accepted
