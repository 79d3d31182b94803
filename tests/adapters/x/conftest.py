"""The stage that X's tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.x.stage import XStage, x_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[XStage]:
    async with x_stage(tmp_path) as stage:
        yield stage
