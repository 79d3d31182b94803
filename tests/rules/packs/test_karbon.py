# long: one policy, requirement by requirement, to be read beside it
"""Karbon: what its policy demands, requirement by requirement, through judgement and casework."""

from datetime import date
from typing import Any

import pytest

from rules.decide.matter import HIDING
from rules.model.case import deeds as d
from rules.model.case.orders import Verdict
from rules.model.case.words import Check, Exemption, LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet
from rules.model.decision import Course, TaskKind
from rules.model.finding import Behaviour, NeedKind, Severity, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind as M
from rules.policy.check import remarks
from tests.rules.packs import pack
from tests.rules.packs.story import CEASE, EXTEND, OVERTURNED, STANDS, Story, kinds

PACK = pack("karbon")
CASEWORK = PACK.casework
assert CASEWORK is not None
LINE = "Line Manager"
LORNA, MANDEEP, OLU = Person("lorna", LINE), Person("mandeep", "Manager"), Person("olu", "Manager")
TOM, IDRIS = Person("tom", "Customer Adviser"), Person("idris", "Senior Officer")
MILD, SERIOUS, EXTREME = Severity.MILD, Severity.SERIOUS, Severity.EXTREME
FULL = (Says.BEHAVIOUR, Says.DATES_TIMES, Says.PROPOSED_SANCTION, Says.CHANCE_TO_MODIFY)
EXCUSE: dict[str, Any] = {"exemption": Exemption.EXTREME, "has_reason": True}
AGAINST = [
    Behaviour.ABUSE,
    Behaviour.SWEARING_AT_PERSON,
    Behaviour.DISCRIMINATION,
    Behaviour.HARASSMENT,
    Behaviour.THREAT,
    Behaviour.CONTACTS_STAFF_PERSONALLY,
]


def begun() -> Story:
    return Story("karbon", start="2026-02-02")


def warned(behaviour: Behaviour = Behaviour.ABUSE) -> Story:
    """Warned by letter, and did it again."""
    story = begun()
    story.says((behaviour, SERIOUS))
    assert story.warn(LINE, (story.last,), FULL, form="letter").accepted
    story.day("2026-02-16").says((behaviour, SERIOUS))
    return story


def propose(story: Story, kind: RestrictionKind = RestrictionKind.SPOC, /, **rest: Any) -> Verdict:
    terms: dict[str, Any] = {"months": 6, "review_months": 3} | rest
    return story.propose(LINE, kind, tuple(i.ref for i in story.file.incidents), **terms)


def restricted(kind: RestrictionKind = RestrictionKind.SPOC) -> Story:
    """In force from 2 March 2026 to 2 September."""
    story = warned()
    assert propose(story, kind).accepted
    assert story.day("2026-03-02").does(d.Approve(MANDEEP)).accepted
    return story


def told(story: Story) -> Story:
    assert story.does(d.ConfirmMarker(LORNA, "OT1S_icon", on=True)).accepted
    assert story.does(d.SendNotice(LORNA)).accepted
    return story


def test_every_requirement_of_the_document_is_a_clause_in_its_order() -> None:
    assert [c.id for c in PACK.clauses] == [*(f"KH-{n:02}" for n in range(1, 31)), "KH-PAGE"]


@pytest.mark.parametrize("need", [NeedKind.COMPLAINT, NeedKind.REPAIR, NeedKind.INFORMATION_REQUEST])
def test_kh01_a_concern_is_raised_and_pursued_without_being_held_against_anybody(need: NeedKind) -> None:
    story = told(restricted(RestrictionKind.SIGNIFICANT_QUERIES_ONLY))
    decision = story.says((Behaviour.PERSISTENCE, MILD), needs=[need])
    assert decision.needs == (need,)
    assert not decision.breach


@pytest.mark.parametrize("kind", [InteractionKind.COMMENT, InteractionKind.DIRECT_MESSAGE, InteractionKind.REVIEW])
def test_kh02_messages_and_posts_alike_are_contact(kind: InteractionKind) -> None:
    decision = begun().says((Behaviour.ABUSE, SERIOUS), kind=kind)
    assert M.WARNING_LETTER in kinds(decision)


