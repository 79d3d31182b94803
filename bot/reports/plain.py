"""A report for a terminal and for a spreadsheet."""

import csv
import io
import textwrap

from bot.reports.table import Report, Row, Table, shown
from bot.show import london

_WIDE = 100
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def words(report: Report) -> str:
    """As text, a table below the other."""
    head = [f"{report.title}: {report.landlord}, {report.period}", f"Counted on {london(report.made_at)}.", ""]
    lines = [*head, *(_wrapped(line) for line in report.lines), ""]
    for table in report.tables:
        lines += [*_table(table), ""]
    return "\n".join([*lines, *(_wrapped(line) for line in report.after)]).rstrip() + "\n"


def sheet(report: Report) -> str:
    """As CSV: table, row, column, figure. What is not shown is `[c]`; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["table", "what", "column", "figure"])
    for table in report.tables:
        for row in _rows(table):
            for column, cell in zip(table.columns, row.cells, strict=True):
                figure = cell if isinstance(cell, int) else _safe(shown(cell))
                writer.writerow([_safe(table.title), _safe(row.name), _safe(column), figure])
    return out.getvalue()


def _rows(table: Table) -> tuple[Row, ...]:
    return (*table.rows, table.total) if table.total else table.rows


def _table(table: Table) -> list[str]:
    cells = [[shown(cell) for cell in row.cells] for row in _rows(table)]
    widths = [max(map(len, column)) for column in zip(table.columns, *cells, strict=True)] if cells else []
    names = [textwrap.shorten(row.name, 70, placeholder=" ...") for row in _rows(table)]
    first = max(map(len, (*names, table.first)))
    lines = [table.title.upper(), *([_wrapped(table.note)] if table.note else [])]
    if not cells:
        return lines
    lines.append("  ".join([table.first.ljust(first), *_right(table.columns, widths)]))
    return lines + [
        "  ".join([name.ljust(first), *_right(row, widths)]) for name, row in zip(names, cells, strict=True)
    ]


def _right(cells: list[str] | tuple[str, ...], widths: list[int]) -> list[str]:
    return [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]


def _wrapped(line: str) -> str:
    return textwrap.fill(line, _WIDE)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text
