"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

import copy
import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.bluesky.translate import translate
from adapters.platform import Json, Untranslatable
from rules.model.interaction import Heard, Removal
from tests.adapters.bluesky import samples

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
    | st.sampled_from([samples.ROOT, samples.US, "at://", "did:", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59"])
)  # fmt: skip
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3))


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for name, item in inner for path in paths(item, (*here, name)))]


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """A good payload with some of its places replaced or taken away."""
    body: Json = copy.deepcopy(draw(st.sampled_from(samples.ALL)))
    for _ in range(draw(st.integers(1, 4))):
        if not body:
            break
        *way, last = draw(st.sampled_from([path for path in paths(body) if path]))
        place: Any = body
        for name in way:
            place = place[name]
        if draw(st.booleans()):
            place[last] = draw(ANYTHING)
        else:
            del place[last]
    return body


def answer(payload: bytes) -> tuple[Heard, ...]:
    try:
        return translate(payload, samples.HEARD, "bluesky")
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


@given(mutated())
def test_mutated_payloads(body: Json) -> None:
    payload = json.dumps(body).encode()
    first = answer(payload)
    assert all(storable(one) for one in first)
    assert first == answer(payload)


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"type":"post","ours":[],"post":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert answer(payload) == ()
