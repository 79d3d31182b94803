"""Copies of the embedded database: taken while Doorstep runs, expiring, and checked before one is put back.

A copy is one moment of the ledger (VACUUM INTO reads a single snapshot), without free pages. Beside it stands what it is:
its time, size, head, digest and the day it expires. Before one is put back its digest is checked, every erasure of the
register is done again and its raw bytes are searched, the whole ledger is verified, and what was signed since is told.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path

import msgspec
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.evidence import notary
from bot.evidence.append import Draft, append, head
from bot.evidence.erasure import register, scour
from bot.evidence.seen import NOBODY, copied
from bot.evidence.verify import Verified, verify
from bot.store import migrate
from bot.store.database import Database
from bot.store.ids import moment, stamp
from rules.model.evidence import EntryKind

KEEP_DAYS = 30
UNFINISHED = timedelta(days=1)
"""No copying takes so long: what is still called `.part` then was killed."""
ON_A_SERVER = (
    "this database is on a PostgreSQL server: copy it with 'pg_dump --format=custom' and put it back with 'pg_restore'"
    " into an empty database; 'doorstep run' then does every erasure of the register again before it opens, and says when"
    " the copy is older than what was signed"
)


class NoBackup(Exception):
    """It was not copied, or not put back; the text is one line, and nothing was changed."""


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """What stands beside a copy. `head`: the last entry's hash; `sha256`: of the copy's bytes; both hex."""

    at: str
    entries: int
    expires: str
    head: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting back came to. `older`: what was signed since, empty when nothing; `again`: erasures done again.

    `unsure`: why erasures may be missing from what was done again; empty when the register is known to be whole.
    """

    verified: Verified
    again: int
    searched: scour.Searched
    older: str
    replaced: Path | None
    unsure: str = ""


def backup(home: Path, database: Database, now: datetime, days: int = KEEP_DAYS, by: str = NOBODY) -> tuple[Path, Made]:
    """Copy the database into the backups folder, and remove copies that have expired. Raises NoBackup.

    The record tells of each copy (`seen.copied`), with its digest: that entry cannot stand in the copy itself.
    """
    if not database.is_sqlite:
        raise NoBackup(ON_A_SERVER)
    register.begin(home)
    register.write_down(home, database)
    folder = home / scour.BACKUPS
    expire(home, now)
    copy = folder / f"doorstep-{now:%Y%m%dT%H%M%S%f}.db"
    part = copy.with_suffix(".part")
    with closing(sqlite3.connect(_file(database.url), timeout=30)) as driver:
        driver.execute("VACUUM INTO ?", (str(part),))
    part.chmod(0o600)
    made = _described(part, now, days)
    facts = {**msgspec.structs.asdict(made), "bytes": part.stat().st_size}
    copied(database, by, made.at, copy.name, facts)  # before it has its name: no copy that the record does not tell of
    copy.with_suffix(".json").write_bytes(msgspec.json.encode(made))
    part.replace(copy)
    return copy, made


def expire(home: Path, now: datetime) -> list[Path]:
    """Remove the copies whose day has come, with what stands beside them, and what a killed copying left unfinished.

    A copy of which nobody can read when it expires is left alone: a person put it there, or must look.
    """
    folder = home / scour.BACKUPS
    over = [one.stem for one in sorted(folder.glob("*.json")) if (day := _expires(one)) is not None and day <= now]
    over += [one.stem for one in sorted(folder.glob("doorstep-*.part")) if _begun(one) + UNFINISHED <= now]
    gone = [file for stem in dict.fromkeys(over) for file in sorted(folder.glob(f"{stem}.*"))]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _expires(described: Path) -> datetime | None:
    try:
        return moment(msgspec.json.decode(described.read_bytes(), type=Made).expires)
    except (OSError, ValueError):  # msgspec's errors are ValueErrors too
        return None


def _begun(part: Path) -> datetime:
    return datetime.fromtimestamp(part.stat().st_mtime, UTC)


