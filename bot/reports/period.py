"""The days a report is about. Days and months are London's; the record's times are UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.show import LONDON
from bot.store.ids import moment, stamp
from rules.calendar import london_date


class BadPeriod(ValueError):
    """The period makes no sense; the text is one line."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def since(self) -> str:
        """The first moment, as entries write times."""
        return _midnight(self.first)

    @property
    def until(self) -> str:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def months(self) -> tuple[str, ...]:
        """`2026-11`, in order."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            found.append(f"{day:%Y-%m}")
            day = _next(day)
        return tuple(found)

    def holds(self, at: str) -> bool:
        """Whether an entry's time lies in it."""
        return self.since <= at < self.until

    def __str__(self) -> str:
        return f"{self.first.day} {self.first:%B %Y} to {self.last.day} {self.last:%B %Y}"


def month_of(at: str) -> str:
    """The London month of an entry's time: `2026-11`."""
    return f"{london_date(moment(at)):%Y-%m}"


def month_name(month: str) -> str:
    """`2026-11` as `Nov 2026`."""
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def months(given_first: str, given_last: str, today: date) -> Period:
    """Whole months, as `2026-01` and `2026-06`; by default the last twelve that are over. Raises BadPeriod.

    Only whole months: figures for other days could be subtracted from each other until they speak of one person.
    """
    over = today.replace(day=1) - timedelta(days=1)
    last = _month(given_last) if given_last else over.replace(day=1)
    first = _month(given_first) if given_first else _back(last, 11)
    if first > last:
        raise BadPeriod(f"the period ends ({last:%Y-%m}) before it begins ({first:%Y-%m})")
    if first > today:
        raise BadPeriod(f"the period begins ({first:%Y-%m}) after today")
    return Period(first, min(_next(last) - timedelta(days=1), max(today, first)))


def days(given_first: str, given_last: str, today: date) -> Period:
    """Days, as `2026-01-31`; by default the last thirty-one. Raises BadPeriod."""
    last = _day(given_last) if given_last else today
    first = _day(given_first) if given_first else last - timedelta(days=30)
    if first > last:
        raise BadPeriod(f"the period ends ({last}) before it begins ({first})")
    return Period(first, last)


def _month(text: str) -> date:
    try:
        return datetime.strptime(text.strip(), "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
    except ValueError:
        raise BadPeriod(f"'{text}' is no month: write it as 2026-11; these figures are told by whole months") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadPeriod(f"'{text}' is no day: write it as 2026-11-30") from None


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _back(month: date, many: int) -> date:
    for _ in range(many):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def _midnight(day: date) -> str:
    return stamp(datetime.combine(day, time(), LONDON).astimezone(UTC))
