"""The stage that Discord's tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.discord.stage import DiscordStage, discord_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[DiscordStage]:
    async with discord_stage(tmp_path) as stage:
        yield stage
