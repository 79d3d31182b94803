"""Runs the command as a user would: its own process, warm (tests/bot/cli/warm.py) or, for what is about starting, cold."""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

TIMEOUT = 90


def doorstep(
    *words: str, given: str | bytes = "", home: Path | None = None, at: str = "", **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run `doorstep WORDS` with `given` on standard input, at the time `at` if one is given."""
    environment = {**os.environ, **variables, **({"DOORSTEP_HOME": str(home)} if home else {})}
    raw = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
    code, told = _warm().run(list(words), raw, environment, at)
    return _done(words, code, *told)


def cold(*words: str) -> "subprocess.CompletedProcess[str]":
    """The same by a Python of its own, which imports what the command needs."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    return _done(words, done.returncode, done.stdout, done.stderr)


def _done(words: tuple[str, ...], code: int, out: bytes, err: bytes) -> "subprocess.CompletedProcess[str]":
    told = (part.decode("utf-8", "replace") for part in (out, err))
    return subprocess.CompletedProcess(["doorstep", *words], code, *told)


class Warm:
    """The Python that waits, and how it is asked. Safe to ask from several threads."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.bot.cli.warm", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd=Path(__file__).parents[3],
            )
        self._asking = threading.Lock()
        atexit.register(self.close)

    def run(
        self, words: list[str], given: bytes, environment: dict[str, str], at: str
    ) -> tuple[int, tuple[bytes, bytes]]:
        """Exit code, and what it said on standard output and standard error."""
        order = {"words": words, "environment": environment, "folder": str(Path.cwd()), "at": at}
        with TemporaryFile() as source, TemporaryFile() as out, TemporaryFile() as err:
            source.write(given)
            source.seek(0)
            hears, tells = os.pipe()
            with os.fdopen(hears, "rb", buffering=0) as end:
                try:
                    with self._asking:
                        handles = [source.fileno(), out.fileno(), err.fileno(), tells]
                        socket.send_fds(self._line, [json.dumps(order).encode()], handles)
                finally:
                    os.close(tells)
                code = _exit_code(end, words)
            return code, (_all(out), _all(err))

    def close(self) -> None:
        """It ends when nobody can ask it any more."""
        self._line.close()
        self._process.wait(TIMEOUT)


def _exit_code(end: IO[bytes], words: list[str]) -> int:
    """Waits for both lines that the watcher writes: the process's number, its exit code. Kills it when it takes too long."""
    told, late = b"", time.monotonic() + TIMEOUT
    while told.count(b"\n") < 2:
        if not select.select([end], [], [], max(0.0, late - time.monotonic()))[0]:
            os.kill(int(told.split()[0]), signal.SIGKILL)
            raise subprocess.TimeoutExpired(words, TIMEOUT)
        piece = end.read(64)
        assert piece, "the Python that waits has gone: see its standard error"
        told += piece
    return int(told.split()[1])


def _all(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


@cache
def _warm() -> Warm:
    return Warm()
