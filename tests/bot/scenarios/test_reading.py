"""Reading: what is not the format is one line that says where and why; nothing is guessed."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.scenarios.reading import read
from bot.scenarios.schema import BadScenario, ClockEvent, InteractionEvent, StaffEvent, SystemEvent
from bot.scenarios.words import WhereWord
from tests.bot.scenarios.stories import does, expects, said, story, written

AT = "2026-03-02T10:00:00+00:00"
LATER = "2026-03-03T10:00:00+00:00"


def error(path: Path, *stories: dict[str, Any]) -> str:
    with pytest.raises(BadScenario) as raised:
        read(written(path / "s.jsonl", *stories))
    text = str(raised.value)
    assert "\n" not in text
    assert text.startswith("s.jsonl: ")
    return text


def test_the_four_kinds_of_event_are_known_by_one_field(tmp_path: Path) -> None:
    whole = story(
        "karbon",
        said(AT, ("abuse", "mild")),
        does(AT, "Line Manager", "lorna", "issues_warning_letter", about=[1]),
        {"at": LATER, "clock": "time passes"},
        {"at": LATER, "system": "hide_failed", "about": [1]},
        expect=[expects(1, "leave")],
    )
    (read_in,) = read(written(tmp_path / "s.jsonl", whole))
    assert [type(event) for event in read_in.events] == [InteractionEvent, StaffEvent, ClockEvent, SystemEvent]
    first = read_in.events[0]
    assert isinstance(first, InteractionEvent)
    assert first.where is WhereWord.OUR_PAGE


@pytest.mark.parametrize(
    ("change", "said_of_it"),
    [
        ({"platform": "myspace"}, "T-1: event 1: platform: unknown word myspace; known are 'facebook'"),
        ({"kind": "shout"}, "T-1: event 1: kind: unknown word shout"),
        ({"needs": ["tea"]}, "T-1: event 1: needs.0: unknown word tea"),
        ({"findings": [{"behaviour": "abuse", "severity": "huge"}]}, "T-1: event 1: findings.0.severity: unknown word"),
        ({"mood": "bad"}, "T-1: event 1: mood: Extra inputs are not permitted (given: bad)"),
        ({"at": "2026-03-02T10:00:00"}, "T-1: event 1: at: "),
        ({"staff": "Manager"}, "T-1: event 1: must have exactly one of account, staff, clock, system"),
    ],
)
def test_an_unknown_word_is_named_with_its_place(tmp_path: Path, change: dict[str, Any], said_of_it: str) -> None:
    assert said_of_it in error(tmp_path, story("karbon", said(AT) | change))


@pytest.mark.parametrize(
    ("events", "said_of_it"),
    [
        ([said(LATER), said(AT)], "event 2: at: before the event before it"),
        ([does(AT, "Manager", "m", "hides_item", about=[1])], "event 1: about: 1 is no such event before it"),
        ([said(AT), {"at": AT, "system": "hide_failed", "about": [2]}], "event 2: about: 2 is no such event before it"),
        (
            [does(AT, "Manager", "m", "proposes_restriction")],
            "event 1: Value error, proposes_restriction needs restriction",
        ),
        ([does(AT, "Manager", "m", "shouts")], "event 1: does: unknown word shouts"),
        ([does(AT, "Manager", "m", "declines", months="long")], "event 1: months"),
        ([], "events: Tuple should have at least 1 item"),
    ],
)
def test_events_that_cannot_be_are_refused(tmp_path: Path, events: list[dict[str, Any]], said_of_it: str) -> None:
    assert said_of_it in error(tmp_path, story("karbon", *events))


@pytest.mark.parametrize(
    ("expected", "said_of_it"),
    [
        (expects(2, "leave"), "expectation 1: after_event: there is no event 2"),
        (expects(1, "dance"), "expectation 1: must: unknown word dance"),
        (expects(1, "", "review_due:soon"), "expectation 1: must_not: unknown word review_due:soon"),
        (expects(1, "hazard_due:2026-03-02T10:00:00"), "unknown word hazard_due:2026-03-02T10:00:00"),
        (expects(1, "leave", basis="hope"), "expectation 1: basis: unknown word hope"),
    ],
)
def test_expectations_in_other_words_are_refused(tmp_path: Path, expected: dict[str, Any], said_of_it: str) -> None:
    assert said_of_it in error(tmp_path, story("karbon", said(AT), expect=[expected]))


def test_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    for content, said_of_it in (
        (b"", "no scenario in it"),
        (b"\xff\xfe{}", "not UTF-8 at byte 0"),
        (b"oops\n", "line 1: not JSON"),
        (b"[1]\n", "line 1: not a JSON object"),
        (b"[" * 100_000, "line 1: not JSON"),
        (b'{"id": "A"}\n', "A: events: must be a list"),
        (b'{"id": "A\\u001b[31m", "events": 3}\n', "A?[31m: events: must be a list"),
    ):
        path.write_bytes(content)
        with pytest.raises(BadScenario, match=r"s\.jsonl: ") as raised:
            read(path)
        assert said_of_it in str(raised.value)
        assert str(raised.value).isprintable()


def test_a_byte_order_mark_and_blank_lines_do_no_harm_and_an_id_stands_once(tmp_path: Path) -> None:
    line = json.dumps(story("karbon", said(AT)))
    path = tmp_path / "s.jsonl"
    path.write_text(f"\ufeff\n{line}\n\n", encoding="utf-8")
    assert len(read(path)) == 1
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadScenario, match=r"s\.jsonl: T-1: two scenarios have this id"):
        read(path)
