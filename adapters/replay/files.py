"""Open a file of recorded comments and read it one comment at a time."""

import codecs
import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zipfile import BadZipFile

from adapters.replay.columns import BadColumns, find
from adapters.replay.record import MAX_TEXT, BadRecord, Recorded, Unreadable, interaction

_SAMPLE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXCEL = b"PK\x03\x04"


def read(path: Path, mapping: dict[str, str], default_at: datetime) -> Iterator[Recorded | Unreadable]:
    """Every comment of `path` in order, in constant memory. Raises OSError, or BadColumns for a table without words."""
    with path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    if sample.startswith(_EXCEL):
        yield from _table(_excel(path), mapping, default_at)
        return
    with path.open(encoding=encoding_of(sample), errors="surrogateescape", newline="") as text:
        if _is_json(sample, path):
            yield from _json_lines(text, default_at)
        else:
            yield from _table(_csv(text), mapping, default_at)


def encoding_of(sample: bytes) -> str:
    """The encoding of a file by its first bytes: a byte-order mark, else UTF-8 if it is that, else the likeliest."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # most files are UTF-8, and most commands read none

        best = from_bytes(sample).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def _is_json(sample: bytes, path: Path) -> bool:
    start = sample.decode(encoding_of(sample), errors="replace").lstrip("\ufeff \t\r\n")
    return path.suffix.lower() in {".jsonl", ".ndjson", ".json"} or start.startswith("{")


def _json_lines(text: TextIO, default_at: datetime) -> Iterator[Recorded | Unreadable]:
    for number, line in enumerate(text, 1):
        if line.strip("\ufeff \t\r\n"):
            yield _record(number, _decoded(line), default_at)


def _decoded(line: str) -> dict[str, Any] | str:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return "the bytes are not valid in the encoding of the file"
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {str(error)[:120]}"
    if isinstance(fields, list):
        return "not a JSON object but a list: write one object a line"
    return fields if isinstance(fields, dict) else "not a JSON object"


def _record(number: int, fields: dict[str, Any] | str, default_at: datetime) -> Recorded | Unreadable:
    if isinstance(fields, str):
        return Unreadable(number, fields)
    name = str(fields.get("id") or number)[:200]
    try:
        return Recorded(number, name, interaction(fields, name, default_at))
    except BadRecord as error:
        return Unreadable(number, str(error))


def _csv(text: TextIO) -> Iterator[list[Any]]:
    csv.field_size_limit(MAX_TEXT + 1)
    first = text.readline()
    comma = max(",;\t|", key=first.count)
    return csv.reader(_chain(first, text), delimiter=comma)  # not a generator: it goes on after a row it cannot read


def _chain(first: str, rest: TextIO) -> Iterator[str]:
    yield first.lstrip("\ufeff")
    yield from rest


def _excel(path: Path) -> Iterator[list[Any]]:
    import openpyxl  # with its pictures and parsers it takes longer than reading a small file of lines
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise BadColumns(f"{path.name}: not a spreadsheet that can be read: {str(error)[:100]}") from None
    try:
        yield from (list(row) for row in book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _table(rows: Iterator[list[Any]], mapping: dict[str, str], default_at: datetime) -> Iterator[Recorded | Unreadable]:
    columns = find(next(rows, []), mapping)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(number, str(error))
            continue
        if any(cell not in (None, "") for cell in row):
            yield _record(number, _row(row, columns), default_at)


def _row(row: list[Any], columns: dict[str, int]) -> dict[str, Any] | str:
    fields = {field: row[place] for field, place in columns.items() if place < len(row)}
    words = fields.get("text")
    if words is not None and not isinstance(words, str):
        fields["text"] = str(words)
    if any(isinstance(value, str) and not _clean(value) for value in fields.values()):
        return "the bytes are not valid in the encoding of the file"
    return fields


def _clean(text: str) -> bool:
    return not any("\udc80" <= letter <= "\udcff" for letter in text)
