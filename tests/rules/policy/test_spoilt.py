"""Whatever is wrong in a pack, wherever: it reads, or it is refused in one line that names a file of it."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from rules.policy.parse import PackError, assembled, load
from tests.rules.casework.scene import SIXTH

Place = tuple[int | str, ...]
FILES: dict[str, Any] = {
    file.name: YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    for file in SIXTH.glob("*.yaml")
    if file.name != "coverage.yaml"
}
WRONG: list[Any] = [None, [], {}, "x", "A-01", 7, -1, True, [None], [[]], {"a": 1}, "2026-13-45", "\u202e", "x" * 400]


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place in a file, its lists and mappings."""
    if here:
        yield here
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inner:
        yield from places(part, (*here, step))


PLACES = [(file, place) for file, value in sorted(FILES.items()) for place in places(value)]


def refusal(files: dict[str, Any], *written: str) -> str | None:
    """Why these files are no pack, or None, those in `written` from their text. Anything raised but PackError is a fault."""
    texts = {name: json.dumps(files[name], default=str) for name in written}
    try:
        assembled({name: load(name, texts[name]) if name in texts else value for name, value in files.items()})
    except PackError as error:
        return str(error)
    return None


def test_the_pack_is_whole_before_anything_is_changed() -> None:
    assert refusal(copy.deepcopy(FILES), *FILES) is None


@pytest.mark.slow
@given(st.sampled_from(PLACES), st.sampled_from(WRONG))
def test_a_pack_with_one_thing_changed_reads_or_is_refused_in_one_line(spot: tuple[str, Place], wrong: Any) -> None:
    file, place = spot
    files = copy.deepcopy(FILES)
    inside = files[file]
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = wrong
    why = refusal(files, file)
    assert why is None or ("\n" not in why and why.startswith((*FILES, "pack:"))), why
