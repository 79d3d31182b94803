"""The replay report: one HTML file that needs nothing else. Every chart is a table first."""

from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, PackageLoader, select_autoescape

from bot.replay.run import Comparison
from bot.replay.tally import Tally
from bot.replay.words import COURSES, plain


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: words, how many comments, and the share of all in tenths of a per cent."""

    name: str
    count: int
    tenths: int

    @property
    def percent(self) -> str:
        """The share as `12.5 %`."""
        return f"{self.tenths / 10:.1f} %"


def render(tally: Tally, source: str, policy: str, comparison: Comparison | None = None, against: str = "") -> str:
    """The whole report as HTML text. Comments are hostile input: everything is escaped."""
    page = _environment().get_template("report.html.j2")
    return page.render(
        tally=tally,
        source=source,
        policy=policy,
        against=against,
        comparison=comparison,
        tables=_tables(tally),
        courses=COURSES,
        examples={plain(course): shown for course, shown in tally.examples.items() if shown},
    )


def _tables(tally: Tally) -> list[tuple[str, str, list[Row]]]:
    return [
        ("What would happen", "Each comment is in one row.", _rows(tally.courses, tally.comments)),
        ("Measures offered or taken", "A comment may be in several rows.", _rows(tally.measures, tally.comments)),
        ("Of these, without a person", "Only in the mode “auto”.", _rows(tally.automatic, tally.comments)),
        ("Needs found and routed", "Never held against anybody.", _rows(tally.needs, tally.comments)),
        (
            "Words that may go against the house rules",
            "What the detectors claim.",
            _rows(tally.behaviours, tally.comments),
        ),
        ("Clauses relied on", "The policy's own numbers.", _rows(tally.clauses, tally.comments, say=str)),
    ]


def _rows(counts: dict[str, int], total: int, say: object = plain) -> list[Row]:
    name = say if callable(say) else plain
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Row(name(word), count, round(1000 * count / total) if total else 0) for word, count in ordered]


def _environment() -> Environment:
    rooms = ChoiceLoader([PackageLoader("bot.replay", "."), PackageLoader("bot.reports", ".")])  # one style for both
    return Environment(loader=rooms, autoescape=select_autoescape(["html", "j2"]))
