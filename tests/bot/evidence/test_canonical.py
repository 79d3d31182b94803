"""Our canonical JSON is RFC 8785's, byte for byte, within what evidence may hold; outside it is refused by name."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.append import GENESIS, SALT_BYTES, Draft, commitment, new_salts, seal
from bot.evidence.canonical import LARGEST, NotCanonical, encode, of_words
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.finding import Severity
from rules.model.history import History, PastItem
from rules.model.plain import to_plain

keys = st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=12)
words = st.text(st.characters(codec="utf-8"), max_size=30)
numbers = st.integers(1 - LARGEST, LARGEST - 1)
leaves = st.none() | st.booleans() | numbers | words
things = st.dictionaries(keys, st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner)))

flat = st.dictionaries(keys, leaves, max_size=6)


@pytest.mark.slow
@given(things)
def test_it_is_the_reference_byte_for_byte(thing: dict[str, Any]) -> None:
    body = encode(thing)
    assert body == rfc8785.dumps(thing)
    assert encode(msgspec.json.decode(body)) == body


@pytest.mark.slow
@given(flat, st.none() | words, st.dictionaries(keys, st.binary(max_size=20), max_size=4), st.integers(1, LARGEST - 1))
def test_an_entry_is_the_reference_byte_for_byte(
    data: dict[str, Any], item: str | None, private: dict[str, bytes], seq: int
) -> None:
    draft = Draft(EntryKind.HEARD, item, data, private)
    body, leaf, sealed = seal(draft, seq, b"\x07" * 32, "2026-11-22T08:45:00.000Z", new_salts(len(private)))
    told = {
        "at": "2026-11-22T08:45:00.000Z",
        "commit": {name: commitment(salt, name, value) for name, salt, value in sealed},
        "data": data,
        "item": item,
        "kind": "heard",
        "prev": "07" * 32,
        "seq": seq,
        "v": 1,
    }
    assert body == rfc8785.dumps(told)
    assert leaf == sha256(b"\x00" + body).digest()
    assert {name: value for name, _, value in sealed} == private
    assert all(len(salt) == SALT_BYTES for _, salt, _ in sealed)
    assert len({salt for _, salt, _ in sealed}) == len(private), "each its own"


@pytest.mark.parametrize(
    ("item", "data", "private", "line"),
    [
        ("i_1", {"score": 0.5}, {}, r"data\.score: a float"),
        ("i_1", {"n": float("nan")}, {}, r"data\.n: a float"),
        ("i_1", {"n": [2**53]}, {}, r"data\.n\[0\]: an integer beyond"),
        ("i_1", {"why": "bad \ud800"}, {}, r"data\.why: a lone surrogate"),
        ("i_\ud800", {}, {}, r"item: a lone surrogate"),
        ("i_1", {}, {"naïve": b""}, "a key in evidence is plain ASCII"),
        ("i_1", {"thing": object()}, {}, "it cannot stand in evidence: Encoding objects of type object is unsupported"),
    ],
)
def test_an_entry_that_cannot_stand_is_refused_by_name(
    item: str, data: dict[str, Any], private: dict[str, bytes], line: str
) -> None:
    draft = Draft(EntryKind.HEARD, item, data, private)
    with pytest.raises(NotCanonical, match=line):
        seal(draft, 1, GENESIS, "2026-11-22T08:45:00.000Z", new_salts(len(private)))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"findings": [{"score": 0.5}]}, r"findings\[0\]\.score: a float"),
        ({"a": {"score": 1e300}}, r"a\.score: a float"),
        ({"digest": 2**53}, "digest: an integer beyond"),
        ({"digest": -(2**63)}, "digest: an integer beyond"),
        ({"läck": 1}, r"l\\xe4ck: a key in evidence is plain ASCII"),
        ({"why": ["ok", "bad \ud800"]}, r"why\[1\]: a lone surrogate"),
        ({"k\udc00": 1}, r"k\\udc00: a lone surrogate"),
        ({"thing": object()}, "it cannot stand in evidence: Encoding objects of type object is unsupported"),
        ({"when": datetime(2026, 11, 23, tzinfo=UTC)}, "when: a datetime cannot stand"),
        ({"kinds": {"a"}}, "kinds: a set cannot stand"),
        ({"by": {1: "one"}}, "it cannot stand in evidence: Only dicts with str keys"),
        ({"raw": b"x"}, "raw: a bytes cannot stand"),
        ({"many": 2**70}, "many: an integer beyond|out of range"),
    ],
)
def test_what_others_would_read_differently_is_refused_by_name(data: dict[str, Any], line: str) -> None:
    with pytest.raises(NotCanonical, match=line):
        encode(data)


@pytest.mark.parametrize("text", ["at:1.5", "[12345678901234567890", "x,3e5", "naïve 🚪"])
def test_words_that_look_like_numbers_are_words(text: str) -> None:
    assert encode({"text": text}) == rfc8785.dumps({"text": text})


def test_nothing_is_written_for_what_is_not_a_number() -> None:
    """NaN has no JSON; msgspec would write null for it, silently."""
    with pytest.raises(NotCanonical, match="score: a float"):
        encode({"score": float("nan")})


def types_in(kind: Any) -> Iterator[Any]:
    """Every plain type that a value of this type can hold, as declared."""
    if dataclasses.is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            yield from types_in(hint)
    elif get_origin(kind) is Literal:
        yield from {type(choice) for choice in get_args(kind)}
    elif get_args(kind):
        for part in get_args(kind):
            yield from types_in(part)
    else:
        assert get_origin(kind) is None
        yield kind


@pytest.mark.parametrize("word", [Given, Decision])
def test_the_words_that_stand_in_evidence_hold_no_float(word: type) -> None:
    """So that `of_words` need not look: strings, integers, truth, times, and enums of strings."""
    found = set(types_in(word))
    assert {str, bool} <= found
    strange = [
        t for t in found if not (t in {str, int, bool, datetime, type(None), Ellipsis} or issubclass(t, Enum | str))
    ]
    assert strange == []


def test_words_are_written_as_their_plain_data() -> None:
    past = PastItem(datetime(2026, 11, 23, 9, 30, 1, 5000, tzinfo=UTC), "page", (), Severity.MILD)
    assert bytes(of_words(History((past,)))) == encode(to_plain(History((past,))))
    with pytest.raises(NotCanonical, match="a PastItem with a lone surrogate"):
        of_words(dataclasses.replace(past, channel="\ud800"))
