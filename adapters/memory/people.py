"""What people do on the platform in memory: they say, edit and delete; and what the platform tells of it."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from adapters.memory.store import Store
from rules.model.interaction import InteractionKind, Where

PAGE = "post-welcome"
"""The landlord's own post under which people comment unless told otherwise."""


class People(Store):
    """Speaking, and the feed that an adapter hears."""

    def say(
        self,
        text: str,
        *,
        author: str = "tenant",
        kind: InteractionKind = InteractionKind.COMMENT,
        root: str | None = PAGE,
        parent: str | None = None,
        parent_text: str | None = None,
        where: Where = Where.OUR_PAGE,
        at: datetime | None = None,
        rating: int | None = None,
        name: str = "",
        media: Sequence[str] = (),
    ) -> str:
        """Somebody says something; returns its reference. A quote stands elsewhere: give it `root=None`.

        `media`: addresses of pictures that come with it.
        """
        private = kind is InteractionKind.DIRECT_MESSAGE
        body: dict[str, object] = {
            "author": {"ref": author, "handle": author, "name": name},
            "kind": kind.value,
            "text": text,
            "at": (at or datetime.now(UTC)).isoformat(),
            "where": where.value,
            "root": None if private else root,
            "parent": None if private else parent or root,
            "parent_text": parent_text,
            "rating": rating,
            **({"media": [{"url": url} for url in media]} if media else {}),
        }
        with self.change() as db:
            ref = f"post-{db.execute('INSERT INTO refs DEFAULT VALUES').lastrowid}"
            self._publish(db, ref, 1, body)
        return ref

    def edit(self, ref: str, text: str) -> None:
        """The author changes the words; the version goes up."""
        with self.change() as db:
            version, body = self._post(db, ref)
            self._publish(db, ref, version + 1, {**body, "text": text, "edited": True})

    def delete(self, ref: str) -> None:
        """The author takes it away."""
        with self.change() as db:
            db.execute("DELETE FROM posts WHERE ref = ?", (ref,))
            db.execute("INSERT INTO feed (body) VALUES (?)", (json.dumps({"type": "removed", "ref": ref}),))

    def garble(self, body: str) -> None:
        """The platform sends something nobody can understand."""
        with self.change() as db:
            db.execute("INSERT INTO feed (body) VALUES (?)", (body,))

    def _publish(self, db: sqlite3.Connection, ref: str, version: int, body: dict[str, object]) -> None:
        said = {"type": "said", "ref": ref, "version": str(version), **body}
        db.execute("INSERT OR REPLACE INTO posts VALUES (?, ?, ?)", (ref, version, json.dumps(body)))
        db.execute("INSERT INTO feed (body) VALUES (?)", (json.dumps(said, ensure_ascii=False),))

    @staticmethod
    def _post(db: sqlite3.Connection, ref: str) -> tuple[int, dict[str, object]]:
        row = db.execute("SELECT version, body FROM posts WHERE ref = ?", (ref,)).fetchone()
        if row is None:
            raise KeyError(f"there is no post {ref}")
        return row[0], json.loads(row[1])

    def feed(self, after: int, limit: int) -> list[tuple[int, str]]:
        """What happened after `after`, oldest first, as (number, body)."""
        with self.guard:
            rows = self.db.execute("SELECT seq, body FROM feed WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
            return [(seq, body) for seq, body in rows]

    def version(self, ref: str) -> str | None:
        """The version now standing, or None when it is gone."""
        with self.guard:
            row = self.db.execute("SELECT version FROM posts WHERE ref = ?", (ref,)).fetchone()
        return str(row[0]) if row else None
