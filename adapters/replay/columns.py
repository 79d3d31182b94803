"""Which column of a table holds which field: by its header, or as the person says with --map."""

from collections.abc import Sequence

KNOWN = {
    "text": ("text", "comment", "comment text", "message", "body", "content", "review", "post text", "tweet"),
    "id": ("id", "comment id", "message id", "post id", "tweet id", "reference"),
    "author": (
        "author",
        "user",
        "username",
        "user name",
        "from",
        "name",
        "handle",
        "account",
        "profile",
        "author name",
    ),
    "at": (
        "at",
        "date",
        "time",
        "datetime",
        "created",
        "created at",
        "created time",
        "timestamp",
        "posted",
        "published",
    ),
    "platform": ("platform", "network", "source", "site"),
    "kind": ("kind", "type", "interaction"),
    "parent": ("parent", "post", "parent text", "in reply to", "our post"),
    "rating": ("rating", "stars", "score"),
}
"""Field -> headers understood, lower case; `_` and `-` count as spaces."""


class BadColumns(ValueError):
    """The table has no column of words, or --map names one that is not there."""


def find(header: Sequence[object], mapping: dict[str, str]) -> dict[str, int]:
    """Field -> column number. `mapping` (field -> header) overrules. Raises BadColumns in one line."""
    names = [_plain(cell) for cell in header]
    columns = {field: _mapped(field, wanted, names) for field, wanted in mapping.items()}
    for field, understood in KNOWN.items():
        place = next((names.index(word) for word in understood if word in names), None)
        if place is not None and field not in columns and place not in columns.values():
            columns[field] = place
    if "text" not in columns:
        shown = ", ".join(f"'{_visible(cell)}'" for cell in header[:12]) or "none"
        raise BadColumns(f"no column of words among {shown}; say which with --map text=COLUMN")
    return columns


def parse_map(text: str) -> dict[str, str]:
    """`text=Comment,author=Posted by` to field -> header. Raises BadColumns."""
    pairs = dict(part.partition("=")[::2] for part in text.split(",") if part.strip())
    wrong = next((field for field in pairs if field.strip() not in KNOWN or not pairs[field].strip()), None)
    if wrong is not None:
        raise BadColumns(f"--map: '{wrong.strip()}' is not FIELD=COLUMN with a field of {', '.join(KNOWN)}")
    return {field.strip(): column.strip() for field, column in pairs.items()}


def _mapped(field: str, wanted: str, names: list[str]) -> int:
    if _plain(wanted) not in names:
        raise BadColumns(f"--map {field}={wanted}: the table has no column '{wanted}'")
    return names.index(_plain(wanted))


def _visible(cell: object) -> str:
    """A header made safe for a terminal: it may be hostile, or no text at all."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(cell)[:30])


def _plain(cell: object) -> str:
    return " ".join(str(cell if cell is not None else "").replace("_", " ").replace("-", " ").lower().split())
