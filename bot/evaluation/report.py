"""The report on one or two sides: one HTML file that needs nothing else. Every chart is a table first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, select_autoescape

from bot.evaluation.compare import Change, Worsened
from bot.evaluation.costs import Costs
from bot.evaluation.errors import Wrong
from bot.evaluation.example import OUTCOMES
from bot.evaluation.figures import Figures

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One side in the report."""

    name: str
    digest: str
    figures: Figures
    wrong: Sequence[Wrong]
    costs: Mapping[str, Costs] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Against:
    """How the first side differs from the second."""

    changes: Sequence[Change]
    worsened: Sequence[Worsened]


def render(source: str, comments: int, columns: Sequence[Column], against: Against | None = None) -> str:
    """The whole report as HTML text. Comments are hostile input: everything is escaped."""
    environment = Environment(
        loader=PackageLoader("bot.evaluation", "."), autoescape=select_autoescape(["html", "j2"]), trim_blocks=True
    )
    page = environment.get_template("report.html.j2")
    return page.render(
        source=source, comments=comments, columns=columns, against=against, outcomes=OUTCOMES, shown=SHOWN
    )
