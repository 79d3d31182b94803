"""Rows of a case, written beside each fact in its transaction. They are there to be found by; the facts are the case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update
from sqlmodel import SQLModel, col

from bot.store.case_tables import (
    AppealRow,
    ApprovalRow,
    CaseRow,
    MarkerRow,
    ProposalRow,
    RestrictionRow,
)
from bot.store.ids import new_id, stamp
from rules.casework.office import Office
from rules.casework.quorum import quorum_for, seats_of
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile, Restriction


@dataclass(frozen=True, slots=True)
class Step:
    """One fact in the making: the case as it was before, and as it is after."""

    tx: Connection
    office: Office
    case_id: str
    before: Casefile
    after: Casefile

    def put(self, table: type[SQLModel], **values: Any) -> None:
        self.tx.execute(insert(table).values(**values))

    def change(self, table: Any, row_id: str, **values: Any) -> None:
        self.tx.execute(update(table).where(col(table.id) == row_id).values(**values))


def write(step: Step, fact: f.Fact) -> None:
    """The rows that this fact makes or changes; many facts make none."""
    writer = _WRITERS.get(type(fact))
    if writer is not None:
        writer(step, fact)


def restriction_values(one: Restriction) -> dict[str, Any]:
    """What the row of a restriction says of how it goes on; a test holds rows to the fold by it."""
    return {
        "ends": one.ends.isoformat(),
        "told_ends": one.told_ends.isoformat() if one.told_ends else None,
        "review_months": one.review_months,
        "reviews": one.reviews,
        "noticed_at": _stamp(one.noticed_at),
        "lifted_at": _stamp(one.lifted_at),
        "lifted_why": one.lifted_why.value if one.lifted_why else None,
    }


def _proposed(step: Step, fact: f.Proposed) -> None:
    if step.before.pending is not None:
        step.change(ProposalRow, step.before.pending.proposal.id, state="replaced")
    step.put(
        ProposalRow,
        id=fact.id,
        case_id=step.case_id,
        proposed_by=fact.by.id,
        post=fact.by.post,
        involved="".join(f" {one} " for one in sorted(fact.involved)),
        restriction=fact.restriction.value,
        months=fact.months,
        review_months=fact.review_months,
        pack=fact.pack,
        version=fact.version,
        seats=_seats(step.office, fact),
        state="pending",
        at=stamp(fact.at),
    )


def _seats(office: Office, fact: f.Proposed) -> int:
    """How many must agree. The database refuses a restriction with fewer."""
    pack = office.named(fact.pack)
    quorum = quorum_for(pack.casework, fact.restriction) if pack.casework else None
    return len(seats_of(office, pack, quorum)) if quorum else 0


def _approved(step: Step, fact: f.Approved) -> None:
    step.put(ApprovalRow, proposal_id=fact.proposal, staff_id=fact.by.id, post=fact.by.post, at=stamp(fact.at))


def _declined(step: Step, fact: f.Declined) -> None:
    step.change(ProposalRow, fact.proposal, state="declined")


def _began(step: Step, fact: f.Began) -> None:
    pending = step.before.pending
    if pending is None:
        raise ValueError(f"the restriction {fact.id} began without a proposal")  # the rules never say so
    step.put(
        RestrictionRow,
        id=fact.id,
        case_id=step.case_id,
        proposal_id=pending.proposal.id,
        kind=fact.kind.value,
        pack=fact.pack,
        at=stamp(fact.at),
        start=fact.start.isoformat(),
        **restriction_values(step.after.restrictions[-1]),
    )
    step.change(ProposalRow, pending.proposal.id, state="approved")


def _follow(step: Step, restriction_id: str) -> None:
    for one in step.after.restrictions:
        if one.id == restriction_id:
            step.change(RestrictionRow, one.id, **restriction_values(one))


def _of_restriction(step: Step, fact: Any) -> None:
    _follow(step, fact.restriction)


def _noticed(step: Step, fact: f.NoticeSent) -> None:
    _follow(step, fact.about)


def _marker(step: Step, fact: f.MarkerConfirmed) -> None:
    at = stamp(fact.at)
    if fact.on:
        step.put(
            MarkerRow,
            id=new_id("m"),
            case_id=step.case_id,
            restriction_id=fact.restriction,
            code=fact.marker,
            at=at,
            set_by=fact.by.id,
        )
        return
    standing = (
        col(MarkerRow.restriction_id) == fact.restriction,
        col(MarkerRow.code) == fact.marker,
        col(MarkerRow.removed_at).is_(None),
    )
    step.tx.execute(update(MarkerRow).where(*standing).values(removed_at=at, removed_by=fact.by.id))


def _appealed(step: Step, fact: f.AppealMade) -> None:
    step.put(
        AppealRow,
        id=fact.id,
        case_id=step.case_id,
        account_id=fact.account,
        about=fact.about,
        made_at=stamp(fact.at),
        late=fact.late,
        due=fact.due.isoformat() if fact.due else None,
    )


def _appeal_decided(step: Step, fact: f.AppealDecided) -> None:
    """A decision looked at again without anybody's appeal has a row too, so that the database sees who decided it."""
    if fact.id not in {appeal.made.id for appeal in step.before.appeals}:
        step.put(AppealRow, id=fact.id, case_id=step.case_id, account_id="", about=fact.about, made_at=stamp(fact.at))
    step.change(
        AppealRow,
        fact.id,
        about=fact.about,
        outcome=fact.outcome.value,
        decided_by=fact.by.id,
        decided_at=stamp(fact.at),
    )


def mark_grave(tx: Connection, case_id: str) -> None:
    """From now on every link of the case takes two people."""
    tx.execute(update(CaseRow).where(col(CaseRow.id) == case_id).values(high_impact=True))


def _stamp(moment: datetime | None) -> str | None:
    return stamp(moment) if moment else None


_WRITERS: dict[type, Callable[[Step, Any], None]] = {
    f.Proposed: _proposed,
    f.Approved: _approved,
    f.Declined: _declined,
    f.Began: _began,
    f.NoticeSent: _noticed,
    f.MarkerConfirmed: _marker,
    f.Lengthened: _of_restriction,
    f.Reviewed: _of_restriction,
    f.Lifted: _of_restriction,
    f.AppealMade: _appealed,
    f.AppealDecided: _appeal_decided,
}
