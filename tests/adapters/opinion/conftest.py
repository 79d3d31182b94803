"""An endpoint on this machine."""

from collections.abc import AsyncIterator

import pytest

from tests.services.endpoint import Endpoint, endpoint


@pytest.fixture
async def model() -> AsyncIterator[Endpoint]:
    async with endpoint() as made:
        yield made