@pytest.mark.parametrize("behaviour", AGAINST)
@pytest.mark.parametrize("severity", [MILD, SERIOUS])
def test_kh03_before_a_written_warning_nothing_but_the_warning(behaviour: Behaviour, severity: Severity) -> None:
    story = begun()
    decision = story.says((behaviour, severity))
    assert kinds(decision) - {M.OPEN_CASE} == {M.WARNING_LETTER}
    assert not decision.formal.open
    assert {r.unmet for r in propose(story).refusals} == {Unmet.WARNING_MISSING}
    hide = d.TakeMeasure("m", MANDEEP, M.HIDE, "@her", story.last)
    assert story.refused(hide) == {Unmet.WARNING_MISSING}


def test_kh03_a_message_is_no_written_warning_and_the_letter_counts_once_something_happens_after_it() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    assert story.warn(LINE, (story.last,), FULL).accepted
    assert Unmet.WARNING_MISSING in {r.unmet for r in propose(story).refusals}
    assert story.warn(LINE, (story.last,), FULL, form="letter").accepted
    assert {r.unmet for r in propose(story).refusals} == {Unmet.NO_REPEAT}
    decision = story.says((Behaviour.ABUSE, SERIOUS))
    assert decision.formal.open
    assert M.HIDE in kinds(decision)
    assert propose(story).accepted


@pytest.mark.parametrize("left_out", FULL)
def test_kh04_a_warning_that_leaves_a_part_out_is_not_given(left_out: Says) -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    verdict = story.warn(LINE, (story.last,), [part for part in FULL if part is not left_out], form="letter")
    assert {r.unmet for r in verdict.refusals} == {Unmet.WARNING_INCOMPLETE}
    assert story.stands.warnings == 0
    assert story.warn(LINE, (story.last,), FULL, form="letter").accepted
    assert story.letter(LetterKind.WARNING) >= set(FULL)


@pytest.mark.parametrize("kind", [RestrictionKind.PAGE_BLOCK, RestrictionKind.THIRD_PARTY_ONLY])
def test_kh05_access_may_be_changed_and_never_closed(kind: RestrictionKind) -> None:
    assert propose(warned(), kind).accepted
    assert CASEWORK is not None
    assert next(o.clause for o in CASEWORK.restrictions if o.kind is kind) == "KH-05"
    assert Unmet.ALL_CLOSED in {r.unmet for r in propose(warned(), RestrictionKind.ALL_CHANNELS).refusals}


@pytest.mark.parametrize("severity", [MILD, SERIOUS, EXTREME])
def test_kh06_kh08_kh14_a_harsh_view_of_the_organisation_is_a_view(severity: Severity) -> None:
    story = warned()
    before = len(story.file.counting)
    decision = story.says((Behaviour.DEROGATORY_VIEW, severity), target=Target.ORGANISATION)
    assert (decision.course, decision.measures, decision.breach) == (Course.LEAVE, (), False)
    assert {"KH-06", "KH-14"} <= {c.citation.clause for c in decision.considered}
    assert len(story.file.counting) == before


@pytest.mark.parametrize("behaviour", AGAINST[:2])
def test_kh07_abuse_of_staff_counts_and_anger_does_not(behaviour: Behaviour) -> None:
    story = begun()
    decision = story.says((behaviour, MILD))
    assert decision.breach
    assert "KH-07" in {c.citation.clause for c in decision.considered}
    assert story.says((Behaviour.SWEARING_AT_NOBODY, SERIOUS), target=Target.NONE).measures == ()


def test_kh08_what_an_accusation_rests_on_is_for_a_person_to_find_out() -> None:
    decision = begun().says((Behaviour.ALLEGATION, SERIOUS))
    assert {t.kind for t in decision.tasks} >= {TaskKind.TEST_EVIDENCE, TaskKind.PASS_ON_ALLEGATION}
    assert not decision.breach
    assert not kinds(decision) & (HIDING | {M.WARNING_LETTER})


def test_kh09_nobody_is_made_to_answer_abuse() -> None:
    decision = begun().says((Behaviour.ABUSE, SERIOUS), kind=InteractionKind.DIRECT_MESSAGE)
    assert not kinds(decision) & {M.REPLY, M.ACKNOWLEDGE, M.WARNING_PUBLIC}


