"""A request for access: opened once, weighed thing by thing by a person, handed over or closed. Each step is an entry."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bot.desk.sitting import Refused, Sitting, worded
from bot.evidence.append import Draft, append
from bot.rights.subject.gather import Held, Piece
from bot.rights.subject.kinds import WHOLE, Kind
from bot.rights.subject.whose import Subject, subject
from bot.staff.rights import Right
from bot.store.ids import new_id
from bot.store.rights_tables import SubjectRequest, Weighing
from bot.store.tables import Content
from rules.calendar import add_months, london_date
from rules.model.disclosure import Ground, Weighed
from rules.model.evidence import EntryKind

MONTHS = 1
LONGER = 3
"""A request is answered within a month of its receipt; where it is complex, within three (UK GDPR, Article 12(3))."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person decides about one thing. `without`: exact words left out where it is shortened."""

    state: Weighed
    ground: Ground | None
    reason: str
    without: tuple[str, ...] = ()


def begin(sitting: Sitting, whose: Subject, received: date | None = None) -> SubjectRequest:
    """The open request about them, or a new one; `received` is a London date. Raises Refused."""
    sitting.must(Right.DISCLOSE)
    chosen = select(SubjectRequest).where(SubjectRequest.about == whose.about, SubjectRequest.state == "open")
    row = sitting.session.exec(chosen).first()
    if row is not None:
        return row
    today = london_date(sitting.now)
    if received is not None and received > today:
        raise Refused("A request cannot arrive after today.")
    day = received or today
    row = SubjectRequest(
        id=new_id("sr"),
        about=whose.about,
        received=day.isoformat(),
        due=add_months(day, MONTHS).isoformat(),
        opened_by=sitting.staff.id,
        opened_at=sitting.at,
    )
    sitting.session.add(row)
    told = {"about": row.about, "accounts": list(whose.accounts), "request": row.id, "due": row.due}
    _entry(sitting, whose.accounts[0], {"what": "asked", **told})
    return row


def refresh(sitting: Sitting, row: SubjectRequest, held: Held) -> list[Weighing]:
    """Put what must be weighed on the list; what is there stays as it was weighed. All of it, in the order of the record.

    A member of staff is named unless a person says otherwise; what was said for safety holds for later requests too.
    """
    known = {(one.seq, one.field) for one in of_request(sitting.session, row.id)}
    for piece in held.to_weigh:
        if piece.key not in known:
            sitting.session.add(_listed(row, piece))
    sitting.session.flush()
    rows = of_request(sitting.session, row.id)
    for one in rows:
        if one.kind == Kind.STAFF and one.weighed_by is None:
            _as_before(sitting.session, one, held.whose)
    return rows


def still_open(session: Session) -> list[SubjectRequest]:
    """The one due first before the others."""
    chosen = select(SubjectRequest).where(SubjectRequest.state == "open")
    return list(session.exec(chosen.order_by(SubjectRequest.due, SubjectRequest.id)))


def of_request(session: Session, request_id: str) -> list[Weighing]:
    """What is on its list."""
    chosen = select(Weighing).where(Weighing.request_id == request_id)
    return list(session.exec(chosen.order_by(col(Weighing.seq), col(Weighing.field))))


def weigh(sitting: Sitting, weighing_id: str, outcome: Outcome, held: Held) -> Weighing:
    """A person looked at one thing and decides. May be decided anew until it is handed over. Raises Refused."""
    sitting.must(Right.DISCLOSE)
    why = worded(outcome.reason, "Your reason (--reason)")
    row = sitting.row(Weighing, weighing_id, f"thing to weigh {weighing_id[:40]}")
    request = sitting.row(SubjectRequest, row.request_id, "request")
    if request.state != "open":
        raise Refused(f"The request {request.id} is {request.state}: what was weighed in it stays.")
    _must_fit(row, outcome, held)
    row.state, row.ground = outcome.state.value, outcome.ground.value if outcome.ground else ""
    row.weighed_by, row.weighed_at = sitting.staff.id, sitting.at
    data = {"what": "weighed", "request": request.id, "weighing": row.id, "of": row.seq, "outcome": row.state}
    words = {"reason": why, "without": json.dumps(list(outcome.without)) if outcome.without else ""}
    row.decided_seq = _entry(sitting, row.owner or held.whose.accounts[0], {**data, "ground": row.ground}, words)
    sitting.session.add(row)
    return row


def close(sitting: Sitting, request_id: str, why: str) -> SubjectRequest:
    """End a request without handing anything over: taken back, or refused with a reason. Raises Refused."""
    sitting.must(Right.DISCLOSE)
    words = worded(why, "Your reason (--reason)")
    row = _open(sitting, request_id)
    row.state, row.done_by, row.done_at = "closed", sitting.staff.id, sitting.at
    sitting.session.add(row)
    _entry(sitting, _filed(sitting, row), {"what": "closed", "request": row.id}, {"reason": words})
    return row


