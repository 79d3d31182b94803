"""`record`: a judged batch in one transaction. Safe to run twice: every id was drawn before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from bot.actions.brakes import Trip
from bot.actions.brakes.switch import trip
from bot.actions.outbox import Order, put_all, supersede
from bot.calls.alarms import ring
from bot.evidence.append import Appended, Draft, append
from bot.evidence.capture import queue as capture
from bot.record import drafts, rows
from bot.record.judged import AccountSeen, Judged
from bot.store.database import insert_many
from bot.store.ids import stamp
from rules.model.decision import PersonTask, TaskKind
from rules.model.finding import Urgency
from rules.model.staff import Role

_RENAME = text("UPDATE account SET handle = :handle WHERE id = :id")
_STATE = text("UPDATE interaction SET state = :state WHERE id = :id")
_OFF_THE_DESK = text(
    "UPDATE decision SET desk = 'done' WHERE interaction_id = :old"
    " AND EXISTS (SELECT 1 FROM decision AS newer WHERE newer.interaction_id = :new AND newer.desk = 'open')"
)


class AlreadyJudged(Exception):
    """Another process judged some of these payloads meanwhile. Nothing was written."""


def record(tx: Connection, judged: Judged, pack: tuple[str, str], detector: str) -> int:
    """Entries, rows and outbox of a batch; returns how many actions it put into the outbox.

    `pack` is the policy's id and version. Raises AlreadyJudged, and what the database raises.
    """
    _take(tx, judged)
    _accounts(tx, list(judged.accounts.values()), stamp(judged.now))
    entries = _Entries(judged, detector)
    entries.append(tx)
    _items(tx, judged, entries.seqs(), pack)
    for tripped in judged.trips:
        _trip(tx, tripped, judged.now)
    orders = [Order(i.id, i.decision_id, i.said.channel, i.plan.planned) for i in judged.items if i.plan.planned]
    put = put_all(tx, orders, judged.now)
    capture.ask(tx, ((item.id, item.said.channel) for item in judged.items if rows.asks(item)), judged.now)
    _overtake(tx, judged)
    return len(put)


class _Entries:
    """All entries of a batch in the order of the payloads, and where each item's stand."""

    def __init__(self, judged: Judged, detector: str) -> None:
        self._at = stamp(judged.now)
        self._drafts: list[Draft] = []
        self._heard: list[int] = []
        for one in judged.garbled:
            self._drafts.extend(drafts.garbled(one))
        for item in judged.items:
            self._heard.append(len(self._drafts))
            self._drafts += (drafts.heard(item), drafts.judged(item, detector))
            if item.needs:
                self._drafts.extend(drafts.routed(item.id, need) for need in item.needs)
        self._drafts.extend(drafts.gone(one) for one in judged.gone)
        self._appended: Sequence[Appended] = ()

    def append(self, tx: Connection) -> None:
        """One append for the batch."""
        self._appended = append(tx, self._drafts, self._at)

    def seqs(self) -> list[tuple[int, int]]:
        """Of each item: its *heard* and its *decided* or *undecided*."""
        return [(self._appended[place].seq, self._appended[place + 1].seq) for place in self._heard]


def _take(tx: Connection, judged: Judged) -> None:
    """The payloads leave the state `kept`; if one had left it before, the batch is not ours to record."""
    bad = {one.kept.n for one in judged.garbled}
    states = [("untranslated" if kept.n in bad else "judged", kept.n) for kept in judged.kept]
    mark = "?" if tx.dialect.name == "sqlite" else "%s"
    sql = f"UPDATE payload SET state = {mark} WHERE n = {mark} AND state = 'kept'"  # noqa: S608 - placeholders only
    if tx.exec_driver_sql(sql, states).rowcount != len(states):
        raise AlreadyJudged("payloads were judged by another process")


def _accounts(tx: Connection, seen: list[AccountSeen], at: str) -> None:
    fresh = [(one.id, one.platform, one.ref, one.handle, "", at) for one in seen if one.new]
    insert_many(tx, "account", ("id", "platform", "ref", "handle", "marks", "first_at"), fresh)
    for one in seen:
        if not one.new:
            tx.execute(_RENAME, {"id": one.id, "handle": one.handle})


def _items(tx: Connection, judged: Judged, seqs: list[tuple[int, int]], pack: tuple[str, str]) -> None:
    at, now = stamp(judged.now), judged.now
    states = {old: "superseded" for old, _ in judged.overtaken} | {one.interaction_id: "removed" for one in judged.gone}
    made = rows.Rows()
    for item, (heard, decided) in zip(judged.items, seqs, strict=True):
        made.interactions.append(rows.interaction(item, heard, states.get(item.id, "live")))
        asked = rows.asked(item, now) if rows.asks(item) else ()
        made.decisions.append(rows.decision(item, decided, at, pack, bool(asked)))
        made.tasks.extend(asked)
        made.needs.extend(rows.needs(item, now))
    made.tasks.extend(rows.read_it(one, now) for one in judged.garbled)
    insert_many(tx, "interaction", rows.INTERACTION, made.interactions)
    insert_many(tx, "decision", rows.DECISION, made.decisions)
    insert_many(tx, "need", rows.NEED, made.needs)
    insert_many(tx, "task", rows.TASK, made.tasks)
    for task_id, interaction_id, why in rows.calls(made.tasks):
        ring(tx, why, now, interaction_id, task_id)


def _overtake(tx: Connection, judged: Judged) -> None:
    """Edits and removals: rows of earlier batches change state, and what waited for them is overtaken.

    An earlier version leaves the desk when the new one lies there in its place; else a person still sees what it said.
    """
    for old, new in judged.overtaken:
        tx.execute(_STATE, {"id": old, "state": "superseded"})
        tx.execute(_OFF_THE_DESK, {"old": old, "new": new})
    for one in judged.gone:
        tx.execute(_STATE, {"id": one.interaction_id, "state": "removed"})
    supersede(tx, [old for old, _ in judged.overtaken], "edited", judged.now)
    supersede(tx, [one.interaction_id for one in judged.gone], "removed", judged.now)


def _trip(tx: Connection, tripped: Trip, now: datetime) -> None:
    """A brake tripped: evidence, a row, and a person is told."""
    if trip(tx, tripped, now):
        asked = PersonTask(
            TaskKind.LOOK, Role.MODERATOR, Urgency.SOON, f"A brake tripped: {tripped.why}. Look, then lift it."
        )
        insert_many(tx, "task", rows.TASK, [rows.task(asked, now, None, tripped.name)])
