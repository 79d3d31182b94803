"""The three modes of a channel. A new one starts in `observe`."""

from enum import StrEnum


class Mode(StrEnum):
    """`observe` only shows what would have been done, `assist` proposes, `auto` does what may be automatic."""

    OBSERVE = "observe"
    ASSIST = "assist"
    AUTO = "auto"


def mode_of(word: str | None) -> Mode:
    """The mode written in a channel's row; a word we do not know, or no row, is the mode that does least."""
    return Mode(word) if word in set(Mode) else Mode.OBSERVE
