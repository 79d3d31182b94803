"""A case open for writing, in one transaction: facts go into evidence, and their rows beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, update
from sqlmodel import col

from bot.cases import rows
from bot.cases.facts import draft
from bot.cases.load import Case, load, sure
from bot.evidence.append import Draft, append
from bot.people.links import assurances
from bot.store.case_tables import CaseAccountRow, CaseRow
from bot.store.ids import new_id, stamp
from rules.casework.fold import step
from rules.casework.office import Office
from rules.identity.links import is_grave
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact, Linked
from rules.model.evidence import EntryKind


@dataclass
class Book:
    """One case. `file` follows what is written; `judged` is the file with no link surer than it is now."""

    tx: Connection
    office: Office
    case: Case
    file: Casefile
    now: datetime

    @property
    def id(self) -> str:
        return self.case.row.id

    @property
    def judged(self) -> Casefile:
        """What a deed is judged on."""
        return sure(self.tx, Case(self.case.row, self.file, ()), self.now)

    def write(self, facts: Sequence[Fact], by: str = "", private: Mapping[str, str] | None = None) -> list[int]:
        """Entries and rows of these facts, in order; the private fields stand with the first. The entries' seqs."""
        drafts = [draft(self.id, fact, by, private if n == 0 else None) for n, fact in enumerate(facts)]
        appended = append(self.tx, drafts, stamp(self.now))
        for fact in facts:
            after = step(self.file, fact)
            rows.write(rows.Step(self.tx, self.office, self.id, self.file, after), fact)
            self.file = after
        self._weigh_links()
        return [entry.seq for entry in appended]

    def _weigh_links(self) -> None:
        """Once somebody's safety is threatened, a link that one person made alone is only claimed until another confirms."""
        row = self.case.row
        if row.high_impact or not is_grave(self.file):
            return
        rows.mark_grave(self.tx, self.id)
        row.high_impact = True
        held = [account for account, sure_of in self.file.links.items() if sure_of is Assurance.VERIFIED]
        known = assurances(self.tx, held, row.customer_id, self.now, second=True)
        alone = tuple(account for account in held if known.get(account) is not Assurance.VERIFIED)
        if alone:
            self.write([Linked(self.now, alone, Assurance.CLAIMED)])


def open_book(tx: Connection, office: Office, case_id: str, now: datetime) -> Book:
    """The case with this id. Raises NoCase."""
    case = load(tx, case_id)
    return Book(tx, office, case, case.file, now)


def open_case(tx: Connection, office: Office, account_id: str, opened_for: str, now: datetime) -> Book:
    """A new case about an account, with what is known of who holds it. `opened_for`: the comment it began with."""
    case_id, at = new_id("c"), stamp(now)
    row = {"id": case_id, "opened_at": at, "opened_for": opened_for, "look_at": at, "state": "open"}
    tx.execute(insert(CaseRow).values(**row, high_impact=False))
    data = {"account": account_id, "for": opened_for}
    append(tx, [Draft(EntryKind.CASE_OPENED, case_id, data)], at)
    add_accounts(tx, case_id, [account_id], at)
    book = open_book(tx, office, case_id, now)
    known = assurances(tx, [account_id], None, now, second=False).get(account_id, Assurance.NONE)
    if known is not Assurance.NONE:
        book.write([Linked(now, (account_id,), known)])
    return book


def add_accounts(tx: Connection, case_id: str, account_ids: Iterable[str], at: str) -> None:
    """These accounts are in this case from now on, and in no other."""
    for account in account_ids:
        here = (col(CaseAccountRow.account_id) == account, col(CaseAccountRow.left_at).is_(None))
        tx.execute(update(CaseAccountRow).where(*here, col(CaseAccountRow.case_id) != case_id).values(left_at=at))
        again = (col(CaseAccountRow.case_id) == case_id, col(CaseAccountRow.account_id) == account)
        if not tx.execute(update(CaseAccountRow).where(*again).values(left_at=None)).rowcount:
            tx.execute(insert(CaseAccountRow).values(case_id=case_id, account_id=account, since=at))
