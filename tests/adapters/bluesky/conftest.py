"""The stage that Bluesky's tests share."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.bluesky.stage import BlueskyStage, bluesky_stage
from tests.services.bluesky.network import Network


@pytest.fixture
async def stage(bluesky_network: Network) -> AsyncIterator[BlueskyStage]:
    async with bluesky_stage(bluesky_network) as stage:
        yield stage
