"""What an access measure (block, mute, closing a thread) needs before it may go out: role, reason, end, a second person."""

from datetime import date, datetime

from bot.desk.matter import About
from bot.desk.sitting import Refused, Sitting
from rules.calendar import add_months, end_of_day, london_date
from rules.decide.approver import approver
from rules.decide.matter import Matter
from rules.model.decision import Met
from rules.model.staff import Role

LONGEST_MONTHS = 12
"""Where the policy names no review, nothing stands longer than this without being looked at again."""


def role_for(sitting: Sitting, about: About) -> Role:
    """The role that approves by the policy. Raises Refused until the policy or the landlord's settings name one."""
    if about.given is None:
        raise Refused("This comment could not be judged, so nobody is known who may approve a block for it.")
    role, gate = approver(Matter(sitting.pack(about.decision.pack), about.given, ()))
    if gate.met is not Met.YES:
        raise Refused(f"Nobody can approve this yet: {gate.why}.")
    return role


def end_of(sitting: Sitting, about: About, ends_on: date | None) -> datetime:
    """The end of its last day, London time. Raises Refused: nothing is permanent, and nothing outlives its review."""
    if ends_on is None:
        raise Refused("It needs an end date: nothing is permanent.")
    today = london_date(sitting.now)
    months = sitting.pack(about.decision.pack).review.months or LONGEST_MONTHS
    last = add_months(today, months)
    if ends_on <= today:
        raise Refused("Its end date must be after today.")
    if ends_on > last:
        raise Refused(f"It must be looked at again within {months} months: end it on {last:%d %B %Y} at the latest.")
    return end_of_day(ends_on)
