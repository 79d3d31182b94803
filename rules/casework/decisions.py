"""The decisions of a case that somebody may ask to have looked at again, whatever they were called."""

from dataclasses import dataclass
from datetime import datetime

from rules.calendar import london_date
from rules.casework.dates import appeal_until
from rules.casework.office import Office
from rules.casework.standing import verified
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.facts import MeasureTaken, Warned


@dataclass(frozen=True, slots=True)
class Appealable:
    """One decision: under which pack, when, who had a part in it, when the person was told. `accounts`: whom it is about.

    `ended`: it is over (lifted, undone or struck), so another one is meant before it.
    """

    id: str
    pack: str
    at: datetime
    involved: frozenset[str]
    told_at: datetime | None
    accounts: frozenset[str]
    restriction: bool = False
    ended: bool = False


def decisions(file: Casefile) -> tuple[Appealable, ...]:
    """Every decision of the case: measures and warnings, then restrictions."""
    return (
        *(_measure(file, one) for one in file.measures),
        *(_warning(file, one) for one in file.warnings),
        *(_restriction(file, one) for one in file.restrictions),
    )


def meant(found: tuple[Appealable, ...]) -> Appealable | None:
    """The decision most likely meant by whoever names none: a restriction that stands, else the latest of what stands."""
    return max(found, key=lambda one: (not one.ended, not one.ended and one.restriction, one.at), default=None)


def about_account(file: Casefile, account: str) -> tuple[Appealable, ...]:
    """The decisions about this account, or about the person it was confirmed to be."""
    person = verified(file, account)
    return tuple(
        one
        for one in decisions(file)
        if account in one.accounts or (person and any(verified(file, other) for other in one.accounts))
    )


def too_late(office: Office, one: Appealable, now: datetime) -> bool:
    """Past the last day to appeal. Never, where the policy sets no limit for it or the day could not be counted."""
    pack = office.named(one.pack)
    limited = one.restriction or pack.appeal.any_decision
    until = appeal_until(office, pack, one.told_at) if limited else None
    return until is not None and london_date(now) > until


def _told_at(file: Casefile, decision: str) -> datetime | None:
    return max((at for about, at in file.notices if about == decision), default=None)


def _measure(file: Casefile, one: MeasureTaken) -> Appealable:
    ended = one.id in file.undone or one.id in file.struck
    involved, accounts = frozenset({one.by.id}), frozenset({one.account})
    return Appealable(one.id, one.pack, one.at, involved, _told_at(file, one.id), accounts, ended=ended)


def _warning(file: Casefile, one: Warned) -> Appealable:
    """A warning is its own notice."""
    accounts = frozenset(i.account for i in file.incidents if i.ref in one.about)
    return Appealable(one.id, one.pack, one.at, frozenset({one.by.id}), one.at, accounts, ended=one.id in file.struck)


def _restriction(file: Casefile, one: Restriction) -> Appealable:
    """It is about the person, so about every account confirmed as hers."""
    accounts = frozenset(account for account in file.links if verified(file, account))
    began, ended = one.began, one.lifted_at is not None
    return Appealable(one.id, began.pack, began.at, one.involved, one.noticed_at, accounts, True, ended)
