"""What a model learns from and what is kept back to fit its thresholds; nothing it is judged on is in either."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bot.train import comments, public
from bot.train.labels import Lesson, of_comment, of_record

KEPT_BACK = 26
"""Of 256: the share of groups whose comments are kept back. By hash, so that a new comment moves no other one."""

PUBLIC_KEPT_BACK = {public.DYNAHATE: 8}
"""Of 256, by file: what is kept back of public text, so that `discrimination` is not fitted to our own writing alone."""


class BadLesson(ValueError):
    """A file or a line that cannot be learned from; one line that says which and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from, `times` in a round; `weight` against the others. `file`: of ours, where it stands."""

    text: str
    lesson: Lesson
    times: int = 1
    weight: float = 1.0
    file: str = ""


@dataclass(slots=True)
class Mix:
    """`digests`: SHA-256 by file. `left_out`: how many texts also stand in a set that judges us."""

    public: list[Text] = field(default_factory=list)
    ours: list[Text] = field(default_factory=list)
    kept_back: list[Text] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    left_out: int = 0


def mix(written: Path, data: Path, apart: frozenset[str]) -> Mix:
    """Our comments (a folder of `.txt`) and the public data. `apart`: `plain` texts that may be in none of it.

    Raises BadLesson, OSError.
    """
    whole = Mix()
    for group, own in _ours(written, data, whole.digests):
        if plain(own.text) in apart:
            whole.left_out += 1
        elif sha256(group.encode()).digest()[0] < KEPT_BACK:
            whole.kept_back.append(own)
        else:
            whole.ours.append(own)
    apart |= {plain(text.text) for text in whole.kept_back}
    whole.digests |= {name: _digest(data / name) for name in public.SOURCES}
    try:
        for name, text, lesson, times in public.lessons(data):
            one = Text(" ".join(text.split()), lesson, times)
            if (bare := plain(text)) in apart:
                whole.left_out += 1
            elif sha256(bare.encode()).digest()[0] < PUBLIC_KEPT_BACK.get(name, 0):
                whole.kept_back.append(one)
            else:
                whole.public.append(one)
    except (KeyError, ValueError) as bad:
        raise BadLesson(f"{data.name}: {type(bad).__name__}: {bad}") from None
    return whole


def _ours(written: Path, data: Path, digests: dict[str, str]) -> Iterator[tuple[str, Text]]:
    older = data / "uk_landlord.jsonl"
    if older.exists():
        digests[older.name] = _digest(older)
        for number, line in enumerate(older.read_text(encoding="utf-8").splitlines(), 1):
            try:
                record = json.loads(line)
                text = Text(str(record["text"]), of_record(record), 1, 2.0, older.name)
                yield str(record["pair"] or record["id"]), text
            except (KeyError, TypeError, ValueError) as bad:
                raise BadLesson(f"{older.name}, line {number}: {type(bad).__name__}: {bad}") from None
    for file in sorted(written.glob("*.txt")):
        digests[file.name] = _digest(file)
        try:
            for one in comments.read(file.read_text(encoding="utf-8"), file.name):
                yield f"{file.name}:{one.group}", Text(one.text, of_comment(one), 1, 2.0, file.name)
        except comments.BadComment as bad:
            raise BadLesson(str(bad)) from None


def apart(files: list[Path]) -> frozenset[str]:
    """The texts of sets that judge us (`text` of JSON lines, `text` of a CSV), as `plain`. Raises BadLesson, OSError."""
    found: set[str] = set()
    for file in files:
        try:
            if file.suffix == ".csv":
                found |= {plain(row["text"]) for row in public.rows(file) if row.get("split", "dev") == "dev"}
            else:
                lines = file.read_text(encoding="utf-8").splitlines()
                found |= {plain(json.loads(line)["text"]) for line in lines if line.strip()}
        except (KeyError, TypeError, ValueError) as bad:
            raise BadLesson(f"{file.name}: {type(bad).__name__}: {bad}") from None
    return frozenset(found)


def plain(text: str) -> str:
    """Letters and figures only, so that two copies of a text are the same."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
