"""What signatures and witnesses show about a ledger, while `bot.evidence.verify` walks along it.

Each key is made known by an entry (*key*) and signs every checkpoint from that entry on until the next key's. Where a key
was lost, nobody vouches for the next: whoever knows an older fingerprint must ask for the new one. A checkpoint
that somebody outside kept must be one that this ledger grew through, signed by the key that held at its size.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.x509 import Certificate
from sqlalchemy import Connection, text

from bot.evidence import keys, stamps
from bot.evidence.answers import Answers
from bot.evidence.checkpoints import Checkpoint, following, head_and_ledger, row_fault
from bot.evidence.key_line import KeyLine, Unvouched
from bot.evidence.tree import Frontier

_SIZES = text("SELECT coalesce(min(size), 1), coalesce(max(size), 0) FROM checkpoint")
_FIRST = text("SELECT hash FROM entry WHERE seq = 1")


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on a letter: so many entries, and at least 32 digits of their root. `at`: where it was read."""

    size: int
    digits: str
    at: str = "on paper"


@dataclass(frozen=True, slots=True)
class Outside:
    """What somebody who does not trust the database holds: a key's fingerprint (or half of it), checkpoints, letters,
    the root certificates of time-stamp authorities.
    """

    key: str = ""
    checkpoints: tuple[Checkpoint, ...] = ()
    printed: tuple[Printed, ...] = ()
    authorities: tuple[Certificate, ...] = ()


NOTHING = Outside()


@dataclass(frozen=True, slots=True)
class Vouched:
    """What was shown. `checkpoints` signed here, the newest of `covered` entries; `origin`: the key asked for, which signed;
    `witnessed` entries were there `witnessed_at`, by a checkpoint under `witness_key`, or by a letter (neither).
    `breaks`: where a key was lost, a sentence each.
    """

    keys: int = 0
    checkpoints: int = 0
    covered: int = 0
    origin: str = ""
    witnessed: int = 0
    witnessed_at: str = ""
    witness_key: str = ""
    stamps: int = 0
    stamps_proved: bool = False
    breaks: tuple[str, ...] = ()

    def __str__(self) -> str:
        signed = f"{self.checkpoints:,} checkpoints signed, the newest covering {self.covered:,} entries. "
        return (signed if self.checkpoints else "") + " ".join((*self._stamped(), *self._shown(), *self.breaks))

    def _stamped(self) -> Iterator[str]:
        if self.stamps:
            who = (
                "signed under the authority given"
                if self.stamps_proved
                else "of these checkpoints; who signed not checked"
            )
            yield f"{self.stamps:,} time stamps, {who}."

    def _shown(self) -> Iterator[str]:
        if not self.origin and not self.witnessed:
            yield "Origin and completeness not checked."
            return
        if self.origin:
            yield f"Origin: signed under the key {self.origin}."
        elif not self.witness_key:
            yield "Origin not checked."
        else:
            yield f"Origin: signed under the checkpoint's own key {self.witness_key}; compare it with the one you were told."
        if self.witnessed:
            how = f"witnessed at {self.witnessed_at}" if self.witnessed_at else "read on paper"
            yield f"Complete up to entry {self.witnessed:,}, as {how}; later ones not checked."
        else:
            yield "Completeness not checked."


NOT_VOUCHED = Vouched()


