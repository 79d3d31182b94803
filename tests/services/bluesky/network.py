"""Starts PLC, PDS, AppView and Ozone, as their makers ship them, on 127.0.0.1, once for a test run."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.services.server import free_port, running
from tools import find


@dataclass(frozen=True, slots=True)
class Network:
    """Addresses (`http://localhost:PORT`) and identities of the running network.

    `chat_port` is where the PDS sends chat.bsky.*: free, until a test starts the stand-in for the closed chat service there.
    `admin_auth` is the Authorization header of the administrators of PDS, AppView and Ozone.
    Everything becomes visible a moment later (0.05 to 0.6 s): poll, never sleep.
    """

    plc: str
    pds: str
    appview: str
    appview_did: str
    ozone: str
    ozone_did: str
    chat_did: str
    chat_port: int
    process_log: Path
    admin_auth: str = "Basic YWRtaW46YWRtaW4tcGFzcw=="  # admin:admin-pass, fixed by the package

    @property
    def chat_url(self) -> str:
        return f"http://localhost:{self.chat_port}"


@pytest.fixture(scope="session")
def bluesky_network(postgres_url: str, redis_address: str) -> Iterator[Network]:
    """One network for the run; tests make their own accounts on it, with handles of their own under `.test`."""
    node = find.node()
    if node is None or not (find.NETWORK / "node_modules" / ".doorstep").exists():
        pytest.fail("The Bluesky network is not installed: run 'make test', or name network in SKIP.", pytrace=False)
    folder = Path(tempfile.mkdtemp(prefix="doorstep-network-"))
    told, chat_port = folder / "network.json", free_port()
    environment = {
        "DB_POSTGRES_URL": _database(postgres_url),
        "REDIS_HOST": redis_address,
        "CHAT_PORT": str(chat_port),
        "NETWORK_FILE": str(told),
        "TMPDIR": str(folder),
        "LOG_ENABLED": "false",
        "NODE_ENV": "test",
    }
    command: list[str | Path] = [node[0], "--import", "./loopback.mjs", "devnet.mjs"]
    log = folder / "Bluesky network.log"
    try:
        with running(command, log, told.exists, seconds=90, environment=environment, folder=find.NETWORK):
            yield Network(**json.loads(told.read_text()), chat_port=chat_port, process_log=log)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database(postgres_url: str) -> str:
    with psycopg.connect(f"{postgres_url}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE bluesky_network")
    return f"{postgres_url}/bluesky_network"
