"""What of a pack stands in its letters: clauses, the right of appeal, the ombudsman of today, terms, what may follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.letters.letter import CitedClause, Policy, RightOfAppeal, Terms
from rules.calendar import HERE, Calendar, last_day_for_customer
from rules.model.case.words import RestrictionKind
from rules.policy.casework import Offered
from rules.policy.schema import Pack


class NotOffered(LookupError):
    """The policy has no such restriction."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The day a letter goes out and how its landlord counts: the last date to appeal follows from both."""

    day: date
    calendar: Calendar = HERE


def policy(pack: Pack, today: Pack, clauses: Iterable[str], sending: Sending) -> Policy:
    """What a letter under `pack` says of it. `today` is the landlord's pack in force now: the ombudsman is the one of today.

    `clauses` are ids of the pack's own. Raises KeyError for a clause it has not, BeyondHorizon past the published holidays.
    """
    cited = tuple(CitedClause(pack.by_clause[i].number, pack.by_clause[i].summary) for i in dict.fromkeys(clauses))
    return Policy(pack.title, cited, right_of_appeal(pack, sending), today.appeal.ombudsman)


def right_of_appeal(pack: Pack, sending: Sending) -> RightOfAppeal:
    """The right of appeal against a letter sent on that day, with its last date as a date. Raises BeyondHorizon."""
    rule = pack.appeal
    until = None if rule.within is None else last_day_for_customer(sending.day, rule.within, sending.calendar)
    formal = pack.casework.appeal if pack.casework else None
    return RightOfAppeal(
        sent_to=rule.sent_to,
        decided_by=formal.posts if formal else (rule.decided_by,),
        until=until,
        decided_within=rule.decided_within,
        continues=rule.restriction_continues,
        representative=formal.representative if formal else True,
    )


def terms(pack: Pack, kind: RestrictionKind, dates: tuple[date, date, date], details: str = "") -> Terms:
    """A restriction's terms from its pack; `dates` are start, end and next review. Raises NotOffered."""
    start, ends, review_on = dates
    return Terms(kind, offered(pack, kind).leaves, start, ends, review_on, details)


def offered(pack: Pack, kind: RestrictionKind) -> Offered:
    """What the pack says of one kind of restriction. Raises NotOffered."""
    found = [one for one in (pack.casework.restrictions if pack.casework else ()) if one.kind is kind]
    if not found:
        raise NotOffered(f"{pack.id} has no restriction '{kind.value}'")
    return found[0]


def possible(pack: Pack) -> tuple[RestrictionKind, ...]:
    """What may follow under the pack, least first as the pack lists it."""
    return tuple(one.kind for one in pack.casework.restrictions) if pack.casework else ()
