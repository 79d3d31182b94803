"""What was done on the platform in memory: visible effects, counted by the idempotency key that caused them."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.memory.store import Store
from adapters.platform import Action
from rules.model.measure import UNDOES, Verb

_UNDOING = {undo: verb for verb, undo in UNDOES.items() if undo is not Verb.WITHDRAW}


_ABOUT_ACCOUNTS = frozenset(
    {
        Verb.BLOCK,
        Verb.UNBLOCK,
        Verb.MUTE,
        Verb.UNMUTE,
        Verb.BLOCK_MESSAGES,
        Verb.UNBLOCK_MESSAGES,
        Verb.MESSAGE,
    }
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One visible effect: what anybody on the platform could see happen. `about` is a post, an account or a thread."""

    key: str
    verb: Verb
    about: str
    text: str
    withdrawn: bool


def about(action: Action) -> str:
    """What the act changes: an account for block, mute and a direct message, a thread for its replies, else an item."""
    subject = action.subject
    if action.verb in _ABOUT_ACCOUNTS:
        return subject.author or ""
    if action.verb in {Verb.RESTRICT_REPLIES, Verb.OPEN_REPLIES}:
        return subject.root or ""
    return subject.ref


class Effects(Store):
    """Doing, and looking at what was done."""

    def do(self, action: Action) -> dict[str, str]:
        """Make the effect visible and return the receipt. Setting what is already set shows nothing new."""
        with self.change() as db:
            verb, what = action.verb, about(action)
            if self.keyed and self._deed(db, action.key):
                return {"id": f"deed:{action.key}"}
            if verb is Verb.WITHDRAW:
                return self._withdraw(db, action)
            if verb in _UNDOING:
                gone = db.execute("DELETE FROM states WHERE verb = ? AND about = ?", (_UNDOING[verb].value, what))
                changed = gone.rowcount > 0
            elif verb in UNDOES and verb is not Verb.REPLY:
                changed = db.execute("INSERT OR IGNORE INTO states VALUES (?, ?)", (verb.value, what)).rowcount > 0
            else:
                changed = True
            if changed:
                self._show(db, action, what)
            return {"id": f"deed:{action.key}"} if changed else {"already": "yes"}

    @staticmethod
    def _show(db: sqlite3.Connection, action: Action, what: str) -> None:
        row = (action.key, action.verb.value, what, action.text, datetime.now(UTC).isoformat())
        db.execute("INSERT INTO deeds (key, verb, about, text, at) VALUES (?, ?, ?, ?, ?)", row)

    @staticmethod
    def _deed(db: sqlite3.Connection, key: str) -> tuple[str, int] | None:
        row: tuple[str, int] | None = db.execute(
            "SELECT verb, withdrawn FROM deeds WHERE key = ? ORDER BY seq", (key,)
        ).fetchone()
        return row

    def _withdraw(self, db: sqlite3.Connection, action: Action) -> dict[str, str]:
        key = withdrawn_key(action)
        gone = db.execute("UPDATE deeds SET withdrawn = 1 WHERE key = ? AND withdrawn = 0", (key,)).rowcount
        if gone:
            self._show(db, action, action.subject.ref)
        return {"id": f"deed:{action.key}"} if gone else {"already": "yes"}

    def present(self, action: Action) -> bool:
        """Whether the effect of `action` can be seen now."""
        verb, what = action.verb, about(action)
        with self.guard:
            if verb is Verb.WITHDRAW:
                said = self._deed(self.db, withdrawn_key(action))
                return said is None or bool(said[1])
            if verb in {Verb.REPLY, Verb.MESSAGE, Verb.REPORT}:
                said = self._deed(self.db, action.key)
                return said is not None and not said[1]
            state = _UNDOING.get(verb, verb)
            row = self.db.execute("SELECT 1 FROM states WHERE verb = ? AND about = ?", (state.value, what)).fetchone()
            return (row is None) if verb in _UNDOING else (row is not None)

    def deeds(self) -> list[Deed]:
        """Every visible effect, oldest first."""
        with self.guard:
            rows = self.db.execute("SELECT key, verb, about, text, withdrawn FROM deeds ORDER BY seq").fetchall()
        return [Deed(key, Verb(verb), what, text, bool(gone)) for key, verb, what, text, gone in rows]

    def effects(self) -> dict[str, int]:
        """How many visible effects each idempotency key had: never more than one, or an act was repeated."""
        return dict(Counter(deed.key for deed in self.deeds()))

    def standing(self, verb: Verb) -> frozenset[str]:
        """What is hidden, detached, muted, blocked or restricted now."""
        with self.guard:
            rows = self.db.execute("SELECT about FROM states WHERE verb = ?", (verb.value,)).fetchall()
        return frozenset(what for (what,) in rows)


def withdrawn_key(action: Action) -> str:
    """Which of our own sayings a withdrawal takes back: named by the receipt, or by the reference."""
    return action.params.get("id", action.subject.ref).removeprefix("deed:")
