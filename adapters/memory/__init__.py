"""A platform in memory: the demo and the tests use it. It keeps its own state, as a real platform would."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from adapters.media import MediaHost
from adapters.memory.platform import MemoryPlatform
from adapters.memory.world import World
from adapters.platform import Notebook


class MemorySettings(BaseModel):
    """How one channel in memory is set up.

    `file` makes the platform side durable and shared between processes; without it, it ends with the process.
    `keyed`: whether the platform itself knows idempotency keys. Exams set it to false: a second send shows twice.
    `media_hosts`: where its pictures stand; none without it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: str = "memory"
    file: Path | None = None
    keyed: bool = True
    poll_seconds: float = 0.02
    batch: int = 500
    media_hosts: frozenset[MediaHost] = frozenset()


def connect(settings: MemorySettings, notebook: Notebook) -> MemoryPlatform:
    """The platform for these settings. It has no secrets, so the notebook stays empty."""
    del notebook
    world = World(settings.file, keyed=settings.keyed)
    return MemoryPlatform(
        settings.channel,
        world,
        poll_seconds=settings.poll_seconds,
        batch=settings.batch,
        media_hosts=settings.media_hosts,
    )
