"""One entry of the record in a few words beside its kind."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec

from bot.console.show import words
from bot.store.tables import Entry
from rules.model.decision import Course
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, NeedKind
from rules.model.measure import UNDOES, Verb

TAKES_BACK = frozenset(verb.value for verb in UNDOES.values())
REPEATING = frozenset({EntryKind.PERSON_CALLED.value, EntryKind.CALL_FAILED.value})


def runs(entries: Sequence[Entry]) -> list[tuple[Entry, int, Entry]]:
    """Entries that say the same one after the other, as one: the first, how many, the last. A call rings many times."""
    groups = [list(group) for _, group in groupby(entries, key=lambda entry: entry.kind)]
    shown: list[tuple[Entry, int, Entry]] = []
    for group in groups:
        if group[0].kind in REPEATING:
            shown.append((group[0], len(group), group[-1]))
        else:
            shown.extend((entry, 1, entry) for entry in group)
    return shown


def detail(entry: Entry, staff: Mapping[str, str]) -> str:
    """`: hide the comment, by Priya Shah`; empty where the kind says it all. Codes only: the body holds no words."""
    data: dict[str, Any] = msgspec.json.decode(entry.body).get("data", {})
    parts = [part for part in (_what(data), _who(data, staff)) if part]
    return f": {', '.join(parts)}" if parts else ""


def _what(data: Mapping[str, Any]) -> str:
    if data.get("reference"):
        return f"{words.NEEDS.get(data['kind'], words.said(data['kind']))} {data['reference']}"
    if data.get("what") == "labels":
        return _labels(data)
    if data.get("verb") in TAKES_BACK:
        return words.VERBS[Verb(data["verb"])].lower()
    tables: dict[str, Mapping[Any, str]] = {
        "measure": words.MEASURES,
        "verb": words.VERBS,
        "need": words.NEEDS,
        "kind": words.NEEDS,
    }
    for field, table in tables.items():
        named = {str(code): name for code, name in table.items()}.get(str(data.get(field)))
        if named:
            return named[0].lower() + named[1:]
    why = data.get("why") or data.get("what")
    return words.said(why) if isinstance(why, str) else ""


def _labels(data: Mapping[str, Any]) -> str:
    """What a colleague says should have been found."""
    named = [words.BEHAVIOURS[Behaviour(code)] for code in data["behaviours"]]
    named += [words.NEEDS[NeedKind(code)].lower() for code in data["needs"]]
    return f"{' and '.join(named) or 'nothing'} ({words.COURSES[Course(data['outcome'])].lower()})"


def _who(data: Mapping[str, Any], staff: Mapping[str, str]) -> str:
    name = staff.get(str(data.get("by") or data.get("staff") or ""))
    return f"by {name}" if name else ""
