"""A landlord with one page in memory and the judge over it; everything real but the detector, where a test chooses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import SQLModel, col, select

from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Payload
from bot.actions.brakes import Limits
from bot.compose import pack
from bot.judging import Finds
from bot.pipeline import Judge
from bot.recall import Window
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.tables import (
    ActionRow,
    AlarmRow,
    Brake,
    Channel,
    DecisionRow,
    InteractionRow,
    NeedRow,
    TaskRow,
)
from bot.store.tables import Payload as PayloadRow
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.pipeline.detector import MarkedDetector

CHANNEL = "page"
SETTINGS: Mapping[str, str] = {
    "approver_post": "Head of Service",
    "rules_link": "https://homes.test/rules",
    "how_to_challenge": "https://homes.test/again",
}

T = TypeVar("T", bound=SQLModel)


@dataclass
class Page:
    """One page, its judge, and what became of what was said there."""

    database: Database
    writer: Writer
    clock: TestClock
    detector: Finds = field(default_factory=MarkedDetector)
    settings: Mapping[str, str] = field(default_factory=lambda: dict(SETTINGS))
    limits: Limits = field(default_factory=Limits)
    policy: str = "derby-2024"
    batch: int = 500
    window: Window | None = None
    mode: str = "auto"

    def __post_init__(self) -> None:
        self.world = World()
        self.platform = MemoryPlatform(CHANNEL, self.world)
        self.heard_to = 0
        self.judge = self.another()
        self.intake = StoreIntake(self.writer, CHANNEL, self.clock, self.judge.wake)
        self.set_mode(self.mode)

    def another(self, **changes: Any) -> Judge:
        """A judge as a new process would make it."""
        wanted = {"limits": self.limits, "batch": self.batch, "window": self.window, **changes}
        platforms = {CHANNEL: self.platform}
        return Judge(
            self.database, self.writer, platforms, self.detector, pack(self.policy), self.clock, self.settings, **wanted
        )

    def set_mode(self, mode: str) -> None:
        with self.database.session() as session:
            row = session.get(Channel, CHANNEL) or Channel(name=CHANNEL, platform="memory")
            row.mode = mode
            session.add(row)

    def say(self, text: str, **more: Any) -> str:
        """Somebody says something at the clock's time, under the landlord's post."""
        return self.world.say(text, **{"at": self.clock(), **more})

    async def hear(self) -> int:
        """What was said is kept and judged; returns how many payloads."""
        feed = self.world.feed(self.heard_to, 100_000)
        if feed:
            self.heard_to = feed[-1][0]
            payloads = [Payload(body.encode("utf-8", "surrogatepass"), f"happening-{seq}") for seq, body in feed]
            await self.intake.keep(payloads, str(self.heard_to))
        return await self.judge.drain()

    async def after(self, text: str, **more: Any) -> "After":
        """Say one thing, hear it, and look at what became of it."""
        ref = self.say(text, **more)
        await self.hear()
        return self.of(ref)

    def of(self, ref: str, version: str | None = None) -> "After":
        """What became of one thing said (its latest version)."""
        with self.database.look() as session:
            chosen = select(InteractionRow).where(InteractionRow.ref == ref)
            if version is not None:
                chosen = chosen.where(InteractionRow.version == version)
            row = session.exec(chosen.order_by(col(InteractionRow.text_seq).desc())).first()
        assert row is not None, f"{ref} was not judged: {self.entries()} {self.payload_states()}"
        return After(self, row)

    def rows(self, table: type[T]) -> list[T]:
        with self.database.look() as session:
            return list(session.exec(select(table)).all())

    def entries(self, item: str | None = None) -> list[tuple[str, dict[str, Any]]]:
        """(kind, data) of every entry, or of those about one item, in order."""
        with self.database.read() as tx:
            found = tx.exec_driver_sql("SELECT kind, item, body FROM entry ORDER BY seq").all()
        return [(kind, json.loads(body)["data"]) for kind, of, body in found if item is None or of == item]

    def kinds(self, item: str | None = None) -> list[str]:
        return [kind for kind, _ in self.entries(item)]

    def payload_states(self) -> list[str]:
        return [row.state for row in self.rows(PayloadRow)]

    def brakes(self) -> set[str]:
        return {row.name for row in self.rows(Brake)}

    def alarms(self) -> list[AlarmRow]:
        return self.rows(AlarmRow)


@dataclass
class After:
    """One interaction and what became of it."""

    page: Page
    row: InteractionRow

    def _mine(self, table: type[Any]) -> list[Any]:
        return [row for row in self.page.rows(table) if row.interaction_id == self.row.id]

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def decision(self) -> DecisionRow:
        (row,) = self._mine(DecisionRow)
        assert isinstance(row, DecisionRow)
        return row

    @property
    def needs(self) -> list[NeedRow]:
        return self._mine(NeedRow)

    @property
    def tasks(self) -> dict[str, TaskRow]:
        return {row.kind: row for row in self._mine(TaskRow)}

    @property
    def actions(self) -> dict[str, ActionRow]:
        return {row.measure: row for row in self._mine(ActionRow)}

    @property
    def alarms(self) -> list[AlarmRow]:
        return self._mine(AlarmRow)

    def states(self) -> dict[str, str]:
        return {measure: row.state for measure, row in self.actions.items()}

    def said(self, measure: str) -> str:
        """What the action says."""
        seq = self.actions[measure].text_seq
        with self.page.database.read() as tx:
            value = tx.exec_driver_sql(f"SELECT value FROM content WHERE seq = {seq} AND field = 'say'").scalar()
        return bytes(value or b"").decode()

    @property
    def kinds(self) -> list[str]:
        return self.page.kinds(self.id)

    def decided(self) -> dict[str, Any]:
        """The data of its *decided* entry."""
        return next(data for kind, data in self.page.entries(self.id) if kind == "decided")
