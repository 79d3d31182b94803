"""Forbidden outcomes can appear: each is looked for in what was really ordered, and a doctored answer shows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.scenarios.answer import Answer
from bot.scenarios.tokens import tokens
from bot.scenarios.tokens.vocabulary import FORBIDDEN
from bot.scenarios.world import Sight
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.orders import Draft, Order, Verdict
from rules.model.case.words import LetterKind, OrderKind, Outcome, Person, Says
from rules.model.decision import Decision, Measure
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.interaction import Where
from rules.model.measure import MeasureKind
from tests.bot.scenarios.stories import does, played, said

AT = "2026-03-02T10:00:00+00:00"
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SOMEBODY = Person("priya", "Social Media Officer")


def heard(policy: str = "derby-2024", **more: Any) -> Answer:
    """A harmless comment with a repair in it."""
    (answer,) = played(policy, said(AT, needs=("repair",), **more))
    return answer


def with_facts(answer: Answer, *facts: f.Fact) -> Answer:
    return replace(answer, verdict=replace(answer.verdict, facts=facts))


def with_orders(answer: Answer, *orders: Order) -> Answer:
    return replace(answer, verdict=replace(answer.verdict, orders=orders))


def with_measure(answer: Answer, kind: MeasureKind, *, automatic: bool = False, says_why: bool = False) -> Answer:
    decision = answer.decision
    assert isinstance(decision, Decision)
    measure = Measure(kind, "doctored", (), automatic, says_why=says_why)
    return replace(answer, decision=replace(decision, measures=(measure,)))


def marked() -> Answer:
    """A restriction about what somebody did, with its marker; doctored: none of it was this person's doing."""
    answers = played(
        "derby-2024",
        said(AT, ("threat", "extreme")),
        does("2026-03-03T10:00:00+00:00", "Customer Experience Team", "owen", "proposes_restriction",
             restriction="spoc", months=12, about=[1], checked=["adjustments", "vulnerability"]),
        does("2026-03-04T10:00:00+00:00", "Head of Service", "helen", "approves_restriction"),
        config={"approver": "Head of Service"},
    )  # fmt: skip
    assert "marker:HMS_note" in tokens(answers[-1])
    assert not FORBIDDEN - {"record_on_customer"} & tokens(answers[-1])
    case = answers[-1].cases[0]
    return replace(answers[-1], cases=(replace(case, file=replace(case.file, incidents=())),))


def longer() -> Answer:
    """Time passes over a restriction; doctored: it ends later than before."""
    (answer,) = played("watford", {"at": AT, "clock": "time passes"}, existing=EXISTING)
    assert "auto_extend" not in tokens(answer)
    case = answer.cases[0]
    (one,) = case.standing.restrictions
    later = replace(case.standing, restrictions=(replace(one, ends=date(2029, 1, 1)),))
    return replace(answer, cases=(replace(case, standing=later),))


def endless() -> Answer:
    answer = longer()
    case = answer.cases[0]
    (one,) = case.standing.restrictions
    never = replace(case.standing, restrictions=(replace(one, ends=one.start),))
    return replace(answer, cases=(replace(case, standing=never),))


def given_a_limit() -> Answer:
    answer = longer()
    case = answer.cases[0]
    (one,) = case.standing.restrictions
    limited = replace(case.standing, restrictions=(replace(one, appeal_until=date(2026, 3, 30)),))
    return replace(answer, cases=(replace(case, standing=limited),))


def appealed(*, kept: bool) -> Answer:
    (answer,) = played("watford", said(AT, needs=("appeal",), kind="dm"), existing=EXISTING)
    assert not FORBIDDEN & tokens(answer)
    if kept:
        late = f.AppealMade("appeal:e1", NOW, "@her", "restriction:existing", late=True, due=None)
        return replace(answer, verdict=Verdict((late,), answer.verdict.orders))
    case = answer.cases[0]
    lost = replace(case, file=replace(case.file, appeals=()))
    return replace(answer, cases=(lost,), verdict=Verdict())


EXISTING = {
    "pack": "watford",
    "type": "writing_only",
    "start": "2025-09-01",
    "months": 12,
    "review_months": 12,
    "proposed_by": "carys",
    "approved_by": ["sue", "bill", "cora"],
    "on_platform": "none",
}


def late_where_there_is_no_limit() -> Answer:
    return appealed(kept=True)


def property_marked() -> Answer:
    (_, answer) = played(
        "wolverhampton",
        said(AT),
        does(AT, "Head of Service", "helen", "requests_property_marker", about=[1]),
    )
    assert not FORBIDDEN & tokens(answer)
    return replace(answer, verdict=Verdict())


