"""Letters of a case as rows: drafted by an order, written, approved by a person, sent (somebody says so, or the e-mail).

The port for whoever writes them: read `waiting_to_be_written`, then `commit` the documents. Their bytes are private fields
of one entry, so each is committed to by a salted digest; they are erased with the rest of the case's content.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from sqlalchemy import Connection, insert, update
from sqlmodel import col, select

from bot.evidence.append import Draft, append
from bot.people.links import assurances
from bot.store.case_tables import CaseAccountRow, CaseRow, LetterRow
from bot.store.ids import new_id, stamp
from bot.store.tables import Content
from rules.model.account import Assurance
from rules.model.case import orders
from rules.model.case.words import LetterKind, Says
from rules.model.evidence import EntryKind

_FORMAL = frozenset({LetterKind.RESTRICTION_NOTICE, LetterKind.EXTENSION, LetterKind.REVIEW_OUTCOME})
"""Never written to somebody whom nobody has verified; the database holds it as well."""


_OURS = frozenset({"letter.html", "letter.pdf", "letter.docx", "cover.txt"})
_ENDINGS = frozenset({".html", ".pdf", ".docx", ".odt", ".rtf", ".txt"})

_WORDS = {"draft": "a draft", "approved": "approved", "sent": "sent", "dropped": "dropped for a newer one"}


class How(StrEnum):
    """How a letter went out. A code, because it stands in the entry for ever: no name, no address."""

    POST = "post"
    EMAIL = "e-mail"
    BY_HAND = "by hand"
    MESSAGE = "message"
    OTHER = "other"


class NotNow(Exception):
    """The letter cannot go that way now; the text is one plain line."""


def draft(tx: Connection, case_id: str, wanted: orders.Draft, about: str, now: datetime) -> str | None:
    """A draft of this kind with the parts it must have. None where nobody is verified: then a person is asked first.

    A draft of the same kind about the same thing that was never approved falls away.
    """
    verified = is_verified(tx, case_id, now)
    if wanted.kind in _FORMAL and not verified:
        return None
    old = (
        col(LetterRow.case_id) == case_id,
        col(LetterRow.kind) == wanted.kind.value,
        col(LetterRow.about) == about,
        col(LetterRow.state) == "draft",
    )
    tx.execute(update(LetterRow).where(*old).values(state="dropped"))
    letter_id = new_id("l")
    says = sorted(part.value for part in wanted.says)
    tx.execute(
        insert(LetterRow).values(
            id=letter_id,
            case_id=case_id,
            kind=wanted.kind.value,
            about=about,
            says=says,
            addressed="person" if verified else "account",
            state="draft",
            at=stamp(now),
        )
    )
    _entry(tx, case_id, {"letter": letter_id, "letter_kind": wanted.kind.value, "what": "drafted", "says": says}, now)
    return letter_id


def load(tx: Connection, letter_id: str) -> LetterRow | None:
    """One letter."""
    found = tx.execute(select(LetterRow).where(col(LetterRow.id) == letter_id)).mappings().first()
    return LetterRow(**found) if found else None


def of_case(tx: Connection, case_ids: Collection[str]) -> list[LetterRow]:
    """Every letter of a case (and of those joined into it), the oldest first."""
    chosen = select(LetterRow).where(col(LetterRow.case_id).in_(case_ids)).order_by(LetterRow.at, LetterRow.id)
    return [LetterRow(**row) for row in tx.execute(chosen).mappings()]


def waiting_to_be_written(tx: Connection) -> list[LetterRow]:
    """Drafts without a document."""
    chosen = select(LetterRow).where(LetterRow.state == "draft", col(LetterRow.content_seq).is_(None))
    return [LetterRow(**row) for row in tx.execute(chosen.order_by(LetterRow.at, LetterRow.id)).mappings()]


def says(letter: LetterRow) -> frozenset[Says]:
    """The parts it must have."""
    return frozenset(Says(part) for part in letter.says)


def commit(tx: Connection, letter: LetterRow, documents: Mapping[str, bytes], now: datetime, by: str = "") -> int:
    """Put the written documents (file name to bytes) into evidence; the entry's seq. Raises NotNow once it is approved."""
    if letter.state != "draft":
        raise NotNow(f"The letter is {_WORDS[letter.state]}: what was approved stays as it is.")
    kept = _nameless(documents)
    data = {"letter": letter.id, "what": "written", "documents": sorted(kept), "by": by}
    seq = _entry(tx, letter.case_id, data, now, kept)
    tx.execute(update(LetterRow).where(col(LetterRow.id) == letter.id).values(content_seq=seq))
    return seq


