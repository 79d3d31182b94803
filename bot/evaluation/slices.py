"""Fairness slices: which of the named groups a comment belongs to, by its words. The groups are data (`slices.yaml`)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML


class Slices:
    """Word lists by kind and name. Built by `shipped`."""

    def __init__(self, lists: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._patterns = {
            f"{kind}: {name}": re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
            for kind, named in lists.items()
            for name, words in named.items()
        }

    def of(self, text: str) -> frozenset[str]:
        """The names of the groups whose words the text holds, such as `dialect: Scots`."""
        return frozenset(name for name, pattern in self._patterns.items() if pattern.search(text))


@cache
def shipped() -> Slices:
    """The project's own lists."""
    text = (files("bot.evaluation") / "slices.yaml").read_text(encoding="utf-8")
    return Slices(YAML(typ="safe").load(text))
