"""What tests of second opinions look at: the page, the endpoint, and what stands in the record about a comment."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from adapters.opinion.ask import Asker
from adapters.opinion.settings import OpinionSettings
from bot.opinion.asker import Opinions
from bot.opinion.reading import of_comment
from bot.opinion.told import Told
from bot.store.opinion_tables import OpinionRow
from tests.bot.pipeline.kit import After, Page
from tests.services.endpoint import Endpoint

RUDE = "you lot are useless {abuse serious}"
THREAT = {"findings": [{"name": "threat", "percent": 80}], "needs": [], "because": "It wishes harm on somebody."}

_DECIDED = (
    "SELECT i.ref, i.version, i.state, d.course, d.severity, d.harm, d.desk, d.breach FROM interaction i"
    " JOIN decision d ON d.interaction_id = i.id ORDER BY i.text_seq"
)
_PLANNED = (
    "SELECT i.ref, x.measure, x.verb, x.key, x.state, x.held, x.automatic, x.rule, x.not_before FROM action x"
    " JOIN interaction i ON i.id = x.interaction_id ORDER BY i.text_seq, x.measure"
)
_NEEDED = (
    "SELECT i.ref, n.kind, n.urgency, n.destination, n.due_at FROM need n JOIN interaction i ON i.id = n.interaction_id"
    " ORDER BY i.text_seq, n.kind"
)
_ASKED = (
    "SELECT i.ref, t.kind, t.role, t.urgency, t.why, t.due_at, t.state FROM task t"
    " JOIN interaction i ON i.id = t.interaction_id ORDER BY i.text_seq, t.kind, t.why"
)
_CALLED = "SELECT i.ref, a.why, a.state FROM alarm a JOIN interaction i ON i.id = a.interaction_id ORDER BY i.text_seq"
_BRAKES = "SELECT name FROM brake ORDER BY name"
_ALL = (_DECIDED, _PLANNED, _NEEDED, _ASKED, _CALLED, _BRAKES)


@dataclass
class Desk:
    """`asker` asks the endpoint about what is said on the page. Second opinions are on from the start."""

    page: Page
    model: Endpoint
    most_waiting: int = 200

    def __post_init__(self) -> None:
        self.opinions = self.another()

    def another(self, **settings: Any) -> Opinions:
        """As a new process would make it."""
        wanted = {"url": self.model.url, "model": "local-7b", "seconds": 5, **settings}
        asker = Asker(OpinionSettings.model_validate(wanted))
        return Opinions(self.page.database, self.page.writer, asker, self.page.clock, self.most_waiting)

    async def asked(self, words: str = RUDE, **said: Any) -> After:
        """Say it, judge it, and ask about it."""
        await self.opinions.follow()
        after = await self.page.after(words, **said)
        await self.all_due()
        return after

    async def all_due(self) -> int:
        """Ask whatever is due now; how many steps that took."""
        await self.opinions.follow()
        steps = 0
        while await self.opinions.step():
            steps += 1
        return steps

    def row(self, item: str) -> OpinionRow | None:
        with self.page.database.look() as session:
            return session.get(OpinionRow, item)

    def state(self, item: str) -> tuple[str, str]:
        row = self.row(item)
        assert row is not None, "nobody asked for one"
        return row.state, row.why

    def told(self, item: str) -> Told | None:
        """What people are told of it."""
        with self.page.database.look() as session:
            return of_comment(session, item)

    def entries(self, item: str) -> list[dict[str, Any]]:
        return [data for kind, data in self.page.entries(item) if kind == "opinion"]

    def kept(self, item: str) -> dict[str, bytes]:
        """Private fields of its *opinion* entries."""
        chosen = text(
            "SELECT c.field, c.value FROM content c JOIN entry e ON e.seq = c.seq"
            " WHERE e.kind = 'opinion' AND e.item = :item"
        )
        with self.page.database.read() as tx:
            return {row.field: bytes(row.value) for row in tx.execute(chosen, {"item": item})}


def everything(page: Page) -> tuple[list[Any], list[Any]]:
    """All that was decided, planned, needed, asked of people and called for, without what is drawn at random; and what each
    decision was given and came to, as the record holds it.
    """
    with page.database.read() as tx:
        rows = [[tuple(row) for row in tx.exec_driver_sql(sql)] for sql in _ALL]
    decided = [
        (data["given"], data["decision"], data["unplanned"]) for kind, data in page.entries() if kind == "decided"
    ]
    return rows, decided
