"""The judge: takes what was kept, in order, a batch at a time, and records what policy says of it in one transaction."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from sqlalchemy.exc import OperationalError

from adapters.platform import Platform
from bot.actions.brakes import Brakes, Limits
from bot.clock import Clock
from bot.judging import Finds
from bot.pipeline.batch import Batch
from bot.pipeline.known import look_up
from bot.pipeline.translating import translate
from bot.pipeline.weighing import Scales
from bot.recall import Recall, Window
from bot.record import AlreadyJudged, record
from bot.record.judged import Garbled, Judged, Kept, Trouble
from bot.rounds import Rounds
from bot.store.database import Database
from bot.store.within import rows_within
from bot.store.writer import Writer
from rules.casework.office import Office
from rules.model.interaction import Interaction
from rules.policy.schema import Pack

BATCH = 500

_WAITING = (
    "SELECT n, channel, body, received_at, clock FROM payload WHERE state = 'kept' AND channel IN :values"
    " ORDER BY n LIMIT :most"
)


class Judge:
    """Judges everything kept. `wake` is called when something was; a slow poll sees what another process kept."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        platforms: Mapping[str, Platform],
        detector: Finds,
        pack: Pack,
        clock: Clock,
        settings: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        window: Window | None = None,
        batch: int = BATCH,
        office: Office | None = None,
    ) -> None:
        self._database, self._writer, self._platforms, self._clock = database, writer, platforms, clock
        self._brakes = Brakes(limits or Limits())
        self._scales = Scales(detector, pack, settings or {}, self._brakes, office or Office((pack,), settings or {}))
        self._pack = (pack.id, pack.version)
        self._window = window or Window()
        self._recall = Recall(self._window)
        self._most = batch
        self._rounds = Rounds()
        self._planned: list[Callable[[], None]] = []
        self._recorded: list[Callable[[Judged], None]] = []

    def wake(self) -> None:
        """Something was kept."""
        self._rounds.wake()

    def on_planned(self, tell: Callable[[], None]) -> None:
        """`tell` is called after every commit that put actions into the outbox."""
        self._planned.append(tell)

    def on_recorded(self, tell: Callable[[Judged], None]) -> None:
        """`tell` is given every batch after the commit that recorded it."""
        self._recorded.append(tell)

    async def run(self) -> None:
        """Until cancelled. While the database refuses, comments stay kept; raises when it refuses for too long."""
        await self._rounds.run(self.drain)

    async def drain(self) -> int:
        """Judge everything that is kept now; returns how many payloads that was."""
        total, before = 0, [0]
        while rows := await asyncio.to_thread(self.waiting):
            if (now := [row.n for row in rows]) == before:
                break  # nothing moved: looked for again at the next tick, not at once and for ever
            await self._judge_and_record(rows)
            total, before = total + len(rows), now
        return total

    def waiting(self) -> list[Kept]:
        """The next payloads to judge, in the order kept; those of channels not connected here stay kept."""
        with self._database.read() as tx:
            rows = rows_within(tx, _WAITING, list(self._platforms), most=self._most)
        return [Kept(row.n, row.channel, bytes(row.body), row.received_at, row.clock) for row in rows]

    def judge_batch(self, rows: Sequence[Kept]) -> Judged:
        """Translate, recall, find, decide and plan; nothing is written. The window and the brakes take it as done."""
        now = self._clock()
        pieces = list(translate(rows, self._platforms))
        heard = [piece[1] for piece in pieces if isinstance(piece, tuple)]
        with self._database.read() as tx:
            self._brakes.look(tx, now)
            self._recall.follow(tx)
            known = look_up(tx, heard, now)
            authors = {(h.author.platform, h.author.ref) for h in heard if isinstance(h, Interaction)}
            heard_before = {key: known.accounts[key].id for key in authors & known.accounts.keys()}
            self._recall.load(tx, heard_before, now)
        batch = Batch(Judged(now, rows), known, self._scales, self._window, self._platforms)
        for piece in pieces:
            batch.take(piece)
        batch.judged.trips = self._brakes.taken()
        return batch.judged

    async def _judge_and_record(self, rows: Sequence[Kept]) -> None:
        try:
            await self._record(await asyncio.to_thread(self.judge_batch, rows))
        except OperationalError:
            self._forget()
            raise
        except AlreadyJudged:
            self._forget()
            if len(rows) > 1:
                for row in rows:
                    await self._judge_and_record([row])
        except Exception as error:  # noqa: BLE001 - one row must not stop its neighbours: each is tried on its own
            self._forget()
            if len(rows) == 1:
                await self._record(_unrecordable(rows[0], error, self._clock))
                return
            for row in rows:
                await self._judge_and_record([row])

    async def _record(self, judged: Judged) -> None:
        put = await self._writer.submit(
            partial(record, judged=judged, pack=self._pack, detector=self._scales.detector.digest), len(judged.kept)
        )
        for tell in self._recorded:
            tell(judged)
        if put:
            for wake in self._planned:
                wake()

    def _forget(self) -> None:
        """What the window and the brakes took as done was not recorded: both read it again from the rows."""
        self._window.forget()
        self._brakes.forget()


def _unrecordable(row: Kept, error: Exception, clock: Clock) -> Judged:
    """What cannot be recorded stays kept raw, and reaches a person."""
    return Judged(
        clock(), [row], garbled=[Garbled(row, Trouble("record", type(error).__name__, str(error)), unreadable=False)]
    )
