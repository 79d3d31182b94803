"""Tells a platform's staff channel what waits for a person: each call and each proposed deed once, with what was said."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from adapters.platform import Platform, StaffNotice, TellsStaff
from bot.actions.outbox import ActionState
from bot.clock import Clock
from bot.desk.channel import ChannelDesk
from bot.desk.desk import Desk
from bot.store.database import Database
from bot.store.tables import ActionRow, AlarmRow, Content, InteractionRow, StaffRow
from rules.model.in_words import MEASURES
from rules.model.measure import MeasureKind, Tier, tier_of

_EVERY_SECONDS = 2.0
_AT_ONCE = 20


class Herald:
    """Serves every channel that has a staff channel; those that have none are left alone."""

    def __init__(
        self, database: Database, desk: Desk, clock: Clock, platforms: Mapping[str, Platform], address: str
    ) -> None:
        self._database, self._address = database, address
        self._rooms: dict[str, TellsStaff] = {}
        self._told: set[str] = set()
        for name, platform in platforms.items():
            if isinstance(platform, TellsStaff):
                answers = ChannelDesk(name, desk, database, clock, platform.logins)
                if platform.staff_room(answers):
                    self._rooms[name] = platform

    async def run(self) -> None:
        """Until cancelled. What cannot be told now is told later; it waits at the console all the while."""
        while True:
            await self.tell()
            await asyncio.sleep(_EVERY_SECONDS)

    async def tell(self) -> None:
        """One round over all staff channels."""
        for name, room in self._rooms.items():
            for notice in await asyncio.to_thread(self._waiting, name):
                if (await room.tell_staff(notice)).accepted:
                    self._told.add(notice.key)
            standing = await room.open_cards()
            for key, line in await asyncio.to_thread(self._settled, standing):
                await room.close_card(key, line)

    def _waiting(self, channel: str) -> list[StaffNotice]:
        """What this process has not told yet, calls first; the platform remembers what an earlier process told."""
        with self._database.look() as session:
            calls = [self._call(row, said, words) for row, said, words in self._rows(session, _calls(channel))]
            deeds = [self._deed(row, said, words) for row, said, words in self._rows(session, _deeds(channel))]
        return [*calls, *deeds]

    def _settled(self, keys: tuple[str, ...]) -> list[tuple[str, str]]:
        """The cards whose matter no longer waits, however it was decided, and what to say on them."""
        with self._database.look() as session:
            lines = [(key, _became(session, key)) for key in keys]
        return [(key, line) for key, line in lines if line]

    def _rows(self, session: Session, chosen: Any) -> list[tuple[Any, InteractionRow, str]]:
        rows = [(row, said) for row, said in session.exec(chosen) if row.id not in self._told][:_AT_ONCE]
        seqs = [said.text_seq for _, said in rows]
        kept = session.exec(select(Content).where(col(Content.seq).in_(seqs), Content.field == "text"))
        words = {one.seq: bytes(one.value).decode("utf-8", "replace") for one in kept}
        return [(row, said, words.get(said.text_seq, "[erased]")) for row, said in rows]

    def _call(self, row: AlarmRow, said: InteractionRow, words: str) -> StaffNotice:
        text = f"{words}\n\nWhy: {row.why}"
        return StaffNotice(row.id, "A person is needed now", text, row.id, ("answer",), self._link(said))

    def _deed(self, row: ActionRow, said: InteractionRow, words: str) -> StaffNotice:
        title = f"A person decides: {MEASURES[MeasureKind(row.measure)]}?"
        text = f"{words}\n\nWhy it waits: {row.held}" if row.held else words
        approve = "approve_until" if tier_of(MeasureKind(row.measure)) is Tier.ACCESS else "approve"
        return StaffNotice(row.id, title, text, row.id, (approve, "decline"), self._link(said))

    def _link(self, said: InteractionRow) -> str:
        return f"{self._address}/comments/{said.id}"


def _deeds(channel: str) -> Any:
    chosen = select(ActionRow, InteractionRow).join(InteractionRow, col(ActionRow.interaction_id) == InteractionRow.id)
    waits = (ActionRow.channel == channel, ActionRow.state == ActionState.PROPOSED, col(ActionRow.simulate).is_(False))
    return chosen.where(*waits).order_by(ActionRow.created_at, ActionRow.id)


def _calls(channel: str) -> Any:
    chosen = select(AlarmRow, InteractionRow).join(InteractionRow, col(AlarmRow.interaction_id) == InteractionRow.id)
    return chosen.where(InteractionRow.channel == channel, AlarmRow.state == "ringing").order_by(AlarmRow.created_at)


def _became(session: Session, key: str) -> str:
    """What became of a matter, in one line; empty while it still waits."""
    alarm = session.get(AlarmRow, key)
    if alarm is not None:
        return "" if alarm.state == "ringing" else f"Answered{_by(session, alarm.answered_by)}."
    row = session.get(ActionRow, key)
    if row is None or row.state == ActionState.PROPOSED:
        return ""
    if row.approved_by is None:
        return "Not done: declined, or no longer proposed. The console says more."
    return f"Approved{_by(session, row.approved_by)}. The console says what became of it."


def _by(session: Session, staff_id: str | None) -> str:
    staff = session.get(StaffRow, staff_id) if staff_id else None
    return f" by {staff.name}" if staff else ""
