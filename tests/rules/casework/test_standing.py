"""How a case stands: in force to the end of the told day, who is still missing, what nobody has confirmed."""

from dataclasses import replace
from datetime import date

import pytest

from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.standing import State
from rules.model.case.words import Check, Outcome, Person, RestrictionKind, Says, Unmet, WarningForm
from rules.model.finding import Behaviour
from tests.rules.casework.scene import HER_LETTERS, HERS, at, found, restricted, scene, why

IN_FORCE, LAPSED, LIFTED = State.IN_FORCE, State.LAPSED, State.LIFTED


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-03-06 12:00", IN_FORCE),
        ("2026-06-30 23:59", IN_FORCE),  # in UTC that is still the day itself
        ("2026-07-01 00:00", IN_FORCE),  # in UTC the day before
        ("2026-09-06 23:59", IN_FORCE),
        ("2026-09-07 00:00", LAPSED),  # 23:00 of the last day in UTC, but midnight in London
    ],
)
def test_in_force_to_the_end_of_the_last_day_in_london(when: str, state: State) -> None:
    assert restricted("karbon", start="2026-03-06", months=6, review_months=3).one(when).state is state


def test_lifted_is_lifted() -> None:
    case = restricted("watford", start="2026-03-06", months=12, review_months=12)
    case.must(d.Review(Person("bill", "Caution Lead"), Outcome.CEASE), "2026-09-01")
    one = case.one("2027-05-01")
    assert (one.state, one.review_open, one.overdue) == (LIFTED, False, False)


def test_who_has_signed_and_who_is_missing() -> None:
    case = scene("marram")
    case.says("2026-01-31", found(Behaviour.ABUSE))
    case.says("2026-02-01", found(Behaviour.ABUSE))
    contact = Person("nia", "Neighbour Contact")
    says = frozenset({Says.BEHAVIOUR, Says.POSSIBLE_ACTIONS, Says.REASON})
    case.must(d.RecordOnSystem(contact, ("c1", "c2"), "Lantern"), "2026-02-02")
    case.must(d.Warn("w1", contact, WarningForm.LETTER, ("c1", "c2"), says), "2026-02-02")
    case.says("2026-02-09", found(Behaviour.ABUSE))
    case.facts.append(f.Known(at("2026-02-09"), vulnerable=False, support_worker=False))
    case.must(d.Propose("p1", contact, RestrictionKind.SPOC, ("c1", "c3"), checked=frozenset(Check)), "2026-02-10")
    stands = case.standing("2026-02-10")
    assert (stands.pending, stands.approvals, stands.seats) == (True, 0, 2)
    assert set(stands.missing) == {"Area Lead", "Panel Member"}
    case.must(d.Approve(Person("otto", "Deputy Area Lead")), "2026-02-11")
    stands = case.standing("2026-02-11")
    assert (stands.approvals, stands.missing, stands.warnings, stands.counting) == (1, ("Panel Member",), 1, 3)
    case.must(d.Approve(Person("pam", "Panel Member")), "2026-02-12")
    one = case.one("2026-02-12")
    assert (one.state, str(one.ends), str(one.review_due)) == (IN_FORCE, "2026-06-12", "2026-04-12")
    assert one.markers_wanted == {"Sandbank_flag"}


def test_a_longer_period_is_wanted_until_it_is_signed_and_holds_once_it_is_told() -> None:
    case = restricted("watford", start="2026-07-03", months=12, review_months=12)
    began = case.facts[1]
    assert isinstance(began, f.Began)
    case.facts[1] = replace(began, longer=True)
    assert case.one("2026-07-04").longer_wanted
    case.facts.append(f.Lengthened("r1", at("2026-07-07"), HER_LETTERS, 24, date(2028, 7, 3)))
    one = case.one("2026-07-07")
    assert (one.longer_wanted, one.review_due, one.ends) == (False, date(2028, 7, 3), date(2028, 7, 3))
    assert case.one("2027-07-04").state is LAPSED, "signed, but nobody told the person"
    case.must(d.SendNotice(HER_LETTERS), "2027-07-05")
    assert case.one("2027-07-05").state is IN_FORCE


def test_formal_action_is_closed_while_an_account_is_not_confirmed() -> None:
    case = scene("derby-2024")
    case.says("2026-02-02", found(Behaviour.ABUSE))
    assert not case.standing("2026-02-02").formal_closed_unverified
    case.says("2026-02-05", found(Behaviour.ABUSE), account="@another")
    assert case.standing("2026-02-05").formal_closed_unverified
    case.facts.append(f.Linked(at("2026-02-09"), (HERS, "@another"), Assurance.VERIFIED))
    assert not case.standing("2026-02-09").formal_closed_unverified


def test_a_marker_is_confirmed_only_where_a_restriction_wants_it() -> None:
    case = restricted("watford", start="2026-03-06", months=12, review_months=12, marker="UDC_PB")
    assert case.one("2026-03-06").markers_on == {"UDC_PB"}
    assert why(case.does(d.ConfirmMarker(HER_LETTERS, "Made_up", on=True), "2026-04-01")) == {Unmet.NOT_OFFERED}
    empty = scene("watford")
    assert why(empty.does(d.ConfirmMarker(HER_LETTERS, "UDC_PB", on=True), "2026-04-01")) == {Unmet.NOTHING_PENDING}
    case.must(d.Unlink(Person("lena", "Customer Adviser"), HERS), "2026-04-02")
    assert why(case.does(d.ConfirmMarker(HER_LETTERS, "UDC_PB", on=True), "2026-04-02")) == {Unmet.UNVERIFIED}
    case.must(d.ConfirmMarker(HER_LETTERS, "UDC_PB", on=False), "2026-04-03")
    assert case.one("2026-04-03").markers_on == frozenset()


def test_a_marker_is_not_set_for_what_has_lapsed() -> None:
    case = restricted("karbon", start="2026-03-06", months=6, review_months=3, marker="OT1S_icon")
    assert why(case.does(d.ConfirmMarker(HER_LETTERS, "OT1S_icon", on=True), "2026-10-01")) == {Unmet.NOTHING_PENDING}
