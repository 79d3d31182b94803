"""The packs in the tree, read as bot reads them."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import rules.packs
from bot.compose import pack as pack  # one reading for all tests of a process: Derby's takes a fifth of a second
from rules.policy.parse import BESIDE, assembled, load
from rules.policy.schema import Pack

FOLDER = Path(rules.packs.__file__).parent
NAMES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / "pack.yaml").is_file()))


def texts(name: str) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (FOLDER / name).glob("*.yaml")}


@cache
def _loaded(name: str) -> dict[str, dict[str, Any]]:
    return {file: load(file, text) for file, text in texts(name).items() if file not in BESIDE}


def rewritten(name: str, file: str, old: str, new: str) -> Pack:
    """The pack with one thing changed in one file; the others are not read again, which takes a fifth of a second."""
    text = texts(name)[file]
    assert old in text
    return assembled({**deepcopy(_loaded(name)), file: load(file, text.replace(old, new, 1))})
