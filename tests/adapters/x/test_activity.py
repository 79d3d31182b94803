"""The Activity API: told at once, kept once, never instead of polling."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.x.ids import id_at
from adapters.x.listen.activity import Activity
from adapters.x.listen.hearing import Hearing
from adapters.x.listen.stream import StreamEnded
from adapters.x.place import Place
from tests.adapters.ears import KeptIntake
from tests.adapters.mutants import answer, as_bytes, spoilt
from tests.adapters.x import samples
from tests.adapters.x.hears import texts, troubles, until
from tests.adapters.x.stage import XStage, x_stage
from tests.services.x.rest import Fault

SLOW = {"poll_seconds": 60, "conversation_seconds": 60, "check_seconds": 60, "letters_seconds": 60}
KINDS = ["post.mention.create", "post.reply.create", "post.quote.create", "dm.received"]


@asynccontextmanager
async def listening(stage: XStage, intake: KeptIntake) -> AsyncIterator[None]:
    task = asyncio.create_task(stage.platform.listen(intake))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def told(stage: XStage) -> None:
    """The stream is open, and the first round of polling is over: what is heard from now on was told."""
    seen: Callable[[str], int] = lambda path: stage.rest.calls[f"GET /2/{path}"]  # noqa: E731 - three words, used here
    us = stage.world.landlord["id"]
    await until(lambda: stage.rest.activity.heard_by == 1 and bool(seen("dm_events") and seen(f"users/{us}/mentions")))
    await asyncio.sleep(0.2)


@pytest.mark.slow
async def test_who_names_answers_quotes_or_writes_to_us_is_heard_at_once_and_once(tmp_path: Path) -> None:
    async with x_stage(tmp_path, activity=True, **SLOW) as stage:
        intake = KeptIntake()
        async with listening(stage, intake):
            await told(stage)
            stage.world.post(stage.world.tenant, "@oakhomes the lift is out")
            long = stage.world.post(stage.world.tenant, "left out your name " * 20, stage.root["id"], name_kept=False)
            await stage.quotes("Look at these clowns")
            await stage.writes("Privately: my boiler is off")
            await stage.we_say("We are on our way")
            await until(lambda: len(intake.payloads) >= 4)
            await asyncio.sleep(0.3)
        assert sorted(one["event_type"] for one in stage.rest.activity.subscriptions.values()) == sorted(KINDS)
        assert sorted(texts(stage.platform, intake)) == sorted(
            [
                "@oakhomes the lift is out",
                ("left out your name " * 20),
                "Look at these clowns",
                "Privately: my boiler is off",
            ]
        ), long
        heard = stage.platform.translate(intake.payloads[-1].body, "2026-11-22T09:00:00+00:00")
        assert not any(item.author.ours for item in heard if hasattr(item, "author"))


@pytest.mark.slow
async def test_what_was_told_is_not_heard_again_by_polling_nor_after_a_restart(tmp_path: Path) -> None:
    async with x_stage(tmp_path, activity=True, **SLOW) as stage:
        intake = KeptIntake()
        async with listening(stage, intake):
            await told(stage)
            await stage.writes("told")
            await stage.says("told too")
            await until(lambda: len(intake.payloads) >= 2)
        await stage.writes("said while we were away")
        stage.settings = stage.settings.model_copy(update={"letters_seconds": 0.2, "conversation_seconds": 0.2})
        await stage.restart()
        async with listening(stage, intake):
            await until(lambda: len(intake.payloads) >= 3)
            await asyncio.sleep(0.6)
        assert texts(stage.platform, intake) == ["told", "told too", "said while we were away"]
        assert len(stage.rest.activity.subscriptions) == len(KINDS), "subscribed once"


@pytest.mark.slow
async def test_where_x_refuses_it_a_person_is_told_and_polling_goes_on(tmp_path: Path) -> None:
    quick = {"poll_seconds": 0.2, "conversation_seconds": 0.2}
    async with x_stage(tmp_path, activity=True, **{**SLOW, **quick}) as stage:
        stage.rest.faults.append(Fault(r"GET /2/activity/subscriptions", 403))
        intake = KeptIntake()
        async with listening(stage, intake):
            await stage.says("Polling goes on")
            await until(lambda: bool(troubles(intake)) and len(intake.payloads) >= 2)
        assert "refuses the Activity API" in troubles(intake)[0]
        assert texts(stage.platform, intake) == ["Polling goes on"]


LETTER: dict[str, Any] = {
    "type": "message_create",
    "id": "2080765901528535096",
    "created_timestamp": "1784928224372",
    "message_create": {"target": {"recipient_id": "1000"}, "sender_id": "1001", "message_data": {"text": "hello!"}},
}
EVENTS: list[dict[str, Any]] = [
    {
        "data": {
            "event_uuid": "-6850472171600526495",
            "event_type": "dm.received",
            "payload": {"direct_message_events": [LETTER], "users": {"1001": {"data": {"id": "1001", "name": "T"}}}},
        }
    },
    {"data": {"event_type": "post.delete", "payload": {"id": "22", "author_id": "1000"}}},
]
ODD: list[Any] = [None, True, 2**70, "", "9" * 19, "\ud800", [], {}, [None], {"data": []}, [[]], "dm.received"]


async def test_whatever_the_stream_tells_it_is_kept_or_let_go(stage: XStage) -> None:
    """Nothing that X may send ends the listening; what is kept can be heard, or says why not."""
    intake, chance, kept = KeptIntake(), random.Random(5), 0
    desk = stage.platform._desk
    for _ in range(600):
        told = Activity("token", desk, Hearing(desk, intake, Place(id_at(datetime.now(UTC)))))
        try:
            await told.on_data(as_bytes(spoilt(chance, EVENTS, lambda: chance.choice(ODD), gone=0.2)))
        except StreamEnded:
            continue
    for payload in intake.payloads:
        assert json.loads(payload.body)["type"] == "letter"
        kept += bool(answer(lambda raw: stage.platform.translate(raw, samples.HEARD), payload.body))
    assert kept > 50, "the mutations must not all break it"
