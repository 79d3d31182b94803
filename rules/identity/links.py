"""How sure we are that an account is a certain customer: a fold over links made and taken back, as of a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rules.casework.standing import live
from rules.model.account import Assurance, Identity
from rules.model.case.casefile import Casefile
from rules.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody linked an account to a customer: how, who, when, until when. A name match is never more than `none`.

    `high_impact`: formal action may follow that is hard to bear if it hits the wrong person, so a second one confirms it.
    """

    customer: str
    assurance: Assurance
    method: str
    by: str
    at: datetime
    expires: datetime | None = None
    high_impact: bool = False
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Unlink:
    """Somebody took a link back; links are reversible and leave no trace in what we assume."""

    customer: str
    by: str
    at: datetime


def identity(steps: Iterable[Link | Unlink], now: datetime, *, second: bool = False) -> Identity:
    """The identity to judge with at `now`: the last link that has neither been taken back nor expired, else none.

    `second`: the case is of high impact, so that every link needs the second person.
    """
    held: dict[str, Link] = {}
    for step in steps:
        held.pop(step.customer, None)
        if isinstance(step, Link):
            held[step.customer] = step
    live_links = [
        link
        for link in held.values()
        if link.assurance is not Assurance.NONE and (link.expires is None or now < link.expires)
    ]
    return Identity(assured(live_links[-1], second=second), live_links[-1].customer) if live_links else Identity()


def assured(link: Link, *, second: bool = False) -> Assurance:
    """How sure a link makes us. What needs a second person, and has none other than the first, is only claimed."""
    alone = link.confirmed_by is None or link.confirmed_by == link.by
    waits = link.assurance is Assurance.VERIFIED and alone and (link.high_impact or second)
    return Assurance.CLAIMED if waits else link.assurance


def is_grave(file: Casefile) -> bool:
    """Whether the case is of high impact: somebody's safety is threatened, and the police or an exception may follow."""
    return any(severity is Severity.EXTREME for i in file.counting for _, severity in i.behaviours)


def needs_second(file: Casefile) -> bool:
    """Whether a further link into this case needs a second person: it is grave, or contact is restricted already."""
    return is_grave(file) or bool(live(file))