def test_kh10_a_request_for_information_inside_abuse_is_answered() -> None:
    decision = begun().says((Behaviour.ABUSE, SERIOUS), needs=[NeedKind.INFORMATION_REQUEST])
    assert decision.needs == (NeedKind.INFORMATION_REQUEST,)
    assert TaskKind.ANSWER in {t.kind for t in decision.tasks}
    assert M.ACKNOWLEDGE in kinds(decision)


def test_kh11_whoever_wrote_abuse_is_due_a_written_warning_from_a_named_person() -> None:
    decision = begun().says((Behaviour.ABUSE, MILD))
    letter = next(m for m in decision.measures if m.kind is M.WARNING_LETTER)
    assert not letter.automatic
    assert letter.citations[0].clause == "KH-11"
    assert TaskKind.WARN in {t.kind for t in decision.tasks}


def test_kh12_something_personal_may_be_answered_by_the_line_manager_and_never_from_a_colleagues_account() -> None:
    decision = begun().says((Behaviour.CONTACTS_STAFF_PERSONALLY, SERIOUS), where=Where.STAFF_PERSONAL)
    (task,) = [t for t in decision.tasks if t.kind is TaskKind.LINE_MANAGER_REPLIES]
    assert (task.post, [c.clause for c in task.citations]) == (LINE, ["KH-12"])
    assert not kinds(decision) & {M.REPLY, M.HIDE, M.WARNING_PUBLIC}
    on_the_page = begun().says((Behaviour.ABUSE, SERIOUS))
    assert TaskKind.LINE_MANAGER_REPLIES not in {t.kind for t in on_the_page.tasks}


@pytest.mark.parametrize("behaviour", [Behaviour.THREAT, Behaviour.HARASSMENT])
def test_kh13_whether_an_authority_is_told_is_for_a_person_to_think_about(behaviour: Behaviour) -> None:
    story = begun()
    found = {t.kind for t in story.says((behaviour, SERIOUS)).tasks}
    assert TaskKind.CONSIDER_POLICE in found
    assert TaskKind.REPORT_TO_POLICE not in found
    assert story.does(d.ConsiderPolice(MANDEEP, (story.last,), reported=False, has_reason=True)).accepted


@pytest.mark.parametrize(
    ("behaviour", "clause"),
    [
        (Behaviour.VOLUME, "KH-15"),
        (Behaviour.REFUSES_COOPERATION, "KH-15"),
        (Behaviour.DEMAND, "KH-16"),
        (Behaviour.PERSISTENCE, "KH-17"),
        (Behaviour.PERSISTENCE, "KH-18"),
    ],
)
def test_kh15_to_18_what_costs_others_too_much_is_measured_by_a_person_first(behaviour: Behaviour, clause: str) -> None:
    assert PACK.by_behaviour[behaviour].harm_test
    story = begun()
    assert story.says((behaviour, MILD)).course is Course.LEAVE
    decision = story.says((behaviour, SERIOUS), kind=InteractionKind.DIRECT_MESSAGE)
    assert clause in {c.citation.clause for c in decision.considered}
    assert kinds(decision) == {M.OPEN_CASE, M.WARNING_LETTER}


def test_kh15_social_media_counts_towards_too_much_contact() -> None:
    assert PACK.volume is not None
    assert PACK.volume.counted
    story = warned(Behaviour.VOLUME)
    assert propose(story, RestrictionKind.SIGNIFICANT_QUERIES_ONLY).accepted


def test_kh15_a_secret_recording_published_elsewhere_is_warned_about() -> None:
    decision = begun().says((Behaviour.PUBLISHES_RECORDING, SERIOUS), where=Where.ELSEWHERE)
    assert M.WARNING_LETTER in kinds(decision)
    assert M.HIDE not in kinds(decision)


def test_kh19_told_then_warned_then_ended() -> None:
    after = {warnings: PACK.rung(Behaviour.ABUSE, SERIOUS, warnings) for warnings in (0, 1)}
    offered = {warnings: set(rung.measures) if rung else set() for warnings, rung in after.items()}
    assert M.WARNING_LETTER in offered[0]
    assert M.HIDE in offered[1] - offered[0]


