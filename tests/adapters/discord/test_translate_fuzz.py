"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.translate import translate
from adapters.platform import Untranslatable
from rules.model.interaction import Heard, Removal
from tests.adapters.discord import samples

LEAVES: list[Any] = [
    None, True, 0, -1, 2**70, 1.5, float("nan"), "", "0", samples.US, samples.THEM, "9" * 20, "9" * 21, "\ud800", "\x00",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-01", [], {}, [None], {"id": "x"}, ["1", 2], "🤡" * 40,
]  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for name, item in inner for path in places(item, (*here, name)))]


def mutated(chance: random.Random) -> bytes:
    """A good payload with some of its places replaced, swapped in from another, or taken away; sometimes cut short."""
    body = copy.deepcopy(chance.choice(samples.ALL))
    for _ in range(chance.randint(1, 4)):
        there = [path for path in places(body) if path]
        if not there:
            break
        *way, last = chance.choice(there)
        place: Any = body
        for name in way:
            place = place[name]
        if chance.random() < 0.3:
            del place[last]
        elif chance.random() < 0.3:
            place[last] = copy.deepcopy(chance.choice(samples.ALL)["d"])
        else:
            place[last] = copy.deepcopy(chance.choice(LEAVES))
    raw = json.dumps(body).encode()
    return raw[: chance.randrange(len(raw))] if chance.random() < 0.05 else raw


def answer(payload: bytes) -> tuple[Heard, ...]:
    try:
        return translate(payload, samples.HEARD, "discord")
    except Untranslatable as why:
        reason = str(why)
    assert 0 < len(reason) <= 200
    return ()


def storable(one: Heard) -> bool:
    if isinstance(one, Removal):
        return bool(one.ref.encode())
    for text in (one.text, one.ref, one.version, one.author.ref, one.author.handle, one.author.display_name):
        text.encode()
    for text in (one.parent or "", one.root or "", one.parent_text or "", one.permalink or "", *one.mentions):
        text.encode()
    for medium in one.media:
        (medium.url + medium.alt + medium.mime).encode()
    return one.at.tzinfo is not None


@pytest.mark.exam
@pytest.mark.timeout(3600)
def test_mutated_payloads(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    chance = random.Random(exam_seed)
    heard = 0
    rounds = exam_count(2_000, 100_000)
    for _ in range(rounds):
        payload = mutated(chance)
        first = answer(payload)
        assert all(storable(one) for one in first), payload
        assert first == answer(payload), payload
        heard += bool(first)
    print(f"{rounds} mutated payloads of Discord's: {heard} translated, the others nothing or refused with a reason")
    assert heard > rounds // 20


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"t":"MESSAGE_CREATE","d":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert answer(payload) == ()


@pytest.mark.parametrize("body", samples.ALL)
def test_the_good_ones_translate(body: samples.Json) -> None:
    assert answer(json.dumps(body).encode()) or body in (samples.UNFURL, samples.PARTIAL)
