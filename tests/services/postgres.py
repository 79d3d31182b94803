"""PostgreSQL for the tests: a throw-away cluster on a free port, and a fresh database for each test that asks."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.services.server import LOOPBACK, free_port, running
from tools import find

OWNER = "doorstep"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """`postgresql://doorstep@127.0.0.1:PORT`, without a database name; stopped and removed with the test run."""
    programs = find.postgres()
    if programs is None:
        pytest.fail("PostgreSQL is not here: run 'make test', or name postgres in SKIP.", pytrace=False)
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="doorstep-postgres-"))
    if user:
        shutil.chown(folder, user)
    try:
        data, port = folder / "data", free_port()
        _initdb(programs, data, user)
        settings = {
            "port": str(port),
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "max_wal_size": "256MB",
            "autovacuum": "off",
            "max_connections": "200",
            "log_statement": "none",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        url = f"postgresql://{OWNER}@{LOOPBACK}:{port}"
        log = folder / "PostgreSQL.log"
        with running(
            [programs / "postgres", "-D", data, *options], log, lambda: _accepts(url), user=user, folder=folder
        ):
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """SQLAlchemy's URL of an empty database, `postgresql+psycopg://...`; dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{postgres_url}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{postgres_url.replace('postgresql', 'postgresql+psycopg', 1)}/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _user() -> str | None:
    """PostgreSQL refuses to run as root: then as its own user, which its package made, or as nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _initdb(programs: Path, data: Path, user: str | None) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        OWNER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data.parent, user=user)
    if done.returncode:
        pytest.fail(f"initdb failed: {done.stderr.strip()}", pytrace=False)


def _accepts(url: str) -> bool:
    try:
        psycopg.connect(f"{url}/postgres", connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