def test_kh20_a_restriction_rests_on_evidence_and_says_why_what_how_long_and_when_it_is_reviewed() -> None:
    story = warned()
    assert {r.unmet for r in story.propose(LINE, RestrictionKind.SPOC, (), review_months=3).refusals} >= {
        Unmet.NO_EVIDENCE
    }
    for missing in ("months", "review_months"):
        assert {r.unmet for r in propose(story, **{missing: None}).refusals} == {Unmet.NO_END}
    wanted = {Says.REASON, Says.ACTION, Says.DURATION, Says.REVIEW_PERIOD}
    assert restricted().letter(LetterKind.RESTRICTION_NOTICE) >= wanted


def test_kh20_reviews_come_as_often_as_the_decision_said() -> None:
    story = told(restricted())
    assert (story.restriction.ends, story.restriction.review_due) == (date(2026, 9, 2), date(2026, 6, 2))
    story.day("2026-06-02")
    assert story.order(OrderKind.ASK_REVIEW)
    assert story.does(d.Review(MANDEEP, EXTEND)).accepted
    assert (story.restriction.ends, story.restriction.review_due) == (date(2026, 9, 2), date(2026, 9, 2))


def test_kh21_only_a_manager_who_did_not_propose_it() -> None:
    story = warned()
    assert propose(story).accepted
    assert story.order(OrderKind.ASK_APPROVAL) == ["Manager"]
    for person in (TOM, LORNA, IDRIS):
        assert story.refused(d.Approve(person)) == {Unmet.WRONG_POST}
    assert story.refused(d.Approve(Person("proposer", "Manager"))) == {Unmet.SAME_PERSON}
    assert not story.stands.restrictions
    assert story.does(d.Approve(MANDEEP)).accepted
    assert len(story.stands.restrictions) == 1


@pytest.mark.parametrize(
    "kind",
    [
        RestrictionKind.ONE_CHANNEL,
        RestrictionKind.WRITING_ONLY,
        RestrictionKind.SPOC,
        RestrictionKind.SET_TIMES,
        RestrictionKind.SIGNIFICANT_QUERIES_ONLY,
    ],
)
def test_kh22_the_options_can_be_proposed_and_each_leaves_a_way_open(kind: RestrictionKind) -> None:
    assert propose(warned(), kind).accepted
    assert CASEWORK is not None
    offered = next(o for o in CASEWORK.restrictions if o.kind is kind)
    assert (offered.clause, bool(offered.leaves)) == ("KH-22", True)


@pytest.mark.parametrize("behaviour", AGAINST)
def test_kh23_an_immediate_danger_waits_for_no_warning_but_for_a_manager_and_a_reason(behaviour: Behaviour) -> None:
    story = begun()
    decision = story.says((behaviour, EXTREME))
    assert M.HIDE in kinds(decision)
    assert decision.formal.open
    assert TaskKind.CONSIDER_POLICE in {t.kind for t in decision.tasks}
    assert story.does(d.TakeMeasure("m", TOM, M.HIDE, "@her", story.last)).accepted
    assert {r.unmet for r in propose(story, exemption=Exemption.EXTREME).refusals} == {Unmet.NO_REASON}
    assert propose(story, **EXCUSE).accepted
    assert story.order(OrderKind.ASK_APPROVAL) == ["Manager"]


def test_kh23_the_only_exception_is_the_policys_own() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    other = propose(story, exemption=Exemption.IMMEDIATE_SAFETY, has_reason=True)
    assert Unmet.WARNING_MISSING in {r.unmet for r in other.refusals}


def test_kh23_private_details_are_put_out_of_sight_under_the_rules_of_the_page() -> None:
    decision = begun().says((Behaviour.PRIVATE_DATA, SERIOUS))
    hide = next(m for m in decision.measures if m.kind is M.HIDE)
    assert hide.house_rule
    assert M.WARNING_LETTER in kinds(decision)
    assert decision.course is Course.URGENT
    assert not decision.formal.open


