"""Who did, saw and exported what, when: the record read by actor. For whoever watches the watchers; it is about staff.

Codes, ids and times only. Reasons and words stand in the record, under the entry that is named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from bot.console.show.words import ENTRIES
from bot.reports.entries import Told, walk
from bot.reports.period import Period
from bot.reports.table import Report, Row, Table
from bot.show import london
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import StaffRow
from rules.model.evidence import EntryKind

MACHINE = ("command_line", "set-up", "settings")
"""Who acts where nobody signs in: whoever may use the machine itself, and Doorstep's settings."""

STRANGER = "unknown_login"
"""Somebody tried to sign in under a login that nobody has."""

NOBODY_SIGNED_IN = (*MACHINE, STRANGER)

DID, SAW, EXPORTED = "Did", "Saw", "Exported"
SIGNED_IN, SIGNED_OUT, FAILED = "Signed in", "Signed out", "Sign-in failed"
_COLUMNS = (DID, SAW, EXPORTED, SIGNED_IN, FAILED)
_GROUPS: dict[str, str] = {EntryKind.VIEWED: SAW, EntryKind.EXPORTED: EXPORTED}
_SIGN_INS = {"signed_in": SIGNED_IN, "signed_out": SIGNED_OUT, "sign_in_failed": FAILED}


@dataclass(frozen=True, slots=True)
class Act:
    """One entry with its actor: a staff id, or a word of `NOBODY_SIGNED_IN`."""

    actor: str
    group: str
    entry: Told

    @property
    def says(self) -> str:
        """The entry's kind in words, with its codes."""
        data, kind = self.entry.data, EntryKind(self.entry.kind)
        codes = [str(data[name]).replace("_", " ") for name in ("kind", "what", "measure", "reason") if data.get(name)]
        return ": ".join([ENTRIES[kind], *([", ".join(codes)] if codes else [])])


class Nobody(LookupError):
    """There is no such actor; the text says so."""


def acts(database: Database, period: Period, actor: str = "") -> Iterator[Act]:
    """Every entry that somebody stands behind, in order; of one actor where one is named."""
    for one in walk(database, list(EntryKind), period.since, period.until):
        found = _actor(one)
        if found and actor in {"", found}:
            yield Act(found, _group(one), one)


def named(database: Database, login: str) -> str:
    """The actor of a login, or of a word of `NOBODY_SIGNED_IN`. Raises Nobody."""
    if login in NOBODY_SIGNED_IN:
        return login
    with database.look() as session:
        found = session.exec(select(StaffRow.id).where(StaffRow.login == login.strip().casefold())).first()
    if found is None:
        raise Nobody(f"nobody has the login '{login}'; without a login it is one of {', '.join(NOBODY_SIGNED_IN)}")
    return found


def everybody(database: Database, period: Period, landlord: str, now: datetime) -> Report:
    """A row for each actor: how much of what, and when last."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    last: dict[str, str] = {}
    for act in acts(database, period):
        counts[act.actor][act.group] += 1
        last[act.actor] = act.entry.at
    names = _names(database)
    rows = tuple(
        Row(_name(names, actor), (*(counts[actor][group] for group in _COLUMNS), london(last[actor])))
        for actor in sorted(counts, key=lambda one: _name(names, one))
    )
    table = Table("By actor", "", "Who", (*_COLUMNS, "Last"), rows)
    return _report(landlord, period, now, (table,), "Who did, saw and exported what")


def one(database: Database, period: Period, actor: str, landlord: str, now: datetime) -> Report:
    """Everything one actor did, in order, with the number of the entry."""
    rows = tuple(
        Row(london(act.entry.at), (act.group, act.says, act.entry.item or "", str(act.entry.seq)))
        for act in acts(database, period, actor)
    )
    table = Table(
        "In the order of the record", f"{len(rows):,} entries.", "When", ("How", "What", "About", "Entry"), rows
    )
    title = f"What was done by {_name(_names(database), actor)}"
    return _report(landlord, period, now, (table,), title)


def _report(landlord: str, period: Period, now: datetime, tables: tuple[Table, ...], title: str) -> Report:
    lines = (
        "Confidential: it is about members of staff. That it was looked at stands in the record too.",
        "Reasons and words stand under the entry of that number.",
    )
    return Report("audit", title, landlord, period, stamp(now), lines, tables)


def _actor(one: Told) -> str:
    """Who stands behind an entry: staff sign with their id."""
    known = one.data.get("by") or one.data.get("staff")
    if isinstance(known, str) and (known.startswith("s_") or known in MACHINE):
        return known
    return STRANGER if one.kind == EntryKind.SIGN_IN else ""


def _group(one: Told) -> str:
    if one.kind == EntryKind.SIGN_IN:
        return _SIGN_INS[one.data["what"]]
    return _GROUPS.get(one.kind, DID)


def _names(database: Database) -> dict[str, str]:
    with database.look() as session:
        return {row.id: f"{row.name} ({row.login})" for row in session.exec(select(StaffRow))}


def _name(names: dict[str, str], actor: str) -> str:
    return names.get(actor) or (actor.replace("_", " ") if actor in NOBODY_SIGNED_IN else f"{actor} (no longer known)")
