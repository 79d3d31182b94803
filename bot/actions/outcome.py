"""After the act: what the platform answered becomes an entry and a state, in one transaction."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from adapters.platform import Outcome, OutcomeState
from bot.actions.ask import ask
from bot.actions.delivery import Delivery
from bot.actions.outbox import ActionState
from bot.actions.rows import NEVER, change
from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from bot.store.tables import ActionRow
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind

_CODE = re.compile(r"[A-Za-z0-9_.#:-]{1,80}")


def outcome(tx: Connection, row: ActionRow, answer: Outcome, now: datetime, delivery: Delivery) -> None:
    """Write what the platform answered: entry and state in the caller's one transaction."""
    if answer.stale and row.undoes is None:
        record(tx, EntryKind.REFUSED, row, now, {"stale": True, **_code(answer)}, why=answer.why)
        change(tx, row.id, state=ActionState.SUPERSEDED, why=answer.why, not_before=NEVER)
    elif answer.stale or answer.state is OutcomeState.UNKNOWN:
        _unknown(tx, row, answer, now, delivery)
    elif answer.state is OutcomeState.DONE:
        done(tx, row, dict(answer.receipt), now, delivery, settle=delivery.settle)
    elif answer.state is OutcomeState.FAILED:
        failed(tx, row, answer, now, delivery)
    elif answer.state is OutcomeState.SIMULATED:
        record(tx, EntryKind.SIMULATED, row, now)
        change(tx, row.id, state=ActionState.SIMULATED, why=answer.why, not_before=NEVER)
    else:
        _by_hand(tx, row, answer, now)


def done(
    tx: Connection,
    row: ActionRow,
    receipt: dict[str, str],
    now: datetime,
    delivery: Delivery,
    *,
    settle: float,
    found: bool = False,
) -> None:
    """The platform says it is done (or it was found there after all): from now on it is read back."""
    record(tx, EntryKind.DONE, row, now, {"found": found}, receipt=json.dumps(receipt, sort_keys=True))
    change(
        tx,
        row.id,
        state=ActionState.DONE,
        receipt=receipt,
        why="",
        not_before=stamp(now + timedelta(seconds=settle)),
        confirm_by=stamp(now + timedelta(seconds=delivery.confirm_within)),
    )


def failed(tx: Connection, row: ActionRow, answer: Outcome, now: datetime, delivery: Delivery) -> None:
    """Tried again later under the same key, so many times; then a person does it by hand."""
    again = row.attempts < delivery.attempts
    data: dict[str, Any] = {"again": again, **_code(answer)}
    if again:
        record(tx, EntryKind.FAILED, row, now, data, why=answer.why)
        later = now + timedelta(seconds=delivery.back_off(row.attempts, answer.retry_after))
        change(tx, row.id, state=ActionState.QUEUED, why=answer.why, not_before=stamp(later))
        return
    code = _code(answer)["code"]
    why = f"It could not be done in {row.attempts} tries ({code}). Do it by hand on the platform."
    data["task"] = ask(tx, TaskKind.BY_HAND, row, why, now)
    record(tx, EntryKind.FAILED, row, now, data, why=answer.why)
    change(tx, row.id, state=ActionState.FAILED, why=answer.why, not_before=NEVER)


def _unknown(tx: Connection, row: ActionRow, answer: Outcome, now: datetime, delivery: Delivery) -> None:
    """Sent, and no answer: looked for after a short while, and never sent again before that."""
    record(tx, EntryKind.UNKNOWN, row, now, _code(answer), why=answer.why)
    change(
        tx,
        row.id,
        state=ActionState.UNKNOWN,
        why=answer.why,
        not_before=stamp(now + timedelta(seconds=delivery.settle)),
        confirm_by=stamp(now + timedelta(seconds=delivery.unknown_within)),
    )


def _by_hand(tx: Connection, row: ActionRow, answer: Outcome, now: datetime) -> None:
    """Refused for good, or not offered by this platform: two different words, one manual task."""
    kind = EntryKind.REFUSED if answer.state is OutcomeState.REFUSED else EntryKind.UNSUPPORTED
    said = "refuses" if answer.state is OutcomeState.REFUSED else "does not offer"
    told = f": {answer.why}" if answer.why else ""
    why = f"The platform {said} this ({_code(answer)['code']}){told}. Do it by hand on the platform."
    task = ask(tx, TaskKind.BY_HAND, row, why, now)
    record(tx, kind, row, now, {"task": task, **_code(answer)}, why=answer.why)
    change(tx, row.id, state=ActionState(answer.state.value), why=answer.why, not_before=NEVER)


def record(
    tx: Connection,
    kind: EntryKind,
    row: ActionRow,
    now: datetime,
    data: dict[str, Any] | None = None,
    *,
    why: str = "",
    receipt: str = "",
) -> None:
    """One entry about an action. What the platform said may hold names: it is private."""
    facts = {"action": row.id, "verb": row.verb, "measure": row.measure, "attempt": row.attempts, **(data or {})}
    private = {"why": why, "receipt": receipt}
    sealed = {name: text.encode("utf-8", "surrogatepass") for name, text in private.items() if text}
    append(tx, [Draft(kind, row.interaction_id, facts, sealed)], stamp(now))


def _code(answer: Outcome) -> dict[str, str]:
    """The platform's own error name, if it is one: anything else could hold a name or words."""
    return {"code": answer.code if _CODE.fullmatch(answer.code) else "no_code"}
