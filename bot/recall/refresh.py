"""Keeps the window true to the database: loads accounts when they are heard again, and follows what was done since."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import MsgspecError
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.recall.load import measures, pasts
from bot.recall.window import Key, Past, Window
from bot.store.within import rows_within

_HEAD = text("SELECT coalesce(max(seq), 0) FROM entry")
_CHANGED = text(
    "SELECT DISTINCT item, kind = 'staff' AS by_staff FROM entry WHERE seq > :seen AND seq <= :head AND item IS NOT NULL"
    " AND kind IN ('done', 'confirmed', 'unconfirmed', 'drifted', 'undone', 'claimed_done', 'staff')"
)
_ERASED = text("SELECT 1 FROM entry WHERE seq > :seen AND seq <= :head AND kind = 'erased' LIMIT 1")
_OF_ACTIONS = (
    "SELECT DISTINCT i.account_id AS id FROM action x JOIN interaction i ON i.id = x.interaction_id"
    " WHERE x.id IN :values"
)
_OF_INTERACTIONS = "SELECT DISTINCT account_id AS id FROM interaction WHERE id IN :values"
_KEYS = "SELECT platform, ref FROM account WHERE id IN :values"


class Recall:
    """A window and how far in the ledger it has followed what was done."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._seen: int | None = None

    def follow(self, tx: Connection) -> None:
        """Take in what was done since the last look, whoever did it and in whichever process."""
        head = tx.execute(_HEAD).scalar_one()
        if self._seen is not None and head > self._seen:
            changed = tx.execute(_CHANGED, {"seen": self._seen, "head": head}).all()
            self._measured(tx, [item for item, by_staff in changed if not by_staff])
            self._judged_again(tx, [item for item, by_staff in changed if by_staff])
            if tx.execute(_ERASED, {"seen": self._seen, "head": head}).first() is not None:
                self.window.forget()  # digests of words and references of accounts that are gone
        self._seen = head

    def _measured(self, tx: Connection, items: Sequence[str]) -> None:
        """`items` are actions or interactions: what counts about their accounts is read afresh."""
        rows = rows_within(tx, _OF_ACTIONS, items) + rows_within(tx, _OF_INTERACTIONS, items)
        accounts = {row.id for row in rows}
        done = measures(tx, accounts)
        for row in rows_within(tx, _KEYS, accounts):
            key = (row.platform, row.ref)
            self.window.note_measures(key, done.get(key, ()))

    def _judged_again(self, tx: Connection, items: Sequence[str]) -> None:
        """What staff did to a comment itself may have changed what was decided about it: its account is read afresh."""
        accounts = {row.id for row in rows_within(tx, _OF_INTERACTIONS, items)} if items else set()
        for row in rows_within(tx, _KEYS, accounts):
            self.window.lose((row.platform, row.ref))

    def load(self, tx: Connection, accounts: Mapping[Key, str], now: datetime) -> None:
        """Put the pasts of `accounts` (key to account id) that are not in memory. Cannot be read: not known, and told so."""
        missing = self.window.missing(accounts)
        if not missing:
            return
        try:
            with tx.begin_nested():
                found = pasts(tx, [accounts[key] for key in missing], now, self.window)
        except (SQLAlchemyError, MsgspecError, ValueError):
            found = {key: Past(complete=False) for key in missing}
        for key in missing:
            self.window.put(key, found.get(key) or Past())
