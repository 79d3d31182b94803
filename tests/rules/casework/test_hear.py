"""What a comment adds to a case: incidents, contact in breach, appeals however late and whoever speaks."""

from dataclasses import replace
from datetime import date

import pytest

from rules.casework.hear import hear
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.orders import Verdict
from rules.model.case.words import OrderKind, Outcome, RestrictionKind
from rules.model.finding import NEVER_A_BREACH, Behaviour, NeedKind, Severity, Target
from rules.model.interaction import InteractionKind, Where
from tests.rules.casework.scene import HER_LETTERS, HERS, Scene, at, found, restricted, scene

DM = InteractionKind.DIRECT_MESSAGE
FIVE = ("derby-2020", "derby-2024", "wolverhampton", "watford", "karbon")
DAYS = dict.fromkeys(FIVE, "2025-06-02") | {"derby-2020": "2022-06-02", "marram": "2025-06-02"}


def _incident(verdict: Verdict) -> f.Incident:
    (fact,) = [one for one in verdict.facts if isinstance(one, f.Incident)]
    return fact


def _kinds(verdict: Verdict) -> set[OrderKind]:
    return {order.kind for order in verdict.orders}


@pytest.mark.parametrize("name", [*FIVE, "marram"])
def test_what_goes_against_a_policy_counts_and_opens_a_case(name: str) -> None:
    case = scene(name)
    first = case.says(DAYS[name], found(Behaviour.ABUSE))
    incident = _incident(first)
    assert (incident.counts, incident.public, incident.captured, incident.in_breach) == (True, True, True, False)
    assert _kinds(first) == {OrderKind.OPEN_CASE}
    assert not case.says(DAYS[name], found(Behaviour.ABUSE)).orders, "the case is open already"


@pytest.mark.parametrize("name", [*FIVE, "marram"])
@pytest.mark.parametrize("behaviour", sorted(NEVER_A_BREACH))
def test_what_is_never_held_against_anybody_is_no_incident(name: str, behaviour: Behaviour) -> None:
    assert scene(name).says(DAYS[name], found(behaviour, Severity.EXTREME)) == Verdict()


@pytest.mark.parametrize("name", [*FIVE, "marram"])
def test_criticism_of_the_organisation_and_accusations_count_for_nothing(name: str) -> None:
    case = scene(name)
    case.says(DAYS[name], found(Behaviour.ABUSE, target=Target.ORGANISATION))
    case.says(DAYS[name], found(Behaviour.ALLEGATION))
    assert not case.file.counting


@pytest.mark.parametrize("name", ["derby-2020", "marram"])
def test_where_posts_are_not_counted_their_number_counts_for_nothing(name: str) -> None:
    case = scene(name)
    assert not _incident(case.says(DAYS[name], found(Behaviour.VOLUME))).counts
    assert not case.file.counting


def test_the_second_grave_thing_brings_a_mild_case_forward() -> None:
    case = scene("derby-2024")
    assert _kinds(case.says("2026-02-09", found(Behaviour.ABUSE, Severity.MILD))) == {OrderKind.OPEN_CASE}
    assert not case.says("2026-02-10", found(Behaviour.ABUSE, Severity.MILD)).orders
    assert _kinds(case.says("2026-02-16", found(Behaviour.ABUSE))) == {OrderKind.OPEN_CASE}


def test_after_an_ending_a_case_opens_anew() -> None:
    case = restricted("derby-2020", start="2022-11-28", months=12, review_months=12)
    case.says("2023-01-10", found(Behaviour.ABUSE))
    case.facts.append(f.Lifted("r1", at("2023-11-29"), Outcome.CEASE))
    assert _kinds(case.says("2023-12-05", found(Behaviour.ABUSE))) == {OrderKind.OPEN_CASE}


def test_nothing_found_nothing_added() -> None:
    assert scene("watford").says("2026-01-10", needs=(NeedKind.REPAIR,)) == Verdict()


def test_contact_in_breach_is_recorded_even_if_it_is_harmless() -> None:
    """S-034: a public comment outside the single point of contact; the repair in it is another's business."""
    case = restricted("wolverhampton", start="2026-01-15", months=6, review_months=3)
    incident = _incident(case.says("2026-02-02", needs=(NeedKind.REPAIR,)))
    assert (incident.in_breach, incident.counts) == (True, False)
    assert not case.file.counting
    assert case.one("2026-02-02").ends == date(2026, 7, 15), "nothing grows longer by itself"


@pytest.mark.parametrize(
    "need",
    [
        NeedKind.EMERGENCY,
        NeedKind.HAZARD,
        NeedKind.SAFEGUARDING,
        NeedKind.COMPLAINT,
        NeedKind.APPEAL,
        NeedKind.DATA_REQUEST,
        NeedKind.ADJUSTMENT,
    ],
)
def test_what_no_restriction_closes_is_never_in_breach(need: NeedKind) -> None:
    case = restricted("wolverhampton", start="2026-01-15", months=6, review_months=3)
    case.says("2026-02-03", needs=(need,), kind=DM)
    assert not case.file.incidents


@pytest.mark.parametrize(
    ("says", "breach"),
    [
        ({}, True),
        ({"kind": DM}, False),
        ({"kind": InteractionKind.REACTION}, False),
        ({"where": Where.ELSEWHERE}, False),
        ({"account": "@somebody.else"}, False),
    ],
)
def test_only_contact_of_the_closed_kind_by_the_person_is_in_breach(says: dict[str, object], breach: bool) -> None:
    names = ("derby-2020", "derby-2024")
    kind = RestrictionKind.SOCIAL_ACCESS
    case = restricted(*names, start="2023-12-11", months=12, review_months=12, kind=kind)
    case.says("2024-06-10", **says)  # type: ignore[arg-type]  # one argument at a time, by name
    assert bool(case.file.incidents) is breach


