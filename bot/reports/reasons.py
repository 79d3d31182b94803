"""What a deed rested on: the clauses, the accounts, whether a person decided it. Read off what was decided at the time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.reports.counted import Counted
from bot.reports.deeds import Deed
from bot.reports.entries import about
from bot.store.database import Database
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind

NO_CLAUSE = ("", "", "")
"""The policy did not offer it: a person's own decision, whose reason stands in the record in words."""

Clause = tuple[str, str, str]
"""Pack, version, clause id."""

_KIND = frozenset({MeasureKind.ACKNOWLEDGE.value, MeasureKind.REPLY.value, MeasureKind.OPEN_CASE.value})
"""Measures whose clauses are no reason against anybody."""


@dataclass(slots=True)
class Reasons:
    """By what was done: clauses, accounts, and how many a person decided. A deed may rest on several clauses."""

    clauses: dict[Counted, Counter[Clause]] = field(default_factory=lambda: defaultdict(Counter))
    accounts: dict[Counted, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_person: Counter[Counted] = field(default_factory=Counter)


@dataclass(slots=True)
class _Known:
    """What the record says of the comments that deeds were about."""

    account: dict[str, str] = field(default_factory=dict)
    decided: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    decision_of: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    """Actions that a person asked for or approved before they went out."""


def reasons(database: Database, deeds: Iterable[Deed]) -> Reasons:
    """Of these deeds."""
    found, wanted = Reasons(), list(deeds)
    known = _known(database, {ref for deed in wanted for ref in deed.refs})
    for deed in wanted:
        found.clauses[deed.what].update(set(_clauses(known, deed)) or {NO_CLAUSE})
        found.accounts[deed.what].update(known.account[ref] for ref in deed.refs if ref in known.account)
        automatic = deed.id in known.decision_of and deed.id not in known.people and not deed.by_hand
        found.by_person[deed.what] += not automatic
    return found


def _known(database: Database, items: set[str]) -> _Known:
    known = _Known()
    for one in about(database, items):
        item, data = str(one.item), one.data
        if one.kind == EntryKind.HEARD and "account" in data:
            known.account[item] = data["account"]
        elif one.kind == EntryKind.DECIDED:
            known.decided[item].append(data)
        elif one.kind == EntryKind.PLANNED:
            known.decision_of[data["action"]] = data["decision"]
            if data.get("by"):
                known.people.add(data["action"])
        elif "action" in data and data.get("what") != "stays_hidden":  # that came after the hide
            known.people.add(data["action"])
    return known


def _clauses(known: _Known, deed: Deed) -> Iterator[Clause]:
    """On a platform: what the policy cited for this measure. In a case: what it cited for any, of all it rests on."""
    decision = known.decision_of.get(deed.id)
    for ref in deed.refs:
        for data in known.decided[ref]:
            if decision is None or data["decision_id"] == decision:
                yield from _cited(data, deed.measure if decision else "")


def _cited(data: dict[str, Any], measure: str) -> Iterator[Clause]:
    for offered in data["decision"]["measures"]:
        if offered["kind"] == measure or (not measure and offered["kind"] not in _KIND):
            for one in offered["citations"]:
                yield one["pack"], one["version"], one["clause"]
