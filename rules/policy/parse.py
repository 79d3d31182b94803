"""Texts to a Pack. An error is one line that names file, part and field; nothing is guessed and nothing is left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rules.policy.coherence import faults
from rules.policy.schema import Pack

BESIDE = frozenset({"coverage.yaml"})
"""Files that lie beside a pack and are no part of it (`rules.policy.coverage`)."""

_NAMES = ("id", "behaviour", "need", "condition", "name", "clause")
"""Fields that name a part of a list, so that an error can say which one it means."""


class PackError(ValueError):
    """A pack that cannot be read. One line: file, clause (or behaviour, notice ...), field, and what is wrong."""


def parse(texts: Mapping[str, str]) -> Pack:
    """Read a pack from its files (name to YAML text). Each top-level field stands in exactly one file. Raises PackError."""
    return assembled({file: load(file, texts[file]) for file in sorted(texts.keys() - BESIDE)})


def assembled(files: Mapping[str, Mapping[str, Any]]) -> Pack:
    """The pack of files that `load` has read (name to top-level fields). Raises PackError."""
    fields: dict[str, Any] = {}
    home: dict[str, str] = {}
    for file in sorted(files):
        for name, value in files[file].items():
            if name in home:
                raise PackError(f"{file}: {name}: already given in {home[name]}")
            fields[name], home[name] = value, file
    try:
        pack = Pack.model_validate(fields)
    except ValidationError as error:
        raise PackError(_first(error, fields, home)) from None
    for fault in faults(pack):
        raise PackError(_line(home.get(fault.section, "pack"), fault.section, fault.part, fault.field, fault.why))
    return pack


def load(file: str, text: str) -> dict[str, Any]:
    """One file as a mapping of top-level fields. Raises PackError."""
    try:
        found = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise PackError(f"{file}: not readable as YAML: {' '.join(str(error).split())[:200]}") from None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise PackError(f"{file}: must be a mapping of fields")
    return found


def _first(error: ValidationError, fields: Mapping[str, Any], home: Mapping[str, str]) -> str:
    """The first thing pydantic found wrong, in our one line."""
    first = error.errors(include_url=False)[0]
    place = [str(step) for step in first["loc"]] or ["pack"]
    part, rest = _part(fields, first["loc"])
    given = first["input"]
    shown = f" (given: {str(given)[:40]})" if isinstance(given, (str, int, float, bool)) else ""
    return _line(home.get(place[0], "pack"), place[0], part, rest, first["msg"].removeprefix("Value error, ") + shown)


def _part(fields: Mapping[str, Any], loc: Sequence[int | str]) -> tuple[str, str]:
    """Which part of a list or mapping an error is in, by its own name, and the field within it."""
    if len(loc) < 2:
        return "", ""
    if isinstance(loc[1], str):
        return _within(fields[str(loc[0])], loc[1:])
    return _name(fields[str(loc[0])], loc[1]) or f"number {loc[1] + 1}", _dotted(loc[2:])


def _within(value: Any, loc: Sequence[int | str]) -> tuple[str, str]:
    """The same in a mapping: `approval 2 (WCH-27)` and `seats 1.count`."""
    if len(loc) < 2 or not isinstance(loc[1], int):
        return str(loc[0]), _dotted(loc[1:])
    name = _name(value.get(loc[0]), loc[1])
    return f"{loc[0]} {loc[1] + 1}{f' ({name})' if name else ''}", _dotted(loc[2:])


def _name(parts: Any, number: int) -> str:
    """How a part of a list is called by the first of its fields that names it; empty if none does."""
    part = parts[number] if isinstance(parts, list) and number < len(parts) else None
    names = [str(part[name]) for name in _NAMES if isinstance(part, dict) and isinstance(part.get(name), str)]
    return names[0] if names else ""


def _dotted(loc: Sequence[int | str]) -> str:
    """`seats 2.count`: places in lists are counted from 1."""
    return "".join(f" {step + 1}" if isinstance(step, int) else f".{step}" for step in loc).strip(".").strip()


def _line(file: str, *rest: str) -> str:
    return ": ".join([file, *(part for part in rest if part)])