def lengthen(sitting: Sitting, request_id: str, why: str) -> SubjectRequest:
    """Two more months, because it is complex; the person must be told within the first. Raises Refused."""
    sitting.must(Right.DISCLOSE)
    words = worded(why, "Your reason (--reason)")
    row = _open(sitting, request_id)
    if london_date(sitting.now).isoformat() > row.due:
        raise Refused(f"It was due on {row.due}: it cannot be lengthened any more.")
    row.due = add_months(date.fromisoformat(row.received), LONGER).isoformat()
    sitting.session.add(row)
    _entry(sitting, _filed(sitting, row), {"what": "lengthened", "request": row.id, "due": row.due}, {"reason": words})
    return row


def _open(sitting: Sitting, request_id: str) -> SubjectRequest:
    row = sitting.row(SubjectRequest, request_id, f"request {request_id[:40]}")
    if row.state != "open":
        raise Refused(f"The request {row.id} is {row.state} already.")
    return row


def _filed(sitting: Sitting, row: SubjectRequest) -> str:
    """An account of theirs, so that erasing it takes the reason too. What was confirmed at first may be so no more."""
    if row.about.startswith("u_"):
        return row.about
    named = (one.owner for one in of_request(sitting.session, row.id) if one.kind == Kind.STAFF)
    return next(named, "") or subject(sitting.tx, row.about, sitting.now).accounts[0]


def _listed(request: SubjectRequest, piece: Piece) -> Weighing:
    row = Weighing(
        id=new_id("wg"),
        request_id=request.id,
        seq=piece.seq,
        field=piece.field,
        owner=piece.owner,
        kind=str(piece.kind),
    )
    if piece.kind is Kind.STAFF:
        row.state = Weighed.GIVEN.value
    return row


def _as_before(session: Session, row: Weighing, whose: Subject) -> None:
    """That somebody is not named stays so in the next request of the same person, until a person says otherwise.

    It is the same person whether they were asked about by one of these accounts or as a customer.
    """
    same = [whose.about, *whose.accounts, *([whose.customer] if whose.customer else [])]
    chosen = (
        select(Weighing)
        .join(SubjectRequest, col(SubjectRequest.id) == col(Weighing.request_id))
        .where(col(SubjectRequest.about).in_(same), Weighing.field == row.field, Weighing.kind == Kind.STAFF.value)
        .where(col(Weighing.weighed_by).is_not(None))
        .order_by(col(Weighing.weighed_at).desc())
    )
    last = session.exec(chosen).first()
    if last is not None and last.state == Weighed.WITHHELD:
        row.state, row.ground, row.decided_seq = last.state, last.ground, last.decided_seq
        row.weighed_by, row.weighed_at = last.weighed_by, last.weighed_at
        session.add(row)


def _must_fit(row: Weighing, outcome: Outcome, held: Held) -> None:
    whole = row.kind in {kind.value for kind in WHOLE} | {Kind.STAFF.value, Kind.PAYLOAD.value, Kind.LETTER.value}
    if outcome.state is Weighed.WAITING:
        raise Refused("Say whether it is given, given without some words, or withheld.")
    if (outcome.state is Weighed.GIVEN) != (outcome.ground is None):
        raise Refused("What is not given, or not whole, needs its ground (--ground); what is given has none.")
    if row.kind == Kind.STAFF and outcome.ground not in {None, Ground.SAFETY}:
        raise Refused("Who acted in their role is named, unless it would put their safety at risk (--ground safety).")
    if outcome.state is not Weighed.SHORTENED:
        return
    if whole:
        raise Refused("This is given whole or withheld.")
    text = value(held, row).decode("utf-8", "replace")
    if missing := [words for words in outcome.without if words not in text] or (
        not outcome.without and ["(nothing named)"]
    ):
        raise Refused(f"These words do not stand in it: {', '.join(missing)}.")


def value(held: Held, row: Weighing) -> bytes:
    """What is to be weighed, as bytes; empty where it has been erased meanwhile, and for a whole entry."""
    piece = held.pieces.get((row.seq, row.field))
    return piece.value if piece else b""


def _entry(sitting: Sitting, item: str | None, data: Mapping[str, Any], words: Mapping[str, str] | None = None) -> int:
    """Filed under what it is about, so that erasing that takes the reason and the words left out with it."""
    private = {name: text.encode("utf-8", "surrogatepass") for name, text in (words or {}).items() if text}
    return append(
        sitting.tx, [Draft(EntryKind.DISCLOSURE, item, {"by": sitting.staff.id, **data}, private)], sitting.at
    )[0].seq


def left_out(session: Session, rows: Sequence[Weighing]) -> dict[str, tuple[str, ...]]:
    """By weighing: the words that are left out."""
    found = {}
    for row in rows:
        if row.state == Weighed.SHORTENED and row.decided_seq is not None:
            kept = session.get(Content, (row.decided_seq, "without"))
            found[row.id] = tuple(json.loads(kept.value)) if kept else ()
    return found
