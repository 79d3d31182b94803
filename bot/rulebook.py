"""The rulebook as it was read and tested, kept beside its data: `make install` makes it, every process that starts reads it.

It is looked for in one place, and made only when somebody asks (`make rulebook`, or `python -m bot.rulebook` where there is
no Makefile). Where it is absent, or of other data, code or libraries, a process reads and tests the data files itself: that
takes seconds, and `doorstep doctor` says so.
"""

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.resources import detector_texts

NAME = "compiled.json"
LIBRARIES = ("google-re2", "anyascii")
"""What the rules' own tests depend on besides our code: the engine, and the letters it is given."""


def kept() -> str:
    """The compiled rulebook; empty where there is none."""
    place = files("rules.detect") / NAME
    return place.read_text(encoding="utf-8") if place.is_file() else ""


def maker() -> str:
    """Which code and libraries read and test a rulebook here, in one digest."""
    whole = sha256("\n".join([sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]).encode())
    for file in _code():
        whole.update(f"\n{file.name} {sha256(file.read_bytes()).hexdigest()}".encode())
    return whole.hexdigest()


def fits() -> bool:
    """Whether a process that starts now finds its rulebook compiled."""
    from rules.detect import compiled_for

    return compiled_for(detector_texts(), kept(), maker())


def keep(place: Path | None = None) -> Path:
    """Reads and tests the rulebook and keeps it, whole or not at all. Raises RuleError, OSError."""
    from rules.detect import compile_rulebook

    place = place or Path(str(files("rules.detect") / NAME))
    text = compile_rulebook(detector_texts(), maker())
    part = place.with_suffix(f".{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(place)
    return place


def _code() -> Iterator[Traversable]:
    for folder in (files("rules.detect"), files("rules.text")):
        yield from sorted((f for f in folder.iterdir() if f.name.endswith(".py")), key=lambda file: file.name)
    yield files("rules.model") / "finding.py"


def _main() -> int:
    from rules.detect import RuleError

    try:
        if fits():
            os.utime(Path(str(files("rules.detect") / NAME)))  # Make goes by the time
        else:
            keep()
    except (RuleError, OSError) as error:
        print(f"doorstep: {error}", file=sys.stderr)  # noqa: T201 - a program of its own, run by the Makefile
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(_main())
