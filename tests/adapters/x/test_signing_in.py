"""Keys, signatures and names: who is let in, and why not."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.platform import ChannelDown
from adapters.x.platform import XPlatform
from tests.adapters.x.stage import XStage
from tests.services.x.rest import Fault
from tests.services.x.server import x_server

PAGE = "<html><body>Over capacity</body></html>"

Keyed = Callable[[dict[str, Any]], AbstractAsyncContextManager[XPlatform]]


@asynccontextmanager
async def _keyed(folder: Path, changes: dict[str, Any]) -> AsyncIterator[XPlatform]:
    async with x_server(folder) as server:
        stage = XStage(server, **changes)
        try:
            yield stage.platform
        finally:
            await stage.platform.close()


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    """A platform not yet open, with other keys."""
    return partial(_keyed, tmp_path)


@pytest.mark.parametrize("name", ["consumer_key", "consumer_secret", "access_token_secret"])
async def test_wrong_keys_are_refused_by_their_signature(keyed: Keyed, name: str) -> None:
    async with keyed({name: SecretStr("wrong")}) as platform:
        with pytest.raises(ChannelDown, match="refuses our keys"):
            await platform.open()


async def test_tokens_of_another_account_are_seen(tmp_path: Path) -> None:
    async with x_server(tmp_path) as server:
        stage = XStage(server)
        server.world.landlord = {**server.world.landlord, "id": "77"}
        with pytest.raises(ChannelDown, match="another account"):
            await stage.platform.open()
        await stage.platform.close()


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault("users/me", 402), "credits"),
        (Fault("users/me", 503, PAGE, "text/html"), "cannot be reached"),
        (Fault("users/me", 429), "cannot be used now"),
        (Fault("users/me", drop=True, times=9), "cannot be reached"),
    ],
)
async def test_no_sign_in_says_why(tmp_path: Path, fault: Fault, why: str) -> None:
    async with x_server(tmp_path) as server:
        stage = XStage(server)
        server.rest.faults.append(fault)
        with pytest.raises(ChannelDown, match=why):
            await stage.platform.open()
        await stage.platform.close()


async def test_any_other_name_is_never_reached(tmp_path: Path) -> None:
    async with x_server(tmp_path) as server:
        stage = XStage(server, hosts=("somewhere.example=127.0.0.1:1",))
        with pytest.raises(ChannelDown, match="cannot be reached"):
            await stage.platform.open()
        await stage.platform.close()
