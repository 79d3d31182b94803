"""What bot implements for an adapter, at its plainest: an intake and a notebook in memory.

The intake does not weed out repeats: a test that counts sees every one.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from adapters.platform import Payload, Platform
from rules.model.interaction import Heard, Interaction, Removal

_GLANCE = 0.02


class KeptIntake:
    """Keeps payloads in order. With `stuck`, a commit is begun (`begun`) and never ends, as in a crash."""

    def __init__(self) -> None:
        self.payloads: list[Payload] = []
        self.place: str | None = None
        self.stuck = False
        self.begun = False

    async def keep(self, payloads: Sequence[Payload], cursor: str | None) -> None:
        self.begun = True
        await asyncio.sleep(3600 if self.stuck else 0)
        self.payloads += payloads
        self.place = cursor

    async def cursor(self) -> str | None:
        return self.place


class KeptNotebook:
    """Keeps texts by name."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    async def read(self, name: str) -> str | None:
        return self.texts.get(name)

    async def write(self, name: str, text: str) -> None:
        self.texts[name] = text


def heard(platform: Platform, intake: KeptIntake) -> list[Heard]:
    """Everything kept, translated, in order."""
    now = datetime.now(UTC).isoformat()
    return [item for payload in intake.payloads for item in platform.translate(payload.body, now)]


def said(platform: Platform, intake: KeptIntake) -> list[Interaction]:
    return [item for item in heard(platform, intake) if isinstance(item, Interaction)]


def removed(platform: Platform, intake: KeptIntake) -> list[Removal]:
    return [item for item in heard(platform, intake) if isinstance(item, Removal)]


async def listen_until(
    platform: Platform, intake: KeptIntake, enough: Callable[[], bool], *, seconds: float = 25, settle: float = 0.0
) -> None:
    """Listen until `enough`, then a little longer (`settle`), then stop as a shutdown does."""
    listening = asyncio.create_task(platform.listen(intake))
    try:
        for _ in range(round(seconds / _GLANCE)):
            if enough() or listening.done():
                break
            await asyncio.sleep(_GLANCE)
        await asyncio.sleep(settle)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    assert enough(), f"not heard within {seconds} s: {[item.text for item in said(platform, intake)]}"
