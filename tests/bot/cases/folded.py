"""Whether the rows of a case say what the fold of its entries says."""

from typing import Any

from sqlmodel import SQLModel

from bot.cases.rows import restriction_values
from bot.store.case_tables import AppealRow, ApprovalRow, MarkerRow, ProposalRow, RestrictionRow
from bot.store.ids import stamp
from rules.model.case.casefile import Casefile
from tests.bot.cases.kit import House


def rows_as_they_are(house: House, case_id: str) -> dict[str, Any]:
    """What the rows say of proposals, approvals, restrictions, appeals and markers."""

    def mine(table: type[SQLModel]) -> list[Any]:
        return [row for row in house.all(table) if row.case_id == case_id]

    pending = [row for row in mine(ProposalRow) if row.state == "pending"]
    approvals = {(row.proposal_id, row.staff_id) for row in house.all(ApprovalRow)}
    return {
        "pending": [(row.id, row.proposed_by, row.restriction) for row in pending],
        "approvals": {one for one in approvals if pending and one[0] == pending[0].id},
        "restrictions": {row.id: _values(row) for row in mine(RestrictionRow)},
        "appeals": {row.id: (row.account_id, row.about, row.late, row.outcome) for row in mine(AppealRow)},
        "markers": {(row.restriction_id, row.code) for row in mine(MarkerRow) if row.removed_at is None},
    }


def rows_as_folded(file: Casefile) -> dict[str, Any]:
    """The same, from the casefile."""
    pending = [file.pending.proposal] if file.pending else []
    agreed = file.pending.approvals if file.pending else ()
    return {
        "pending": [(one.id, one.by.id, one.restriction.value) for one in pending],
        "approvals": {(one.proposal, one.by.id) for one in agreed},
        "restrictions": {one.id: {**restriction_values(one), "at": stamp(one.began.at)} for one in file.restrictions},
        "appeals": {
            one.made.id: (
                one.made.account,
                one.made.about,
                one.made.late,
                one.outcome.value if one.outcome else None,
            )
            for one in file.appeals
        },
        "markers": {(one.id, code) for one in file.restrictions for code in one.markers_on},
    }


def must_agree(house: House, case_id: str) -> None:
    """Fails where a row says something else than the evidence."""
    assert rows_as_they_are(house, case_id) == rows_as_folded(house.case(case_id).file)


def _values(row: RestrictionRow) -> dict[str, Any]:
    names = ("ends", "told_ends", "review_months", "reviews", "noticed_at", "lifted_at", "lifted_why", "at")
    return {name: getattr(row, name) for name in names}
