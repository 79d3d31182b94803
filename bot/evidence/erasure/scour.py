"""After a deletion: the maintenance window that cleans the file, and the search of its raw bytes. Only then is it "erased".

SQLite overwrites what is deleted (`secure_delete`), but copies of a row stay behind where pages were split or moved, and in
the write-ahead log. So the log is emptied into the file, the file is rewritten (VACUUM), the log emptied again, and every
file of Doorstep's folder is read from end to end for what was erased. On PostgreSQL the server's files are not ours to read.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text, update
from sqlalchemy.engine import make_url
from sqlmodel import col, select

from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.evidence.erasure.deed import Erasure
from bot.evidence.erasure.inventory import TABLES
from bot.evidence.erasure.search import Needles
from bot.platforms import PRETENDED
from bot.settings import FILE
from bot.store.database import Database
from bot.store.erasure_tables import ErasureRow
from bot.store.ids import stamp
from bot.store.tables import Channel
from rules.model.evidence import EntryKind

BACKUPS = "backups"
"""The folder of copies: they expire, and the register beside them is replayed before one is opened."""

_POSTGRESQL = (
    "VACUUM has cleared the dead rows of the live tables. What may still hold them, and is not ours to search: the"
    " server's write-ahead log until its segments are recycled (run CHECKPOINT; archived segments and replicas keep"
    " theirs), free space in data files until it is used again (VACUUM FULL gives it back), and every backup until it"
    " expires."
)
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Searched:
    """What the search came to. `clean` is true only where every file was read and nothing was found."""

    clean: bool
    erasures: int
    files: int = 0
    size: int = 0
    needles: int = 0
    short: int = 0
    elsewhere: int = 0
    why: str = ""

    def __str__(self) -> str:
        if not self.clean:
            return f"Deleted, but not yet proven erased: {self.why}"
        shared = f" {self.elsewhere:,} pieces also stand in rows of others, and stay there." if self.elsewhere else ""
        short = f" {self.short:,} pieces are too short to be told from chance." if self.short else ""
        return (
            f"Erased: {self.needles:,} pieces of it were searched for in the raw bytes of {self.files} files"
            f" ({self.size:,} bytes), and none is there.{shared}{short}"
        )


def after(
    database: Database, home: Path, done: Sequence[Erasure], clock: Clock, replaced: Path | None = None
) -> Searched:
    """Clean, search, and write down what was found: an *erasure_searched* entry where nothing is left.

    `replaced`: another database that becomes an expiring copy, and is not searched.
    """
    if not done:
        return Searched(True, 0)
    if not database.is_sqlite:
        _vacuum(database)
        return Searched(False, len(done), why=_POSTGRESQL)
    if busy := _clean(database):
        return Searched(False, len(done), why=busy)
    found = _search(database, home, done, replaced)
    if found.clean:
        _record(database, done, found, clock)
    return found


def _clean(database: Database) -> str:
    """Empty the log, rewrite the file, empty the log again. Returns why not, or nothing."""
    for step in (_checkpoint, _vacuum, _checkpoint):
        if why := step(database):
            return why
    return ""


def _checkpoint(database: Database) -> str:
    """Everything in the log goes into the file, and the log to nothing. Waits for readers as long as any writer would."""
    with _plain(database) as driver:
        busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return "somebody kept reading, so the write-ahead log could not be emptied; it is tried again" if busy else ""


def _vacuum(database: Database) -> str:
    with _plain(database) as driver:
        driver.execute("VACUUM")
    return ""


@contextmanager
def _plain(database: Database) -> Iterator[Any]:
    """The driver's own connection, outside any transaction."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection.connection.driver_connection


def _search(database: Database, home: Path, done: Sequence[Erasure], replaced: Path | None) -> Searched:
    """What rows of others hold too is taken from what the database's own files hold, and from no other file: there nobody
    can say whose words they are.
    """
    needles = Needles(part for one in done for part in one.remains)
    own, others = _own(_place(database)), _own(replaced) if replaced else set()
    files = [file for file in _files(database, home) if file not in others]
    by_file = {file: needles.in_file(file) for file in files}
    size = sum(file.stat().st_size for file in files)
    found = {piece for file in files if file in own for piece in by_file[file]}
    living = needles.in_parts(_living(database)) if found else set()
    still = {file: pieces - living if file in own else pieces for file, pieces in by_file.items()}
    left = {piece for pieces in still.values() for piece in pieces}
    where = ", ".join(file.name for file, pieces in still.items() if pieces)
    why = f"{len(left):,} pieces of it are still in the raw bytes of {where}." if left else ""
    return Searched(not left, len(done), len(files), size, len(needles), needles.short, len(found & living), why)


def _place(database: Database) -> Path:
    return Path(str(make_url(database.url).database))


def _own(base: Path) -> set[Path]:
    """What SQLite itself writes of a database."""
    return {base.with_name(base.name + end) for end in ("", "-wal", "-shm", "-journal")}


def _files(database: Database, home: Path) -> Iterable[Path]:
    """The database with its log and index, and all else in Doorstep's folder: exports, logs. Not what the landlord wrote
    there (settings, secrets, templates of letters), not backups, and not the pretended platform of a demo.
    """
    base = _place(database)
    beside = {file for file in base.parent.glob(f"{base.name}*") if file.is_file()}
    with database.read() as tx:
        pretended = {str(row.get("file", "")) for row in _settings(tx)} - {""}
    left_out = {BACKUPS, "secrets", "letters", FILE, *(name.split("/")[0] for name in pretended)}
    ours = {file for file in home.rglob("*") if file.is_file() and file.relative_to(home).parts[0] not in left_out}
    strange = {file for file in ours for name in pretended if file.name.startswith(name)}
    return sorted(beside | (ours - strange))


def _settings(tx: Connection) -> list[dict[str, object]]:
    rows = tx.execute(select(Channel.settings).where(col(Channel.platform).in_(PRETENDED))).scalars()
    return [dict(row) for row in rows]


def _living(database: Database) -> Iterable[bytes]:
    """Every value that is still there, as it stands in the file."""
    with database.read() as tx:
        for name in TABLES:
            for row in tx.execute(text(f'SELECT * FROM "{name}"')):  # noqa: S608 - our own names
                yield b"\xff".join(_stored(value) for value in row if value is not None)


def _stored(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def _record(database: Database, done: Sequence[Erasure], found: Searched, clock: Clock) -> None:
    at = stamp(clock())
    data = {"erasures": [one.id for one in done], "files": found.files, "bytes": found.size, "needles": found.needles}
    with database.write() as tx:
        append(tx, [Draft(EntryKind.ERASURE_SEARCHED, None, data)], at)
        for start in range(0, len(done), _AT_ONCE):
            ids = [one.id for one in done[start : start + _AT_ONCE]]
            tx.execute(update(ErasureRow).where(col(ErasureRow.id).in_(ids)).values(state="searched", searched_at=at))
