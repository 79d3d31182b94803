"""Runs the command as a user would: its own process."""

import os
import subprocess
import sys
from pathlib import Path

TIMEOUT = 90


def doorstep(
    *words: str, given: str | bytes = "", home: Path | None = None, **variables: str
) -> "subprocess.CompletedProcess[str]":
    """Run `doorstep WORDS` with `given` on standard input."""
    environment = {**os.environ, **variables, **({"DOORSTEP_HOME": str(home)} if home else {})}
    raw = given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass")
    command = [sys.executable, "-m", "bot", *words]
    done = subprocess.run(command, input=raw, capture_output=True, env=environment, timeout=TIMEOUT, check=False)
    out, err = (part.decode("utf-8", "replace") for part in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, out, err)
