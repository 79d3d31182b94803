"""A file drop: one file a letter, in a folder on another machine that is mounted here."""

import asyncio
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from adapters.platform import Letter, Receipt


class DropSettings(BaseModel):
    """`folder` must be there already: a share that is not mounted must not be mistaken for an empty folder here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path


class DropPost:
    """Writes each letter's text to `<key>.txt`, whole or not at all, and never over another."""

    def __init__(self, name: str, settings: DropSettings) -> None:
        self.name = name
        self._folder = settings.folder

    async def send(self, letter: Letter) -> Receipt:
        """Accepted when the file is on the disk and reads as it should."""
        return await asyncio.to_thread(self._send, letter)

    def _send(self, letter: Letter) -> Receipt:
        file, draft = self._folder / f"{letter.key}.txt", self._folder / f".{letter.key}.{os.getpid()}"
        if not self._folder.is_dir():
            return Receipt(accepted=False, why="the folder is not there: is it mounted?")
        try:
            if not file.exists():
                _write(draft, file, letter.text)
            same = file.read_text(encoding="utf-8") == letter.text
        except OSError as error:
            return Receipt(accepted=False, why=f"the folder cannot be written: {error.strerror}")
        return Receipt(same, "the file is in the folder" if same else "another file of that name is in the folder")


def _write(draft: Path, file: Path, text: str) -> None:
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
