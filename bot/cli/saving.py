"""Files that a command saves about people: only whoever saved them can read them."""

import os
from collections.abc import Mapping
from pathlib import Path

PERSONAL = 0o600
ONLY_MINE = 0o700


class NotEmpty(Exception):
    """Something stands in the folder already; the text says what to do."""


def save(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each into the folder, made if it is not there, and print where; what had the name before is replaced."""
    folder.mkdir(parents=True, exist_ok=True, mode=ONLY_MINE)
    for name, content in files.items():
        file = folder / Path(name).name
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PERSONAL)
        with os.fdopen(handle, "wb") as out:
            os.fchmod(handle, PERSONAL)  # a file that was there keeps its mode otherwise
            out.write(content)
        print(file)


def save_alone(folder: Path, files: Mapping[str, bytes]) -> None:
    """The same into a folder of its own, so that what is about one person never stands beside what is about another.

    Raises NotEmpty, and then nothing is written.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise NotEmpty(f"{folder} is not empty: name a folder of its own for each answer, so that two never mix.")
    folder.mkdir(parents=True, exist_ok=True, mode=ONLY_MINE)
    folder.chmod(ONLY_MINE)  # a folder that was there keeps its mode otherwise
    save(folder, files)
