"""A report says what it is about."""

from datetime import UTC, datetime

import pytest

from adapters.bluesky.act.report import REASONS
from bot.actions.plan.reported import REPORTED_AS, params_of
from rules.decide import leading
from rules.model.decision import Given, Item
from rules.model.finding import Behaviour, Finding, Found, Severity, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from tests.rules.packs import pack

HOUSE = pack("house-rules")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def given(*behaviours: tuple[Behaviour, Severity]) -> Given:
    item = Item("page", "memory", InteractionKind.COMMENT, Where.OUR_PAGE, NOW, NOW)
    found = tuple(Finding(behaviour, severity, Target.STAFF, 900, "a.rule") for behaviour, severity in behaviours)
    return Given(item, Found(found), NOW)


def test_the_gravest_finding_names_it() -> None:
    both = given((Behaviour.ABUSE, Severity.SERIOUS), (Behaviour.THREAT, Severity.EXTREME))
    assert params_of(MeasureKind.REPORT, leading(HOUSE, both)) == {"reason": "violation"}
    alleged = given((Behaviour.ALLEGATION, Severity.SERIOUS))
    assert params_of(MeasureKind.REPORT, leading(HOUSE, alleged)) == {"reason": "other"}
    assert params_of(MeasureKind.REPORT, None) == {}


@pytest.mark.parametrize("kind", [kind for kind in MeasureKind if kind is not MeasureKind.REPORT])
def test_nothing_else_carries_it(kind: MeasureKind) -> None:
    assert params_of(kind, leading(HOUSE, given((Behaviour.ABUSE, Severity.MILD)))) == {}


def test_every_word_is_one_that_platforms_know() -> None:
    assert set(REPORTED_AS.values()) <= set(REASONS)
