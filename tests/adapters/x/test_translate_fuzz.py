"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.x.translate import translate
from rules.model.interaction import Heard
from tests.adapters.mutants import answer, as_bytes, spoilt, storable
from tests.adapters.x import samples

_ODD: list[Any] = [
    None, True, -1, 2**70, 1.5, "", "0", "9" * 25, "١٢", "\ud800", "&amp;#0;", "2026-13-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59", samples.US, samples.ROOT, [], {}, [None], {"a": {}}, [10, 20], ["x"], [-5], [10**30],
    [{"type": "replied_to", "id": []}], {"mentions": [{"id": {}}]}, {"text": 5}, {"text": "\udfff"}, "retweeted",
]  # fmt: skip


def heard(payload: bytes) -> tuple[Heard, ...]:
    return answer(lambda raw: translate(raw, samples.HEARD, "x"), payload)


@pytest.mark.exam
def test_mutated_payloads(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    chance, translated = random.Random(exam_seed), 0
    count = exam_count(2_000, 100_000)
    for _ in range(count):
        payload = as_bytes(spoilt(chance, samples.ALL, lambda: chance.choice(_ODD), gone=0.3))
        first = heard(payload)
        assert all(storable(one) for one in first), payload
        translated += bool(first)
        if chance.random() < 0.05:
            assert first == heard(payload)
    print(f"{count} mutated payloads of X: {translated} heard, {count - translated} nothing or refused with a reason")
    assert translated > count // 10, "the mutations must not all break it"


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"type":"post","ours":[],"post":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert heard(payload) == ()
