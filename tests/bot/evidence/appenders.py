"""A process that appends by batch writer, ORM sessions and single transactions at once: `python -m ... URL NAME COUNT`."""

import asyncio
import sys
import threading
from collections.abc import Callable

from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.tables import Brake
from bot.store.writer import Writer
from rules.model.evidence import EntryKind

AT = "2026-11-23T09:00:00.000Z"


def draft(who: str, number: int) -> Draft:
    return Draft(EntryKind.BRAKE, who, {"n": number}, {"why": f"{who} {number}".encode()})


def batches(database: Database, who: str, count: int) -> None:
    """The comment path: many jobs, few commits."""

    async def submit() -> None:
        writer = Writer(database, seconds=0.002)
        await asyncio.gather(
            *(writer.submit(lambda tx, n=number: append(tx, [draft(who, n)], AT)) for number in range(count))  # type: ignore[misc]  # a default argument keeps the number
        )
        writer.close()

    asyncio.run(submit())


def sessions(database: Database, who: str, count: int) -> None:
    """The console: an ORM row and its entry together."""
    for number in range(count):
        with database.session() as session:
            session.add(Brake(name=f"{who} {number}", since=AT, why="", by=""))
            session.flush()
            append(session.connection(), [draft(who, number)], AT)


def transactions(database: Database, who: str, count: int) -> None:
    """The dispatcher: one commit an entry, reading before it writes."""
    for number in range(count):
        with database.write() as tx:
            tx.exec_driver_sql("SELECT count(*) FROM action WHERE state = 'queued'").scalar_one()
            append(tx, [draft(who, number)], AT)


def main(url: str, name: str, count: int) -> None:
    database = Database(url)
    kinds: list[Callable[[Database, str, int], None]] = [batches, sessions, transactions]
    failed: list[BaseException] = []

    def run(kind: Callable[[Database, str, int], None]) -> None:
        try:
            kind(database, f"{name}-{kind.__name__}", count)
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=run, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
