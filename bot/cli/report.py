"""`doorstep report foi|transparency|audit`: figures from the record for whoever asks, and who did what."""

from collections.abc import Callable
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.explain import printable
from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.saving import save
from bot.cli.signing import As, sign_in
from bot.clock import now
from bot.compose import office
from bot.evidence.seen import seen, view
from bot.reports import audit, period
from bot.reports.figures import ClauseNames
from bot.reports.foi import foi
from bot.reports.page import page
from bot.reports.period import BadPeriod, Period
from bot.reports.plain import sheet, words
from bot.reports.table import Report
from bot.reports.transparency import Landlord, transparency
from bot.staff.rights import Right, Staff, may
from rules.calendar import london_date
from rules.model.evidence import EntryKind

FORMS: dict[str, Callable[[Report], str]] = {
    ".html": page,
    ".csv": sheet,
    ".txt": words,
    ".json": lambda report: dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n",
}

FromMonth = Annotated[str, typer.Option("--from", metavar="MONTH", help="The first month, as 2026-01.")]
ToMonth = Annotated[str, typer.Option("--to", metavar="MONTH", help="The last month, as 2026-12.")]
FromDay = Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, as 2026-11-01.")]
ToDay = Annotated[str, typer.Option("--to", metavar="DAY", help="The last day, as 2026-11-30.")]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help=f"Save it: {', '.join(FORMS)}. That it was saved is recorded."),
]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Figures from the record: FOI, transparency report, who did what.", no_args_is_help=True)
    group.command("foi")(foi_command)
    group.command("transparency")(transparency_command)
    group.command("audit")(audit_command)
    app.add_typer(group, name="report")


def foi_command(
    login: As, first: FromMonth = "", last: ToMonth = "", out: Out = None, home: HomeOption = None, json: JsonOption = False
) -> None:  # fmt: skip
    """Statistics for a Freedom of Information request: what was done, by month and clause, and what was taken back.

    By default the last twelve months that are over. No handles; small counts are not shown, nor what gives them back.

    Example: doorstep report foi --from 2026-01 --to 2026-06 -o foi.csv --as ann
    """
    with opened(home) as place:
        staff = _allowed(place, login, Right.SEE)
        wanted, least = _months(first, last), place.settings.reports.smallest
        report = foi(place.database, wanted, place.settings.landlord, _clauses(place), least, now())
        _give(place, staff, report, out, json=json)


def transparency_command(
    login: As, first: FromMonth = "", last: ToMonth = "", out: Out = None, home: HomeOption = None, json: JsonOption = False
) -> None:  # fmt: skip
    """A report to publish: what was said, needed, done and taken back, with the record's seal. One HTML page, no scripts.

    By default the last twelve months that are over.

    Example: doorstep report transparency --from 2026-01 --to 2026-12 -o report.html --as ann
    """
    with opened(home) as place:
        staff = _allowed(place, login, Right.SEE)
        challenge = place.settings.policy_settings.get("how_to_challenge", "")
        landlord = Landlord(place.settings.landlord, _clauses(place), challenge)
        report = transparency(place.database, _months(first, last), landlord, place.settings.reports.smallest, now())
        _give(place, staff, report, out, json=json)


def audit_command(
    login: As,
    actor: Annotated[
        str, typer.Option("--actor", metavar="LOGIN", help="One colleague, entry by entry; else all, in figures.")
    ] = "",
    first: FromDay = "",
    last: ToDay = "",
    out: Out = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Who did, saw and exported what, when. For the auditor and data protection; that they looked is recorded.

    By default the last thirty-one days. What nobody signed in for is found under the actors command_line, set-up, settings
    and unknown_login.

    Example: doorstep report audit --actor priya --from 2026-11-01 --as ann
    """
    with opened(home) as place:
        staff = _allowed(place, login, Right.AUDIT)
        wanted = _period(lambda: period.days(first, last, london_date(now())))
        try:
            about = audit.named(place.database, actor) if actor else ""
        except audit.Nobody as error:
            raise refuse(str(error), 2) from None
        view(place.database, staff.id, about or "everybody", now(), what="audit")
        if about:
            report = audit.one(place.database, wanted, about, place.settings.landlord, now())
        else:
            report = audit.everybody(place.database, wanted, place.settings.landlord, now())
        _give(place, staff, report, out, json=json)


def _allowed(place: Opened, login: str, right: Right) -> Staff:
    staff = sign_in(place, login)
    if not may(staff, right):
        raise refuse(f"Your roles do not allow this ({right.value}).")
    return staff


def _months(first: str, last: str) -> Period:
    return _period(lambda: period.months(first, last, london_date(now())))


def _period(made: Callable[[], Period]) -> Period:
    try:
        return made()
    except BadPeriod as error:
        raise refuse(str(error), 2) from None


def _clauses(place: Opened) -> ClauseNames:
    settings = place.settings
    packs = office(settings.policy, settings.policy_settings, settings.earlier_policies).packs
    every = ((pack.id, clause) for pack in packs for clause in pack.clauses)
    return {(name, clause.id): (clause.number, clause.summary) for name, clause in every}


def _give(place: Opened, staff: Staff, report: Report, out: Path | None, *, json: bool) -> None:
    """Print it, or save it: then the record says who took it out."""
    if out is None:
        if json:
            show(report.as_json())
        else:
            print(printable(words(report)), end="")
        return
    if out.suffix.lower() not in FORMS:
        raise refuse(f"{out.name}: save it as {', '.join(FORMS)}", 2)
    content = FORMS[out.suffix.lower()](report).encode()
    save(out.parent, {out.name: content})
    codes = {"what": report.kind, "since": report.period.first.isoformat(), "until": report.period.last.isoformat()}
    if report.kind != "audit":  # a digest of words about people would tell, after erasure, whether a guess is right
        codes["sha256"] = sha256(content).hexdigest()
    with place.database.write() as tx:
        seen(tx, EntryKind.EXPORTED, staff.id, f"report:{report.kind}", now(), **codes)
