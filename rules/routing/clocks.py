"""The clock of each need: how long, counted how, and whose rule it is; and the clocks that follow once a step is done.

All start at the earliest time the landlord could provably know (domain §7 rule 4), never when somebody opens the comment.
Days are those of the landlord's division. The Freedom of Information Act leaves out the bank holidays of every part of the
kingdom, so counting one division's gives its date or an earlier one, never a later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from rules.calendar import (
    HERE,
    BeyondHorizon,
    Calendar,
    add_months,
    add_weekdays,
    add_working_days,
    end_of_day,
    london_date,
)
from rules.model.finding import NeedKind

Due = Callable[[datetime, int, Calendar], datetime]


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


def hours(start: datetime, length: int, _calendar: Calendar = HERE) -> datetime:
    """Elapsed hours: weekends, holidays and clock changes do not stop them."""
    return start.astimezone(UTC) + timedelta(hours=length)


def working_days(start: datetime, length: int, calendar: Calendar = HERE) -> datetime:
    """End of working day number `length`, the day of `start` being day 0. Raises BeyondHorizon."""
    return end_of_day(add_working_days(london_date(start), length, calendar))


def weekdays(start: datetime, length: int) -> datetime:
    """Never later than `working_days`; what we use where bank holidays are not published yet."""
    return end_of_day(add_weekdays(london_date(start), length))


def days(start: datetime, length: int, _calendar: Calendar = HERE) -> datetime:
    """End of the calendar day so many days later."""
    return end_of_day(london_date(start) + timedelta(days=length))


def months(start: datetime, length: int, _calendar: Calendar = HERE) -> datetime:
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


class Step(StrEnum):
    """A step that a person takes on the way, from which further clocks run."""

    INVESTIGATED = "investigated"
    ACKNOWLEDGED = "acknowledged"
    RESPONSE_EXTENDED = "response_extended"
    ANSWER_EXTENDED = "answer_extended"


_AWAAB = "Awaab's Law, SI 2025/1042"
_CODE = "Complaint Handling Code 2024"
_SUMMARY = Clock("hazard_summary_3wd", 3, working_days, f"{_AWAAB}: written summary within 3 working days")
_SAFE = Clock("hazard_safe_5wd", 5, working_days, f"{_AWAAB}: make safe within 5 working days of the investigation")
_PREVENT = Clock("hazard_prevent_5wd", 5, working_days, f"{_AWAAB}: begin preventive work within 5 working days")
_PREVENT_LATEST = Clock(
    "hazard_prevent_12w", 84, days, f"{_AWAAB}: preventive work begun within 12 weeks at the latest"
)

FOLLOWING: Mapping[tuple[NeedKind, Step], tuple[Clock, ...]] = {
    (NeedKind.HAZARD, Step.INVESTIGATED): (_SUMMARY, _SAFE, _PREVENT, _PREVENT_LATEST),
    (NeedKind.EMERGENCY, Step.INVESTIGATED): (_SUMMARY,),
    (NeedKind.COMPLAINT, Step.ACKNOWLEDGED): (
        Clock("complaint_response_10wd", 10, working_days, f"{_CODE}: answer within 10 working days of acknowledging"),
    ),
    (NeedKind.COMPLAINT, Step.RESPONSE_EXTENDED): (
        Clock("complaint_extended_10wd", 10, working_days, f"{_CODE}: at most 10 working days more, explained"),
    ),
    (NeedKind.COMPLAINT_STAGE_2, Step.ACKNOWLEDGED): (
        Clock(
            "complaint_stage_2_response_20wd",
            20,
            working_days,
            f"{_CODE}: answer stage 2 within 20 working days of acknowledging",
        ),
    ),
    (NeedKind.COMPLAINT_STAGE_2, Step.RESPONSE_EXTENDED): (
        Clock("complaint_stage_2_extended_20wd", 20, working_days, f"{_CODE}: at most 20 working days more, explained"),
    ),
    (NeedKind.DATA_REQUEST, Step.ANSWER_EXTENDED): (
        Clock(
            "data_extended_3m", 3, months, "UK GDPR Article 12(3): two months more, three in all, said within the first"
        ),
    ),
}
"""What runs from when a step is taken. An extension of a complaint runs from the day the answer was due, an extension of a
data request from the day the request came; everything else from the day of the step."""


def following(
    kind: NeedKind, step: Step, start: datetime, calendar: Calendar = HERE
) -> tuple[tuple[Clock, datetime, str], ...]:
    """Each clock that a step starts, when it is due (UTC) and whose rule it is; `start` as FOLLOWING says."""
    return tuple((clock, *due(clock, start, clock.length, calendar)) for clock in FOLLOWING.get((kind, step), ()))


def due(clock: Clock, start: datetime, length: int, calendar: Calendar = HERE) -> tuple[datetime, str]:
    """When it is due (UTC), and the source. Past the published bank holidays: the earliest it could be, and it says so."""
    try:
        return clock.due(start, length, calendar), clock.source
    except BeyondHorizon:
        return weekdays(start, length), f"{clock.source}; bank holidays not published yet, so the earliest it can be"
