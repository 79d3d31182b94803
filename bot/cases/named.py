"""Comments that somebody names in a deed: each must be of this case, or a warning would rest on what does not exist."""

from sqlmodel import col, select

from bot.cases.book import Book
from bot.desk.sitting import Refused
from bot.store.case_tables import CaseAccountRow
from bot.store.tables import InteractionRow
from rules.model.case import deeds as d


def must_be_hers(book: Book, deed: d.Deed) -> None:
    """Raises Refused naming every comment that is neither in the case nor of one of its accounts."""
    about = getattr(deed, "about", None)
    refs = dict.fromkeys(about) if isinstance(about, tuple) else {}  # one id alone is a decision's
    unknown = [ref for ref in refs if ref not in {one.ref for one in book.file.incidents}]
    if not unknown:
        return
    accounts = select(CaseAccountRow.account_id).where(col(CaseAccountRow.case_id).in_(book.case.ids))
    here = select(InteractionRow.id).where(
        col(InteractionRow.id).in_(unknown), col(InteractionRow.account_id).in_(accounts)
    )
    found = set(book.tx.execute(here).scalars())
    if strange := [ref for ref in unknown if ref not in found]:
        raise Refused(
            f"No comment of this case is called {', '.join(strange)}: 'doorstep case show {book.id}' lists them."
        )
