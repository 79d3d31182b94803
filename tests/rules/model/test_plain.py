"""Words to plain data and back: canonical, without floats, and refusing what is none."""

import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given as over

from rules.model.account import AccountMark
from rules.model.decision import Given
from rules.model.finding import Span
from rules.model.measure import Can, Capability, Verb
from rules.model.plain import from_plain, to_plain
from tests.rules.decide.givens import given, givens


@over(givens)
def test_there_and_back_through_json(g: Given) -> None:
    text = json.dumps(to_plain(g))
    assert from_plain(Given, json.loads(text)) == g
    assert json.dumps(to_plain(from_plain(Given, json.loads(text)))) == text


def floats(plain: object) -> bool:
    if isinstance(plain, dict):
        return any(map(floats, plain.values()))
    return isinstance(plain, float) or (isinstance(plain, (list, tuple)) and any(map(floats, plain)))


@over(givens)
def test_no_floats_and_only_text_keys(g: Given) -> None:
    plain = to_plain(g)
    assert not floats(plain)
    assert json.loads(json.dumps(plain, sort_keys=True)) == json.loads(json.dumps(plain))


def test_the_form_itself() -> None:
    marks = frozenset({AccountMark.UNION, AccountMark.MP, AccountMark.JOURNALIST})
    plain = to_plain(given(marks=marks, abilities={Verb.HIDE: Capability(Can.AUTO)}, settings={}))
    assert plain["item"]["marks"] == ["journalist", "mp", "union"]
    assert plain["now"] == "2026-11-23T10:00:00Z"
    assert plain["abilities"]["hide"]["undo"] == "reversible"
    assert plain["identity"] == {"assurance": "none", "customer": None}


def test_what_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"start"):
        from_plain(Span, {"start": "one", "end": 2})
    with pytest.raises(msgspec.ValidationError, match=r"\$\.start"):
        from_plain(Span, {"start": 1.5, "end": 2})
    assert from_plain(datetime, "2026-11-23T10:00:00Z") == datetime(2026, 11, 23, 10, tzinfo=UTC)
