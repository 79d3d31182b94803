"""A Doorstep as its own process: started, watched, stopped or killed by the test that started it."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")


class Process:
    """`python -m bot WORDS`; use it as a context manager, so that it never outlives its test."""

    def __init__(self, *words: str, home: Path | None = None, **variables: str) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **variables}
        if home is not None:
            environment["DOORSTEP_HOME"] = str(home)
        command = [sys.executable, "-m", "bot", *words]
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines: list[str] = []
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._queue.put(line.rstrip("\n"))
        self._queue.put(None)

    def wait_for(self, pattern: str, seconds: float = 60) -> "re.Match[str]":
        """The first line, from now on, that holds `pattern`; fails the test with everything said so far."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.lines.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"no line with {pattern!r}; it said:\n" + "\n".join(self.lines))

    def stop(self, seconds: float = 30) -> int:
        """Ask it to stop, as Ctrl-C does; its exit code."""
        self._child.send_signal(signal.SIGINT)
        return self._child.wait(seconds)

    def kill(self) -> None:
        """kill -9."""
        self._child.kill()
        self._child.wait(10)

    @property
    def alive(self) -> bool:
        return self._child.poll() is None

    def said(self) -> str:
        """Everything it printed."""
        while not self._queue.empty():
            line = self._queue.get()
            if line is not None:
                self.lines.append(line)
        return "\n".join(self.lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.alive:
            self.kill()
        self._reader.join(10)
        assert self._child.stdout is not None
        self._child.stdout.close()


def until(look: Callable[[], T], what: str, seconds: float = 60, every: float = 0.1) -> T:
    """Look until it is true; fails the test with the last thing seen."""
    end, seen = time.monotonic() + seconds, look()
    while not seen:
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}; last seen {seen!r}")
        time.sleep(every)
        seen = look()
    return seen