def restore(
    home: Path, url: str, copy: Path, clock: Clock, accept: Callable[[Database], tuple[str, str]] | None = None
) -> Restored:
    """Put `copy` in the database's place, while no Doorstep runs on it. Raises NoBackup: then nothing was changed.

    `accept`: asked, when the copy is older than what was signed, for a staff id and a reason; without it that is refused.
    """
    if not url.startswith("sqlite"):
        raise NoBackup(ON_A_SERVER)
    if not copy.is_file():
        raise NoBackup(f"there is no copy {copy}")
    _unharmed(copy)
    unsure = _written_down(home, url)
    place = Path(_file(url))
    draft = place.with_name(f"{place.name}.restoring")
    _remove(draft)
    shutil.copyfile(copy, draft)
    draft.chmod(0o600)
    try:
        found = _prepare(home, f"sqlite:///{draft}", place, clock, accept, unsure)
        replaced = _replace(home, place, draft, clock())
    finally:
        _remove(draft)
    return Restored(*found, replaced, unsure)


def _written_down(home: Path, url: str) -> str:
    """What was erased in the database that is replaced, and died before it came into the register, is written there first.
    Why erasures may be missing all the same; empty when none can be.
    """
    missing = "" if register.path(home).exists() else f"there is no {register.path(home)} beside the copies"
    if not Path(_file(url)).exists():
        return missing
    database = Database(url)
    try:
        register.write_down(home, database)
        return ""
    except SQLAlchemyError as error:
        why = f"the database that is replaced cannot be read ({str(error).splitlines()[0]})"
        return f"{missing}, and {why}" if missing else why
    finally:
        database.close()


def _prepare(
    home: Path,
    url: str,
    place: Path,
    clock: Clock,
    accept: Callable[[Database], tuple[str, str]] | None,
    unsure: str,
) -> tuple[Verified, int, scour.Searched, str]:
    """Everything that is done to a copy before it may be opened. Raises NoBackup."""
    migrate.upgrade(url)
    database = Database(url)
    try:
        again = register.replay(home, database, clock())
        searched = scour.after(database, home, again, clock, replaced=place)
        found = verify(database)
        if not found.ok:
            raise NoBackup(f"the copy is not whole: {found}")
        older = _older(home, database, clock, accept)
        with database.write() as tx:
            _told(tx, again=len(again), older=bool(older), unsure=bool(unsure), at=stamp(clock()))
        scour._checkpoint(database)  # noqa: SLF001 - the same window: everything goes into the one file that is moved
    finally:
        database.close()
    return found, len(again), searched, older


def _older(home: Path, database: Database, clock: Clock, accept: Callable[[Database], tuple[str, str]] | None) -> str:
    with database.read() as tx:
        older = notary.older(home, tx)
    if older and accept is None:
        raise NoBackup(f"{older}. Say that you accept the loss (--accept), or put a newer copy back")
    if older and accept is not None:
        notary.accept(home, database, clock, *accept(database))
    return older


def _told(tx: Connection, *, again: int, older: bool, unsure: bool, at: str) -> None:
    size, last = head(tx)
    data = {"entries": size, "erasures_again": again, "head": last.hex(), "older": older, "register_unsure": unsure}
    append(tx, [Draft(EntryKind.RESTORED, None, data)], at)


def _replace(home: Path, place: Path, draft: Path, now: datetime) -> Path | None:
    """The database there was is a copy from now on, and expires like one."""
    kept: Path | None = None
    if place.exists():
        kept = home / scour.BACKUPS / f"replaced-{now:%Y%m%dT%H%M%S%f}.db"
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        made = Made(stamp(now), 0, stamp(now + timedelta(days=KEEP_DAYS)), "", "")
        kept.with_suffix(".json").write_bytes(msgspec.json.encode(made))
        for end in ("-wal", "-shm", ""):
            if (there := place.with_name(place.name + end)).exists():
                there.replace(kept.with_name(kept.name + end))
    draft.replace(place)
    return kept


def _described(copy: Path, now: datetime, days: int) -> Made:
    with closing(sqlite3.connect(copy)) as driver:
        if (said := driver.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise NoBackup(f"the copy is damaged: {said}")
        last = driver.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone() or (0, b"")
    return Made(stamp(now), last[0], stamp(now + timedelta(days=days)), last[1].hex(), _digest(copy))


def _unharmed(copy: Path) -> None:
    described = copy.with_suffix(".json")
    if described.exists():
        made = msgspec.json.decode(described.read_bytes(), type=Made)
        if made.sha256 and made.sha256 != _digest(copy):
            raise NoBackup(f"{copy} is not as it was copied: its digest is another")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _file(url: str) -> str:
    return str(make_url(url).database)


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
