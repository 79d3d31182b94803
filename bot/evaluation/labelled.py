"""Reads labelled comments: JSON lines as LandlordCheck has them, or the project's training comments (`.txt`)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.evaluation.example import BEHAVIOURS, NEEDS, OUTCOMES, Example, Labels
from bot.evaluation.slices import Slices
from bot.train import comments


class BadLabelled(ValueError):
    """A labelled file that cannot be used: file, line, field and reason in one line."""


def read(path: Path, slices: Slices) -> list[Example]:
    """Every labelled comment of a file, or of every `.txt` and `.jsonl` of a folder. Raises BadLabelled, OSError."""
    files = sorted(p for p in path.iterdir() if p.suffix in (".txt", ".jsonl")) if path.is_dir() else [path]
    found = [example for file in files for example in _file(file, slices)]
    if not found:
        raise BadLabelled(f"{path}: no labelled comment in it")
    twice = _twice(example.id for example in found)
    if twice:
        raise BadLabelled(f"{path}, id: {twice} stands there twice")
    return found


def _file(path: Path, slices: Slices) -> Iterator[Example]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadLabelled(f"{path.name}: not UTF-8 at byte {bad.start}") from None
    if path.suffix == ".txt":
        yield from _written(text, path.name, slices)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield _example(json.loads(line), slices)
            except (ValueError, RecursionError) as bad:
                raise BadLabelled(f"{path.name}, line {number}: {str(bad)[:200]}") from None


def _written(text: str, name: str, slices: Slices) -> Iterator[Example]:
    try:
        lines = comments.read(text, name)
    except comments.BadComment as bad:
        raise BadLabelled(str(bad)) from None
    for one in lines:
        given = {f"language: {one.language}"} if one.language else set()
        yield Example(
            f"{name}:{one.line}",
            one.text,
            {"text": one.text, "context": {"kind": "reply" if one.answers else "comment"}},
            Labels(one.behaviours, one.needs, one.outcome),
            name.removesuffix(".txt"),
            slices.of(one.text) | given,
        )


def _example(fields: Any, slices: Slices) -> Example:
    if not isinstance(fields, dict):
        raise BadLabelled("not a JSON object")
    name, text = fields.get("id"), fields.get("text")
    if not isinstance(name, str | int) or not isinstance(text, str):
        raise BadLabelled("id, text: both must be there")
    outcome = fields.get("outcome")
    if outcome not in OUTCOMES:
        raise BadLabelled(f"outcome: {outcome!r} is none of {', '.join(OUTCOMES)}")
    truth = Labels(_words(fields, "behaviours", BEHAVIOURS), _words(fields, "needs", NEEDS), outcome)
    language = fields.get("language")
    given = {f"language: {language}"} if isinstance(language, str) and language else set()
    record = {"id": str(name), "text": text, "context": fields.get("context") or {}}
    return Example(str(name), text, record, truth, str(fields.get("functionality") or ""), slices.of(text) | given)


def _words(fields: dict[str, Any], name: str, known: tuple[str, ...]) -> frozenset[str]:
    value = fields.get(name)
    if not isinstance(value, list) or not all(word in known for word in value):
        raise BadLabelled(f"{name}: must be a list of {', '.join(known)}")
    return frozenset(value)


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
