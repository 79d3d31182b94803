"""A report as tables, before it is written in any form. Every figure in one has been through `suppress`."""

from dataclasses import dataclass
from typing import Any

from bot.reports.period import Period

KEPT_BACK = "[c]"
"""What stands for a figure that is not shown; the sign of the government's statistical service for confidential."""


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its cells: figures, None (not shown), or words."""

    name: str
    cells: tuple[int | str | None, ...]

    @property
    def told(self) -> bool:
        """False for a row of nothing."""
        return any(cell != 0 for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """`first` heads the names, `columns` the cells. `drawn`: one column of figures, shown as bars too."""

    title: str
    note: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: bool = False
    total: Row | None = None

    @property
    def most(self) -> int:
        """The largest figure, for the length of bars."""
        return max((cell for row in self.rows for cell in row.cells if isinstance(cell, int)), default=0)


@dataclass(frozen=True, slots=True)
class Report:
    """`lines`: what must be said before the figures; `after`: what must be said after them."""

    kind: str
    title: str
    landlord: str
    period: Period
    made_at: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    after: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a program; a figure that is not shown is null."""
        return {
            "report": self.kind,
            "landlord": self.landlord,
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "made_at": self.made_at,
            "says": [*self.lines, *self.after],
            "tables": [_table(table) for table in self.tables],
        }


def shown(cell: int | str | None) -> str:
    """A cell as people read it."""
    if cell is None:
        return KEPT_BACK
    return f"{cell:,}" if isinstance(cell, int) else cell


def _table(table: Table) -> dict[str, Any]:
    rows = (*table.rows, table.total) if table.total else table.rows
    return {
        "title": table.title,
        "note": table.note,
        "columns": [table.first, *table.columns],
        "rows": [{"name": row.name, "cells": list(row.cells)} for row in rows],
    }
