"""Actions as rows: written in the transaction of the evidence that asks for them, delivered later under an idempotency key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from adapters.platform import Subject
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role


class ActionState(StrEnum):
    """Where an action stands. `proposed` waits for a person; `superseded` was overtaken (edited, removed, mode changed)."""

    PROPOSED = "proposed"
    QUEUED = "queued"
    ATTEMPTING = "attempting"
    DONE = "done"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SIMULATED = "simulated"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DRIFTED = "drifted"
    UNDONE = "undone"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Planned:
    """One deed to put into the outbox: `queued` to be delivered, or `proposed` with the reason it is held for a person."""

    measure: MeasureKind
    verb: Verb
    subject: Subject
    key: str
    state: ActionState
    role: Role
    automatic: bool
    simulate: bool = False
    held: str = ""
    text: str = ""
    params: dict[str, str] = field(default_factory=dict)
    rule: str = ""
    not_before: datetime | None = None
    keep_by: datetime | None = None
    ends_at: datetime | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who asked for it, when it was a person: staff id and reason."""

    staff_id: str
    reason: str


def put(
    tx: Connection,
    interaction_id: str,
    decision_id: str,
    channel: str,
    planned: Sequence[Planned],
    now: datetime,
    approval: Approval | None = None,
) -> list[str]:
    """Write `planned` rows with their *planned* entries (what is said is the private field `say`); returns the action ids.

    A key that is in the outbox already is not put twice: its existing id is returned.
    """
    raise NotImplementedError
