"""What comes back is an opinion in the form that was asked for, or it is none: nothing in between."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.opinion.answer import LONGEST_REASON, Opinion, State, Unreadable, read
from adapters.opinion.request import BEHAVIOUR_NAMES, MOST_CHARACTERS, NEED_NAMES, request
from tests.services.endpoint import completion

THREAT = {"findings": [{"name": "threat", "percent": 80}], "needs": [], "because": "It names a place and a time."}

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
"""Any JSON value. The form itself has three fields, which chance does not hit."""


def answered(content: Any) -> Opinion | Unreadable:
    text = content if isinstance(content, str) else json.dumps(content)
    return read(json.dumps(completion(text, "m")).encode())


def test_an_opinion_in_the_form() -> None:
    said = {**THREAT, "needs": [{"name": "repair", "percent": 0}, {"name": "hazard", "percent": 100}]}
    assert answered(said) == Opinion((("threat", 80),), (("hazard", 100),), "It names a place and a time.")


def test_a_name_said_twice_counts_once_and_the_likeliest_comes_first() -> None:
    claims = [{"name": name, "percent": percent} for name, percent in [("abuse", 30), ("threat", 5), ("abuse", 60)]]
    found = answered({**THREAT, "findings": claims})
    assert isinstance(found, Opinion)
    assert found.findings == (("abuse", 60), ("threat", 5))


def test_its_sentence_is_one_short_line() -> None:
    found = answered({**THREAT, "because": "a\nlot of\r\n\x0b words " * 500})
    assert isinstance(found, Opinion)
    assert len(found.because) <= LONGEST_REASON
    assert "\n" not in found.because
    assert found.because.endswith("…")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("hide it", "not_the_form"),
        ("", "not_the_form"),
        (f"```json\n{json.dumps(THREAT)}\n```", "not_the_form"),
        ({"findings": [], "needs": []}, "not_the_form"),
        ({**THREAT, "measure": "hide"}, "not_the_form"),
        ({**THREAT, "findings": [{"name": "threat", "percent": 80, "act": "block"}]}, "not_the_form"),
        ({**THREAT, "findings": [{"name": "threat", "percent": 80.5}]}, "not_the_form"),
        ({**THREAT, "findings": [{"name": "threat", "percent": "80"}]}, "not_the_form"),
        ({**THREAT, "findings": [{"name": "threat", "percent": True}]}, "not_the_form"),
        ({**THREAT, "findings": [{"name": "hide", "percent": 80}]}, "unknown_name"),
        ({**THREAT, "findings": [{"name": "repair", "percent": 80}]}, "unknown_name"),
        ({**THREAT, "findings": [{"name": "volume", "percent": 80}]}, "unknown_name"),
        ({**THREAT, "findings": [{"name": "threat", "percent": 101}]}, "not_percent"),
        ({**THREAT, "findings": [{"name": "threat", "percent": -1}]}, "not_percent"),
        ({**THREAT, "findings": [{"name": "threat", "percent": 10**30}]}, "not_percent"),
    ],
)
def test_anything_else_is_none(content: Any, code: str) -> None:
    assert answered(content) == Unreadable(State.GARBLED, code)


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(body: bytes) -> None:
    assert isinstance(read(body), Unreadable)


@pytest.mark.slow
@given(ANYTHING)
def test_any_content_has_an_answer(content: Any) -> None:
    assert isinstance(answered(content), Unreadable)


@given(st.text(max_size=300))
def test_the_comment_is_data_however_it_is_written(comment: str) -> None:
    """Whatever stands in it, it stays inside one string of one message, and comes back out of it letter by letter."""
    made = request(comment, "m")
    system, user = json.loads(made.body)["messages"]
    assert json.loads(user["content"]) == {"comment": comment}
    assert system == json.loads(request("", "m").body)["messages"][0], "the instructions are always the same"
    assert made.body == request(comment, "m").body


def test_half_a_character_and_a_very_long_comment_can_be_sent() -> None:
    made = request("\ud83d" + "x" * 20_000, "m")
    sent = json.loads(json.loads(made.body)["messages"][1]["content"])["comment"]
    assert (len(sent), made.cut) == (MOST_CHARACTERS, True)
    assert not request("x" * MOST_CHARACTERS, "m").cut


def test_every_need_and_every_behaviour_that_words_can_show_is_asked_about() -> None:
    form = json.loads(request("", "m").body)["response_format"]["json_schema"]["schema"]["properties"]
    asked = {field: set(form[field]["items"]["properties"]["name"]["enum"]) for field in ("findings", "needs")}
    assert asked == {"findings": set(BEHAVIOUR_NAMES), "needs": set(NEED_NAMES)}
    assert {"threat", "self_harm_method"} <= asked["findings"]
    assert "volume" not in asked["findings"], "nobody tells from one comment how often somebody writes"
