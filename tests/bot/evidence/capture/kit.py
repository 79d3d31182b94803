"""What tests of capturing look at: the page, its pictures, and what stands in the record about a comment."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.evidence.capture.capturer import Capturer
from bot.settings import CaptureSettings
from bot.store.capture_tables import CaptureRow
from tests.bot.pipeline.kit import CHANNEL, After, Page
from tests.services.media import Shelf

RUDE = "you lot are useless {abuse serious}"


@dataclass
class Album:
    """A page in memory whose pictures stand on a shelf of ours."""

    page: Page
    pictures: Shelf

    def __post_init__(self) -> None:
        self.page.platform.media_hosts = {self.pictures.address}
        self.capturer = self.another()

    def another(self, settings: CaptureSettings | None = None) -> Capturer:
        """A capturer as a new process would make it."""
        platforms = {CHANNEL: self.page.platform}
        return Capturer(self.page.database, self.page.writer, platforms, self.page.clock, settings)

    async def captured(self, words: str = RUDE, **said: Any) -> After:
        """Say it, judge it, capture it."""
        after = await self.page.after(words, **said)
        await self.capturer.step()
        return after

    def row(self, item: str) -> CaptureRow | None:
        with self.page.database.look() as session:
            return session.get(CaptureRow, item)

    def state(self, item: str) -> tuple[str, str]:
        """How far its capture got, and why not further."""
        row = self.row(item)
        assert row is not None
        return row.state, row.why

    def kept(self, item: str) -> dict[str, bytes]:
        """The private fields of its captured entries, in order: what came late takes the place of nothing."""
        chosen = text(
            "SELECT c.field, c.value FROM content c JOIN entry e ON e.seq = c.seq WHERE e.kind = 'captured'"
            " AND e.item = :item ORDER BY c.seq"
        )
        with self.page.database.read() as tx:
            return {row.field: bytes(row.value) for row in tx.execute(chosen, {"item": item})}

    def read(self, item: str, field: str) -> Any:
        """One of the fields that hold JSON."""
        return json.loads(self.kept(item)[field])

    def entries(self, item: str, kind: str) -> list[dict[str, Any]]:
        """The data of its entries of one kind."""
        return [data for found, data in self.page.entries(item) if found == kind]
