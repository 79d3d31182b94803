"""What the database knows of what a batch speaks of: accounts, earlier versions, modes. Grows as the batch is judged."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.actions.modes import Mode, mode_of
from bot.pipeline.people import KnownAccount, SeenTo, cases_of
from bot.store.within import rows_within
from rules.model.account import AccountMark
from rules.model.finding import NeedKind
from rules.model.interaction import Heard, Interaction

_VERSIONS = "SELECT id, channel, ref, version, state FROM interaction WHERE channel = :channel AND ref IN :values"
_ACCOUNTS = "SELECT id, platform, ref, handle, marks FROM account WHERE platform = :platform AND ref IN :values"
_NEEDS = "SELECT id, interaction_id, kind, reference FROM need WHERE state = 'open' AND interaction_id IN :values"
_OPEN = (
    "SELECT i.account_id, n.id, n.kind, n.reference, n.starts_at, n.due_at"
    " FROM need n JOIN interaction i ON i.id = n.interaction_id"
    " WHERE n.state = 'open' AND i.account_id IN :values ORDER BY i.text_seq, n.kind"
)
_ACKNOWLEDGED = (
    "SELECT DISTINCT interaction_id FROM action WHERE measure = 'acknowledge' AND interaction_id IN :values"
    " AND state NOT IN ('proposed', 'queued', 'declined', 'superseded', 'refused', 'unsupported', 'failed')"
)


@dataclass(slots=True)
class Version:
    """One version of something said. `needs`: kind to need id and reference, where still open."""

    id: str
    version: str
    state: str
    needs: dict[NeedKind, tuple[str, str]] = field(default_factory=dict)
    acknowledged: bool = False


@dataclass(slots=True)
class Known:
    """Versions by channel and reference, accounts by platform and reference, the mode of each channel."""

    versions: defaultdict[tuple[str, str], list[Version]]
    accounts: dict[tuple[str, str], KnownAccount]
    modes: dict[str, Mode]

    def mode(self, channel: str) -> Mode:
        """The channel's mode; one without a row only observes."""
        return self.modes.get(channel, Mode.OBSERVE)


def look_up(tx: Connection, heard: Iterable[Heard], now: datetime) -> Known:
    """A handful of reads for a whole batch."""
    refs: defaultdict[str, set[str]] = defaultdict(set)
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for one in heard:
        refs[one.channel].add(one.ref)
        if isinstance(one, Interaction):
            authors[one.author.platform].add(one.author.ref)
    modes = {name: mode_of(mode) for name, mode in tx.exec_driver_sql("SELECT name, mode FROM channel")}
    accounts = _accounts(tx, authors)
    about_people(tx, {account.id: account for account in accounts.values()}, now)
    return Known(_versions(tx, refs), accounts, modes)


def _versions(tx: Connection, refs: dict[str, set[str]]) -> defaultdict[tuple[str, str], list[Version]]:
    found: defaultdict[tuple[str, str], list[Version]] = defaultdict(list)
    by_id: dict[str, Version] = {}
    for channel, names in refs.items():
        for row in rows_within(tx, _VERSIONS, names, channel=channel):
            version = by_id[row.id] = Version(row.id, row.version, row.state)
            found[row.channel, row.ref].append(version)
    for row in rows_within(tx, _NEEDS, by_id):
        by_id[row.interaction_id].needs[NeedKind(row.kind)] = (row.id, row.reference)
    for row in rows_within(tx, _ACKNOWLEDGED, by_id):
        by_id[row.interaction_id].acknowledged = True
    return found


def _accounts(tx: Connection, authors: dict[str, set[str]]) -> dict[tuple[str, str], KnownAccount]:
    return {
        (row.platform, row.ref): KnownAccount(row.id, row.handle, marks_of(row.marks))
        for platform, names in authors.items()
        for row in rows_within(tx, _ACCOUNTS, names, platform=platform)
    }


def about_people(tx: Connection, accounts: dict[str, KnownAccount], now: datetime) -> None:
    """Fills in, by account id, what is open for each account and what stands about whoever holds it."""
    for row in rows_within(tx, _OPEN, accounts):
        seen_to = SeenTo(row.starts_at, row.id, row.reference)
        accounts[row.account_id].opened(NeedKind(row.kind), seen_to, row.due_at, now)
    for account_id, case in cases_of(tx, accounts, now).items():
        accounts[account_id].case = case


def marks_of(words: str) -> frozenset[AccountMark]:
    """As written by the desk: the marks' words, between commas or spaces."""
    return frozenset(AccountMark(word) for word in words.replace(",", " ").split()) if words else frozenset()
