"""The clock of each need: how long, counted how, and whose rule it is.

All start at the earliest time the landlord could provably know (domain §7 rule 4), never when somebody opens the comment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rules.calendar import BeyondHorizon, add_months, add_weekdays, add_working_days, end_of_day, london_date
from rules.model.finding import NeedKind

Due = Callable[[datetime, int], datetime]


@dataclass(frozen=True, slots=True)
class Clock:
    """`name` is a code, `length` counts hours, days, working days or months (`due` says which), `source` is whose rule.

    `setting` names the landlord's own number for it, where the law leaves one.
    """

    name: str
    length: int
    due: Due
    source: str
    setting: str | None = None


def hours(start: datetime, length: int) -> datetime:
    """Elapsed hours: weekends, holidays and clock changes do not stop them."""
    return start.astimezone(UTC) + timedelta(hours=length)


def working_days(start: datetime, length: int) -> datetime:
    """End of working day number `length`, the day of `start` being day 0. Raises BeyondHorizon."""
    return end_of_day(add_working_days(london_date(start), length))


def weekdays(start: datetime, length: int) -> datetime:
    """Never later than `working_days`; what we use where bank holidays are not published yet."""
    return end_of_day(add_weekdays(london_date(start), length))


def days(start: datetime, length: int) -> datetime:
    """End of the calendar day so many days later."""
    return end_of_day(london_date(start) + timedelta(days=length))


def months(start: datetime, length: int) -> datetime:
    """End of the same day number so many months later, clamped to the month's end."""
    return end_of_day(add_months(london_date(start), length))


CLOCKS: Mapping[NeedKind, Clock] = {
    NeedKind.EMERGENCY: Clock("emergency_24h", 24, hours, "Awaab's Law, SI 2025/1042: 24 elapsed hours from awareness"),
    NeedKind.SAFEGUARDING: Clock("now", 0, hours, "safeguarding procedure: at once"),
    NeedKind.HAZARD: Clock(
        "hazard_10wd", 10, working_days, "Awaab's Law, SI 2025/1042: investigate within 10 working days"
    ),
    NeedKind.REPAIR: Clock("repair", 20, working_days, "the landlord's own repair time", "repair_working_days"),
    NeedKind.COMPLAINT: Clock(
        "complaint_5wd", 5, working_days, "Complaint Handling Code 2024: acknowledge within 5 working days"
    ),
    NeedKind.COMPLAINT_STAGE_2: Clock(
        "complaint_stage_2_5wd",
        5,
        working_days,
        "Complaint Handling Code 2024: acknowledge stage 2 within 5 working days",
    ),
    NeedKind.ADJUSTMENT: Clock(
        "adjustment", 5, working_days, "the landlord's own time to answer", "adjustment_working_days"
    ),
    NeedKind.INFORMATION_REQUEST: Clock(
        "information_20wd", 20, working_days, "Freedom of Information Act 2000 s.10: 20 working days"
    ),
    NeedKind.DATA_REQUEST: Clock("data_1m", 1, months, "UK GDPR Article 12(3): one month"),
    NeedKind.DATA_BREACH: Clock(
        "data_complaint_30d", 30, days, "Data Protection Act 2018 s.164A: acknowledge within 30 days"
    ),
    NeedKind.APPEAL: Clock(
        "appeal_20wd", 20, working_days, "the policy's own time to decide an appeal", "appeal_working_days"
    ),
}


def due(clock: Clock, start: datetime, length: int) -> tuple[datetime, str]:
    """When it is due (UTC), and the source. Past the published bank holidays: the earliest it could be, and it says so."""
    try:
        return clock.due(start, length), clock.source
    except BeyondHorizon:
        return weekdays(start, length), f"{clock.source}; bank holidays not published yet, so the earliest it can be"
