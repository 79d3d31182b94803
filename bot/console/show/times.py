"""Times as people say them in London, and the chips that show how a clock stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.store.ids import moment
from rules.calendar import LONDON, BeyondHorizon, is_working_day, london_date

HOURS_CLOCK = timedelta(hours=48)
CLOSE = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Chip:
    """A few words and how pressing they are: `over`, `soon` or `calm`."""

    text: str
    tone: str


def at(stamp: str, now: datetime) -> str:
    """`08:45` today, `yesterday 23:12`, `tomorrow 09:00`, `Fri 4 Dec 14:20`; with the year when it is another one."""
    then, today = moment(stamp).astimezone(LONDON), london_date(now)
    days = (then.date() - today).days
    word = {0: "", -1: "yesterday ", 1: "tomorrow "}.get(days)
    return f"{then:%H:%M}" if word == "" else f"{word or day(then.date(), today) + ' '}{then:%H:%M}"


def day(then: date, today: date) -> str:
    """`Fri 4 Dec`, with the year when it is another one."""
    return f"{then:%a} {then.day} {then:%b}" + (f" {then.year}" if then.year != today.year else "")


def full(stamp: str) -> str:
    """`Monday 23 November 2026, 08:45:10`: for the record and for whoever hovers."""
    then = moment(stamp).astimezone(LONDON)
    return f"{then:%A} {then.day} {then:%B %Y, %H:%M:%S}"


def ago(stamp: str, now: datetime) -> str:
    """`just now`, `12 min`, `3 h`, `2 days`: how long somebody has waited."""
    minutes = int((now - moment(stamp)).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def clock(starts: str, due: str, now: datetime) -> Chip:
    """How a clock stands: `due 14:20` for hours, `day 1 of 10` for working days, `overdue since ...` when it has run out."""
    start, end = moment(starts), moment(due)
    if end < now:
        return Chip(f"overdue since {at(due, now)}", "over")
    if end - start <= HOURS_CLOCK:
        return Chip(f"due {at(due, now)}", "soon" if end - now <= CLOSE else "calm")
    return _days(start, end, now) or Chip(f"due {day(london_date(end), london_date(now))}", "calm")


def _days(start: datetime, end: datetime, now: datetime) -> Chip | None:
    first, today, last = london_date(start), london_date(now), london_date(end)
    try:
        gone, whole = working_days(first, today), working_days(first, last)
    except BeyondHorizon:
        return None
    tone = "soon" if whole - gone <= 1 else "calm"
    return Chip(f"day {gone} of {whole}, due {day(last, today)}", tone)


def working_days(first: date, last: date) -> int:
    """Working days after `first` up to and with `last`: day 0 is the day it was said. Raises BeyondHorizon."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
