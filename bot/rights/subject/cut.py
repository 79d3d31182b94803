"""What is cut where it cannot be given whole: references to others, and pages in which somebody stands who is not named."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.rights.subject.above import ABOVE
from bot.rights.subject.gather import Entry, Held, Piece
from bot.rights.subject.kinds import Kind
from bot.rights.subject.nameless import Nameless, unmarked
from bot.rights.subject.others import texts
from rules.model.evidence import EntryKind

CUT = "what others said is told by our own ids alone"
FILES = re.compile(r"^(media\.\d+|.+\.(html|pdf|docx|odt|rtf|png|jpe?g))$")
_OWN = frozenset({EntryKind.HEARD, EntryKind.CAPTURED})
_OUR_IDS = frozenset({"id", "interaction", "entry", "field", "whose"})
"""What is given of the places in a thread; how the platform calls them says whose they are."""


def sealed(held: Held, nameless: Nameless) -> list[Piece]:
    """What nobody had to weigh, and now somebody must: a name that is not safe may stand where it cannot be left out."""
    if not nameless:
        return []
    found = []
    own = {piece.value.decode("utf-8", "replace") for piece in held.pieces.values() if piece.field == "text"}
    for piece in held.pieces.values():
        if piece.kind is not None:
            continue
        if piece.seq == 0 and any(nameless(one) != one for one in texts(piece.value) if one not in own):
            found.append(replace(piece, kind=Kind.PAYLOAD))
        elif piece.seq and FILES.match(piece.field) and _is_closed(held, piece, nameless):
            found.append(replace(piece, kind=Kind.LETTER))
    return found


def _is_closed(held: Held, piece: Piece, nameless: Nameless) -> bool:
    """Whether names in it cannot be found, or are written so that they cannot be left out."""
    entry = held.entries.get(piece.seq)
    if entry is not None and is_own(held, entry, piece):
        return False
    page = _page(piece)
    if page is None:
        return True
    words = unmarked(nameless(page))
    return nameless(words) != words


def is_own(held: Held, entry: Entry, piece: Piece) -> bool:
    """Their own words and what came with them, not those that they answered, nor what others said."""
    return entry.seq in held.entries and entry.kind in _OWN and piece.field != ABOVE


def without_names(piece: Piece, nameless: Nameless) -> Piece:
    """The same, in a page without names that are not safe. Any other file somebody looked at, and gave as it is."""
    page = _page(piece) if nameless else None
    if page is None or (cut := nameless(page)) == page:
        return piece
    return replace(piece, value=cut.encode(), salt=b"")


def _page(piece: Piece) -> str | None:
    """A file that is a page, as text; None for any other."""
    try:
        return piece.value.decode() if piece.field.endswith(".html") else None
    except UnicodeDecodeError:
        return None


def our_ids_of(thread: str) -> str | None:
    """What stood around it, told by our own ids; None where it names nothing else anyway."""
    told = json.loads(thread)
    ids = dict(_only_ids(told))
    return None if ids == told else json.dumps(ids, sort_keys=True)


def _only_ids(thing: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in thing.items():
        if isinstance(value, dict):
            yield name, dict(_only_ids(value))
        elif isinstance(value, list):
            yield name, [dict(_only_ids(one)) for one in value if isinstance(one, dict)]
        elif name in _OUR_IDS or value is None:
            yield name, value
