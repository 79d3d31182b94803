"""The same that `data.json` holds, told for a person to read: what they said and what became of it, cases, who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from markupsafe import Markup

from bot.cases.facts import KINDS
from bot.cases.telling import said
from bot.console.show import hostile, words
from bot.console.show.record import detail
from bot.rights.subject.export import Plain
from bot.show import london
from bot.store.tables import Entry
from rules.explain import passages
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.interaction import InteractionKind
from rules.model.plain import from_plain
from rules.policy.schema import Pack

LOOKED = frozenset({EntryKind.VIEWED, EntryKind.EXPORTED, EntryKind.DISCLOSURE})
_FIRST = frozenset({0, 2})
"""What was found, and what was decided."""
_FIELDS = {
    "text": "Words",
    "say": "What was said",
    "reason": "Reason",
    "note": "Note",
    "why": "What the platform or machine said",
    "receipt": "What the platform answered",
    "source": "Where it comes from",
    "parent_text": "What it answered",
    "evidence": "What it rests on",
    "method": "How it was checked",
    "customer": "Our reference for the person",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, in words, and its private fields (name, what is shown, what is not whole, file)."""

    seq: int
    at: str
    what: str
    parts: tuple[tuple[str, Markup, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One passage of a decision's explanation; `first` for what is shown before anybody asks for more."""

    heading: str
    lines: tuple[str, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """One comment, case, account or hold. `passages`: each decision explained."""

    title: str
    said: Markup | None
    why_not: str
    lines: list[Line] = field(default_factory=list)
    passages: list[tuple[Told, ...]] = field(default_factory=list)


def chapters(plain: Plain, packs: Mapping[str, Pack], items: Sequence[str]) -> list[Chapter]:
    """One for each of these ids that anything is on record about, in the order of the record."""
    of: dict[str, list[Plain]] = {}
    for one in plain["record"]:
        if one["item"] in items:
            of.setdefault(one["item"], []).append(one)
    return [_chapter(item, entries, plain, packs) for item, entries in of.items()]


def looks(plain: Plain) -> list[Line]:
    """Who looked, took out, or weighed."""
    names = _names(plain)
    return [_line(one, names) for one in plain["record"] if one["kind"] in LOOKED]


def held(plain: Plain) -> list[Line]:
    """Legal holds that are told of."""
    names = _names(plain)
    return [_line(one, names) for one in plain["record"] if one["kind"] == EntryKind.HOLD]


def _chapter(item: str, entries: list[Plain], plain: Plain, packs: Mapping[str, Pack]) -> Chapter:
    names = _names(plain)
    heard = next((one for one in entries if one["kind"] == EntryKind.HEARD), None)
    text = heard["fields"].get("text", {}) if heard else {}
    title = _title(item, heard)
    lines = [_line(one, names) for one in entries if one["kind"] not in LOOKED]
    told = [found for one in entries if (found := _passages(one, packs))]
    shown = hostile.text(text["text"]) if text.get("text") is not None else None
    return Chapter(title, shown, text.get("not_whole", ""), lines, told)


def _title(item: str, heard: Plain | None) -> str:
    if heard is None:
        return {"c_": "Case", "u_": "Account"}.get(item[:2], "Record") + f" {item}"
    data = _data(heard)
    said_as = words.KINDS[InteractionKind(data["kind"])]
    return f"{said_as[0].upper()}{said_as[1:]} on {data['platform']}, {london(data['at'])} ({item})"


def _line(entry: Plain, names: Mapping[str, str]) -> Line:
    parts = tuple(
        (_FIELDS.get(name, name), _shown(one), one.get("not_whole", ""), one.get("file", ""))
        for name, one in entry["fields"].items()
    )
    return Line(entry["seq"], london(entry["at"]), _what(entry, names), parts)


def _shown(one: Mapping[str, Any]) -> Markup:
    return hostile.text(one["text"]) if one.get("text") is not None else Markup("")


def _what(entry: Plain, names: Mapping[str, str]) -> str:
    kind, data = EntryKind(entry["kind"]), _data(entry)
    if kind is EntryKind.CASE_FACT:
        by = names.get(data["by"], "")
        return said(from_plain(KINDS[data["kind"]], data["fact"])) + (f", by {by}" if by else "")
    row = Entry(seq=entry["seq"], prev=b"", hash=b"", at=entry["at"], kind=kind, body=entry["body"].encode())
    return f"{words.ENTRIES[kind]}{detail(row, names)}"


def _passages(entry: Plain, packs: Mapping[str, Pack]) -> tuple[Told, ...]:
    """The decision in plain words, where its policy is loaded."""
    if entry["kind"] != EntryKind.DECIDED:
        return ()
    data = _data(entry)
    pack = packs.get(data["pack"])
    if pack is None:
        return (
            Told(f"Decided under {data['pack']} {data['version']}", ("It is not loaded here: see data.json.",), True),
        )
    found = passages(pack, from_plain(Given, data["given"]), from_plain(Decision, data["decision"]))
    return tuple(Told(one.heading, one.lines, number in _FIRST) for number, one in enumerate(found))


def _data(entry: Plain) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(entry["body"])["data"]
    return found


def _names(plain: Plain) -> dict[str, str]:
    return {
        staff: one.get("name", "a member of staff, not named for their safety") for staff, one in plain["staff"].items()
    }
