"""Set-up for `make test`: finds or installs Chromium, PostgreSQL, Redis, Pango, OpenSSL and the Bluesky network.

Usage: python -m tools.setup [--skip "chromium network openssl pango postgres redis"]
Installs Debian packages only as root with apt-get at hand. What cannot be had is one line, and exit code 2 at the end.
Standard library only.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import find

LOGS = find.REPOSITORY / ".cache" / "setup"
NAMES = ("chromium", "postgres", "redis", "pango", "openssl", "network")


class Missing(Exception):
    """Something cannot be had here. The text is one line: what, why, and what a person can do."""


def main() -> int:
    """Set up everything not skipped; 0 when all of it is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skip", default="", help="names, separated by blanks or commas: " + " ".join(NAMES))
    skipped = set(parser.parse_args().skip.replace(",", " ").split())
    if unknown := skipped - set(NAMES):
        print(f"SKIP names what does not exist: {' '.join(sorted(unknown))}. It may name: {' '.join(NAMES)}.")
        return 2
    here = [_set_up(name, skipped) for name in NAMES]  # every failure is shown, not only the first
    return 0 if all(here) else 2


def _set_up(name: str, skipped: set[str]) -> bool:
    if name in skipped:
        print(f"set-up: {name}: skipped (SKIP)")
        return True
    try:
        print(f"set-up: {name}: {STEPS[name]()}", flush=True)
    except Missing as missing:
        print(f"set-up: {name}: MISSING: {missing} Or leave it out: make test SKIP={name}", flush=True)
        return False
    return True


def _chromium() -> str:
    return str(find.chromium() or _by_apt(find.chromium, "chromium"))


def _postgres() -> str:
    return str(find.postgres() or _by_apt(find.postgres, "postgresql"))


def _redis() -> str:
    return str(find.redis() or _by_apt(find.redis, "redis-server"))


def _pango() -> str:
    return str(find.pango() or _by_apt(find.pango, "libpangoft2-1.0-0"))


def _openssl() -> str:
    return str(find.openssl() or _by_apt(find.openssl, "openssl"))


def _by_apt(look: Callable[[], Path | None], package: str) -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"install {package} with your system's package manager (this needs an administrator).")
    print(f"set-up: installing the Debian package {package}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-q"], package, environment)
    _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package], package, environment)
    if (found := look()) is None:
        raise Missing(f"the Debian package {package} is installed, but it is not found where it should be.")
    return found


def _network() -> str:
    node = find.node()
    if node is None or node[1] not in find.NODE_VERSIONS:
        wanted = " or ".join(str(version) for version in find.NODE_VERSIONS)
        raise Missing(f"the Bluesky network needs Node.js {wanted}; found {f'{node[1]}' if node else 'none'}.")
    if not shutil.which("npm"):
        raise Missing(f"Node.js {node[1]} is here, but its package manager npm is not.")
    stamp = find.NETWORK / "node_modules" / ".doorstep"
    lock = hashlib.sha256((find.NETWORK / "package-lock.json").read_bytes()).hexdigest()
    state = f"{lock} node {node[1]}"
    if not stamp.exists() or stamp.read_text() != state:
        print("set-up: installing the Bluesky network with npm ci (compiles SQLite: one to three minutes)", flush=True)
        _run(["npm", "ci"], "network", _with_headers(node[0]), find.NETWORK)
        stamp.write_text(state)
    return f"Node.js {node[1]}, {stamp.parent}"


def _with_headers(node: Path) -> dict[str, str]:
    """Compile against the C headers that came with this Node.js where it has them, so that none are downloaded."""
    prefix = node.resolve().parent.parent
    headers = {"npm_config_nodedir": str(prefix)} if (prefix / "include" / "node" / "node.h").exists() else {}
    return {**os.environ, **headers}


def _run(command: list[str], name: str, environment: dict[str, str], folder: Path | None = None) -> None:
    """Run with its output in a log. Raises Missing with the log's last line when the command fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    began = time.monotonic()
    with log.open("w") as out:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
        )
    if done.returncode:
        told = [
            line for line in log.read_text(errors="replace").splitlines() if line.strip() and "complete log" not in line
        ]
        last = told[-1] if told else "it said nothing"
        raise Missing(f"'{' '.join(command)}' failed: {last} (all of it: {log.relative_to(find.REPOSITORY)}).")
    print(f"set-up: {' '.join(command[:2])} took {time.monotonic() - began:.0f} s", flush=True)


STEPS: dict[str, Callable[[], str]] = {
    "chromium": _chromium,
    "postgres": _postgres,
    "redis": _redis,
    "pango": _pango,
    "openssl": _openssl,
    "network": _network,
}

if __name__ == "__main__":
    sys.exit(main())
