"""The register of erasures: a file beside the backups, so that a copy from before does not bring anything back.

One line for each erasure, canonical JSON with opaque ids only. It is written from the ledger after each erasure, at each
start of Doorstep, before a copy is taken and, from the database that is replaced, before one is put back. A database that
lacks an erasure of the register is an older copy, and has it done again before it is opened.
"""

import os
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, text

from bot.evidence.append import Draft, append
from bot.evidence.canonical import encode
from bot.evidence.erasure import deed
from bot.evidence.erasure.obstacles import holds
from bot.evidence.erasure.scour import BACKUPS
from bot.evidence.erasure.target import NothingSuch, target
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.within import change_within
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind

FILE = "erasures.register"
_ALL = text("SELECT id, about, reason, at, seq FROM erasure ORDER BY seq")
_LIFT = "UPDATE legal_hold SET lifted_by = 'register', lifted_at = :at WHERE lifted_at IS NULL AND about IN :values"


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    about: str
    at: str
    erasure: str
    reason: str
    seq: int


class BadRegister(Exception):
    """The register cannot be read, so no older copy may be opened; the text names file and line."""


def path(home: Path) -> Path:
    """Where it lies."""
    return home / BACKUPS / FILE


def read(home: Path) -> list[_Line]:
    """Its lines, in order. Raises BadRegister."""
    file = path(home)
    if not file.exists():
        return []
    found: list[_Line] = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=_Line))
        except msgspec.MsgspecError as error:
            raise BadRegister(f"{file}, line {number}: {error}: put the register back as it was") from None
    return found


def write_down(home: Path, database: Database) -> int:
    """Add what the ledger has and the register has not; on disk when it returns. How many lines were added."""
    known = {line.erasure for line in read(home)}
    with database.read() as tx:
        rows = [row for row in tx.execute(_ALL) if row.id not in known]
    if not rows:
        return 0
    begin(home)
    with path(home).open("ab") as file:
        for row in rows:
            line = {"about": row.about, "at": row.at, "erasure": row.id, "reason": row.reason, "seq": row.seq}
            file.write(encode(line) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return len(rows)


def begin(home: Path) -> None:
    """From now on a register stands beside the copies, empty or not: then one that is missing is no empty one."""
    path(home).parent.mkdir(mode=0o700, exist_ok=True)
    path(home).touch(mode=0o600)
    path(home).chmod(0o600)


def missing(home: Path, database: Database) -> list[_Line]:
    """Erasures of the register that this database lacks: then it is an older copy."""
    with database.read() as tx:
        done = {row.id for row in tx.execute(_ALL)}
    return [line for line in read(home) if line.erasure not in done]


def replay(home: Path, database: Database, now: datetime) -> list[deed.Erasure]:
    """Do again what this older copy lacks, in one commit. A hold in it was lifted since: under one nothing is erased."""
    wanted = missing(home, database)
    if not wanted:
        return []
    with database.write() as tx:
        return [done for line in wanted if (done := _again(tx, line, now))]


def _again(tx: Connection, line: _Line, now: datetime) -> deed.Erasure | None:
    try:
        meant = target(tx, line.about)
    except NothingSuch:
        return None  # it came after this copy was made
    if held := holds(tx, meant):
        change_within(tx, _LIFT, held, at=stamp(now))
        data = {"about": held, "by": None, "erasure": line.erasure, "on": False}
        append(tx, [Draft(EntryKind.HOLD, line.about, data)], stamp(now))
    return deed.erase(tx, meant, ErasureReason(line.reason), "", now, again=line.erasure)
