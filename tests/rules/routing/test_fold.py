"""What is open for whom by when."""

from datetime import UTC, datetime, timedelta

from rules.model.finding import NeedKind
from rules.routing import route
from rules.routing.fold import Closed, Moved, Opened, Step, fold
from tests.rules.decide.givens import needed

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def opened(reference: str, kind: NeedKind) -> Opened:
    return Opened(reference, route([needed(kind)], AT, AT, {})[0], AT)


def test_what_is_open_soonest_due_first() -> None:
    steps = [opened("RP-1", NeedKind.REPAIR), opened("EM-2", NeedKind.EMERGENCY), opened("CP-3", NeedKind.COMPLAINT)]
    assert [row.reference for row in fold(steps)] == ["EM-2", "CP-3", "RP-1"]


def test_closed_is_gone_and_moving_keeps_the_clock() -> None:
    steps: list[Step] = [
        opened("RP-1", NeedKind.REPAIR),
        opened("CP-3", NeedKind.COMPLAINT),
        Closed("CP-3", AT),
        Moved("RP-1", "east", AT),
    ]
    (row,) = fold(steps)
    assert (row.reference, row.routed.destination) == ("RP-1", "east")
    assert row.routed.due_at == opened("RP-1", NeedKind.REPAIR).routed.due_at


def test_a_reference_opened_twice_is_one_and_an_unknown_one_changes_nothing() -> None:
    first = opened("RP-1", NeedKind.REPAIR)
    again = Opened("RP-1", first.routed, AT + timedelta(days=1))
    (row,) = fold([first, again, Closed("XX-9", AT), Moved("XX-9", "east", AT)])
    assert row.since == AT


def test_overdue_is_after_its_time_not_at_it() -> None:
    (row,) = fold([opened("EM-2", NeedKind.EMERGENCY)])
    assert not row.overdue(AT + timedelta(hours=24))
    assert row.overdue(AT + timedelta(hours=24, seconds=1))
