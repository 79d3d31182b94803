"""Every letter of every built-in pack, to people who do not exist."""

from dataclasses import replace
from functools import cache
from typing import Any

from bot.letters.letter import Letter
from bot.letters.sample import kinds, sample
from rules.model.case.words import LetterKind
from tests.rules.packs import NAMES, pack

ALL = tuple((name, kind) for name in NAMES for kind in kinds(pack(name)))
IDS = [f"{name}-{kind.value}" for name, kind in ALL]


@cache
def letter(name: str, kind: LetterKind) -> Letter:
    """A complete letter of a pack."""
    return sample(pack(name), map(pack, NAMES), kind)


def notice(**changes: Any) -> Letter:
    """A restriction notice with something changed."""
    return replace(letter("derby-2024", LetterKind.RESTRICTION_NOTICE), **changes)
