"""The dates of a case: ends, anchored reviews, appeal windows, decisions due. All count from a start, in London (domain §6).

Where bank holidays are not published yet we refuse to count: the answer is None, and a person counts by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rules.calendar import (
    BeyondHorizon,
    add_months,
    add_working_days,
    calendar_of,
    last_day_for_customer,
    london_date,
    previous_working_day,
)
from rules.casework.office import Office
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.facts import MeasureTaken
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextReview:
    """What a review that extends comes to: how many anchored dates lie behind then, when the next is, the end by then."""

    number: int
    due: date
    ends: date


def counted(count: Callable[[], date]) -> date | None:
    """The date, or None where the calendar does not reach (BeyondHorizon)."""
    try:
        return count()
    except BeyondHorizon:
        return None


def anchored(restriction: Restriction, number: int) -> date:
    """The `number`-th review date, counted from the start and clamped to the month's end; 0 is the start itself."""
    return add_months(restriction.began.start, number * restriction.review_months)


def review_due(restriction: Restriction) -> date:
    """The calendar date of the next review: the next anchored one, and never later than the end."""
    return min(anchored(restriction, restriction.reviews + 1), restriction.ends)


def review_task_due(office: Office, restriction: Restriction) -> date:
    """The working day on or before the review date.

    Beyond the calendar's horizon a week before it: longer than any run of days off, so never too late.
    """
    return task_due(office, review_due(restriction))


def task_due(office: Office, due: date) -> date:
    """The working day on or before `due`; beyond the calendar's horizon a week before it."""
    found = counted(lambda: previous_working_day(due, calendar_of(office.settings)))
    return found or due - 7 * _DAY


def running_blocks(file: Casefile) -> tuple[tuple[MeasureTaken, date], ...]:
    """Blocks of an account that nobody has taken back and no appeal has struck, each with its end."""
    gone = file.undone | file.struck
    taken = [one for one in file.measures if one.kind is MeasureKind.BLOCK and one.id not in gone]
    return tuple((one, one.ends) for one in taken if one.ends is not None)


def listed_from(due: date) -> date:
    """First day on which a review on `due` stands on the monthly list: the first of the month before (it lists all that
    fall before the end of the next month).
    """
    return add_months(due.replace(day=1), -1)


def after_review(restriction: Restriction, day: date) -> NextReview:
    """Where a review done on `day` leaves a restriction that goes on.

    Done in its time it settles the date that is due, done late every date gone by. Done long before, it settles none: the
    next date stays, so that extending early and often cannot move the end.
    """
    due = review_due(restriction)
    settles = day > anchored(restriction, restriction.reviews) and day >= listed_from(due)
    past = max(day, due) if settles else due - _DAY
    number = restriction.reviews
    while anchored(restriction, number + 1) <= past:
        number += 1
    coming = anchored(restriction, number + 1)
    ends = max(restriction.ends, coming) if settles else restriction.ends
    return NextReview(number, min(coming, ends), ends)


def told_end(restriction: Restriction) -> date:
    """The last day that the person was told of: of the latest notice, else of the decision itself."""
    return restriction.told_ends or restriction.began.ends


def appeal_until(office: Office, pack: Pack, noticed_at: datetime | None) -> date | None:
    """Last day to appeal against a decision told at `noticed_at` (day 0). None: not told yet, no limit, or not counted."""
    within = pack.appeal.within
    if noticed_at is None or within is None:
        return None
    sent = london_date(noticed_at)
    return counted(lambda: last_day_for_customer(sent, within, calendar_of(office.settings)))


def decision_due(office: Office, pack: Pack, made_at: datetime) -> date | None:
    """Last day to decide an appeal made at that time (day 0). None: the policy sets no limit, or it cannot be counted."""
    within = pack.appeal.decided_within
    if within is None:
        return None
    return counted(lambda: add_working_days(london_date(made_at), within, calendar_of(office.settings)))