@pytest.mark.parametrize("day", ["2027-01-15", "2027-03-01"])
def test_what_has_lapsed_or_ended_is_not_enforced(day: str) -> None:
    case = restricted("wolverhampton", start="2026-01-15", months=6, review_months=3)
    case.says(day)
    assert not case.file.incidents


def test_what_could_not_be_captured_says_so() -> None:
    case = scene("derby-2024")
    assert not _incident(case.says("2026-02-02", found(Behaviour.ABUSE), captured=False)).captured


def test_an_appeal_in_time_is_put_to_whoever_decides_with_its_own_date() -> None:
    """S-013: on the last day, at the end of December."""
    case = restricted("derby-2024", start="2026-11-30", months=12, review_months=12)
    heard = case.says("2026-12-30 16:40", needs=(NeedKind.APPEAL,), kind=DM)
    (made,) = heard.facts
    assert made == f.AppealMade("appeal:c1", at("2026-12-30 16:40"), HERS, "r1", late=False, due=date(2027, 1, 28))
    asked = next(o for o in heard.orders if o.kind is OrderKind.ASK_APPEAL_DECISION)
    assert (asked.post, asked.due) == ("Executive Team member", date(2027, 1, 28))
    assert _kinds(heard) == {OrderKind.ASK_APPEAL_DECISION, OrderKind.SEND_LETTER}
    assert case.one("2026-12-30").under_appeal


def test_a_late_appeal_reaches_a_person_and_lifts_nothing() -> None:
    case = restricted("derby-2024", start="2026-11-30", months=12, review_months=12)
    heard = case.says("2027-01-04", needs=(NeedKind.APPEAL,))
    assert {OrderKind.LOOK_AT_LATE_APPEAL, OrderKind.ASK_APPEAL_DECISION} <= _kinds(heard)
    (made,) = heard.facts
    assert isinstance(made, f.AppealMade)
    assert made.late


def test_without_a_limit_nothing_is_late() -> None:
    """S-035, S-048: four months on, and the policy names no deadline."""
    case = restricted("watford", start="2026-03-16", months=12, review_months=12)
    (made,) = case.says("2027-02-18", needs=(NeedKind.APPEAL,), kind=DM).facts
    assert isinstance(made, f.AppealMade)
    assert (made.late, made.due, made.about) == (False, None, "r1")


def test_somebody_else_may_appeal_and_the_person_is_asked() -> None:
    """S-035: the niece, from an account that no decision is about."""
    case = restricted("wolverhampton", start="2025-12-01", months=12, review_months=3)
    heard = case.says("2026-04-07", needs=(NeedKind.APPEAL, NeedKind.ADJUSTMENT), account="@niece", kind=DM)
    assert {OrderKind.ASK_AUTHORITY_TO_ACT, OrderKind.ASK_APPEAL_DECISION} <= _kinds(heard)
    (made,) = heard.facts
    assert isinstance(made, f.AppealMade)
    assert made.about == "r1"


def test_an_appeal_where_nothing_is_known_still_reaches_a_person() -> None:
    case = Scene(scene("karbon").office)
    heard = case.says("2026-04-07", needs=(NeedKind.APPEAL,), account="@nobody", kind=DM)
    assert {OrderKind.ASK_AUTHORITY_TO_ACT, OrderKind.ASK_APPEAL_DECISION} <= _kinds(heard)
    (made,) = heard.facts
    assert isinstance(made, f.AppealMade)
    assert (made.about, made.late) == (None, False)


def test_asking_again_is_no_second_appeal() -> None:
    case = restricted("derby-2024", start="2026-11-30", months=12, review_months=12)
    case.says("2026-12-01", needs=(NeedKind.APPEAL,))
    again = case.says("2026-12-09", needs=(NeedKind.APPEAL,))
    assert not again.facts
    asked = next(o for o in again.orders if o.kind is OrderKind.ASK_APPEAL_DECISION)
    assert asked.about == "appeal:c1"


def test_after_a_review_there_is_a_fresh_appeal_in_its_own_time() -> None:
    case = restricted("derby-2020", start="2022-01-31", months=12, review_months=12)
    case.facts.append(f.Reviewed("r1", at("2023-01-31"), Outcome.EXTEND, 1, date(2024, 1, 31)))
    case.facts.append(f.NoticeSent("r1", at("2023-02-03"), HER_LETTERS))
    (made,) = case.says("2023-02-20", needs=(NeedKind.APPEAL,), kind=DM).facts
    assert isinstance(made, f.AppealMade)
    assert (made.late, made.due) == (False, date(2023, 3, 20))


def test_hearing_uses_the_decision_it_is_given() -> None:
    """The same words under a decision that called them nothing are no incident that counts."""
    case = scene("karbon")
    words = (found(Behaviour.ABUSE),)
    heard = case.heard("c1", at("2026-01-10"), (), (), HERS, InteractionKind.COMMENT, Where.OUR_PAGE, True)
    (incident,) = hear(case.office, case.file, replace(heard, findings=words), at("2026-01-10")).facts
    assert isinstance(incident, f.Incident)
    assert not incident.counts


def test_an_unknown_account_is_heard_as_well() -> None:
    case = Scene(scene("derby-2024").office, [f.Linked(at("2026-01-01"), (HERS,), Assurance.NONE)])
    case.says("2026-03-12", found(Behaviour.ABUSE))
    assert case.standing("2026-03-12").formal_closed_unverified
