"""Times as people say them, and clocks as chips."""

from datetime import UTC, datetime

import pytest

from bot.console.show import times
from bot.console.show.times import Chip
from bot.store.ids import stamp

NOW = datetime(2026, 11, 23, 8, 45, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("stamped", "said"),
    [
        ("2026-11-23T08:12:00.000Z", "08:12"),
        ("2026-11-22T23:12:00.000Z", "yesterday 23:12"),
        ("2026-11-24T07:41:00.000Z", "tomorrow 07:41"),
        ("2026-12-04T14:20:00.000Z", "Fri 4 Dec 14:20"),
        ("2025-07-01T12:00:00.000Z", "Tue 1 Jul 2025 13:00"),  # summer time
    ],
)
def test_when(stamped: str, said: str) -> None:
    assert times.at(stamped, NOW) == said


def test_the_day_is_londons_not_utcs() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # 23:30 in London
    assert times.at("2026-07-01T23:15:00.000Z", late) == "tomorrow 00:15"
    assert times.full("2026-07-01T23:15:00.000Z") == "Thursday 2 July 2026, 00:15:00"


@pytest.mark.parametrize(
    ("starts", "due", "chip"),
    [
        ((2026, 11, 22, 23, 12), (2026, 11, 23, 23, 12), Chip("due 23:12", "calm")),
        ((2026, 11, 22, 12, 0), (2026, 11, 23, 12, 0), Chip("due 12:00", "soon")),
        ((2026, 11, 20, 12, 0), (2026, 11, 23, 8, 0), Chip("overdue since 08:00", "over")),
        ((2026, 11, 20, 12, 0), (2026, 12, 4, 23, 59), Chip("day 1 of 10, due Fri 4 Dec", "calm")),  # Friday is day 0
        ((2026, 11, 21, 12, 0), (2026, 12, 4, 23, 59), Chip("day 1 of 10, due Fri 4 Dec", "calm")),  # Saturday too
        ((2026, 11, 9, 12, 0), (2026, 11, 23, 23, 59), Chip("day 10 of 10, due Mon 23 Nov", "soon")),
        (
            (2026, 11, 9, 12, 0),
            (2031, 1, 10, 12, 0),
            Chip("due Fri 10 Jan 2031", "calm"),
        ),  # past the published holidays
    ],
)
def test_a_clock(starts: tuple[int, ...], due: tuple[int, ...], chip: Chip) -> None:
    first, last = (stamp(datetime(*moment, tzinfo=UTC)) for moment in (starts, due))  # type: ignore[arg-type,misc]  # year to minute
    assert times.clock(first, last, NOW) == chip


def test_waiting() -> None:
    said = [
        times.ago(stamp(NOW.replace(day=day, hour=hour)), NOW) for day, hour in ((23, 8), (23, 7), (22, 8), (13, 8))
    ]
    assert said == ["just now", "1 h", "24 h", "10 days"]