def _nameless(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """What staff call a file may name a person, and an entry is for ever: theirs are known by number and ending."""
    kept: dict[str, bytes] = {}
    for number, (file, content) in enumerate(documents.items(), 1):
        name, ending = PurePath(file).name, PurePath(file).suffix.lower()
        ours = name in _OURS and name not in kept
        kept[name if ours else f"document-{number}{ending if ending in _ENDINGS else ''}"] = content
    return kept


def documents(tx: Connection, letter: LetterRow) -> dict[str, bytes]:
    """The documents as they were committed; empty where there are none, or they have been erased."""
    if letter.content_seq is None:
        return {}
    chosen = select(Content.field, Content.value).where(col(Content.seq) == letter.content_seq)
    return {row.field: bytes(row.value) for row in tx.execute(chosen)}


def approve(tx: Connection, letter: LetterRow, by: str, now: datetime) -> None:
    """A person has read it and it may go. Raises NotNow."""
    if letter.state != "draft":
        raise NotNow(f"The letter is {_WORDS[letter.state]} already.")
    if not documents(tx, letter):
        raise NotNow("The letter has not been written yet: nobody approves what they cannot read.")
    tx.execute(
        update(LetterRow)
        .where(col(LetterRow.id) == letter.id)
        .values(state="approved", approved_by=by, approved_at=stamp(now))
    )
    _entry(tx, letter.case_id, {"letter": letter.id, "what": "approved", "by": by}, now)


def sent(tx: Connection, letter: LetterRow, by: str, how: How, now: datetime) -> None:
    """Somebody says that it went out, or the e-mail's outcome does. Raises NotNow."""
    if letter.state == "sent":
        raise NotNow(
            f"The letter went out already, on {letter.sent_at[:10] if letter.sent_at else 'a day not on record'}."
        )
    if letter.state != "approved":
        raise NotNow(f"The letter is {_WORDS[letter.state]}: it goes out once a person has approved it.")
    tx.execute(
        update(LetterRow)
        .where(col(LetterRow.id) == letter.id)
        .values(state="sent", sent_by=by, sent_at=stamp(now), sent_how=how.value)
    )
    _entry(tx, letter.case_id, {"letter": letter.id, "what": "claimed_sent", "by": by, "how": how.value}, now)


def is_verified(tx: Connection, case_id: str, now: datetime) -> bool:
    """Whether somebody confirmed who the person of this case is, and it holds now."""
    case = tx.execute(select(CaseRow).where(col(CaseRow.id) == case_id)).mappings().first()
    if case is None or case["customer_id"] is None:
        return False
    chosen = select(CaseAccountRow.account_id).where(
        CaseAccountRow.case_id == case_id, col(CaseAccountRow.left_at).is_(None)
    )
    accounts = list(tx.execute(chosen).scalars())
    known = assurances(tx, accounts, case["customer_id"], now, second=case["high_impact"])
    return Assurance.VERIFIED in known.values()


def _entry(
    tx: Connection, case_id: str, data: Mapping[str, object], now: datetime, private: Mapping[str, bytes] | None = None
) -> int:
    return append(tx, [Draft(EntryKind.LETTER, case_id, data, private or {})], stamp(now))[0].seq
