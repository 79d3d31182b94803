"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.platform import Json, Untranslatable
from adapters.x.translate import translate
from rules.model.interaction import Heard, Removal
from tests.adapters.x import samples

_ODD: list[Any] = [
    None, True, -1, 2**70, 1.5, "", "0", "9" * 25, "١٢", "\ud800", "&amp;#0;", "2026-13-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59", samples.US, samples.ROOT, [], {}, [None], {"a": {}}, [10, 20], ["x"], [-5], [10**30],
    [{"type": "replied_to", "id": []}], {"mentions": [{"id": {}}]}, {"text": 5}, {"text": "\udfff"}, "retweeted",
]  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON tree, but the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path for name, item in inner for path in places(item, (*here, name))]
    return [here, *found] if here else found


def mutated(chance: random.Random) -> Json:
    """A good payload with some of its places replaced, swapped or taken away."""
    body: Json = copy.deepcopy(chance.choice(samples.ALL))
    for _ in range(chance.randint(1, 4)):
        there = places(body)
        if not there:
            break
        *way, last = chance.choice(there)
        place: Any = body
        for name in way:
            place = place[name]
        if chance.random() < 0.7:
            place[last] = copy.deepcopy(chance.choice(_ODD))
        else:
            del place[last]
    return body


def answer(payload: bytes) -> tuple[Heard, ...]:
    try:
        return translate(payload, samples.HEARD, "x")
    except Untranslatable as why:
        reason = str(why)
    assert 0 < len(reason) <= 200
    return ()


def storable(one: Heard) -> bool:
    if isinstance(one, Removal):
        return bool(one.ref.encode())
    for text in (one.text, one.ref, one.version, one.author.ref, one.author.handle, one.author.display_name):
        text.encode()
    for text in (one.parent or "", one.root or "", one.parent_text or "", *one.mentions, *one.languages):
        text.encode()
    for medium in one.media:
        (medium.url + medium.alt).encode()
    return one.at.tzinfo is not None


@pytest.mark.exam
def test_mutated_payloads(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    chance, heard = random.Random(exam_seed), 0
    count = exam_count(2_000, 100_000)
    for _ in range(count):
        payload = json.dumps(mutated(chance)).encode()
        first = answer(payload)
        assert all(storable(one) for one in first), payload
        heard += bool(first)
        if chance.random() < 0.05:
            assert first == answer(payload)
    print(f"{count} mutated payloads of X: {heard} heard, {count - heard} nothing or refused with a reason")
    assert heard > count // 10, "the mutations must not all break it"


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"type":"post","ours":[],"post":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert answer(payload) == ()
