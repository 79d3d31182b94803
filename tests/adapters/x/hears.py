"""What was heard, and listening until it is all there."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from adapters.x.platform import XPlatform
from tests.adapters.ears import KeptIntake, said
from tests.adapters.x.stage import XStage


def texts(platform: XPlatform, intake: KeptIntake) -> list[str]:
    return [item.text for item in said(platform, _understood(intake))]


def _understood(intake: KeptIntake) -> KeptIntake:
    """Without the payloads that only tell a person something."""
    found = KeptIntake()
    found.payloads = [one for one in intake.payloads if json.loads(one.body)["type"] != "trouble"]
    return found


def troubles(intake: KeptIntake) -> list[str]:
    told = [json.loads(one.body) for one in intake.payloads]
    return [one["why"] for one in told if one["type"] == "trouble"]


async def hears(stage: XStage, intake: KeptIntake, *wanted: str, settle: float = 0.0) -> None:
    """Listen until all of it is heard, each once."""
    enough: Callable[[], bool] = lambda: set(wanted) <= set(texts(stage.platform, intake))  # noqa: E731 - one look
    listening = asyncio.create_task(stage.platform.listen(intake))
    try:
        for _ in range(750):
            if enough() or listening.done():
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(settle)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    assert sorted(texts(stage.platform, intake)) == sorted(wanted)


async def until(look: Callable[[], bool], seconds: float = 20) -> None:
    for _ in range(round(seconds / 0.02)):
        if look():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")
