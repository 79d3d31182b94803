"""How sure we are that an account is a certain customer: a fold over links made and taken back, as of a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rules.model.account import Assurance, Identity


@dataclass(frozen=True, slots=True)
class Link:
    """Somebody linked an account to a customer: how, who, when, until when. A name match is never more than `none`."""

    customer: str
    assurance: Assurance
    method: str
    by: str
    at: datetime
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unlink:
    """Somebody took a link back; links are reversible and leave no trace in what we assume."""

    customer: str
    by: str
    at: datetime


def identity(steps: Iterable[Link | Unlink], now: datetime) -> Identity:
    """The identity to judge with at `now`: the last link that has neither been taken back nor expired, else none."""
    held: dict[str, Link] = {}
    for step in steps:
        held.pop(step.customer, None)
        if isinstance(step, Link):
            held[step.customer] = step
    live = [
        link
        for link in held.values()
        if link.assurance is not Assurance.NONE and (link.expires is None or now < link.expires)
    ]
    return Identity(live[-1].assurance, live[-1].customer) if live else Identity()
