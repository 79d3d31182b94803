"""Leaves out the names of staff whom it would not be safe to name: whole words, in capitals or not, never parts of words."""

import html
import re
from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from bot.store.within import rows_within

NOT_NAMED = "[a member of staff, not named]"
_SHORT = 2
"""A part of a name as short as this (An, So) is left out only as it is written, since it may be an everyday word too;
a single letter is left."""
_TAG = re.compile(r"<[^>]*>")
_NAMES = "SELECT name, login FROM staff WHERE id IN :values"
_ONCE = (
    "SELECT c.value FROM entry e JOIN content c ON c.seq = e.seq AND c.field IN ('name', 'login')"
    " WHERE e.kind = 'staff' AND e.item IN :values"
)


def called(tx: Connection, staff: Collection[str]) -> list[str]:
    """What these members of staff are and were called: names and logins."""
    now = [part for row in rows_within(tx, _NAMES, staff) for part in row]
    return [*now, *(bytes(row.value).decode("utf-8", "surrogatepass") for row in rows_within(tx, _ONCE, staff))]


class Nameless:
    """Knows the names and logins; each part of a name is one too, so that "Priya" goes where "Priya Shah" is not safe."""

    def __init__(self, names: Iterable[str]) -> None:
        whole = {name.strip() for name in names} - {""}
        parts = {part for name in whole for part in re.split(r"[\s.@_-]+", name)} - whole
        loose = whole | {part for part in parts if len(part) > _SHORT}
        exact = {part for part in parts if len(part) == _SHORT}
        self._patterns = [
            *([_pattern(loose, re.IGNORECASE)] if loose else []),
            *([_pattern(exact, re.NOFLAG)] if exact else []),
        ]

    def __bool__(self) -> bool:
        """Whether anybody is not named."""
        return bool(self._patterns)

    def __call__(self, text: str) -> str:
        """The same without them."""
        for pattern in self._patterns:
            text = pattern.sub(NOT_NAMED, text)
        return text


def unmarked(page: str) -> str:
    """The words of a page, whose marks may stand inside a name. Behind the last `>` there is no mark, so none is looked for:
    thousands of `<` that nothing closes cost no more than other text."""
    end = page.rfind(">") + 1
    return html.unescape(_TAG.sub("", page[:end]) + page[end:])


def _pattern(names: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """The longest first. Between words of a name any space may stand; a page may write signs in it as HTML does."""
    ways = {way for name in names for way in (name, html.escape(name), html.escape(name).replace("&#x27;", "&#39;"))}
    told = "|".join(r"\s+".join(map(re.escape, way.split())) for way in sorted(ways, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{told})(?![^\W_])", flags)
