"""Recorded comments are read whatever their file looks like; what cannot be read is counted with its reason."""

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from adapters.replay.columns import BadColumns, parse_map
from adapters.replay.files import read
from adapters.replay.record import Recorded, Unreadable
from rules.model.interaction import InteractionKind

START = datetime(2026, 11, 22, 8, 45, tzinfo=UTC)


def items(path: Path, **mapping: str) -> list[Recorded | Unreadable]:
    return list(read(path, mapping, START))


def texts(path: Path, **mapping: str) -> list[str]:
    return [item.interaction.text for item in items(path, **mapping) if isinstance(item, Recorded)]


def test_json_lines_with_context(tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    fields = {
        "id": "a1",
        "text": "No heating 🥶",
        "context": {"platform": "x", "kind": "dm", "parent": "Hello", "rating": None},
    }
    path.write_text(json.dumps(fields) + "\n\n", encoding="utf-8")
    [item] = items(path)
    assert isinstance(item, Recorded)
    assert (item.id, item.interaction.platform, item.interaction.parent_text) == ("a1", "x", "Hello")
    assert item.interaction.kind is InteractionKind.DIRECT_MESSAGE
    assert item.interaction.at == START


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": 1}', "text: missing"),
        ('{"text": 5}', "text: must be words"),
        ('{"text": "a", "rating": "many"}', "rating: must be a number"),
        ('{"text": "a", "at": "yesterday"}', "at: 'yesterday' is not a date"),
        ('{"text": "a", "kind": "shout"}', "kind: 'shout' is not one of"),
        ('{"text": "a", "context": 3}', "context: must be an object"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_counted_with_its_reason_and_reading_goes_on(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "comments.jsonl"
    path.write_text(line + '\n{"text": "after"}\n', encoding="utf-8")
    bad, good = items(path)
    assert isinstance(bad, Unreadable)
    assert bad.line == 1
    assert why in bad.why
    assert "\n" not in bad.why
    assert isinstance(good, Recorded)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_csv_in_many_encodings_and_separators(tmp_path: Path, encoding: str, comma: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f'Author{comma}Comment Text\nzoë{comma}"mould again,\nin two lines"\n', encoding=encoding)
    [item] = items(path)
    assert isinstance(item, Recorded)
    assert item.interaction.text == "mould again,\nin two lines"
    assert item.interaction.author.ref == "zoë"


def test_windows_encoding_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    rows = "".join(f"It’s £{n} – café, naïve résumé “again”\n" for n in range(50))
    path.write_bytes(("message\n" + rows).encode("cp1252"))
    assert len(texts(path)) == 50
    assert "café" in texts(path)[0]


def test_bytes_that_are_not_in_the_encoding_are_counted_not_dropped(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    good = b'{"text": "fine"}\n'
    path.write_bytes(good * 20_000 + b'{"text": "caf\xe9"}\n' + good)
    read_items = items(path)
    assert len(read_items) == 20_002
    bad = [item for item in read_items if isinstance(item, Unreadable)]
    assert [(item.line, "not valid" in item.why) for item in bad] == [(20_001, True)]


def test_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Comment", "Stars"])
    sheet.append([datetime(2026, 1, 2, 3, 4), "Damp", 1])  # noqa: DTZ001 - spreadsheets have no offset
    sheet.append([None, 2024, None])
    path = tmp_path / "reviews.xlsx"
    book.save(path)
    first, second = items(path)
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert first.interaction.at == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert first.interaction.rating == 1
    assert second.interaction.text == "2024"


def test_a_column_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Was gesagt\nann,hello\n", encoding="utf-8")
    with pytest.raises(BadColumns, match="no column of words among 'Wer', 'Was gesagt'"):
        items(path)
    assert texts(path, text="was gesagt") == ["hello"]
    with pytest.raises(BadColumns, match="no column 'nope'"):
        items(path, text="nope")


def test_map_says_what_is_wrong_with_it() -> None:
    assert parse_map("text=Comment, author=Posted by") == {"text": "Comment", "author": "Posted by"}
    with pytest.raises(BadColumns, match="'words' is not FIELD=COLUMN"):
        parse_map("words=Comment")


def test_what_only_looks_like_a_spreadsheet_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BadColumns, match="not a spreadsheet that can be read"):
        items(path)


def test_a_hostile_header_does_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("\x1b[2Jgone,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadColumns) as caught:
        items(path)
    assert "\x1b" not in str(caught.value)
