"""The transparency report: what was said, what was needed, what was done, what was taken back, and how to check it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.console.show.words import NEEDS
from bot.evidence import checkpoints, keys, witness
from bot.reports import figures
from bot.reports.counted import ANYTHING, APPEALS, BACK, DONE, NAMES, SAID, Counted
from bot.reports.deeds import Deed, deeds
from bot.reports.entries import begins
from bot.reports.figures import ClauseNames
from bot.reports.foi import MEANING, accounts, by_clause, caveats
from bot.reports.outcomes import outcomes, share
from bot.reports.period import Period, month_name, month_of
from bot.reports.reasons import Reasons, reasons
from bot.reports.suppress import alone, line
from bot.reports.table import Report, Row, Table
from bot.reports.talk import Talk, talk
from bot.reports.words import COURSES, PLATFORMS, named
from bot.store.database import Database
from bot.store.ids import stamp
from rules.model.finding import NeedKind

_TITLE = "How we looked after our pages"
_HOW = (
    "Doorstep reads what people say on our public pages and to us, by our own written policy. By itself it may hide a"
    " comment that the policy lets it hide (a person can show it again at any time), remind of the house rules in fixed"
    " words, and acknowledge a need. Warnings, reports, blocks and restrictions of contact are decided by people. A"
    " comment that carries a repair, a hazard or a complaint is never hidden for its swear words."
)

_LOOKED = "Every measure sent to a platform is looked for there."


@dataclass(frozen=True, slots=True)
class Landlord:
    """Who publishes it: the name, the clauses' names, and how a decision is challenged, where the landlord has said so."""

    name: str
    clauses: ClauseNames
    challenge: str = ""


def transparency(database: Database, period: Period, landlord: Landlord, least: int, now: datetime) -> Report:
    """The whole report. `least`: smaller figures than this are not shown."""
    known = begins(database, period)
    if known is None:
        none = (_HOW, f"There is no record of {period}.")
        return Report("transparency", _TITLE, landlord.name, period, stamp(now), none, ())
    said = talk(database, known.since, known.until, stamp(now))
    found = deeds(database, known.since, known.until)
    why = reasons(database, found)
    became = outcomes(database, known.since, known.until, stamp(now))
    tables = (
        *_talk(said, known, least),
        _said(found, least),
        *_done(found, known, least),
        _by_whom(why, found, least),
        Table("Were they really done?", _LOOKED, "What we know", ("Share",), _became(became)),
        accounts(why, found, least),
        *by_clause(why, found, landlord.clauses, least),
        figures.by_month("What was taken back or ended, by month", "", BACK, found, known, least),
        figures.by_month("Appeals, by month", "", APPEALS, found, known, least),
    )
    lines = (_HOW, *caveats(period, known, least, now), *_nothing(found))
    after = (*_policies(said), *_challenge(landlord), *_seal(database))
    shown = tuple(table for table in tables if table.rows)
    return Report("transparency", _TITLE, landlord.name, known, stamp(now), lines, shown, after)


def _talk(said: Talk, period: Period, least: int) -> Iterator[Table]:
    def table(title: str, note: str, first: str, counts: Mapping[str, int]) -> Table:
        return figures.drawn(title, note, first, counts, least)

    heard = {month_name(month): said.heard[month] for month in period.months}
    edits = f": there were {said.edits:,}" if said.edits >= least else ""
    yield table("Comments heard, by month", f"Edits are not counted again{edits}.", "Month", heard)
    platforms = _in_words(said.platforms, lambda code: named(PLATFORMS, code))
    yield table("Comments heard, by platform", "", "Platform", platforms)
    courses = {name: said.courses[course] for course, name in COURSES.items()}
    yield table("What the policy said of them", "The most that it supports, as last judged.", "Answer", courses)
    needs = _in_words(said.needs, lambda code: NEEDS[NeedKind(code)])
    yield table("Needs found and passed to a person", "Never held against anybody.", "Need", needs)
    if said.needs:
        closed = {"Closed in time": said.in_time, "Closed late": said.late, "Still open": said.open}
        yield table("Were they seen to in time?", "Of the needs found in these months.", "What became of them", closed)


def _in_words(counts: Counter[str], words: Callable[[str], str]) -> dict[str, int]:
    return dict(sorted((words(code), count) for code, count in counts.items()))


def _said(found: Sequence[Deed], least: int) -> Table:
    every = [deed.what for deed in found]
    rows = tuple(Row(NAMES[what], (alone(every.count(what), least),)) for what in SAID)
    return Table("What was said to people", "None of it counts against anybody.", "What", ("Number",), rows, drawn=True)


def _done(found: Sequence[Deed], period: Period, least: int) -> Iterator[Table]:
    for number, what in enumerate(_present(found)):
        months = [month_of(deed.at) for deed in found if deed.what is what]
        counts = {month_name(month): months.count(month) for month in period.months}
        yield figures.drawn(f"{NAMES[what]}, by month", "" if number else MEANING, "Month", counts, least)


def _present(found: Sequence[Deed]) -> list[Counted]:
    there = {deed.what for deed in found}
    return [what for what in ANYTHING if what in there]


def _nothing(found: Sequence[Deed]) -> Iterator[str]:
    absent = [NAMES[what].lower() for what in DONE if what not in _present(found)]
    if absent:
        yield f"None in these months: {', '.join(absent)}."


def _became(counts: Counter[str]) -> tuple[Row, ...]:
    whole = counts.total()
    return tuple(Row(name, (share(count, whole),)) for name, count in counts.items()) if whole else ()


def _by_whom(why: Reasons, found: Sequence[Deed], least: int) -> Table:
    rows = []
    for what in (*_present(found), *(one for one in SAID if any(deed.what is one for deed in found))):
        total = sum(deed.what is what for deed in found)
        one = line([total - why.by_person[what], why.by_person[what]], least)
        rows.append(Row(NAMES[what], (*one.cells, one.total)))
    columns = ("By itself", "A person", "All")
    return Table(
        "Who decided", "By itself: within what the policy lets be done without a person.", "What", columns, tuple(rows)
    )


def _policies(said: Talk) -> Iterator[str]:
    if said.policies:
        yield f"Comments were judged by: {', '.join(sorted(said.policies))}."
    if said.unjudged:
        yield "What could not be judged by machine was judged by a person."
    if said.brakes:
        yield f"Safety brakes stopped measures that nobody had decided {said.brakes:,} times."


def _challenge(landlord: Landlord) -> Iterator[str]:
    if landlord.challenge:
        yield f"To have a decision looked at again: {landlord.challenge}"


def _seal(database: Database) -> Iterator[str]:
    """Whoever keeps this page can later tell whether the record was changed."""
    with database.read() as tx:
        last, held = checkpoints.newest(tx), keys.kept(tx)
    if last is not None and held:
        yield (
            f"These figures were counted from a sealed record. Its seal when it was last signed: {last.size:,}:"
            f" {witness.grouped(last.root.hex())}, key {witness.grouped(last.key)}. Keep this page: it shows later whether"
            " what was recorded until then has been changed ('doorstep verify --root')."
        )
