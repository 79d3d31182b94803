"""What X really sent, as tweepy's own tests recorded it: each post and letter is translated, or refused with a reason.

A smaller twin on answers written here runs without ../shared.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from adapters.platform import Json, Untranslatable
from adapters.x import payloads
from adapters.x.desk import included
from adapters.x.listen.hearing import Found
from adapters.x.translate import translate
from tests.adapters.x import samples


def offered(answer: Json, us: str, author: Json | None = None) -> list[bytes]:
    """An answer of X as the adapter would hand it on: a payload for each post or letter in it; else the answer itself.

    `author`: named where the recording did not ask for one.
    """
    data = answer.get("data")
    whose = {name: (author or {}).get("id") for name in ("author_id", "sender_id")} if author else {}
    listed = [{**whose, **one} for one in data if isinstance(one, dict)] if isinstance(data, list) else []
    events = [one for one in listed if "event_type" in one]
    people = included(answer, "users", "id")
    if events:
        senders = [people.get(str(one.get("sender_id")), {"id": one.get("sender_id")}) for one in events]
        return [payloads.letter(one, who, [us]).body for one, who in zip(events, senders, strict=True)]
    if not listed and isinstance(data, dict) and "text" in data:
        listed = [{**whose, **data}]
    found = Found("mentions")
    found.add({**answer, "data": listed})
    posts = [post for post in found.posts.values() if "text" in post]
    if not posts:
        return [json.dumps(answer).encode()]
    return [_post(post, found, us) for post in posts]


def _post(post: Json, found: Found, us: str) -> bytes:
    author = found.authors.get(str(post.get("author_id")), {"id": post.get("author_id")})
    made = payloads.post(post, author, [], [us], by="mentions", owner="", quotes_us=False, parent_text=None)
    return made.body


def became(body: bytes) -> str:
    """What it became; anything but an answer or a reason is raised."""
    try:
        heard = translate(body, samples.HEARD, "x")
    except Untranslatable as why:
        return "refused with a reason" if str(why) else "refused without a reason"
    return "translated" if heard else "ours or a bare repost"


@pytest.mark.shared
def test_every_recorded_answer(shared: Path) -> None:
    """tweepy's recordings asked for no authors, so each is offered twice: as it is, and with one named."""
    plain, named = Counter[str](), Counter[str]()
    files = sorted((shared / "data" / "recorded" / "x").glob("*.yaml"))
    for file in files:
        for exchange in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["interactions"]:
            answer = json.loads(exchange["response"]["body"]["string"])
            plain.update(became(body) for body in offered(answer, "1"))
            named.update(became(body) for body in offered(answer, "1", {"id": samples.THEM}))
    print(f"{len(files)} recordings of X, {plain.total()} payloads: {dict(plain)}; with an author named: {dict(named)}")
    assert len(files) == 16
    assert plain.total() == named.total() >= 40
    assert set(plain) | set(named) <= {"translated", "refused with a reason", "ours or a bare repost"}
    assert named["translated"] >= 10


def test_answers_written_here() -> None:
    post: dict[str, Any] = samples.post()["post"]
    people = {"users": [{"id": samples.THEM, "username": "tenant", "name": "A Tenant"}]}
    letter = samples.letter()["event"]
    answers: list[tuple[Json, list[str]]] = [
        ({"data": [post], "includes": people, "meta": {"result_count": 1}}, ["translated"]),
        ({"data": [{"id": "5", "text": "no author asked for"}]}, ["refused with a reason"]),
        ({"data": post, "includes": people}, ["translated"]),
        ({"data": [letter, {**letter, "id": "6", "event_type": "ParticipantsJoin"}], "includes": people},
         ["translated", "refused with a reason"]),
        ({"data": {"hidden": True}}, ["refused with a reason"]),
        ({"meta": {"result_count": 0}}, ["refused with a reason"]),
        ({"errors": [{"title": "Not Found Error"}]}, ["refused with a reason"]),
    ]  # fmt: skip
    assert [[became(body) for body in offered(answer, samples.US)] for answer, _ in answers] == [
        it for _, it in answers
    ]
