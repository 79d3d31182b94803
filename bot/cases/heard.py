"""An entry of the ledger as a case hears it: a decided comment, or what became of a deed about one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlmodel import select

from bot.actions.rows import load as load_action
from bot.store.ids import moment
from bot.store.tables import ActionRow, DecisionRow, StaffRow
from rules.calendar import london_date
from rules.casework import Heard
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact, MeasureTaken, MeasureUndone, RemovedByAuthor, Warned
from rules.model.case.words import Person, WarningForm
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind
from rules.model.plain import from_plain

_FORMS = {
    MeasureKind.WARNING_PRIVATE: WarningForm.PRIVATE,
    MeasureKind.WARNING_PUBLIC: WarningForm.PUBLIC,
}
_TAKEN = frozenset(
    {
        MeasureKind.HIDE,
        MeasureKind.HOLD,
        MeasureKind.DETACH,
        MeasureKind.DELETE,
        MeasureKind.REPORT,
        MeasureKind.MUTE,
        MeasureKind.BLOCK_MESSAGES,
        MeasureKind.TIME_OUT,
        MeasureKind.BLOCK,
    }
)
BEGINS = frozenset({MeasureKind.WARNING_PRIVATE, MeasureKind.WARNING_PUBLIC, MeasureKind.BLOCK})
"""A person's deeds that make a case where there is none: each can be looked at again."""

AUTOMATIC = Person("", "")
"""Nobody: what was done by itself within the policy. It can be appealed all the same."""


def decided(row: Any) -> Heard:
    """A comment with its decision, from its *decided* entry. `row` has seq, item, body and account_id."""
    data = msgspec.json.decode(bytes(row.body))["data"]
    return as_heard(row.item, row.account_id, from_plain(Given, data["given"]), from_plain(Decision, data["decision"]))


def as_heard(ref: str, account: str, given: Given, decision: Decision) -> Heard:
    """The same from what was given and decided. `ref` and `account` are our own ids."""
    item = given.item
    return Heard(
        ref=ref,
        account=account,
        at=min(item.at, item.heard_at),
        kind=item.kind,
        private=item.kind is InteractionKind.DIRECT_MESSAGE,
        where=item.where,
        decision=decision,
        findings=given.found.findings,
        needs=tuple(dict.fromkeys(need.kind for need in given.found.needs)),
    )


def deed(tx: Connection, row: Any, file: Casefile) -> Fact | None:
    """What an entry about a deed adds to the case of its account; None for nothing new. Safe to ask twice."""
    data = msgspec.json.decode(bytes(row.body))["data"]
    at = moment(row.at)
    return _DEEDS[EntryKind(row.kind)](tx, row, data, file, at)


def action_of(tx: Connection, row: Any) -> ActionRow | None:
    """The action an entry is about, if it is one that was really done."""
    action = load_action(tx, str(msgspec.json.decode(bytes(row.body))["data"].get("action", "")))
    return None if action is None or action.simulate or action.undoes is not None else action


def _done(tx: Connection, row: Any, data: dict[str, Any], file: Casefile, at: datetime) -> Fact | None:
    """Sent by a named person; what was automatic counts once it was read back."""
    action = action_of(tx, row)
    if action is None or (action.approved_by is None and row.kind != EntryKind.CONFIRMED):
        return None
    if action.id in {one.id for one in file.warnings} | {one.id for one in file.measures}:
        return None
    by = person(tx, action.approved_by) if action.approved_by else AUTOMATIC
    kind, pack = MeasureKind(action.measure), _pack(tx, action)
    if kind in _FORMS and action.approved_by:
        return Warned(action.id, at, by, _FORMS[kind], (row.item,), frozenset(), pack)
    if kind in _TAKEN:
        ends = london_date(moment(action.ends_at)) if action.ends_at else None
        ref = None if kind is MeasureKind.BLOCK else row.item
        return MeasureTaken(action.id, at, by, kind, row.account_id, ref, pack, ends)
    return None


def _undone(tx: Connection, row: Any, data: dict[str, Any], file: Casefile, at: datetime) -> Fact | None:
    known = {one.id for one in file.measures} - file.undone
    return MeasureUndone(data["action"], at) if data.get("action") in known else None


def _removed(tx: Connection, row: Any, data: dict[str, Any], file: Casefile, at: datetime) -> Fact | None:
    ours = row.item in {one.ref for one in file.incidents} - file.removed
    return RemovedByAuthor(at, (row.item,)) if ours else None


def person(tx: Connection, staff_id: str) -> Person:
    """A member of staff in their first post."""
    posts = tx.execute(select(StaffRow.posts).where(StaffRow.id == staff_id)).scalar() or []
    return Person(staff_id, posts[0] if posts else "")


def _pack(tx: Connection, action: ActionRow) -> str:
    found = tx.execute(select(DecisionRow.pack).where(DecisionRow.id == action.decision_id)).scalar()
    return str(found or "")


_DEEDS: dict[EntryKind, Callable[[Connection, Any, dict[str, Any], Casefile, datetime], Fact | None]] = {
    EntryKind.DONE: _done,
    EntryKind.CONFIRMED: _done,
    EntryKind.UNDONE: _undone,
    EntryKind.REMOVED_BY_AUTHOR: _removed,
}