def social_posts_held_against_her() -> Answer:
    (answer,) = played("derby-2020", said("2022-03-02T10:00:00+00:00", ("volume", "serious")))
    assert not FORBIDDEN & tokens(answer)
    counted = f.Incident("e1", "@her", NOW, "derby-2020", ((Behaviour.VOLUME, Severity.SERIOUS),))
    return with_facts(answer, counted)


def from_her_own_account() -> Answer:
    answer = heard(where="staff_personal", kind="dm")
    assert answer.given is not None
    assert answer.given.item.where is Where.STAFF_PERSONAL
    assert "reply_from_staff_account" not in tokens(answer)
    return with_measure(answer, MeasureKind.REPLY)


def told_to_a_stranger() -> Answer:
    letter = Draft(LetterKind.RESTRICTION_NOTICE, frozenset({Says.REASON, Says.ACTION}))
    answer = replace(heard(), assurance=Assurance.CLAIMED)
    return with_orders(answer, Order(OrderKind.SEND_LETTER, letter=letter))


def confirmed_by_nobody() -> Answer:
    answer = heard()
    return replace(answer, items=tuple(replace(item, sight=Sight.HIDE_CONFIRMED) for item in answer.items))


DOCTORED: dict[str, Callable[[], Answer]] = {
    "delete": lambda: with_measure(heard(), MeasureKind.DELETE),
    "block_without_human": lambda: with_orders(heard(), Order(OrderKind.BLOCK)),
    "police_without_human": lambda: with_facts(heard(), f.PoliceConsidered(NOW, SOMEBODY, ("e1",), reported=True)),
    "record_on_customer": lambda: with_orders(heard(), Order(OrderKind.SET_MARKER, label="HMS_note")),
    "link_accounts_automatically": lambda: with_facts(heard(), f.Linked(NOW, ("@her",), Assurance.VERIFIED)),
    "reject_appeal_late": lambda: appealed(kept=True),
    "reject_appeal_unidentified": lambda: appealed(kept=False),
    "reveal_tenancy_publicly": told_to_a_stranger,
    "shown_as_done": confirmed_by_nobody,
    "count_social_volume": social_posts_held_against_her,
    "treat_as_breach": social_posts_held_against_her,
    "reply_from_staff_account": from_her_own_account,
    "property_marker": property_marked,
    "household_marker": marked,
    "auto_extend": longer,
    "silent_action": lambda: with_facts(heard(), f.Lifted("r1", NOW, Outcome.CEASE)),
    "ignore_need": lambda: replace(heard(), needs=frozenset({NeedKind.REPAIR, NeedKind.EMERGENCY})),
    "permanent": endless,
    "invented_deadline": given_a_limit,
}


@pytest.mark.parametrize("word", sorted(FORBIDDEN))
def test_a_forbidden_outcome_is_seen_when_it_comes(word: str) -> None:
    assert word in tokens(DOCTORED[word]())


def test_nothing_forbidden_comes_of_a_harmless_comment() -> None:
    assert not FORBIDDEN & tokens(heard())


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("delete", lambda: with_facts(heard(), _taken(MeasureKind.DELETE, date(2026, 9, 2)))),
        ("block_without_human", lambda: with_measure(heard(), MeasureKind.BLOCK, automatic=True)),
        ("block_without_human", lambda: with_facts(heard(), _taken(MeasureKind.BLOCK, date(2026, 9, 2)))),
        ("permanent", lambda: with_facts(heard(), _taken(MeasureKind.BLOCK, None))),
        ("record_on_customer", lambda: with_facts(heard(), f.Recorded(NOW, SOMEBODY, "HMS"))),
        ("silent_action", lambda: with_measure(heard("watford"), MeasureKind.HIDE)),
        ("silent_action", lambda: with_measure(heard(), MeasureKind.HIDE, automatic=True)),
        ("auto_extend", lambda: with_facts(heard(), f.Lengthened("r1", NOW, SOMEBODY, 24, date(2028, 3, 2)))),
        ("invented_deadline", late_where_there_is_no_limit),
        ("household_marker", property_marked),
    ],
)
def test_it_is_seen_in_whichever_shape_it_comes(word: str, answer: Callable[[], Answer]) -> None:
    assert word in tokens(answer())


def _taken(kind: MeasureKind, ends: date | None) -> f.MeasureTaken:
    return f.MeasureTaken("m1", NOW, SOMEBODY, kind, "@her", None, "derby-2024", ends)


def test_an_incident_log_of_staff_is_no_customers_record() -> None:
    logged = with_facts(heard("wolverhampton"), f.Recorded(NOW, SOMEBODY, "ERAS"))
    assert "record_incident:ERAS" in tokens(logged)
    assert "record_on_customer" not in tokens(logged)


def test_where_every_action_is_explained_an_explained_one_is_not_silent() -> None:
    assert "silent_action" not in tokens(with_measure(heard("watford"), MeasureKind.HIDE, says_why=True))
