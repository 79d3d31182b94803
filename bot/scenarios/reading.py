"""A file of scenarios, one JSON object a line. An error is one line: file, scenario, event or expectation, field, reason."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.scenarios.schema import (
    KINDS,
    BadScenario,
    Event,
    Expectation,
    InteractionEvent,
    Scenario,
    StaffEvent,
    SystemEvent,
    Written,
)
from bot.scenarios.tokens.vocabulary import unknown

T = TypeVar("T", bound=Written)

_ABOUT = (InteractionEvent, StaffEvent)
"""What an event may be about: something said, or something done about it."""


def read(path: Path) -> tuple[Scenario, ...]:
    """Every scenario of a file, in order. Raises BadScenario, and OSError where the file cannot be read."""
    found = tuple(_scenario(path.name, number, line) for number, line in _lines(path))
    ids = [scenario.id for scenario in found]
    for twice in {one for one in ids if ids.count(one) > 1}:
        raise BadScenario(f"{path.name}: {twice}: two scenarios have this id")
    if not found:
        raise BadScenario(f"{path.name}: no scenario in it")
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadScenario(f"{path.name}: not UTF-8 at byte {error.start}") from None
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _scenario(file: str, number: int, line: str) -> Scenario:
    fields = _object(file, number, line)
    place = f"{file}: {_shown(fields.get('id', f'line {number}'))}"
    events = _list(place, fields, "events")
    expect = _list(place, fields, "expect")
    parsed = fields | {
        "events": tuple(_event(f"{place}: event {n}", event) for n, event in enumerate(events, 1)),
        "expect": tuple(_read(f"{place}: expectation {n}", Expectation, each) for n, each in enumerate(expect, 1)),
    }
    scenario = _read(place, Scenario, parsed)
    _check_events(place, scenario)
    _check_expectations(place, scenario)
    return scenario


def _object(file: str, number: int, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadScenario(f"{file}: line {number}: not JSON: {str(error)[:120]}") from None
    if not isinstance(fields, dict):
        raise BadScenario(f"{file}: line {number}: not a JSON object")
    return fields


def _list(place: str, fields: dict[str, Any], name: str) -> list[Any]:
    found = fields.get(name)
    if not isinstance(found, list):
        raise BadScenario(f"{place}: {name}: must be a list")
    return found


def _event(place: str, fields: Any) -> Event:
    kinds = [key for key in KINDS if isinstance(fields, dict) and key in fields]
    if len(kinds) != 1:
        raise BadScenario(f"{place}: must have exactly one of {', '.join(KINDS)}")
    event = _read(place, KINDS[kinds[0]], fields)
    assert isinstance(event, Event)  # noqa: S101 - KINDS holds nothing else
    return event


def _read(place: str, kind: type[T], fields: Any) -> T:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in first["loc"])
        raise BadScenario(": ".join(part for part in (place, field, _why(first)) if part)) from None


def _why(error: Any) -> str:
    """What pydantic found wrong, shorter, with the word that was given."""
    given = error["input"]
    shown = f" (given: {_shown(given)})" if isinstance(given, str | int | float | bool) else ""
    if error["type"] in ("enum", "literal_error"):
        return f"unknown word {_shown(given)}; known are {error['ctx']['expected']}"
    return f"{error['msg']}{shown}"


def _shown(given: object) -> str:
    """A value from the file on one line that a terminal may show."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(given))[:60]


def _check_events(place: str, scenario: Scenario) -> None:
    """Order in time, and that events are about what came before them."""
    for number, event in enumerate(scenario.events, 1):
        if number > 1 and event.at < scenario.events[number - 2].at:
            raise BadScenario(f"{place}: event {number}: at: before the event before it")
        for about in event.about if isinstance(event, StaffEvent | SystemEvent) else ():
            if about >= number or not isinstance(scenario.events[about - 1], _ABOUT):
                raise BadScenario(f"{place}: event {number}: about: {about} is no such event before it")


def _check_expectations(place: str, scenario: Scenario) -> None:
    """That they are about events there are, in words there are."""
    for number, expected in enumerate(scenario.expect, 1):
        if expected.after_event > len(scenario.events):
            raise BadScenario(f"{place}: expectation {number}: after_event: there is no event {expected.after_event}")
        for field in ("must", "must_not"):
            for token in filter(unknown, getattr(expected, field)):
                raise BadScenario(f"{place}: expectation {number}: {field}: unknown word {_shown(token)}")
