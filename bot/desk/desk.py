"""The desk: one method a deed. Synchronous; the console calls it in a thread."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.clock import Clock
from bot.desk.answer import Answer
from bot.staff.rights import Staff
from bot.store.database import Database
from rules.model.account import AccountMark


class Desk:
    """What staff do. Every deed checks rights on the row of the member of staff as it is then, and is an entry."""

    def __init__(self, database: Database, clock: Clock, packs: Mapping[str, Any]) -> None:
        self._database, self._clock, self._packs = database, clock, packs

    def approve(self, staff: Staff, action_id: str, reason: str = "", ends_on: date | None = None) -> Answer:
        """Let a proposed action go out. An access measure needs a reason, an end date and another person."""
        raise NotImplementedError

    def decline(self, staff: Staff, action_id: str, reason: str) -> Answer:
        raise NotImplementedError

    def warn(self, staff: Staff, interaction_id: str, text: str, public: bool = False) -> Answer:
        raise NotImplementedError

    def hide(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        raise NotImplementedError

    def leave(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        raise NotImplementedError

    def propose_block(self, staff: Staff, interaction_id: str, reason: str, ends_on: date | None) -> Answer:
        raise NotImplementedError

    def report(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        raise NotImplementedError

    def undo(self, staff: Staff, action_id: str, reason: str) -> Answer:
        raise NotImplementedError

    def confirm_hide(self, staff: Staff, action_id: str) -> Answer:
        raise NotImplementedError

    def close_need(self, staff: Staff, need_id: str, note: str) -> Answer:
        raise NotImplementedError

    def close_task(self, staff: Staff, task_id: str, note: str) -> Answer:
        raise NotImplementedError

    def answer_alarm(self, staff: Staff, alarm_id: str) -> Answer:
        raise NotImplementedError

    def switch(self, staff: Staff, name: str, on: bool, why: str) -> Answer:
        raise NotImplementedError

    def set_mode(self, staff: Staff, channel: str, mode: str) -> Answer:
        raise NotImplementedError

    def mark_account(self, staff: Staff, account_id: str, marks: Iterable[AccountMark]) -> Answer:
        raise NotImplementedError

    def acknowledge_destination(self, staff: Staff | None, name: str, code: str) -> Answer:
        raise NotImplementedError
