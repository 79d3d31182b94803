"""What is handed over of each private field, as it was weighed: whole with its salt, shortened, or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.evidence.capture.kind import kind_of
from bot.rights.subject.cut import CUT, FILES, is_own, our_ids_of, without_names
from bot.rights.subject.gather import Entry, Held, Piece
from bot.rights.subject.kinds import Kind
from bot.rights.subject.nameless import Nameless
from bot.store.rights_tables import Weighing
from rules.model.disclosure import GROUND_WORDS, Ground, Weighed
from rules.model.evidence import EntryKind

LEFT_OUT = "[left out]"
NAME_LEFT_OUT = "a name was left out, for safety"


@dataclass(frozen=True, slots=True)
class Shown:
    """One private field. `text` or `file`; `why` says what is not whole. With `salt` its commitment can be checked."""

    text: str | None = None
    file: str | None = None
    salt: bytes = b""
    why: str = ""


@dataclass(slots=True)
class Shower:
    """Knows what was weighed, which words are left out, and who is not named. `files` grow as fields are shown."""

    held: Held
    weighed: Mapping[tuple[int, str], Weighing]
    without: Mapping[str, Sequence[str]]
    nameless: Nameless
    files: dict[str, bytes] = field(default_factory=dict)

    def whole(self, entry: Entry) -> Weighing | None:
        """The weighing of the whole entry, if there is one."""
        return self.weighed.get((entry.seq, ""))

    def field(self, entry: Entry, name: str) -> Shown:
        """As it is handed over."""
        piece = self.held.pieces.get((entry.seq, name))
        if piece is None:
            return Shown(why="erased")
        row = self.weighed.get(piece.key) if piece.kind else None
        if piece.kind and (row is None or row.state in {Weighed.WAITING, Weighed.WITHHELD}):
            return Shown(why=_ground(row))
        if row is not None and row.state == Weighed.SHORTENED:
            return self._shortened(piece, row)
        return self._given(entry, piece)

    def payload(self, number: int) -> Shown:
        """The bytes as the platform sent them, as a file."""
        piece = self.held.pieces.get((0, f"payload:{number}"))
        if piece is None:
            return Shown(why="erased")
        row = self.weighed.get(piece.key) if piece.kind else None
        if piece.kind and (row is None or row.state != Weighed.GIVEN):
            return Shown(why=_ground(row))
        return self._file(f"payload-{number}.json", piece)

    def _shortened(self, piece: Piece, row: Weighing) -> Shown:
        """Without words to leave out (erased meanwhile) nothing of it is given."""
        words = self.without.get(row.id, ())
        if not words:
            return Shown(why=_ground(row))
        text = piece.value.decode("utf-8", "replace")
        for one in sorted(words, key=len, reverse=True):
            text = text.replace(one, LEFT_OUT)
        return Shown(self.nameless(text), why=_ground(row))

    def _given(self, entry: Entry, piece: Piece) -> Shown:
        own = is_own(self.held, entry, piece)
        if FILES.match(piece.field):
            given = piece if own else without_names(piece, self.nameless)
            return self._file(f"{entry.seq}-{piece.field}{_ending(piece)}", given)
        text = piece.value.decode("utf-8", "replace")
        if entry.kind == EntryKind.CAPTURED and piece.field == "thread":
            ids = our_ids_of(text)
            return Shown(text, salt=piece.salt) if ids is None else Shown(ids, why=CUT)
        said = text if own else self.nameless(text)
        return Shown(said, salt=piece.salt) if said == text else Shown(said, why=NAME_LEFT_OUT)

    def _file(self, name: str, piece: Piece) -> Shown:
        self.files[name] = piece.value
        return Shown(file=name, salt=piece.salt, why="" if piece.salt or not piece.seq else NAME_LEFT_OUT)


def _ending(piece: Piece) -> str:
    """Media get one by what their bytes are, never by what their sender called them."""
    return f".{kind.partition('/')[2]}" if piece.field.startswith("media.") and (kind := kind_of(piece.value)) else ""


def _ground(row: Weighing | None) -> str:
    return GROUND_WORDS[Ground(row.ground)] if row is not None and row.ground else "nobody has weighed it"


def counted(rows: Sequence[Weighing]) -> dict[str, int]:
    """How many things are not given, or not whole, by ground; members of staff apart."""
    found: dict[str, int] = {}
    for row in rows:
        if row.ground and row.kind != Kind.STAFF:
            found[row.ground] = found.get(row.ground, 0) + 1
    return dict(sorted(found.items()))
