"""Whatever the payload: interactions and removals that can be stored, or Untranslatable. Nothing else."""

from hypothesis import example, given
from hypothesis import strategies as st

from adapters.bluesky.translate import translate
from rules.model.interaction import Heard
from tests.adapters.bluesky import samples
from tests.adapters.mutants import answer, as_bytes, spoilt, storable

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
LEAF = (
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
    | st.sampled_from([samples.ROOT, samples.US, "at://", "did:", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:59"])
)  # fmt: skip
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3))


@st.composite
def payloads(draw: st.DrawFn) -> bytes:
    return as_bytes(spoilt(draw(st.randoms()), samples.ALL, lambda: draw(ANYTHING), gone=0.5))


def heard(payload: bytes) -> tuple[Heard, ...]:
    return answer(lambda raw: translate(raw, samples.HEARD, "bluesky"), payload)


@given(payloads())
def test_mutated_payloads(payload: bytes) -> None:
    first = heard(payload)
    assert all(storable(one) for one in first)
    assert first == heard(payload)


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"type":"post","ours":[],"post":' + b'{"a":' * 50_000)
def test_any_bytes(payload: bytes) -> None:
    assert heard(payload) == ()
