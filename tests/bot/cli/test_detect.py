"""`doorstep detect`: one answer a line, in order, also for lines that are broken."""

import json

import pytest

from tests.bot.cli.run import doorstep

LINES = [
    {"id": "a", "text": "Strong smell of gas in our hallway, two of us have headaches"},
    {
        "id": "b",
        "text": "Thank you for mending the gate",
        "context": {"platform": "facebook", "kind": "comment", "parent": "Hi", "rating": None},
    },
    {"id": 7, "text": "You fucking useless bastards", "context": {"kind": "dm"}},
    {"id": "pl", "text": "Kiedy będzie otwarte biuro, bo nikt nie odbiera?"},
]


def run(text: str | bytes, *more: str) -> tuple[int, list[dict[str, object]]]:
    done = doorstep("detect", *more, given=text)
    assert "Traceback" not in done.stderr
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_answers_come_in_order_with_their_ids() -> None:
    code, answers = run("".join(json.dumps(line) + "\n" for line in LINES))
    assert code == 0
    assert [answer["id"] for answer in answers] == ["a", "b", 7, "pl"]
    assert set(answers[0]) == {"id", "behaviours", "needs", "severity", "outcome", "findings"}
    assert "emergency" in str(answers[0]["needs"])
    assert answers[0]["outcome"] == "urgent"
    assert answers[1]["outcome"] == "leave"
    assert (answers[3]["not_judged"], answers[3]["outcome"]) == (["language:pl"], "review")


@pytest.mark.slow
def test_a_direct_message_is_never_hidden() -> None:
    _, answers = run(json.dumps(LINES[2]))
    assert answers[0]["behaviours"]
    assert answers[0]["outcome"] == "review"


def test_bad_lines_are_answered_and_the_exit_code_says_so() -> None:
    code, answers = run(b'{"id": "x"}\nnot json\n{"id": "y", "text": "hello"}\n\xff\xfe\n[]\n')
    assert code == 3
    assert [answer.get("id") for answer in answers] == ["x", None, "y", None, None]
    assert "text: missing" in str(answers[0]["error"])
    assert "error" not in answers[2]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "\n\n"])
def test_nothing_in_nothing_out(text: str) -> None:
    assert run(text) == (0, [])


@pytest.mark.slow
def test_an_unknown_policy_is_one_line() -> None:
    done = doorstep("detect", "--policy", "nowhere")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no policy pack 'nowhere'" in done.stderr


@pytest.mark.slow
def test_spans_quote_the_text_as_given() -> None:
    text = "Hello \U0001f600 there is a strong smell of gas"
    _, answers = run(json.dumps({"id": "1", "text": text}))
    quotes = [text[f["span"][0] : f["span"][1]] for f in answers[0]["findings"] if f["span"]]  # type: ignore[attr-defined]  # answers are JSON
    assert any("gas" in quote for quote in quotes)
