"""The Bluesky adapter keeps the promises of every platform, on the real network."""

import pytest

from tests.adapters.promises import Promises, SignsIn


@pytest.mark.network
class TestBluesky(Promises, SignsIn):
    pass