def test_kh24_the_icon_is_set_by_hand_on_the_account_of_somebody_known() -> None:
    story = restricted()
    assert [o.label for o in story.orders if o.kind is OrderKind.SET_MARKER] == ["OT1S_icon"]
    assert not story.restriction.markers_on
    assert told(story).restriction.markers_on == {"OT1S_icon"}
    assert story.day("2026-06-02").does(d.Review(MANDEEP, CEASE)).accepted
    assert story.order(OrderKind.REMOVE_MARKER) == ["OT1S_icon"]
    stranger = Story("karbon", start="2026-02-02", verified=False)
    stranger.says((Behaviour.ABUSE, EXTREME))
    assert Unmet.UNVERIFIED in {r.unmet for r in propose(stranger, **EXCUSE).refusals}


def test_kh25_a_senior_officer_with_no_part_in_it_looks_again_and_no_time_limit_is_invented() -> None:
    story = told(restricted(RestrictionKind.PAGE_BLOCK))
    assert story.restriction.appeal_until is None
    story.day("2026-08-03").says(needs=[NeedKind.APPEAL], kind=InteractionKind.DIRECT_MESSAGE)
    assert story.order(OrderKind.ASK_APPEAL_DECISION) == ["Senior Officer not involved"]
    assert story.refused(d.DecideAppeal(Person("mandeep", "Senior Officer"), STANDS)) == {Unmet.INVOLVED}
    assert story.refused(d.DecideAppeal(OLU, STANDS)) == {Unmet.WRONG_POST}
    assert story.does(d.DecideAppeal(IDRIS, OVERTURNED)).accepted
    assert story.order(OrderKind.UNDO_ON_PLATFORM) or story.order(OrderKind.LIFT)
    assert story.order(OrderKind.REMOVE_MARKER) == ["OT1S_icon"]
    assert story.order(OrderKind.TELL) == ["officers_need_to_know"]
    assert not story.file.counting


def test_kh26_vulnerability_known_or_not_is_looked_at_before_a_restriction() -> None:
    story = begun()
    story.known(vulnerable=True)
    decision = story.says((Behaviour.ABUSE, SERIOUS))
    assert TaskKind.CHECK_CIRCUMSTANCES in {t.kind for t in decision.tasks}
    unchecked = propose(warned(), checked=frozenset({Check.ADJUSTMENTS}))
    assert {r.unmet for r in unchecked.refusals} == {Unmet.UNCHECKED}


def test_kh27_a_known_support_worker_is_spoken_to_before_the_warning_and_again_before_the_restriction() -> None:
    story = begun()
    story.known(support_worker=True)
    first = story.says((Behaviour.ABUSE, SERIOUS))
    assert TaskKind.LIAISE in {t.kind for t in first.tasks}
    about = (story.last,)
    assert {r.unmet for r in story.warn(LINE, about, FULL, form="letter").refusals} == {Unmet.NO_LIAISON}
    assert story.does(d.Liaise(TOM)).accepted
    assert story.warn(LINE, about, FULL, form="letter").accepted
    again = story.day("2026-02-16").says((Behaviour.ABUSE, SERIOUS))
    assert TaskKind.LIAISE in {t.kind for t in again.tasks}
    assert M.HIDE not in kinds(again)
    assert {r.unmet for r in propose(story).refusals} == {Unmet.NO_LIAISON}
    assert story.refused(d.TakeMeasure("m", TOM, M.HIDE, "@her", story.last)) == {Unmet.NO_LIAISON}
    assert story.does(d.Liaise(TOM)).accepted
    assert propose(story).accepted


def test_kh28_letters_come_in_the_format_agreed() -> None:
    story = begun()
    story.says((Behaviour.ABUSE, SERIOUS))
    story.does(d.RecordAdjustment(TOM))
    assert story.warn(LINE, (story.last,), FULL, form="letter").accepted
    assert Says.ADJUSTED_FORMAT in story.letter(LetterKind.WARNING)
    assert "another format or language" in PACK.notices["warning_private"]


def test_kh29_the_policy_itself_is_looked_at_every_three_years_and_policy_check_says_so() -> None:
    said = remarks(PACK, {}, date(2026, 11, 22))
    assert any("every 3 years" in line and "[KH-29]" in line for line in said)


def test_kh30_a_request_about_ones_own_data_is_passed_on_and_never_in_breach() -> None:
    story = told(restricted())
    decision = story.says(needs=[NeedKind.DATA_REQUEST], kind=InteractionKind.DIRECT_MESSAGE)
    assert decision.needs == (NeedKind.DATA_REQUEST,)
    assert not decision.in_breach_of
