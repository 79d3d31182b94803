"""The parts of the path, each by calling the very function that the path calls, alone, on what the path gives it."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from adapters.platform import Payload
from bot import compose
from bot.actions.plan import Ground, plan
from bot.bench.house import CHANNEL, PACK, Bench
from bot.clock import now
from bot.evidence.append import Draft, append
from bot.pipeline.judge import BATCH
from bot.pipeline.known import look_up
from bot.pipeline.translating import translate
from bot.recall import Recall, Window
from bot.record import Judged, drafts, record
from bot.record.judged import Item, Kept
from bot.store import intake
from bot.store.clock_source import ClockSource
from bot.store.ids import stamp
from rules.decide import decide
from rules.model.decision import Decision, Given
from rules.model.interaction import Interaction
from rules.routing import route

TRIES = 3
"""The least of so many is what appending takes: whatever else the machine did in between is no part of it."""


class Parts:
    """`seconds`: spent in each part so far, by name. The stopwatch is read once a batch, not once a comment.

    `drafts`: what was appended, a list a batch.
    """

    def __init__(self, bench: Bench) -> None:
        self.drafts: list[list[Draft]] = []
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._bench, self._source = bench, ClockSource(now)
        self._recall = Recall(Window())
        self._pack, self._detector = compose.pack(PACK), compose.rules_only()

    def measure(self, payloads: Sequence[Payload]) -> None:
        """Every part, batch after batch."""
        for start in range(0, len(payloads), BATCH):
            self._keep(payloads[start : start + BATCH], str(start))
            with self._part("read"):
                rows = self._bench.judge.waiting()
            self._recall_before(self._translate(rows))
            judged = self._bench.judge.judge_batch(rows)
            self._weigh([(i, i.given, i.decision) for i in judged.items if i.given and i.decision], judged)
            self._record(judged)

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - began

    @contextmanager
    def _transaction(self, name: str) -> Iterator[Connection]:
        """BEGIN and COMMIT count as the part `name`; what is done between them is a part of its own."""
        with self._bench.database.engine.connect() as tx:
            with self._part(name):
                transaction = tx.begin()
            yield tx
            with self._part(name):
                transaction.commit()

    def _keep(self, payloads: Sequence[Payload], cursor: str) -> None:
        with self._transaction("keep commit") as tx, self._part("keep"):
            intake.insert(tx, intake.rows_of(CHANNEL, payloads, now(), self._source()), CHANNEL, cursor)

    def _translate(self, rows: Sequence[Kept]) -> list[Interaction]:
        with self._part("translate"):
            pieces = list(translate(rows, {CHANNEL: self._bench.platform}))
        return [piece[1] for piece in pieces if isinstance(piece, tuple) and isinstance(piece[1], Interaction)]

    def _recall_before(self, heard: Sequence[Interaction]) -> None:
        with self._bench.database.read() as tx, self._part("recall"):
            known = look_up(tx, heard, now())
            self._recall.follow(tx)
            authors = {(one.author.platform, one.author.ref) for one in heard}
            before = {key: known.accounts[key].id for key in authors & known.accounts.keys()}
            self._recall.load(tx, before, now())

    def _weigh(self, judged: Sequence[tuple[Item, Given, Decision]], batch: Judged) -> None:
        window = self._recall.window
        with self._part("recall"):
            for item, given, decision in judged:
                who = (item.said.author.platform, item.said.author.ref)
                window.history(*who, batch.now)
                window.hear(*who, item.said, given.found, decision)
        with self._part("find"):
            for item, given, _ in judged:
                said = item.said
                self._detector.find(
                    said.text, parent_text=said.parent_text, kind=said.kind, rating=said.rating, history=given.history
                )
        with self._part("route"):
            for item, given, _ in judged:
                route(given.found.needs, item.said.known_from, batch.now, given.settings)
        with self._part("decide"):
            for _, given, _ in judged:
                decide(self._pack, given)
        with self._part("plan"):
            for item, given, decision in judged:
                if decision.measures:
                    fill = {"reference": item.needs[0].reference} if item.needs else {}
                    ground = Ground(item.said, given, decision, item.mode, self._pack, fill, batch.now)
                    plan(ground, lambda _: "")

    def _record(self, judged: Judged) -> None:
        """`rows` is what recording takes beyond `append`: interactions, decisions, needs, tasks and the outbox."""
        self.drafts.append([draft for item in judged.items for draft in _entries(item, self._detector.digest)])
        append_alone = min(self._tried(judged) for _ in range(TRIES))
        self.seconds["append"] += append_alone
        with self._transaction("record commit") as tx, self._part("rows"):
            record(tx, judged, (self._pack.id, self._pack.version), self._detector.digest)
        self.seconds["rows"] -= append_alone

    def _tried(self, judged: Judged) -> float:
        """Seconds to append what came of a batch, which is then taken back."""
        with self._bench.database.engine.connect() as tx, tx.begin() as tried:
            began = time.perf_counter()
            append(tx, [draft for item in judged.items for draft in _entries(item, self._detector.digest)], _AT)
            spent = time.perf_counter() - began
            tried.rollback()
        return spent


_AT = stamp(now())


def _entries(item: Item, digest: str) -> Iterator[Draft]:
    yield drafts.heard(item)
    yield drafts.judged(item, digest)
    for need in item.needs:
        yield drafts.routed(item.id, need)
