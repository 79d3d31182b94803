"""The window itself: pure memory, bounded by time, by items an account, and by accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rules.model.decision import Decision
from rules.model.finding import Found, Severity
from rules.model.history import History, PastItem, PastMeasure
from rules.model.interaction import Interaction
from rules.text import digest

Key = tuple[str, str]
"""Platform and the account's lasting reference on it."""

ItemKey = tuple[str, str]
"""Channel and the item's reference: an edit takes the place of what it edits."""

NOTHING = History()
UNKNOWN = History(complete=False)


@dataclass(slots=True)
class Past:
    """One account's past, oldest first. `complete` is false when the database could not be asked."""

    items: list[tuple[ItemKey, PastItem]] = field(default_factory=list)
    measures: tuple[PastMeasure, ...] = ()
    complete: bool = True


class Window:
    """Fed in ledger order, so that a burst inside one batch sees itself. Accounts heard least lately fall out first.

    An account that fell out has a history that is not known (`complete` false) until it is put back from the database.
    """

    def __init__(self, *, accounts: int = 50_000, items: int = 100, days: int = 365) -> None:
        self._most_accounts, self._most_items, self._span = accounts, items, timedelta(days=days)
        self._pasts: dict[Key, Past] = {}
        self._fallen: set[int] = set()

    @property
    def most_items(self) -> int:
        """Items kept for one account."""
        return self._most_items

    @property
    def span(self) -> timedelta:
        """How far back it reaches."""
        return self._span

    def history(self, platform: str, ref: str, now: datetime) -> History:
        """What is known of the account at `now`."""
        past = self._pasts.get((platform, ref))
        if past is None:
            return UNKNOWN if self._fallen and hash((platform, ref)) in self._fallen else NOTHING
        since = now - self._span
        items = tuple(item for _, item in past.items if item.at > since)
        return History(items, tuple(m for m in past.measures if m.at > since), past.complete)

    def hear(self, platform: str, ref: str, said: Interaction, found: Found | None, decision: Decision | None) -> None:
        """Take in one interaction after it was judged; without a decision it counts as said, and no more."""
        past = self._touch((platform, ref))
        past.items.append(((said.channel, said.ref), past_item(said, found, decision)))
        if len(past.items) > self._most_items:
            del past.items[0]

    def drop(self, platform: str, ref: str, item: ItemKey) -> None:
        """An edit takes this item's place."""
        past = self._pasts.get((platform, ref))
        if past is not None:
            past.items = [each for each in past.items if each[0] != item]

    def missing(self, keys: Iterable[Key]) -> list[Key]:
        """Those whose past is not in memory, or not surely whole."""
        return [key for key in keys if (past := self._pasts.get(key)) is None or not past.complete]

    def put(self, key: Key, past: Past) -> None:
        """An account's past as read from the database."""
        self._pasts.pop(key, None)
        self._pasts[key] = past
        self._fallen.discard(hash(key))
        self._shed()

    def note_measures(self, key: Key, measures: tuple[PastMeasure, ...]) -> None:
        """What was done about an account and confirmed, or sent by a named person."""
        past = self._pasts.get(key)
        if past is not None:
            past.measures = measures

    def lose(self, key: Key) -> None:
        """One account's past is read again when it is needed."""
        self._pasts.pop(key, None)

    def forget(self) -> None:
        """What is in memory may not be what was recorded: all of it is read again when it is needed."""
        self._fallen.clear()
        self._pasts.clear()

    def __contains__(self, key: Key) -> bool:
        return key in self._pasts

    def _touch(self, key: Key) -> Past:
        past = self._pasts.pop(key, None)
        if past is None:
            past = Past(complete=hash(key) not in self._fallen)
        self._pasts[key] = past
        self._shed()
        return past

    def _shed(self) -> None:
        while len(self._pasts) > self._most_accounts:
            oldest = next(iter(self._pasts))
            del self._pasts[oldest]
            self._fallen.add(hash(oldest))


def past_item(said: Interaction, found: Found | None, decision: Decision | None) -> PastItem:
    """What is remembered of an interaction: codes, times and a digest; no words."""
    behaviours = tuple(dict.fromkeys(f.behaviour for f in found.findings)) if found and found.findings else ()
    severity = decision.severity if decision else Severity.NONE
    return PastItem(
        said.known_from,
        said.channel,
        behaviours,
        severity,
        digest(readable(said.text)),
        bool(decision and decision.breach),
    )


def readable(text: str) -> str:
    """`text` with a question mark for each half of a character, which no matcher takes: every place stays where it was."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
