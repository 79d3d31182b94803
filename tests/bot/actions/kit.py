"""A small landlord for tests of the outbox: a platform in memory, a comment on the record, actions about it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel, select

from adapters.memory.people import PAGE
from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Subject
from bot.actions.dispatch import Delivery, Dispatcher
from bot.actions.outbox import ActionState, Approval, Planned, put
from bot.evidence.append import Draft, append
from bot.evidence.capture.capturer import Capturer
from bot.store.database import Database
from bot.store.ids import new_id, stamp
from bot.store.tables import AccountRow, ActionRow, AlarmRow, Channel, DecisionRow, InteractionRow, TaskRow
from bot.store.writer import Writer
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Verb
from rules.model.plain import to_plain
from rules.model.staff import Role
from tests.bot.conftest import TestClock

CHANNEL = "page"
DELIVERY = Delivery(settle=1, unknown_within=30, confirm_within=60, retry_first=2, attempts=3)


Judged = tuple[Given, Decision]


@dataclass(frozen=True)
class Comment:
    """One comment on the record."""

    interaction_id: str
    decision_id: str
    subject: Subject


@dataclass
class Kit:
    """Everything a test of the outbox touches."""

    database: Database
    writer: Writer
    clock: TestClock
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        self.platform = MemoryPlatform(CHANNEL, self.world)
        self.dispatcher = self.another()
        self.capturer = Capturer(self.database, self.writer, {CHANNEL: self.platform}, self.clock)
        self.mode("auto")

    def another(self, platform: MemoryPlatform | None = None) -> Dispatcher:
        """A dispatcher as a new process would make it."""
        return Dispatcher(self.database, self.writer, {CHANNEL: platform or self.platform}, self.clock, DELIVERY)

    def mode(self, mode: str) -> None:
        with self.database.session() as session:
            row = session.get(Channel, CHANNEL) or Channel(name=CHANNEL, platform="memory")
            row.mode = mode
            session.add(row)

    def hear(
        self, text: str = "you are useless", *, course: str = "hide", judged: Judged | None = None, **said: Any
    ) -> Comment:
        """Somebody says something on the platform, and the pipeline has put it on the record."""
        ref = self.world.say(text, **said)
        root = said.get("root", PAGE)
        subject = Subject(ref, "1", root, said.get("author", "tenant"), f"https://memory.test/{ref}")
        with self.database.write() as tx:
            return _recorded(tx, subject, text, course, self.clock(), judged, str(said.get("kind", "comment")))

    def queue(
        self, comment: Comment, measure: MeasureKind, verb: Verb, approval: Approval | None = None, **changes: Any
    ) -> str:
        """Put one action into the outbox, automatic unless a person approved it."""
        plain: dict[str, Any] = {
            "key": new_id("k"),
            "state": ActionState.QUEUED,
            "role": Role.MODERATOR,
            "automatic": approval is None,
        }
        planned = Planned(measure=measure, verb=verb, subject=comment.subject, **(plain | changes))
        with self.database.write() as tx:
            (action_id,) = put(
                tx, comment.interaction_id, comment.decision_id, CHANNEL, [planned], self.clock(), approval
            )
        return action_id

    def hide(self, comment: Comment, **changes: Any) -> str:
        return self.queue(comment, MeasureKind.HIDE, Verb.HIDE, **changes)

    async def settle(self, seconds: float = 3, steps: int = 3, dispatcher: Dispatcher | None = None) -> None:
        """Let the capturer and the dispatcher work while time passes."""
        for _ in range(steps):
            await self.capturer.step()
            await (dispatcher or self.dispatcher).step()
            self.clock.move(seconds=seconds)

    def action(self, action_id: str) -> ActionRow:
        with self.database.look() as session:
            row = session.get(ActionRow, action_id)
        assert row is not None
        return row

    def state(self, action_id: str) -> str:
        return self.action(action_id).state

    def story(self, action_id: str) -> list[str]:
        """The kinds of the entries about an action, in order, after *planned*."""
        with self.database.read() as tx:
            rows = tx.exec_driver_sql("SELECT kind, body FROM entry ORDER BY seq").all()
        data = [(kind, json.loads(body)["data"]) for kind, body in rows]
        return [kind for kind, facts in data if facts.get("action") == action_id and kind != "planned"]

    def tasks(self) -> list[TaskRow]:
        return self._rows(TaskRow, "created_at")

    def alarms(self) -> list[AlarmRow]:
        return self._rows(AlarmRow, "created_at")

    def all(self, table: type[SQLModel]) -> list[Any]:
        return self._rows(table, "id")

    def _rows(self, table: type[SQLModel], order: str) -> list[Any]:
        with self.database.look() as session:
            return list(session.exec(select(table).order_by(getattr(table, order))))

    def set(self, table: str, row_id: str, **values: Any) -> None:
        """Change columns behind everybody's back, as time or another part would."""
        changes = ", ".join(f"{name} = ?" for name in values)
        with self.database.write() as tx:
            tx.exec_driver_sql(f"UPDATE {table} SET {changes} WHERE id = ?", (*values.values(), row_id))


def _recorded(
    tx: Connection, subject: Subject, text: str, course: str, now: datetime, judged: Judged | None, kind: str
) -> Comment:
    """The rows and the *heard* entry of one comment, as the pipeline writes them."""
    at, interaction_id, decision_id = stamp(now), new_id("i"), new_id("d")
    account_id = _account(tx, str(subject.author), at)
    heard, decided = append(
        tx,
        [
            Draft(EntryKind.HEARD, interaction_id, {"channel": CHANNEL}, {"text": text.encode()}),
            Draft(EntryKind.DECIDED, interaction_id, _judgement(judged)),
        ],
        at,
    )
    said = asdict(subject) | {"platform": "memory", "place": "our_page", "kind": kind}
    said.pop("author")
    times = {"at": at, "heard_at": at, "text_seq": heard.seq, "payload_n": 1, "state": "live"}
    _add(tx, InteractionRow, id=interaction_id, channel=CHANNEL, account_id=account_id, **said, **times)
    pack = judged[1].pack if judged else "house-rules"
    policy = {"pack": pack, "version": "2026.1", "course": course, "severity": "serious", "breach": True}
    desk = {"interaction_id": interaction_id, "seq": decided.seq, "at": at, "harm": 5, "desk": "open"}
    _add(tx, DecisionRow, id=decision_id, **policy, **desk)
    return Comment(interaction_id, decision_id, subject)


def _account(tx: Connection, ref: str, at: str) -> str:
    known = tx.execute(select(AccountRow.id).where(AccountRow.ref == ref)).scalar()
    if known is not None:
        return str(known)
    account_id = new_id("ac")
    _add(tx, AccountRow, id=account_id, platform="memory", ref=ref, handle=ref, marks="", first_at=at)
    return account_id


def _judgement(judged: Judged | None) -> dict[str, Any]:
    """What the pipeline writes into *decided*, as far as anybody here reads it."""
    return {"given": to_plain(judged[0]), "decision": to_plain(judged[1])} if judged else {}


def _add(tx: Connection, table: type[SQLModel], **values: Mapping[str, Any] | Any) -> None:
    tx.execute(insert(table).values(**values))
