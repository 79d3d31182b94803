"""The packs in the tree, read as bot reads them."""

from functools import cache
from pathlib import Path

import rules.packs
from rules.policy.parse import parse
from rules.policy.schema import Pack

FOLDER = Path(rules.packs.__file__).parent
NAMES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / "pack.yaml").is_file()))


def texts(name: str) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (FOLDER / name).glob("*.yaml")}


@cache
def pack(name: str) -> Pack:
    return parse(texts(name))
