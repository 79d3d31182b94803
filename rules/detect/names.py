"""Whether a word in a comment names a person: a known first name, or a capital where no sentence begins."""

from collections.abc import Iterable

from rules.text import Variant


class Names:
    """Knows first names (`names.txt`), words that are no names (`not_names.txt`), and capitals in the original."""

    def __init__(self, first_names: Iterable[str], not_names: Iterable[str]) -> None:
        self._known = frozenset(first_names)
        self._not = frozenset(not_names)

    def proper(self, original: str, variant: Variant, start: int, end: int) -> bool:
        """True when `variant.text[start:end]` reads as a name; its first word decides."""
        words = [word.removesuffix("'s").strip("'-") for word in variant.text[start:end].split()]
        if words[0] in self._known:
            return True
        return not any(word in self._not for word in words) and _capital(original, variant.span(start, end).start)


def _capital(original: str, at: int) -> bool:
    """A capital followed by a small letter, where no sentence begins."""
    if not original[at : at + 1].isupper() or not original[at + 1 : at + 2].islower():
        return False
    before = original[max(0, at - 4) : at].rstrip(" \"'(")
    return bool(before) and before[-1] not in ".!?\n:"
