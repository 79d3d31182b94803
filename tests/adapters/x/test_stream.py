"""The filtered stream: at once, never instead of polling, and not for ever where it is refused."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.adapters.ears import KeptIntake
from tests.adapters.x.hears import hears, texts, troubles, until
from tests.adapters.x.stage import x_stage


@pytest.mark.slow
async def test_the_stream_is_heard_at_once(tmp_path: Path) -> None:
    slow = {"poll_seconds": 60, "conversation_seconds": 60, "check_seconds": 60}
    async with x_stage(tmp_path, stream=True, direct_messages=False, **slow) as stage:
        intake = KeptIntake()
        listening = asyncio.create_task(stage.platform.listen(intake))
        try:
            await until(lambda: bool(stage.world.ears))
            assert [rule["tag"] for rule in stage.world.rules.values()] == ["doorstep"]
            await stage.says("Live")
            await stage.we_say("We are live")
            await until(lambda: bool(intake.payloads))
            await asyncio.sleep(0.3)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
        assert texts(stage.platform, intake) == ["Live"]


@pytest.mark.slow
async def test_a_refused_stream_is_not_tried_for_ever(tmp_path: Path) -> None:
    async with x_stage(tmp_path, stream=True, bearer_token=SecretStr("wrong")) as stage:
        intake = KeptIntake()
        await stage.says("Polling goes on")
        await hears(stage, intake, "Polling goes on")
        listening = asyncio.create_task(stage.platform.listen(intake))
        await until(lambda: bool(troubles(intake)))
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        assert "refuses the stream" in troubles(intake)[0]
        stage.server.rest.bad_signatures = 0


@pytest.mark.slow
async def test_what_the_stream_says_is_kept_before_it_goes_on(tmp_path: Path) -> None:
    """An intake that cannot keep stops the channel, also when the stream brought it."""

    class Broken(KeptIntake):
        async def keep(self, payloads: object, cursor: str | None) -> None:
            raise RuntimeError("the store is full")

    slow = {"poll_seconds": 60, "conversation_seconds": 60, "check_seconds": 60}
    async with x_stage(tmp_path, stream=True, direct_messages=False, **slow) as stage:
        listening = asyncio.create_task(stage.platform.listen(Broken()))
        await until(lambda: bool(stage.world.ears))
        await stage.says("Live")
        with pytest.raises(RuntimeError, match="full"):
            await asyncio.wait_for(listening, 15)
