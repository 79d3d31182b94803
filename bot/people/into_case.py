"""A link reaches the cases it is about: a verified one makes one case of them, a claimed one is noted in each."""

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlmodel import select

from bot.cases.book import add_accounts, open_case
from bot.cases.joining import case_of_customer, customer_is, join
from bot.cases.load import case_of_account
from bot.cases.room import CaseRoom, Done
from bot.cases.rows import mark_grave
from bot.desk.sitting import Sitting
from bot.store.case_tables import CaseRow
from rules.model.account import Assurance
from rules.model.case.deeds import Link


def involved(tx: Connection, customer_id: str, accounts: Sequence[str]) -> list[str]:
    """The customer's case first, then those of the accounts."""
    own = [case_of_customer(tx, customer_id), *(case_of_account(tx, account) for account in accounts)]
    return list(dict.fromkeys(case for case in own if case is not None))


def into_cases(
    room: CaseRoom,
    sitting: Sitting,
    customer_id: str,
    accounts: tuple[str, ...],
    held: Assurance,
    post: str,
    *,
    grave: bool,
) -> Done:
    """Write it into the case or cases. `grave`: somebody says that a mistake here would weigh heavily."""
    if held is Assurance.VERIFIED:
        case_id = _one_case(sitting, customer_id, accounts)
        books = {case_id: accounts} if case_id else {}
    else:
        own = {account: case_of_account(sitting.tx, account) for account in accounts}
        books = {case: tuple(a for a in accounts if own[a] == case) for case in dict.fromkeys(own.values()) if case}
    done = Done(True, "")
    for case_id, here in books.items():
        if grave:
            mark_grave(sitting.tx, case_id)
        done = room.deed(sitting, case_id, lambda person, here=here: Link(person, here, held), None, post)  # type: ignore[misc]  # a default binds the loop's value
    return done


def _one_case(sitting: Sitting, customer_id: str, accounts: tuple[str, ...]) -> str | None:
    """The one case of this customer from now on; None where nothing has happened yet."""
    tx = sitting.tx
    cases = involved(tx, customer_id, accounts)
    if not cases:
        return None
    main, *others = cases
    for other in others:
        join(tx, main, other, sitting.at)
    add_accounts(tx, main, accounts, sitting.at)
    customer_is(tx, main, customer_id)
    return main


def leave_others(room: CaseRoom, sitting: Sitting, customer_id: str, accounts: Sequence[str]) -> None:
    """An account that was once taken for another customer's begins a case of its own: nothing of hers goes along."""
    for account in accounts:
        case_id = case_of_account(sitting.tx, account)
        whose = sitting.tx.execute(select(CaseRow.customer_id).where(CaseRow.id == case_id)).scalar()
        if whose not in {None, customer_id}:
            open_case(sitting.tx, room.office, account, account, sitting.now)
