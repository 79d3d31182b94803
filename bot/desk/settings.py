"""Switches, modes and marks: what changes how Doorstep behaves from now on."""

from collections.abc import Iterable

from sqlmodel import col, select

from bot.actions.brakes import BUSY, KILL, lift, put_on
from bot.actions.modes import Mode
from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, worded
from bot.desk.tidy import close
from bot.staff.rights import Right
from bot.store.tables import AccountRow, Channel, TaskRow
from rules.model.account import AccountMark
from rules.model.evidence import EntryKind

_BY_HAND = (KILL, BUSY)
_SENSITIVE = "sensitive:"
_TRIPPED = ("quota:", "rule:")
"""Brakes that put themselves on. A person can only lift them."""


def switch(sitting: Sitting, name: str, on: bool, why: str) -> Answer:
    """Throw or lift a switch (kill, busy, sensitive:all, sensitive:<thread>), or lift a brake that tripped."""
    sitting.must(Right.SWITCH)
    why = worded(why, "Your reason")
    if not _known(name, on):
        raise Refused(
            "There is no such switch: kill, busy, sensitive:all, sensitive: and a thread, or a brake to lift."
        )
    turn = put_on if on else lift
    if not turn(sitting.tx, name, why, sitting.staff.id, sitting.now):
        raise Refused(f"It is {'on' if on else 'off'} already.")
    if not on:
        _looked_at(sitting, name)
    return Answer(accepted=True, ids=(name,))


def set_mode(sitting: Sitting, channel: str, mode: str) -> Answer:
    """observe, assist or auto. What waits is looked at again before it goes out, by the mode as it is then."""
    sitting.must(Right.SET_MODE)
    row = sitting.row(Channel, channel, "channel")
    if mode not in set(Mode):
        raise Refused(f"There is no mode called {mode[:40]}: it is observe, assist or auto.")
    before, row.mode, row.updated_at = row.mode, mode, sitting.at
    if before == mode:
        raise Refused(f"The channel is in {mode} already.")
    sitting.session.add(row)
    sitting.entry(EntryKind.CHANNEL, None, {"channel": channel, "mode": mode, "before": before})
    return Answer(accepted=True, ids=(channel,))


def mark_account(sitting: Sitting, account_id: str, marks: Iterable[AccountMark]) -> Answer:
    """What a person knows about an account: everything it says goes to a person. An empty list takes marks away."""
    sitting.must(Right.MARK_ACCOUNT)
    row = sitting.row(AccountRow, account_id, "account")
    row.marks = ",".join(sorted(AccountMark(mark).value for mark in marks))
    sitting.session.add(row)
    data = {"what": "account_marked", "account": account_id, "marks": row.marks.split(",") if row.marks else []}
    sitting.entry(EntryKind.STAFF, account_id, data)
    return Answer(accepted=True, ids=(account_id,))


def _known(name: str, on: bool) -> bool:
    sensitive = name.startswith(_SENSITIVE) and len(name) > len(_SENSITIVE)
    return name in _BY_HAND or sensitive or (not on and name.startswith(_TRIPPED))


def _looked_at(sitting: Sitting, name: str) -> None:
    """Whoever lifts a brake has looked: the task that asked for it is done."""
    open_tasks = select(TaskRow).where(TaskRow.about == name, col(TaskRow.state) == "open")
    for task in sitting.session.exec(open_tasks).all():
        close(sitting, task)
