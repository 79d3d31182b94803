"""Files that a command saves about people: only whoever saved them can read them."""

import os
from collections.abc import Mapping
from pathlib import Path

PERSONAL = 0o600


def save(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each into the folder, made if it is not there, and print where; what had the name before is replaced."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in files.items():
        file = folder / Path(name).name
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PERSONAL)
        with os.fdopen(handle, "wb") as out:
            os.fchmod(handle, PERSONAL)  # a file that was there keeps its mode otherwise
            out.write(content)
        print(file)
