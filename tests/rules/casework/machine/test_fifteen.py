"""Each of the fifteen rules is awake: given a step that breaks it, it says so; given nothing, it is quiet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.casework import Heard, Office, fold
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import Check, OrderKind, Outcome, Person, RestrictionKind
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from tests.rules.casework.machine.fifteen import RULES
from tests.rules.casework.machine.step import Step
from tests.rules.casework.scene import HERS, Scene, at, landlord

NOW = at("2026-03-02")
OFFICE = Office(landlord("karbon"))
PACK = OFFICE.packs[0]
MAE, MAX = Person("mae", "Line Manager"), Person("max", "Manager")
LINKED = f.Linked(NOW, (HERS,), Assurance.VERIFIED)
ABUSE = f.Incident("c1", HERS, NOW, "karbon", ((Behaviour.ABUSE, Severity.SERIOUS),))
PROPOSED = f.Proposed(
    "p1", NOW, MAE, "karbon", PACK.version, RestrictionKind.SPOC, ("c1",), 6, 3, longer=False, checked=frozenset(Check)
)
BEGAN = f.Began(
    id="p1",
    at=NOW,
    pack="karbon",
    version=PACK.version,
    kind=RestrictionKind.SPOC,
    start=date(2026, 3, 2),
    ends=date(2026, 9, 2),
    months=6,
    review_months=3,
    proposed_by="mae",
    approved_by=frozenset({"max"}),
    about=("c1",),
    markers=("OT1S_icon",),
)
HIDDEN = f.MeasureTaken("m1", NOW, MAX, MeasureKind.HIDE, HERS, "c1", "karbon")


def _step(*new: f.Fact, before: tuple[f.Fact, ...] = (LINKED, ABUSE)) -> Step:
    start = fold(before)
    return Step(OFFICE, NOW, start, fold(new, start), (*before, *new), Verdict(new))


def _heard(*new: f.Fact, needs: tuple[NeedKind, ...] = ()) -> Step:
    heard = _said(needs)
    return replace(_step(*new), heard=heard)


def _said(needs: tuple[NeedKind, ...]) -> Heard:
    case, page = Scene(OFFICE, [LINKED]), Where.OUR_PAGE
    return case.heard("c2", NOW, (), needs, HERS, InteractionKind.COMMENT, page, captured=True)


def _swallowed() -> Step:
    step = _heard(needs=(NeedKind.REPAIR,))
    assert step.heard is not None
    return replace(step, heard=replace(step.heard, decision=replace(step.heard.decision, needs=(), tasks=())))


def _told_an_end_that_is_past() -> Step:
    """In force after the last told day, because the extension moved the end of what nobody was told about."""
    long = replace(BEGAN, ends=date(2046, 9, 2))
    return _step(long, before=(LINKED, ABUSE, PROPOSED))


BREACHES: dict[str, Callable[[], Step]] = {
    "rule_01": lambda: _step(PROPOSED, before=(replace(LINKED, assurance=Assurance.CLAIMED), ABUSE)),
    "rule_02": lambda: _step(HIDDEN, before=(LINKED, ABUSE, f.CaptureFailed(NOW, ("c1",)))),
    "rule_03": _swallowed,
    "rule_04": lambda: _heard(replace(ABUSE, ref="c2", at=NOW + timedelta(hours=3))),
    "rule_05": lambda: _step(f.Approved("p1", NOW, MAE), BEGAN, before=(LINKED, ABUSE, PROPOSED)),
    "rule_06": lambda: _step(f.Approved("p1", NOW, MAX), BEGAN, before=(LINKED, ABUSE, PROPOSED)),
    "rule_07": lambda: _heard(replace(ABUSE, ref="c2", behaviours=((Behaviour.ALLEGATION, Severity.SERIOUS),))),
    "rule_08": _told_an_end_that_is_past,
    "rule_09": lambda: _heard(replace(ABUSE, ref="c2", in_breach=True), needs=(NeedKind.EMERGENCY,)),
    "rule_10": lambda: _step(replace(PROPOSED, checked=frozenset({Check.ADJUSTMENTS}))),
    "rule_11": lambda: _step(f.Approved("p1", NOW, MAX), BEGAN, before=(LINKED, ABUSE, PROPOSED)),
    "rule_12": lambda: _step(
        f.AppealDecided("a1", NOW, MAX, "p1", Outcome.OVERTURNED), before=(LINKED, ABUSE, PROPOSED, BEGAN)
    ),
    "rule_13": lambda: replace(_step(ABUSE), after=fold((LINKED,))),
    "rule_14": lambda: replace(_step(), due=(Order(OrderKind.LIFT, about="p1"),)),
    "rule_15": lambda: _heard(replace(ABUSE, ref="c2")),
}


def test_there_are_fifteen() -> None:
    assert [name[:7] for name in RULES] == [f"rule_{number:02}" for number in range(1, 16)] == list(BREACHES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_so_when_it_is_broken(name: str) -> None:
    assert list(RULES[name](BREACHES[name[:7]]()))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_quiet_where_nothing_happened(name: str) -> None:
    assert not list(RULES[name](_step()))
