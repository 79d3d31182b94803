"""Redis for the tests, which the Bluesky network wants. Doorstep itself uses none."""

from collections.abc import Iterator

import pytest

from tests.services.server import LOOPBACK, answers, free_port, running
from tools import find


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`127.0.0.1:PORT` of an empty server that keeps nothing."""
    program = find.redis()
    if program is None:
        pytest.fail("Redis is not here: run 'make test', or name redis in SKIP.", pytrace=False)
    folder = tmp_path_factory.mktemp("redis")
    port = free_port()
    options = ["--bind", LOOPBACK, "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running([program, *options], folder / "Redis.log", lambda: answers(port)):
        yield f"{LOOPBACK}:{port}"
