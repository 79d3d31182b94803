"""Actions as rows: written in the transaction of the evidence that asks for them, delivered later under a key."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from adapters.platform import Subject
from bot.evidence.append import Appended, Draft, append
from bot.evidence.capture import queue as capture
from bot.store.database import insert_many
from bot.store.ids import new_id, stamp
from bot.store.within import rows_within
from rules.model.evidence import EntryKind
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


WAITING = frozenset({ActionState.PROPOSED, ActionState.QUEUED})
"""Not yet on its way: may still be overtaken."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One deed to put into the outbox: `queued` to be delivered, or `proposed` with the reason it is held for a person.

    `automatic`: the engine queued it without a person, so the brakes look at it once more before the act.
    """

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


class Order(NamedTuple):
    """What one decision (or one deed of a person) asks for."""

    interaction_id: str
    decision_id: str
    channel: str
    planned: Sequence[Planned]
    approval: Approval | None = None


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
    return put_all(tx, [Order(interaction_id, decision_id, channel, planned, approval)], now)


def put_all(tx: Connection, orders: Sequence[Order], now: datetime) -> list[str]:
    """`put` for a whole batch: one look, one append, one insert. Ids in the order given."""
    wanted = [(order, one) for order in orders for one in order.planned]
    if not wanted:
        return []
    known = _known(tx, [one.key for _, one in wanted])
    fresh: list[tuple[str, Order, Planned]] = []
    ids: list[str] = []
    for order, one in wanted:
        if one.key not in known:
            known[one.key] = new_id("a")
            fresh.append((known[one.key], order, one))
        ids.append(known[one.key])
    at = stamp(now)
    entries = append(tx, [_draft(*each) for each in fresh], at)
    insert_many(tx, "action", _COLUMNS, [_row(*each, entry, at) for each, entry in zip(fresh, entries, strict=True)])
    capture.ask(tx, {(order.interaction_id, order.channel) for _, order, one in fresh if not one.simulate}, now)
    return ids


def supersede(tx: Connection, interaction_ids: Collection[str], why: str, now: datetime) -> list[str]:
    """What waits for these interactions is overtaken: *abandoned* entries with the reason; returns the action ids.

    `why` is a code for the entry ("edited", "removed") and stands in the row for a person to read.
    """
    waiting = rows_within(tx, _WAITING_SQL, interaction_ids)
    if waiting:
        _overtake(tx, [(row.id, row.interaction_id) for row in waiting], why, now)
    return [row.id for row in waiting]


def _overtake(tx: Connection, actions: list[tuple[str, str]], why: str, now: datetime) -> None:
    kind = EntryKind.ABANDONED
    append(tx, [Draft(kind, item, {"action": action, "why": why}) for action, item in actions], stamp(now))
    rows_changed = [(ActionState.SUPERSEDED.value, why, action) for action, _ in actions]
    mark = "?" if tx.dialect.name == "sqlite" else "%s"
    tx.exec_driver_sql(f"UPDATE action SET state = {mark}, why = {mark} WHERE id = {mark}", rows_changed)  # noqa: S608 - placeholders


_WAITING_SQL = (
    "SELECT id, interaction_id FROM action WHERE interaction_id IN :values"
    " AND state IN ('proposed', 'queued') ORDER BY id"
)

_COLUMNS = (
    "id", "key", "interaction_id", "decision_id", "channel", "measure", "verb", "subject", "params", "text_seq",
    "state", "held", "role", "automatic", "simulate", "rule", "created_at", "not_before", "attempts", "keep_by",
    "proposed_by", "approved_by", "approved_at", "reason", "ends_at", "receipt", "why", "undoes",
)  # fmt: skip


def _known(tx: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Keys that are in the outbox already, with their action ids."""
    return {row.key: row.id for row in rows_within(tx, "SELECT key, id FROM action WHERE key IN :values", list(keys))}


def _draft(action_id: str, order: Order, planned: Planned) -> Draft:
    """The *planned* entry: codes only; what is said is a private field."""
    data: dict[str, Any] = {
        "action": action_id,
        "decision": order.decision_id,
        "measure": planned.measure.value,
        "verb": planned.verb.value,
        "state": planned.state.value,
        "automatic": planned.automatic,
        "simulate": planned.simulate,
        "held": planned.held,
        "role": planned.role.value,
        "rule": planned.rule,
        "undoes": planned.undoes,
        "keep_by": _stamp(planned.keep_by),
        "ends_at": _stamp(planned.ends_at),
        "by": order.approval.staff_id if order.approval else None,
    }
    private = {"say": planned.text.encode("utf-8", "surrogatepass")} if planned.text else {}
    if order.approval:
        private["reason"] = order.approval.reason.encode("utf-8", "surrogatepass")
    return Draft(EntryKind.PLANNED, order.interaction_id, data, private)


def _row(action_id: str, order: Order, planned: Planned, entry: Appended, at: str) -> tuple[Any, ...]:
    """In the order of `_COLUMNS`. A person who asks for something that waits for another person is its proposer."""
    said = entry.seq if planned.text else None
    return (
        action_id, planned.key, order.interaction_id, order.decision_id, order.channel, planned.measure.value,
        planned.verb.value, _json(planned.subject), _json(planned.params), said,
        planned.state.value, planned.held, planned.role.value, planned.automatic, planned.simulate, planned.rule,
        at, _stamp(planned.not_before) or at, 0, _stamp(planned.keep_by),
        *_asked(order.approval, planned, at), _stamp(planned.ends_at), "{}", "", planned.undoes,
    )  # fmt: skip


def _asked(approval: Approval | None, planned: Planned, at: str) -> tuple[str | None, str | None, str | None, str]:
    """proposed_by, approved_by, approved_at, reason."""
    if approval is None:
        return None, None, None, ""
    if planned.state is ActionState.PROPOSED:
        return approval.staff_id, None, None, approval.reason
    return None, approval.staff_id, at, approval.reason


def _stamp(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None


def _json(thing: object) -> str:
    return msgspec.json.encode(thing).decode()
