"""A part of the house: signs a checkpoint when there is enough that is new, and hands it to every witness outside.

What it last signed it also keeps in a file beside the key. So a database that was put back from an older copy, or whose end
was cut off, is noticed at once: then it signs nothing more and calls a person.
"""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from adapters.platform import Post
from bot.calls.alarms import ring
from bot.clock import Clock
from bot.evidence import checkpoints, keys, witness
from bot.evidence.append import Draft, append, head
from bot.evidence.checkpoints import BadCheckpoint, Broken, Checkpoint
from bot.settings import LedgerSettings
from bot.store.database import Database
from bot.store.ids import moment, stamp
from bot.store.writer import Writer
from rules.model.evidence import EntryKind

LAST = "ledger.last"
TICK_SECONDS = 5.0
UNSIGNED = "The record is no longer being signed: run 'doorstep doctor', which says why."
UNWITNESSED = (
    "No witness outside has taken a checkpoint of the record for too long: run 'doorstep doctor', which says why."
)
RING_AGAIN = timedelta(hours=24)
_UNSIGNED = text("SELECT at FROM entry WHERE seq > :covered AND kind <> 'witnessed' ORDER BY seq LIMIT 1")
_RINGING = text("SELECT count(*) FROM alarm WHERE why = :why AND (state = 'ringing' OR created_at > :since)")


@dataclass(frozen=True, slots=True)
class Pace:
    """Sign after so many new entries, or so many minutes after the first of them; call a person when no witness took a
    checkpoint for `alarm_hours`.
    """

    entries: int = 1_000
    minutes: int = 15
    alarm_hours: int = 24

    @classmethod
    def of(cls, settings: LedgerSettings) -> "Pace":
        """The landlord's."""
        return cls(settings.every_entries, settings.every_minutes, settings.alarm_hours)


class Notary:
    """Nothing here is on the comment path. `folder` holds the key; `witnesses` by name."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        writer: Writer,
        witnesses: Mapping[str, tuple[str, Post]],
        clock: Clock,
        pace: Pace = Pace(),
    ) -> None:
        self._folder, self._database, self._writer, self._clock, self._pace = folder, database, writer, clock, pace
        self._witnesses = witnesses

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.step()
            await asyncio.sleep(TICK_SECONDS)

    async def step(self) -> Checkpoint | None:
        """Sign if it is time, and send what waits; returns what was signed."""
        made = None
        try:
            if await asyncio.to_thread(self._due):
                made = await asyncio.to_thread(self.sign)
        except (keys.NoKey, Broken):
            await self._call(UNSIGNED)
        if self._witnesses:
            await witness.deliver(self._database, self._writer, self._witnesses, self._clock)
            if await asyncio.to_thread(self._unwitnessed):
                await self._call(UNWITNESSED)
        return made

    def sign(self) -> Checkpoint | None:
        """Sign the ledger as it stands; None when nothing is new. Raises NoKey, Broken."""
        with self._database.read() as tx:
            self._not_older(tx)
            tree, last = checkpoints.resumed(tx)
            upto = head(tx)[0]
        while tree.size < upto:
            with self._database.read() as tx:
                last = checkpoints.grown(tx, tree, last, upto)
        with self._database.write() as tx:
            while tree.size < head(tx)[0]:
                last = checkpoints.grown(tx, tree, last, head(tx)[0])
            if _first_new(tx) is None:
                return None
            key = keys.private(self._folder, keys.kept(tx))
            made = checkpoints.sign(tx, tree, last, stamp(self._clock()), key)
            witness.ask(tx, made, {name: kind for name, (kind, _) in self._witnesses.items()})
        remember(self._folder, made)
        return made

    def _due(self) -> bool:
        with self._database.read() as tx:
            covered, (seq, _) = _covered(tx), head(tx)
            if seq < covered:
                self._not_older(tx)
                raise Broken(f"a checkpoint covers {covered:,} entries, but the ledger ends at {seq:,}")
            first = _first_new(tx)
            if first is None:
                self._not_older(tx)
                return False
        waited = self._clock() - moment(first)
        return seq - covered >= self._pace.entries or waited >= timedelta(minutes=self._pace.minutes)

    def _not_older(self, tx: Connection) -> None:
        if said := older(self._folder, tx):
            raise Broken(said)

    def _unwitnessed(self) -> bool:
        with self._database.read() as tx:
            since = witness.waiting_since(tx)
        return since is not None and self._clock() - moment(since) >= timedelta(hours=self._pace.alarm_hours)

    async def _call(self, why: str) -> None:
        now = self._clock()
        if not await asyncio.to_thread(self._called, why, stamp(now - RING_AGAIN)):
            await self._writer.submit(lambda tx: ring(tx, why, now))

    def _called(self, why: str, since: str) -> bool:
        with self._database.read() as tx:
            return bool(tx.execute(_RINGING, {"why": why, "since": since}).scalar_one())


def _covered(tx: Connection) -> int:
    row = checkpoints.last(tx)
    return row.size if row else 0


def _first_new(tx: Connection) -> str | None:
    """When the first entry was made that is not signed yet; None when there is none, or only that witnesses took the last
    checkpoint: signing that would never end.
    """
    found: str | None = tx.execute(_UNSIGNED, {"covered": _covered(tx)}).scalar()
    return found


def remember(folder: Path, made: Checkpoint) -> None:
    """Keep the last checkpoint beside the key, whole or not at all."""
    draft = folder / f"{LAST}.{os.getpid()}"
    with draft.open("w", encoding="ascii") as file:
        file.write(made.line + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / LAST)


def remembered(folder: Path) -> Checkpoint | None:
    """The last checkpoint signed here. Raises BadCheckpoint."""
    file = folder / LAST
    return checkpoints.read(file.read_bytes().strip()) if file.exists() else None


def older(folder: Path, tx: Connection) -> str:
    """What says that this database is older than, or another than, what was signed here; empty when nothing does."""
    try:
        known = remembered(folder)
    except BadCheckpoint as error:
        return f"{folder / LAST}: {error}"
    if known is None:
        return ""
    at_that_size = tx.execute(text("SELECT hash FROM entry WHERE seq = :seq"), {"seq": known.size}).scalar()
    if at_that_size is None:
        return (
            f"{known.size:,} entries were signed at {known.at}, and the ledger now ends at {head(tx)[0]:,}:"
            " an older copy was put back, or its end was cut off"
        )
    if bytes(at_that_size) != known.head:
        return f"entry {known.size:,} is another than the one that was signed at {known.at}"
    return ""


def accept(folder: Path, database: Database, clock: Clock, by: str, why: str) -> str:
    """Go on from what the database now holds, though more, or other, was signed here; `by` a staff id, `why` in their words.

    Returns what was accepted, or "" when nothing stood in the way. What is lost is named in the entry for ever.
    """
    with database.write() as tx:
        said, known = older(folder, tx), remembered(folder)
        if not said or known is None:
            return ""
        data = {"what": "older_copy_accepted", "by": by, "signed": known.size, "root": known.root.hex()}
        append(tx, [Draft(EntryKind.LEDGER, None, data, {"why": why.encode()})], stamp(clock()))
    (folder / LAST).replace(folder / f"{LAST}.before-{known.size}-{known.root.hex()[:8]}")
    return said
