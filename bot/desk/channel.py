"""A platform's staff channel at the desk: who pressed is mapped to a member of staff, and the desk decides as ever."""

import asyncio
import re
from collections.abc import Mapping
from datetime import date, datetime

from adapters.platform import StaffAnswer, StaffCommand
from bot.clock import Clock
from bot.desk.answer import Answer
from bot.desk.desk import Desk
from bot.evidence.append import Draft, append
from bot.staff.people import find
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.ids import stamp
from rules.model.evidence import EntryKind

_LONGEST = 500
_VERBS = frozenset({"approve", "decline", "answer"})
_ID = re.compile(r"[a-z]{1,4}_[0-9a-f]{6,64}")


class ChannelDesk:
    """One channel's `adapters.platform.StaffDesk`. `logins`: the platform's id of an account -> login."""

    def __init__(self, channel: str, desk: Desk, database: Database, clock: Clock, logins: Mapping[str, str]) -> None:
        self._channel, self._desk, self._database, self._clock = channel, desk, database, clock
        self._logins = logins

    async def submit(self, command: StaffCommand) -> StaffAnswer:
        """Carry out or refuse. Who cannot be mapped is refused, and that is an entry."""
        return await asyncio.to_thread(self._submit, command)

    def _submit(self, command: StaffCommand) -> StaffAnswer:
        login = self._logins.get(command.actor) if command.trusted else None
        staff = find(self._database, login) if login else None
        if staff is None:
            why = self._unknown(command, login)
            self._record(command, why)
            return StaffAnswer(accepted=False, why=why)
        answer = self._deed(staff, command)
        return StaffAnswer(answer.accepted, answer.why)

    def _deed(self, staff: Staff, command: StaffCommand) -> Answer:
        reason = command.reason.strip()[:_LONGEST]
        if command.verb == "approve":
            return self._approve(staff, command, reason)
        if command.verb == "decline":
            if not reason:
                return Answer(accepted=False, why="Your reason is needed.")
            return self._desk.decline(staff, command.about, reason)
        if command.verb == "answer":
            return self._desk.answer_alarm(staff, command.about)
        return Answer(accepted=False, why="That is done at the console.")

    def _approve(self, staff: Staff, command: StaffCommand, reason: str) -> Answer:
        written = command.ends_on.strip()
        ends_on = _day(written)
        if written and ends_on is None:
            return Answer(accepted=False, why=f"{written[:40]!r} is not a date: write it as day/month/year.")
        return self._desk.approve(staff, command.about, reason, ends_on)

    @staticmethod
    def _unknown(command: StaffCommand, login: str | None) -> str:
        if not command.trusted:
            return "None of your roles here may decide this."
        return (
            f"{login} is not on the list of active staff." if login else "Your account here is not mapped to a login."
        )

    def _record(self, command: StaffCommand, why: str) -> None:
        """Whoever it is may have typed anything: only a verb and an id that we know the look of stand in the entry."""
        data = {
            "what": "command_refused",
            "channel": self._channel,
            "verb": command.verb if command.verb in _VERBS else "other",
            "about": command.about if _ID.fullmatch(command.about) else "",
        }
        asked = f"{command.verb} {command.about}"[:_LONGEST]
        private = {
            name: text.encode("utf-8", "replace")
            for name, text in {"actor": command.actor, "asked": asked, "why": why}.items()
        }
        with self._database.session() as session:
            append(session.connection(), [Draft(EntryKind.STAFF, None, data, private)], stamp(self._clock()))


def _day(written: str) -> date | None:
    """A date as people write it here (31/12/2026) or as machines do (2026-12-31)."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a calendar date, no time in it
        except ValueError:
            continue
    return None
