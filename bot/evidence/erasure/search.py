"""Looks for many erased pieces at once in raw bytes, whatever page they ended up on.

Few pieces are looked for one by one. Many are looked for by windows of eight bytes at every fourth place of the file: for
each piece the windows at four places in a row are known, so one of them falls on such a place; what stands there is then
compared in full. Long values are cut into pieces of 32 bytes, so a remainder of 63 bytes of any value holds a whole one;
a salt (16 bytes) is one piece, and stands beside its value.

Of pictures and other long bytes that are no text a piece is taken every 512 bytes, from behind the head that files of their
kind share: what is left of one in a page of the file (4,096 bytes) still holds several. Bytes that repeat themselves, as in
padding, are no piece: they would be found anywhere.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 32
SHORTEST = 6
"""A piece of fewer bytes would be found anywhere by chance."""

_WINDOW, _STRIDE = 8, 4
_ALIGNED = _WINDOW + _STRIDE - 1
_FEW = 300
_LONG, _HEAD, _STEP = 2_048, 700, 512
_VARIED = 8
"""So many different bytes must be in a piece of something that is no text."""
_CHUNK = 1 << 22


class Needles:
    """The pieces of what was erased. `short`: values that cannot be looked for."""

    def __init__(self, values: Iterable[bytes]) -> None:
        pieces = {piece for value in set(values) for piece in _pieces(value)}
        self.short = sum(len(piece) < SHORTEST for piece in pieces)
        self._pieces = {piece for piece in pieces if len(piece) >= SHORTEST}
        self._few = len(self._pieces) <= _FEW
        self._alone = [piece for piece in self._pieces if self._few or len(piece) < _ALIGNED]
        self._windows: dict[bytes, set[tuple[int, int]]] = {}  # where in a piece, and how long that piece is
        for piece in () if self._few else self._pieces:
            for start in range(_STRIDE) if len(piece) >= _ALIGNED else ():
                self._windows.setdefault(piece[start : start + _WINDOW], set()).add((start, len(piece)))

    def __len__(self) -> int:
        return len(self._pieces)

    def in_file(self, file: Path) -> set[bytes]:
        """The pieces that stand anywhere in the file. Read in portions that overlap."""
        found: set[bytes] = set()
        kept = b""
        with file.open("rb") as stream:
            while portion := stream.read(_CHUNK):
                found |= self._in(kept + portion)
                kept = (kept + portion)[-PIECE:]
        return found

    def in_parts(self, parts: Iterable[bytes]) -> set[bytes]:
        """The pieces that stand in any of these values."""
        found: set[bytes] = set()
        for joined in _together(parts):
            found |= self._in(joined)
        return found

    def _in(self, raw: bytes) -> set[bytes]:
        found = {piece for piece in self._alone if piece in raw}
        if not self._windows:
            return found
        known = self._windows.keys()
        places = range(0, len(raw) - _WINDOW + 1, _STRIDE)
        for place in [place for place in places if raw[place : place + _WINDOW] in known]:
            for start, length in self._windows[raw[place : place + _WINDOW]]:
                piece = raw[place - start : place - start + length] if place >= start else b""
                if piece in self._pieces:
                    found.add(piece)
        return found


def _pieces(value: bytes) -> Iterator[bytes]:
    """A value in pieces of 32 bytes, the last one whole too."""
    if len(value) <= PIECE:
        yield value
        return
    if len(value) > _LONG and not _is_text(value):
        yield from _pieces_of_a_file(value)
        return
    for start in range(0, len(value) - PIECE, PIECE):
        yield value[start : start + PIECE]
    yield value[-PIECE:]


def _pieces_of_a_file(value: bytes) -> Iterator[bytes]:
    for start in range(_HEAD, len(value) - PIECE, _STEP):
        piece = value[start : start + PIECE]
        if len(set(piece)) >= _VARIED:
            yield piece


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _together(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Values joined into portions, with a byte between them that no text has."""
    waiting: list[bytes] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield b"\xff".join(waiting)
            waiting, size = [], 0
    yield b"\xff".join(waiting)
