"""An OpenAI-compatible endpoint on 127.0.0.1: holds every request to the form, answers as told, or obeys what comments say.

A comment that says `ANSWER {...}` gets exactly that as the model's answer, as a model would give it that follows whatever it
reads: the worst that an instruction hidden in a comment can do to a real one.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

HARMLESS = {"findings": [], "needs": [], "because": "Nothing to look at."}
_ORDER = "ANSWER "


@dataclass
class Endpoint:
    """`says`: the model's answer, as an object or as raw content. `behave`: an HTTP status, or a way to go wrong.

    `asked`: the body of each request; `headers` of the last; `at_once`: the most requests that were open together.
    """

    address: str = ""
    says: dict[str, Any] | str = field(default_factory=lambda: dict(HARMLESS))
    behave: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    at_once: int = 0
    _open: int = 0

    @property
    def url(self) -> str:
        """The base address, as a landlord writes it."""
        return f"{self.address}/v1"

    @property
    def comments(self) -> list[str]:
        """The words it was sent, in order."""
        return [json.loads(one["messages"][1]["content"])["comment"] for one in self.asked]

    async def complete(self, request: web.Request) -> web.StreamResponse:
        self._open += 1
        self.at_once = max(self.at_once, self._open)
        try:
            self.bodies.append(await request.read())
            asked = json.loads(self.bodies[-1])
            self.asked.append(asked)
            self.headers = dict(request.headers)
            _held_to_the_form(asked)
            return await self._answer(request, asked)
        finally:
            self._open -= 1

    async def _answer(self, request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        if self.behave.isdecimal():
            return web.json_response({"error": {"message": "no"}}, status=int(self.behave))
        if self.behave == "redirect":
            return web.Response(status=307, headers={"Location": f"{self.address}/elsewhere"})
        if self.behave == "slow":
            await asyncio.sleep(30)
        if self.behave == "endless":
            return web.Response(body=b'{"choices": "' + b"x" * 200_000)
        if self.behave == "dies":
            assert request.transport is not None
            request.transport.abort()
        if self.behave in _ODD:
            return web.Response(body=_ODD[self.behave], content_type="application/json")
        return web.json_response(completion(self._content(asked), asked["model"]))

    def _content(self, asked: dict[str, Any]) -> str:
        comment = json.loads(asked["messages"][1]["content"])["comment"]
        if self.behave == "obedient" and _ORDER in comment:
            wanted, _ = json.JSONDecoder().raw_decode(comment.partition(_ORDER)[2])
            return json.dumps(wanted)
        return self.says if isinstance(self.says, str) else json.dumps(self.says)

    async def lead_away(self, request: web.Request) -> web.Response:
        self.elsewhere.append(request.path)
        return web.json_response(completion(json.dumps(HARMLESS), "elsewhere"))


def completion(content: str | None, model: str, **message: Any) -> dict[str, Any]:
    """The whole answer, as such servers give it."""
    said = {"role": "assistant", "content": content, **message}
    choice = {"index": 0, "message": said, "finish_reason": "stop", "logprobs": None}
    usage = {"prompt_tokens": 400, "completion_tokens": 40, "total_tokens": 440}
    return {"id": "c-1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice], "usage": usage}


def _cut(finish: str) -> bytes:
    whole = completion('{"findings": [{"na', "m")
    whole["choices"][0]["finish_reason"] = finish
    return json.dumps(whole).encode()


_ODD = {
    "not json": b"<html>proxy</html>",
    "not utf-8": b'{"choices": [{"message": {"content": "\xff\xfe"}}]}',
    "no choices": b'{"choices": []}',
    "deep": b"[" * 60_000,
    "refusal": json.dumps(completion(None, "m", refusal="I cannot help with that.")).encode(),
    "filtered": _cut("content_filter"),
    "cut": _cut("length"),
    "tool": json.dumps(completion(None, "m", tool_calls=[{"type": "function", "function": {"name": "hide"}}])).encode(),
}


def _held_to_the_form(asked: dict[str, Any]) -> None:
    """What strict servers insist on; a request that breaks it gets no answer, and the test fails."""
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    form = asked["response_format"]
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    _strict(form["json_schema"]["schema"])
    assert asked["stream"] is False


def _strict(schema: dict[str, Any]) -> None:
    """Every field is asked for, none more is allowed, and no word stands in it that strict endpoints refuse."""
    assert set(schema) <= {"type", "properties", "required", "additionalProperties", "items", "enum"}, sorted(schema)
    if schema["type"] == "object":
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        for one in schema["properties"].values():
            _strict(one)
    if schema["type"] == "array":
        _strict(schema["items"])


@asynccontextmanager
async def endpoint() -> AsyncIterator[Endpoint]:
    """Runs until the block ends."""
    made = Endpoint()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", made.complete)
    app.router.add_route("*", "/elsewhere", made.lead_away)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()
