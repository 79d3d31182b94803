"""The hashed locks. `write` makes them from pyproject.toml; `check` shows that they hold on each Python we promise.

Usage: python -m tools.locks write|check
The locks name versions and hashes and no address, so that they work with any index that has the same files.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.find import REPOSITORY

PYTHONS = ("3.11", "3.12", "3.13")
RUN, DEV, TRAIN = "requirements.txt", "requirements-dev.txt", "requirements-train.txt"
BENCH = "requirements-bench.txt"
GROUPS = {RUN: ("build",), DEV: ("build", "test", "lint", "lock"), TRAIN: ("train",), BENCH: ("bench",)}
OPTIONS = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
    "--universal",
    "--python-version",
    PYTHONS[0],
)


def main() -> int:
    """0 when the locks were written, or hold."""
    match sys.argv[1:]:
        case ["write"]:
            return _write()
        case ["check"]:
            return _check()
        case _:
            print(__doc__)
            return 2


def _write() -> int:
    return _compile(RUN, RUN) or any(_compile(lock, lock, "--constraint", RUN) for lock in (DEV, TRAIN, BENCH))


def _compile(lock: str, output: str, *more: str) -> int:
    groups = [part for group in GROUPS[lock] for part in ("--group", group)]
    return _uv("pip", "compile", "pyproject.toml", *groups, *OPTIONS, *more, "--output-file", output)


def _check() -> int:
    """Each lock resolves on each Python to what it says, with hashes; and pyproject.toml asks for nothing it lacks."""
    with tempfile.TemporaryDirectory() as folder:
        for lock in GROUPS:
            if failed := _compile(lock, str(Path(folder) / lock), "--constraint", lock):
                print(f"{lock}: pyproject.toml asks for what the lock does not have; run 'make locks'")
                return failed
            if _pins(Path(folder) / lock) != _pins(REPOSITORY / lock):
                print(f"{lock}: it is not the lock of pyproject.toml; run 'make locks'")
                return 1
            for python in PYTHONS:
                if failed := _resolves(lock, python, Path(folder) / "resolved"):
                    return failed
                print(f"{lock}: resolves on Python {python}")
    return 0


def _resolves(lock: str, python: str, output: Path) -> int:
    options = ("--python-version", python, "--python-platform", "linux", "--only-binary", ":all:", "--quiet")
    return _uv("pip", "compile", lock, *options, "--output-file", str(output))


def _pins(lock: Path) -> list[str]:
    return [line.rstrip(" \\") for line in lock.read_text().splitlines() if "==" in line and not line.startswith(" ")]


def _uv(*arguments: str) -> int:
    uv = Path(sys.executable).with_name("uv")
    return subprocess.run([uv, *arguments], cwd=REPOSITORY, stdout=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
