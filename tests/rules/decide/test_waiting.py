"""What a person wants to do waits where the policy wants a warning, or a talk with a support worker, first."""

from datetime import UTC, datetime, timedelta

import pytest

from rules.decide.waiting import waits
from rules.model.circumstances import Circumstances
from rules.model.decision import Given, Item
from rules.model.finding import Behaviour, Finding, Found, Severity, Target
from rules.model.history import History, PastMeasure
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from tests.rules.packs import pack

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HIDE = (MeasureKind.HIDE,)
LETTER = History((), (PastMeasure(NOW - timedelta(days=9), MeasureKind.WARNING_LETTER, counts=True),))
MESSAGE = History((), (PastMeasure(NOW - timedelta(days=9), MeasureKind.WARNING_PRIVATE, counts=True),))


def said(
    behaviour: Behaviour = Behaviour.ABUSE,
    severity: Severity = Severity.SERIOUS,
    history: History | None = None,
    known: Circumstances | None = None,
) -> Given:
    item = Item("page", "memory", InteractionKind.COMMENT, Where.OUR_PAGE, NOW, NOW)
    found = Found((Finding(behaviour, severity, Target.STAFF, 950, "test"),))
    return Given(item, found, NOW, history or History(), circumstances=known or Circumstances())


def test_a_hide_waits_for_the_written_warning_and_a_message_is_none() -> None:
    karbon = pack("karbon")
    assert waits(karbon, said(), HIDE)
    assert waits(karbon, said(history=MESSAGE), HIDE)
    assert not waits(karbon, said(history=LETTER), HIDE)


def test_after_the_warning_it_waits_for_the_talk_with_the_support_worker() -> None:
    karbon = pack("karbon")
    assert waits(karbon, said(history=LETTER, known=Circumstances(support_worker=True)), HIDE)
    spoken = Circumstances(support_worker=True, liaised_at=NOW)
    assert not waits(karbon, said(history=LETTER, known=spoken), HIDE)


@pytest.mark.parametrize(
    ("behaviour", "severity"),
    [(Behaviour.THREAT, Severity.EXTREME), (Behaviour.PRIVATE_DATA, Severity.SERIOUS)],
)
def test_danger_and_private_details_wait_for_nothing(behaviour: Behaviour, severity: Severity) -> None:
    assert not waits(pack("karbon"), said(behaviour, severity), HIDE)


@pytest.mark.parametrize("name", ["derby-2020", "derby-2024", "wolverhampton", "watford", "house-rules"])
def test_where_no_warning_must_come_before_all_else_a_hide_waits_for_nothing(name: str) -> None:
    assert not waits(pack(name), said(), HIDE)
