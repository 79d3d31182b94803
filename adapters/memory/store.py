"""The small SQLite database in which the platform in memory lives: in memory, or in a file that outlives a process."""

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS feed (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refs (number INTEGER PRIMARY KEY AUTOINCREMENT);  -- no reference is ever given twice
CREATE TABLE IF NOT EXISTS posts (ref TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deeds (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, verb TEXT NOT NULL,
    about TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS states (verb TEXT NOT NULL, about TEXT NOT NULL, PRIMARY KEY (verb, about));
CREATE TABLE IF NOT EXISTS faults (seq INTEGER PRIMARY KEY AUTOINCREMENT, verb TEXT NOT NULL, fault TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS switches (name TEXT PRIMARY KEY);
"""


class Store:
    """One connection, used under a lock. Every change is committed before the call that makes it returns."""

    def __init__(self, file: Path | None = None, *, keyed: bool = True) -> None:
        self.keyed = keyed
        self.guard = threading.RLock()
        self.db = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None, timeout=10)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL" if file else "PRAGMA synchronous=OFF")
        self.db.executescript(_TABLES)
        weakref.finalize(self, self.db.close)

    def close(self) -> None:
        """End the platform; one in a file can be opened again by a new `World`."""
        self.db.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        with self.guard:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