class Watch:
    """Holds keys and checkpoints against the walk. `next_size`: where it next wants to compare (0: nowhere)."""

    def __init__(self, tx: Connection, outside: Outside) -> None:
        kept = keys.kept(tx)
        self._line, self._answers = KeyLine(kept), Answers()
        self._outside: list[Checkpoint | Printed] = sorted(
            (*outside.checkpoints, *outside.printed), key=lambda one: one.size
        )
        self._asked = keys.plain(outside.key)
        smallest, self._newest = tx.execute(_SIZES).one()
        if smallest < 1:
            raise Unvouched(f"a checkpoint of {smallest} entries stands before the first")
        self._publics = {key.fingerprint: key.public for key in kept}
        self._rows: list[Any] = []
        self._first = bytes(tx.execute(_FIRST).scalar() or b"")
        self._signed, self._covered, self._covered_by = 0, 0, ""
        self._authorities, self._stamps = outside.authorities, 0
        self._witness: Checkpoint | Printed | None = None
        self._load(tx, 0)
        self.next_size = self._next()

    def key(self, seq: int, at: str, data: Mapping[str, Any]) -> None:
        """A *key* entry. Raises Unvouched when the keys kept are not those it tells of."""
        self._line.tell(seq, at, data)

    def witnessed(self, tx: Connection, seq: int, data: Mapping[str, Any]) -> None:
        """A *witnessed* entry. Raises Unvouched when the answer it tells of is not kept so."""
        self._answers.tell(tx, seq, data)

    def compare(self, tx: Connection, tree: Frontier, head: bytes) -> None:
        """The walk stands at `next_size`. Raises Unvouched naming the checkpoint that the ledger does not go through."""
        root = tree.root()
        if self._rows and self._rows[0].size == tree.size:
            self._row(tree.size, root, head)
            self._stamped(tx, tree.size)
            self._load(tx, tree.size)
        while self._outside and self._outside[0].size == tree.size:
            self._kept_outside(self._outside.pop(0), root, head)
        self.next_size = self._next()

    def done(self, tx: Connection, last: int) -> Vouched:
        """The walk ended at entry `last`. Raises Unvouched."""
        if self._newest > last:
            raise Unvouched(
                f"a checkpoint covers {self._newest:,} entries, but the ledger ends at {last:,}: it was cut off"
            )
        for one in self._outside:
            raise Unvouched(
                f"a checkpoint kept outside covers {one.size:,} entries ({one.at}), but the ledger ends at {last:,}:"
                " it was cut off, or an older copy was put back"
            )
        self._line.done()
        self._answers.done(tx, last)
        return self._vouched()

    def _vouched(self) -> Vouched:
        shown = self._witness
        return Vouched(
            len(self._line),
            self._signed,
            self._covered,
            self._line.origin(self._asked, self._covered_by) if self._asked else "",
            shown.size if shown else 0,
            shown.at if isinstance(shown, Checkpoint) else "",
            shown.key if isinstance(shown, Checkpoint) else "",
            self._stamps,
            bool(self._authorities),
            tuple(self._line.breaks),
        )

    def _row(self, size: int, root: bytes, head: bytes) -> None:
        row = self._rows.pop(0)
        if fault := row_fault(row, self._publics.get(row.fingerprint)):
            raise Unvouched(f"checkpoint {size}: {fault}")
        signed_head, ledger = head_and_ledger(row)
        self._same_ledger(f"checkpoint {size}", ledger)
        self._line.holds(f"checkpoint {size}", row.fingerprint)
        if (bytes(row.root), signed_head) != (root, head):
            raise Unvouched(f"checkpoint {size}: the entries until it are not those that were signed")
        self._signed, self._covered, self._covered_by = self._signed + 1, size, row.fingerprint

    def _kept_outside(self, one: Checkpoint | Printed, root: bytes, head: bytes) -> None:
        if isinstance(one, Printed):
            if not root.hex().startswith(one.digits):
                raise Unvouched(f"the first {one.size:,} entries are not those whose root was printed")
        else:
            self._signed_outside(one, root, head)
        self._witness = one

    def _signed_outside(self, one: Checkpoint, root: bytes, head: bytes) -> None:
        name = f"the checkpoint of {one.size:,} entries kept outside"
        if one.key not in self._publics:
            raise Unvouched(f"{name} was signed by {one.key}, which is no key of this ledger")
        self._same_ledger(name, one.ledger)
        if (one.root, one.head) != (root, head):
            raise Unvouched(f"{name}: the entries until it are not those that were signed")
        self._line.holds(name, one.key)
        if self._covered != one.size:
            raise Unvouched(f"{name} is no longer among the ledger's own")

    def _stamped(self, tx: Connection, size: int) -> None:
        many, wrong = stamps.look(tx, size, self._authorities)
        if wrong:
            raise Unvouched(f"checkpoint {size}: {wrong}")
        self._stamps += many

    def _same_ledger(self, name: str, ledger: bytes) -> None:
        if ledger != self._first:
            raise Unvouched(f"{name} is of another ledger")

    def _load(self, tx: Connection, after: int) -> None:
        if not self._rows:
            self._rows = following(tx, after)

    def _next(self) -> int:
        sizes = [self._rows[0].size] if self._rows else []
        return min(sizes + [one.size for one in self._outside[:1]], default=0)
