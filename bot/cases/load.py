"""A case read from the evidence: the ids it goes by, and the fold of its facts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.cases.facts import Written, of_cases
from bot.people.links import assurances
from bot.store.case_tables import CaseAccountRow, CaseRow
from bot.store.within import rows_within
from rules.casework.fold import fold
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile

_JOINED = "SELECT id, joined_into FROM case_file WHERE joined_into IN :values"


class NoCase(LookupError):
    """There is no such case."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its file. `row` is the case where it goes on, whatever id it was asked by; `joined` went into it."""

    row: CaseRow
    file: Casefile
    facts: tuple[Written, ...]
    joined: tuple[str, ...] = ()

    @property
    def ids(self) -> list[str]:
        """Every id its entries and letters may go by."""
        return [self.row.id, *self.joined]


def load(tx: Connection, case_id: str) -> Case:
    """The case with this id, or the one it was joined into. Raises NoCase."""
    row = _row(tx, case_id)
    if row is not None and row.joined_into is not None:
        row = _row(tx, row.joined_into)
    if row is None:
        raise NoCase(f"there is no case {case_id}")
    joined = tuple(_joined(tx, [row.id])[row.id])
    facts = tuple(of_cases(tx, [row.id, *joined]))
    return Case(row, fold(one.fact for one in facts), facts, joined)


def files(tx: Connection, case_ids: Collection[str]) -> dict[str, Casefile]:
    """The files of these cases (none of them joined into another)."""
    joined = _joined(tx, case_ids)
    home = {other: case for case, others in joined.items() for other in others} | {case: case for case in case_ids}
    facts: defaultdict[str, list[Written]] = defaultdict(list)
    for one in of_cases(tx, list(home)):
        facts[home[one.case_id]].append(one)
    return {case: fold(one.fact for one in facts[case]) for case in case_ids}


def sure(tx: Connection, case: Case, now: datetime) -> Casefile:
    """The file with no link surer than it is at `now`: expired, taken back, or waiting for a second person."""
    held = assurances(tx, case.file.links, case.row.customer_id, now, second=case.row.high_impact)
    least = {account: _less(known, held.get(account, Assurance.NONE)) for account, known in case.file.links.items()}
    return case.file if least == case.file.links else replace(case.file, links=least)


def case_of_account(tx: Connection, account_id: str) -> str | None:
    """The case that an account is in."""
    chosen = select(CaseAccountRow.case_id).where(
        CaseAccountRow.account_id == account_id, col(CaseAccountRow.left_at).is_(None)
    )
    return tx.execute(chosen).scalar()


def _less(one: Assurance, other: Assurance) -> Assurance:
    order = list(Assurance)
    return min(one, other, key=order.index)


def _row(tx: Connection, case_id: str) -> CaseRow | None:
    found = tx.execute(select(CaseRow).where(col(CaseRow.id) == case_id)).mappings().first()
    return CaseRow(**found) if found else None


def _joined(tx: Connection, case_ids: Collection[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows_within(tx, _JOINED, list(case_ids)):
        found[row.joined_into].append(row.id)
    return found
