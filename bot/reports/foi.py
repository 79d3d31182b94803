"""Statistics for a request under the Freedom of Information Act: what was done, by month, why, and what was taken back.

No handle, no name, no word of anybody's. Figures are of the record's own months, so the same question next year gets the
same answer.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.reports import figures
from bot.reports.counted import ANYTHING, APPEALS, BACK, DONE, NAMES, Counted
from bot.reports.deeds import Deed, deeds
from bot.reports.entries import begins
from bot.reports.figures import ClauseNames
from bot.reports.period import Period
from bot.reports.reasons import Reasons, reasons
from bot.reports.suppress import alone
from bot.reports.table import KEPT_BACK, Report, Row, Table
from bot.store.database import Database
from bot.store.ids import stamp

MEANING = (
    "Counted is what was really done: simulated, refused and failed measures are not. A measure counts in the month in"
    " which it was done, a reversal in the month of the reversal."
)


def foi(database: Database, period: Period, landlord: str, names: ClauseNames, least: int, now: datetime) -> Report:
    """The whole answer. `least`: smaller figures than this are not shown."""
    known = begins(database, period)
    title = "What was done about comments and contact"
    if known is None:
        lines = (f"There is no record of {period}.",)
        return Report("foi", title, landlord, period, stamp(now), lines, ())
    found = deeds(database, known.since, known.until)
    why = reasons(database, found)
    tables = (
        figures.by_month("What was done, by month", MEANING, ANYTHING, found, known, least),
        figures.by_month("What was taken back or ended, by month", "", BACK, found, known, least),
        figures.by_month("Appeals, by month", "", APPEALS, found, known, least),
        accounts(why, found, least),
        *by_clause(why, found, names, least),
    )
    return Report("foi", title, landlord, known, stamp(now), tuple(caveats(period, known, least, now)), tables)


def caveats(asked: Period, known: Period, least: int, now: datetime) -> list[str]:
    """What a reader must know of the figures."""
    sign = f"{KEPT_BACK}: not shown, so that nobody can be recognised. The figure is under {least}, or would let"
    said = [f"{sign} somebody work out one that is. Nought is shown."]
    if known.first > asked.first:
        said.append(f"The record begins on {known.first.day} {known.first:%B %Y}; there is none of earlier days.")
    if stamp(now) < known.until:
        said.append(f"The last month is not over: these are its figures up to {known.last.day} {known.last:%B %Y}.")
    return said


def accounts(why: Reasons, found: Sequence[Deed], least: int) -> Table:
    """How many different accounts each thing concerned. An account may be in several rows."""
    there = {deed.what for deed in found}
    rows = tuple(Row(NAMES[what], (alone(len(why.accounts[what]), least),)) for what in DONE if what in there)
    note = "An account may be in several rows, so these cannot be added up."
    return Table("Different accounts concerned", note, "What", ("Accounts",), rows, drawn=True)


def by_clause(why: Reasons, found: Sequence[Deed], names: ClauseNames, least: int) -> list[Table]:
    """A table for each thing that was done at all."""
    done = [deed.what for deed in found if deed.what in DONE]
    present: list[Counted] = [what for what in DONE if what in done]
    return [figures.clauses(what, why.clauses[what], done.count(what), names, least) for what in present]
