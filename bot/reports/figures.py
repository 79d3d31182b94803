"""Counts turned into tables. Here, and nowhere later, small counts are taken out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.reports.counted import NAMES, Counted
from bot.reports.deeds import Deed
from bot.reports.period import Period, month_name, month_of
from bot.reports.reasons import NO_CLAUSE, Clause
from bot.reports.suppress import line
from bot.reports.table import Row, Table, shown

ClauseNames = Mapping[tuple[str, str], tuple[str, str]]
"""Pack and clause id to the clause's number and its summary."""

OWN = "No clause: a person's own decision, with its reason on the record"


def by_month(
    title: str, note: str, whats: Iterable[Counted], deeds: Sequence[Deed], period: Period, least: int
) -> Table:
    """A row for each thing counted, a column for each month, and the whole."""
    rows = []
    for what in whats:
        months = Counter(month_of(deed.at) for deed in deeds if deed.what is what)
        one = line([months[month] for month in period.months], least)
        rows.append(Row(NAMES[what], (*one.cells, one.total)))
    columns = (*map(month_name, period.months), "All")
    return Table(title, note, "What", columns, tuple(rows))


def drawn(title: str, note: str, first: str, counts: Mapping[str, int], least: int) -> Table:
    """One thing split one way, with bars."""
    one = line(list(counts.values()), least)
    rows = tuple(Row(name, (cell,)) for name, cell in zip(counts, one.cells, strict=True))
    return Table(title, note, first, ("Number",), rows, drawn=True, total=Row("All", (one.total,)))


def clauses(what: Counted, counts: Counter[Clause], total: int, names: ClauseNames, least: int) -> Table:
    """How often each clause was relied on for one thing. A deed may rest on several, so the rows may sum to more."""
    ordered = sorted(counts, key=lambda clause: (clause == NO_CLAUSE, clause))
    one = line([counts[clause] for clause in ordered], least, total)
    told = any(cell is not None for cell in one.cells)
    note = f"All: {shown(one.total)}. " + (
        "One may rest on several clauses." if told else "Too few to be told by clause."
    )
    cells = zip(ordered, one.cells, strict=True)
    rows = tuple(Row(_name(clause, names), (cell,)) for clause, cell in cells) if told else ()
    return Table(f"{NAMES[what]}: reasons by clause", note, "Clause", ("Number",), rows, drawn=True)


def _name(clause: Clause, names: ClauseNames) -> str:
    if clause == NO_CLAUSE:
        return OWN
    pack, version, name = clause
    number, summary = names.get((pack, name), (name, ""))
    return f"{number} ({pack} {version}){f': {summary}' if summary else ''}"
