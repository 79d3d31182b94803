"""One request to one address, through a real client to a real server; whatever happens there is an answer."""

import json
from hashlib import sha256

import pytest

from adapters.opinion import ask as asking
from adapters.opinion.answer import State
from adapters.opinion.ask import LARGEST, Answer, Asker
from adapters.opinion.settings import OpinionSettings
from tests.services.endpoint import Endpoint
from tests.services.server import free_port

RUDE = "you lot are useless, hope the roof falls on you"


def asker(model: Endpoint, **more: object) -> Asker:
    return Asker(OpinionSettings.model_validate({"url": model.url, "model": "local-7b", "seconds": 5, **more}))


async def test_an_opinion_with_the_answer_as_it_came(model: Endpoint) -> None:
    model.says = {"findings": [{"name": "threat", "percent": 80}], "needs": [], "because": "A wish of harm."}
    answer = await asker(model).ask(RUDE)
    assert answer.state is State.GIVEN
    assert answer.opinion is not None
    assert answer.opinion.findings == (("threat", 80),)
    assert json.loads(json.loads(answer.raw)["choices"][0]["message"]["content"]) == model.says
    assert answer.request == sha256(model.bodies[0]).hexdigest()
    assert model.comments == [RUDE]
    assert model.asked[0]["model"] == "local-7b"


async def test_a_key_goes_in_the_header_and_nowhere_else(model: Endpoint) -> None:
    await asker(model, secret="k-123").ask(RUDE)
    assert model.headers["Authorization"] == "Bearer k-123"
    assert b"k-123" not in model.bodies[0]
    assert "k-123" not in repr(asker(model, secret="k-123").settings)
    await asker(model).ask(RUDE)
    assert "Authorization" not in model.headers


@pytest.mark.parametrize(
    ("behaviour", "state", "code", "again"),
    [
        ("401", State.REFUSED, "status_401", False),
        ("404", State.REFUSED, "status_404", False),
        ("429", State.FAILED, "status_429", True),
        ("503", State.FAILED, "status_503", True),
        ("dies", State.FAILED, "not_reached", True),
        ("redirect", State.REFUSED, "status_307", False),
        ("endless", State.GARBLED, "too_long", False),
        ("not json", State.GARBLED, "not_a_completion", False),
        ("not utf-8", State.GARBLED, "not_a_completion", False),
        ("no choices", State.GARBLED, "not_a_completion", False),
        ("deep", State.GARBLED, "not_a_completion", False),
        ("tool", State.GARBLED, "not_the_form", False),
        ("cut", State.GARBLED, "cut_off", False),
        ("refusal", State.REFUSED, "model_refused", False),
        ("filtered", State.REFUSED, "model_refused", False),
    ],
)
async def test_what_can_go_wrong_has_a_word(
    model: Endpoint, behaviour: str, state: State, code: str, again: bool
) -> None:
    model.behave = behaviour
    answer = await asker(model).ask(RUDE)
    assert (answer.state, answer.code, answer.again, answer.opinion) == (state, code, again, None)
    assert len(answer.raw) <= LARGEST
    assert bool(answer.raw) == (behaviour not in {"dies", "redirect"}), "what came is kept as it came"
    assert model.elsewhere == [], "nobody is led elsewhere with somebody's words"


async def test_who_does_not_answer_is_not_waited_for(model: Endpoint) -> None:
    model.behave = "slow"
    answer = await asker(model, seconds=1).ask(RUDE)
    assert (answer.state, answer.code, answer.again) == (State.FAILED, "timeout", True)
    assert 900 < answer.milliseconds < 5_000


async def test_nobody_there(model: Endpoint) -> None:
    gone = Asker(OpinionSettings.model_validate({"url": f"http://127.0.0.1:{free_port()}/v1", "model": "m"}))
    assert (await gone.ask(RUDE)).code == "not_reached"


async def test_a_name_is_judged_by_where_it_leads_each_time(model: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that led home when it was set, and leads elsewhere today."""
    port = model.address.rpartition(":")[2]
    by_name = Asker(OpinionSettings.model_validate({"url": f"http://localhost:{port}/v1", "model": "m"}))
    assert (await by_name.ask(RUDE)).state is State.GIVEN
    monkeypatch.setattr(asking, "near", lambda _address: False)  # as if localhost had a public address
    answer: Answer = await by_name.ask(RUDE)
    assert (answer.state, answer.code, answer.again) == (State.FAILED, "not_private", False)
    assert len(model.asked) == 1


async def test_no_proxy_of_the_environment_gets_to_see_it(model: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert (await asker(model).ask(RUDE)).state is State.GIVEN
