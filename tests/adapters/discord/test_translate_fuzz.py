"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.translate import translate
from rules.model.interaction import Heard
from tests.adapters.discord import samples
from tests.adapters.mutants import answer, as_bytes, spoilt, storable

LEAVES: list[Any] = [
    None, True, 0, -1, 2**70, 1.5, float("nan"), "", "0", samples.US, samples.THEM, "9" * 20, "9" * 21, "\ud800", "\x00",
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-01", [], {}, [None], {"id": "x"}, ["1", 2], "🤡" * 40,
]  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    """A good payload spoilt, parts of others swapped in too; sometimes cut short."""

    def odd() -> Any:
        return chance.choice(samples.ALL)["d"] if chance.random() < 0.3 else chance.choice(LEAVES)

    raw = as_bytes(spoilt(chance, samples.ALL, odd, gone=0.3))
    return raw[: chance.randrange(len(raw))] if chance.random() < 0.05 else raw


def heard(payload: bytes) -> tuple[Heard, ...]:
    return answer(lambda raw: translate(raw, samples.HEARD, "discord"), payload)


@pytest.mark.exam
@pytest.mark.timeout(3600)
def test_mutated_payloads(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    chance = random.Random(exam_seed)
    translated = 0
    rounds = exam_count(2_000, 100_000)
    for _ in range(rounds):
        payload = mutated(chance)
        first = heard(payload)
        assert all(storable(one) for one in first), payload
        assert first == heard(payload), payload
        translated += bool(first)
    print(
        f"{rounds} mutated payloads of Discord's: {translated} translated, the others nothing or refused with a reason"
    )
    assert translated > rounds // 20


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"t":"MESSAGE_CREATE","d":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert heard(payload) == ()


@pytest.mark.parametrize("body", samples.ALL)
def test_the_good_ones_translate(body: samples.Json) -> None:
    assert heard(as_bytes(body)) or body in (samples.UNFURL, samples.PARTIAL)
