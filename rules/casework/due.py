"""The diary of a case: what a person must do now because time has passed. Asked again and again, so it stores nothing."""

from datetime import date, datetime

from rules.calendar import HORIZON, london_date
from rules.casework.appeal import deciders
from rules.casework.dates import listed_from, review_due, review_task_due, running_blocks, task_due, told_end
from rules.casework.decisions import decisions
from rules.casework.duties import outstanding
from rules.casework.notice import restriction_letter
from rules.casework.office import Office
from rules.casework.review import ask_review
from rules.casework.standing import live, state
from rules.model.case.casefile import Appeal, Casefile, Restriction
from rules.model.case.facts import MeasureTaken
from rules.model.case.orders import Order
from rules.model.case.standing import State
from rules.model.case.words import Alarm, LetterKind, OrderKind
from rules.policy.casework import Casework


def due(office: Office, file: Casefile, now: datetime) -> tuple[Order, ...]:
    """Everything due at `now`. It lifts, extends and removes nothing: each is for a named person. Raises NoPolicy."""
    day = london_date(now)
    found: list[Order] = []
    for one in file.restrictions:
        casework = office.named(one.began.pack).casework
        if casework is not None:
            found += _of_restriction(office, file, casework, one, now)
    found += [order for appeal in file.appeals for order in _appeal(office, file, appeal, day)]
    found += _blocks(office, file, day)
    found += [Order(OrderKind.REPORT_TO_POLICE, about=ref, must=True) for ref in outstanding(office, file)]
    return tuple(found)


def _of_restriction(office: Office, file: Casefile, casework: Casework, one: Restriction, now: datetime) -> list[Order]:
    day = london_date(now)
    if one not in live(file):
        return _left_on(casework, one)
    found = _review(office, file, casework, one, now)
    if state(one, day) is State.LAPSED:
        found += [*_alarm(casework, one, Alarm.LAPSED, told_end(one)), *_left_on(casework, one)]
        # Not enforced, so nobody stays blocked for it: the page is opened again, and closed again if the notice revives it.
        found += [Order(OrderKind.UNDO_ON_PLATFORM, about=one.id, due=told_end(one))] if one.began.on_platform else []
    if _untold(one, day):
        found += _alarm(casework, one, Alarm.UNTOLD, told_end(one))
    return found


def _review(office: Office, file: Casefile, casework: Casework, one: Restriction, now: datetime) -> list[Order]:
    """On the list when it comes up, a task when it is due, an alarm when it is over."""
    day, falls, rule = london_date(now), review_due(one), casework.review
    found = []
    if rule.listed_monthly_for is not None and day >= listed_from(falls):
        listed = Order(OrderKind.LIST_REVIEW, rule.listed_monthly_for, about=one.id, due=falls, clause=rule.clause)
        found.append(listed)
    if day >= review_task_due(office, one):
        found.append(ask_review(office, file, one, now))
    if day > falls:
        found += _alarm(casework, one, Alarm.REVIEW_OVERDUE, falls)
    if falls > HORIZON and day >= listed_from(falls):
        found += _alarm(casework, one, Alarm.BEYOND_CALENDAR, falls)
    return found


def _untold(one: Restriction, day: date) -> bool:
    """A decision made on an earlier day has not been told: without a notice it ends when the last one says."""
    decided = one.began.start if one.told_ends is None else None
    goes_on = restriction_letter(one) is LetterKind.EXTENSION
    return one.noticed_at is None and (goes_on or (decided is not None and day > decided))


def _alarm(casework: Casework, one: Restriction, what: Alarm, when: date) -> list[Order]:
    """The senior owner sees it (domain §7 rule 8)."""
    rule = casework.review
    return [Order(OrderKind.ALARM, rule.owner, what, one.id, due=when, clause=rule.clause)]


def _left_on(casework: Casework, one: Restriction) -> list[Order]:
    """Markers that are on though nothing stands behind them: removed by hand, and the owner sees that they were left."""
    left = sorted(one.markers_on)
    removed = [Order(OrderKind.REMOVE_MARKER, label=code, about=one.id) for code in left if one.lifted_at is not None]
    return [*removed, *(order for _ in left[:1] for order in _alarm(casework, one, Alarm.MARKER_ON, told_end(one)))]


def _appeal(office: Office, file: Casefile, appeal: Appeal, day: date) -> list[Order]:
    """An open appeal stays with those who decide it; past its day the alarm sounds."""
    if appeal.outcome is not None:
        return []
    made = appeal.made
    about = next((one for one in decisions(file) if one.id == made.about), None)
    pack = office.named(about.pack) if about else office.on(london_date(made.at))
    post, clause = deciders(pack)
    asked = Order(OrderKind.ASK_APPEAL_DECISION, post, about=made.id, due=made.due, clause=clause)
    if made.due is None or day <= made.due:
        return [asked]
    return [asked, Order(OrderKind.ALARM, post, Alarm.APPEAL_OVERDUE, made.id, due=made.due, clause=clause)]


def _blocks(office: Office, file: Casefile, day: date) -> list[Order]:
    """Whoever approves blocks looks at one before it ends; it is taken back after: no block outlives its date."""
    found = []
    for one, ends in running_blocks(file):
        if day > ends:
            found.append(Order(OrderKind.UNDO_ON_PLATFORM, about=one.id, due=ends))
        elif day >= task_due(office, ends):
            post, clause = blocker(office, one)
            found.append(Order(OrderKind.ASK_REVIEW, post, about=one.id, due=ends, clause=clause))
    return found


def blocker(office: Office, measure: MeasureTaken) -> tuple[str, str]:
    """The post that approves blocks under the policy this one was taken under, and the clause. Empty where nobody is set."""
    rule = office.named(measure.pack).block
    return rule.post or office.settings.get(rule.setting or "", ""), rule.clause
