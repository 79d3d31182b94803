"""Writes down what came of asking: one *opinion* entry with the raw answer, and the queue's row, in one transaction.

The answer, its sentence and the digest of the request are private fields of the comment, and go with it when it is erased.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text, update
from sqlmodel import col

from adapters.opinion.answer import State
from adapters.opinion.ask import Answer
from bot.actions.delivery import Delivery
from bot.evidence.append import Draft, append
from bot.opinion.codes import NEVER
from bot.opinion.queue import Due
from bot.store.ids import stamp
from bot.store.opinion_tables import OpinionRow
from rules.model.evidence import EntryKind

PATIENCE = Delivery(attempts=6, retry_first=30.0, retry_most=600.0)
"""The schedule of everything that goes out: doubling, with jitter, kept in the row so that it outlives us."""

_NOW = text(
    "SELECT o.state, i.state AS said FROM opinion o JOIN interaction i ON i.id = o.interaction_id"
    " WHERE o.interaction_id = :item"
)


def keep(tx: Connection, due: Due, answer: Answer, model: str, where: str, now: datetime) -> None:
    """What cannot be had yet is tried again; what was erased meanwhile is not kept."""
    row = tx.execute(_NOW, {"item": due.item}).one()
    if row.state != "waiting" or row.said == "erased":
        return
    tries = due.tries + 1
    changes: dict[str, Any] = {"tries": tries, "why": answer.code}
    if answer.again and tries < PATIENCE.attempts:
        changes["next_at"] = stamp(now + timedelta(seconds=PATIENCE.back_off(tries, None)))
    else:
        (entry,) = append(tx, [_draft(due, answer, model, where, tries)], stamp(now))
        changes |= {"state": answer.state.value, "next_at": NEVER, "seq": entry.seq}
    tx.execute(update(OpinionRow).where(col(OpinionRow.interaction_id) == due.item).values(**changes))


def _draft(due: Due, answer: Answer, model: str, where: str, tries: int) -> Draft:
    said = answer.opinion
    data = {
        "state": answer.state.value,
        "code": answer.code,
        "model": model,
        "where": where,
        "decision": due.decision,
        "cut": answer.cut,
        "milliseconds": answer.milliseconds,
        "tries": tries,
        "findings": [{"name": name, "percent": percent} for name, percent in said.findings] if said else [],
        "needs": [{"name": name, "percent": percent} for name, percent in said.needs] if said else [],
    }
    private = {"answer": answer.raw, "request": answer.request.encode()}
    if said is not None and answer.state is State.GIVEN:
        private["because"] = said.because.encode("utf-8", "surrogatepass")
    return Draft(EntryKind.OPINION, due.item, data, {name: value for name, value in private.items() if value})
