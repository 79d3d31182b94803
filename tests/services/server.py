"""A server of somebody else's, started for the tests on 127.0.0.1 and stopped with them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

LEASH = Path(__file__).with_name("leash.py")
LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on now. The one who asked takes it at once."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def running(
    command: Sequence[str | Path],
    log: Path,
    ready: Callable[[], bool],
    *,
    seconds: float = 30,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: str | None = None,
) -> Iterator[None]:
    """Run the command until the block ends. Fails the test, with the end of its log, when it is not ready in time."""
    with log.open("wb") as out:
        leash = subprocess.Popen(
            [sys.executable, "-I", LEASH, *(["--as", user] if user else []), *command],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            env={**os.environ, **(environment or {})},
            cwd=folder,
            start_new_session=True,
        )
    try:
        _wait_until_ready(leash, log, ready, seconds)
        yield
    finally:
        assert leash.stdin is not None
        leash.stdin.close()
        leash.wait(20)


def _wait_until_ready(leash: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if leash.poll() is not None or time.monotonic() > deadline:
            state = "stopped" if leash.poll() is not None else f"was not ready after {seconds:.0f} s"
            end = log.read_text(errors="replace")[-2000:]
            pytest.fail(f"{log.stem} {state}. The end of its log:\n{end}", pytrace=False)
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Whether somebody accepts a connection there."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex((LOOPBACK, port)) == 0
