"""What cannot be taken back waits until the comment is captured, or a person says that it may go on without.

Only what takes something away waits: a reply, a message or a hide never does, so that a dead image disarms nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from bot.evidence.capture.codes import in_words
from bot.evidence.capture.queue import CaptureState, ask, stuck
from rules.model.measure import UNDOES, Capability, Undo, Verb
from rules.model.plain import from_plain

_TAKES = frozenset({Verb.DELETE, Verb.REPORT, *UNDOES} - {Verb.REPLY})
"""Verbs that take something away from somebody. Words, ours or theirs given back, take nothing."""

_STATE = text("SELECT state, tries, why, without_by FROM capture WHERE interaction_id = :item")
_DECIDED = text("SELECT e.body FROM decision d JOIN entry e ON e.seq = d.seq WHERE d.id = :decision")


@dataclass(frozen=True, slots=True)
class Held:
    """Why it does not go out now. `failed`: no time will help, a person must say."""

    why: str
    failed: bool


def held(tx: Connection, interaction_id: str, decision_id: str, channel: str, verb: Verb, now: datetime) -> Held | None:
    """None where it may go on. What nobody asked to be captured is asked for now."""
    if not must_wait(verb, _recorded(tx, decision_id, verb)):
        return None
    row = tx.execute(_STATE, {"item": interaction_id}).first()
    if row is None:
        ask(tx, [(interaction_id, channel)], now)
        return Held("it waits until what came with the comment is kept", failed=False)
    if row.state == CaptureState.DONE or row.without_by is not None:
        return None
    if row.state == CaptureState.WAITING and not stuck(row.state, row.tries):
        return Held("it waits until what came with the comment is kept", failed=False)
    what = "the comment is not kept any more"
    if stuck(row.state, row.tries):
        what = f"what came with the comment could not be kept ({in_words(row.why)})"
    return Held(f"it cannot be taken back, and {what}: a person says whether it goes on without", failed=True)


def must_wait(verb: Verb, known: Capability | None) -> bool:
    """Whether it takes something away for good: as the platform said when it was decided; where that was not recorded,
    whatever no verb undoes.
    """
    if verb not in _TAKES:
        return False
    return known.undo is Undo.ONE_WAY if known else verb not in UNDOES


def _recorded(tx: Connection, decision_id: str, verb: Verb) -> Capability | None:
    body = tx.execute(_DECIDED, {"decision": decision_id}).scalar()
    given: dict[str, Any] = (msgspec.json.decode(bytes(body))["data"].get("given") or {}) if body else {}
    known = (given.get("abilities") or {}).get(verb.value)
    return from_plain(Capability, known) if known else None
