"""Where the programs are that tests need: Chromium, PostgreSQL, Redis, Node.js, Pango, OpenSSL. To run, none is needed."""

import ctypes.util
import re
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
NETWORK = REPOSITORY / "tests" / "services" / "bluesky"
NODE_VERSIONS = (20, 22)
"""Majors on which the Bluesky network runs. On 24 its SQLite module aborts the process."""


def chromium() -> Path | None:
    """A browser of the Chromium family on the PATH."""
    return _first("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def redis() -> Path | None:
    """The Redis server."""
    return _first("redis-server")


def openssl() -> Path | None:
    """The command line of OpenSSL: the time-stamp authority of the tests, and a second reader of what it stamped."""
    return _first("openssl")


def pango() -> Path | None:
    """The system library that PDFs of letters are laid out with, by the name it is loaded under."""
    found = ctypes.util.find_library("pangoft2-1.0")
    return Path(found) if found else None


def postgres() -> Path | None:
    """The folder with `initdb` and `postgres`; Debian keeps it off the PATH. The newest wins."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -int(folder.parent.name))
    on_path = [binary.resolve().parent for binary in (_first("postgres"),) if binary]
    return next(
        (bin_ for bin_ in [*on_path, *kept] if (bin_ / "initdb").exists() and (bin_ / "postgres").exists()), None
    )


def node() -> tuple[Path, int] | None:
    """Node.js and its major version."""
    binary = _first("node", "nodejs")
    if binary is None:
        return None
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", said)
    return (binary, int(major[1])) if major else None


def _first(*names: str) -> Path | None:
    return next((Path(found) for name in names if (found := shutil.which(name))), None)
