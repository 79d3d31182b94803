"""Names of brakes, the limits they hold, and the plain words for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind

KILL = "kill"
BUSY = "busy"

QUOTAS: Mapping[str, int] = {
    MeasureKind.HIDE.value: 60,
    MeasureKind.HOLD.value: 60,
    MeasureKind.DETACH.value: 30,
    MeasureKind.REMINDER.value: 30,
    MeasureKind.ACKNOWLEDGE.value: 120,
}
"""Automatic measures on one channel in one hour. A notice goes with its hide and has no quota of its own."""

GRAVE = frozenset(
    {Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.OWN_PRIVATE_DATA, Behaviour.SELF_HARM_METHOD, Behaviour.SCAM}
)
"""What is still hidden automatically in busy mode: what harms somebody while it can be read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Quotas by measure, and when a rule hits suddenly too often.

    A rule's share is its automatic hits among the last `recent` comments of a channel. It trips at `least` hits or at
    `times` its usual share, whichever is more; a rule never seen before is taken to hit `usual_permille` of comments.
    """

    quotas: Mapping[str, int] = field(default_factory=lambda: dict(QUOTAS))
    recent: int = 200
    least: int = 20
    times: int = 5
    usual_permille: int = 20

    @classmethod
    def of(cls, quotas: Mapping[str, int]) -> "Limits":
        """The defaults, with the landlord's own quotas over them."""
        return cls(quotas={**QUOTAS, **quotas})


def sensitive(thread: str | None) -> str:
    """The switch for one thread, or for everything."""
    return f"sensitive:{thread or 'all'}"


def quota(channel: str, measure: str) -> str:
    """The brake on one measure of one channel."""
    return f"quota:{channel}:{measure}"


def rule(channel: str, name: str) -> str:
    """The brake on one rule on one channel."""
    return f"rule:{channel}:{name}"


def names_on(tx: Connection) -> frozenset[str]:
    """The brakes and switches that are on."""
    return frozenset(row[0] for row in tx.exec_driver_sql("SELECT name FROM brake"))


def standing(on: frozenset[str], thread: str | None, channel: str, rule_name: str) -> str:
    """Why nothing is automatic here while these are on, in plain words; empty when none of them bears on it."""
    if not on:
        return ""
    if KILL in on:
        return "the kill switch is on: nothing is automatic"
    if sensitive(None) in on or (thread and sensitive(thread) in on):
        return "a sensitive incident: a person decides and writes"
    if rule_name and rule(channel, rule_name) in on:
        return f"the rule {rule_name} suddenly hit far more than usual: a person looks first"
    return ""
