"""A report as one HTML page that needs nothing else: every chart is a table first, its bars are decoration."""

from jinja2 import Environment, PackageLoader, select_autoescape

from bot.reports.table import Report, Row, Table, shown
from bot.show import london


def page(report: Report) -> str:
    """The page as text. Whatever a landlord or a policy is called is escaped."""
    return _environment().get_template("page.html.j2").render(report=report, made=london(report.made_at))


def _bar(row: Row, table: Table) -> int:
    """The bar's length in per cent of the longest."""
    cell = row.cells[0]
    return round(100 * cell / table.most) if isinstance(cell, int) and table.most else 0


def _side(cell: int | str | None) -> str:
    """A class of the style: figures stand under each other at the right; words begin at the left."""
    return "words" if isinstance(cell, str) else "n"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.reports", "."), autoescape=select_autoescape(["html", "j2"]), trim_blocks=True
    )
    environment.globals["bar"] = _bar
    environment.globals["side"] = _side
    environment.filters["shown"] = shown
    return environment
