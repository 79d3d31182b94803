"""What a case's record holds in private fields that a letter needs: adjustments asked for, figures of contact, words."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.cases.facts import Written
from bot.store.tables import Content
from rules.model.case.facts import AdjustmentRecorded, Fact, VolumeRecorded

FORMATS = (
    "large print",
    "braille",
    "audio",
    "easy read",
    "British Sign Language",
    "coloured paper",
    "translation",
    "read aloud",
)
"""Ways of getting a letter that are recognised in what was written down about an adjustment."""


def asked_formats(tx: Connection, facts: Sequence[Written]) -> tuple[str, ...]:
    """The formats that the adjustments on record name, in the order of FORMATS."""
    noted = " ".join(_noted(tx, facts, AdjustmentRecorded)).casefold()
    return tuple(name for name in FORMATS if name.casefold() in noted)


def figures(tx: Connection, facts: Sequence[Written]) -> str:
    """The latest record of how much contact there was; empty where there is none, or it was erased."""
    noted = _noted(tx, facts, VolumeRecorded)
    return noted[-1] if noted else ""


def _noted(tx: Connection, facts: Sequence[Written], kind: type[Fact]) -> list[str]:
    seqs = [one.seq for one in facts if isinstance(one.fact, kind)]
    chosen = select(Content.seq, Content.value).where(col(Content.seq).in_(seqs))
    return [_decoded(value) for _, value in tx.execute(chosen.order_by(col(Content.seq), col(Content.field)))]


def words_of(tx: Connection, seqs: Iterable[int], field: str) -> dict[int, str]:
    """A private field of some entries, by entry. What was erased is not in it."""
    chosen = select(Content.seq, Content.value).where(col(Content.seq).in_(list(seqs)), Content.field == field)
    return {seq: _decoded(value) for seq, value in tx.execute(chosen)}


def _decoded(value: bytes) -> str:
    return bytes(value).decode("utf-8", "surrogatepass")
