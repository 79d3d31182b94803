"""What staff record in a case: systems, volume, adjustments, liaison, police, referral, markers set by hand."""

from typing import Annotated

import typer

from bot.cases.harm import record_harm
from bot.cases.noting import known_of
from bot.cases.room import MakeDeed
from bot.cli.casework import About, CaseId, Note, Post, do
from bot.cli.options import HomeOption, JsonOption, refuse
from bot.cli.signing import As, Why
from rules.model.case import deeds as d
from rules.model.case.words import Person, RestrictionKind
from rules.model.finding import Behaviour

YesNo = Annotated[bool | None, typer.Option(help="Say yes, or --no-...; what is left out stays as it was.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (record, harm, known, liaise, adjust, police, refer, marker):
        group.command(command.__name__)(command)


def record(
    case: CaseId,
    login: As,
    system: Annotated[str, typer.Option("--system", help="The landlord's system it was recorded on.")] = "",
    volume: Annotated[
        bool, typer.Option("--volume", help="How much contact there was, with figures (--note).")
    ] = False,
    exhausted: Annotated[bool, typer.Option("--exhausted", help="The complaints procedure has ended.")] = False,
    helper: Annotated[bool, typer.Option("--helper", help="Somebody who helped; always refused.", hidden=True)] = False,
    about: About = None,
    note: Note = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say that something was recorded: an incident on a system, the volume of contact, the end of the complaints procedure.

    Example: doorstep case record c_... --as owen --system HMS --about i_... --note "entry 4417"
    """
    if volume and not note.strip():
        raise refuse("A record of volume has its figures: --note.")

    def deed(by: Person) -> d.Deed:
        if volume:
            return d.RecordVolume(by)
        if helper:
            return d.AskRegister(by)
        return d.RecordExhausted(by) if exhausted else d.RecordOnSystem(by, tuple(about or ()), system)

    _do(home, login, json, case, deed, note, post)


def harm(
    item: Annotated[str, typer.Argument(metavar="COMMENT", help="The comment's id, such as i_0123456789abcdef.")],
    login: As,
    behaviour: Annotated[Behaviour, typer.Option("--behaviour", help="What is too much: volume, demand, persistence.")],
    figures: Annotated[str, typer.Option("--figures", help="How much, how often, what it kept from others.")] = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record, with figures, that a comment is part of more than the service can bear; it is judged again with that.

    Example: doorstep case harm i_... --as owen --behaviour volume --figures "61 posts in 5 days, 9 hours of answers"
    """
    do(home, login, json, lambda room, staff: record_harm(room, staff, item, behaviour, figures, post))


def known(
    case: CaseId,
    login: As,
    vulnerable: YesNo = None,
    support_worker: YesNo = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say what the landlord knows of the person: vulnerability, a support worker.

    Example: doorstep case known c_0123456789abcdef --as owen --support-worker --no-vulnerable
    """
    if vulnerable is None and support_worker is None:
        raise refuse("Say what is known: --vulnerable or --no-vulnerable, --support-worker or --no-support-worker.")
    do(home, login, json, lambda room, staff: known_of(room, staff, case, vulnerable, support_worker))


def liaise(
    case: CaseId, login: As, note: Note = "", post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Say that you spoke to the support worker.

    Example: doorstep case liaise c_0123456789abcdef --as owen --note "spoke to Ms Ali on Tuesday"
    """
    _do(home, login, json, case, d.Liaise, note, post)


def adjust(
    case: CaseId,
    login: As,
    rules_out: Annotated[
        list[RestrictionKind] | None, typer.Option("--rules-out", help="A restriction that it rules out.")
    ] = None,
    note: Note = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record an adjustment agreed with the person (--note says which), and the restrictions it rules out.

    Example: doorstep case adjust c_... --as owen --rules-out writing_only --note "cannot read; telephones"
    """
    _do(home, login, json, case, lambda by: d.RecordAdjustment(by, frozenset(rules_out or ())), note, post)


def police(
    case: CaseId,
    login: As,
    reported: Annotated[bool, typer.Option("--reported/--not-reported", help="Whether the police were told.")],
    about: About = None,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say that you told the police about comments, or that you did not and why. Doorstep never contacts them.

    Example: doorstep case police c_... --as kim --reported --about i_... --reason "crime number 12"
    """

    def deed(by: Person) -> d.ConsiderPolice:
        return d.ConsiderPolice(by, tuple(about or ()), reported, bool(reason.strip()))

    _do(home, login, json, case, deed, reason, post)


def refer(
    case: CaseId,
    login: As,
    about: About = None,
    warning_letter: Annotated[
        bool, typer.Option("--warning-letter", help="Decide the referral: a warning letter will do.")
    ] = False,
    note: Note = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say that the referral form was sent, or decide a referral (--warning-letter).

    Example: doorstep case refer c_0123456789abcdef --as ravi --about i_0123456789abcdef
    """

    def deed(by: Person) -> d.Deed:
        return d.DecideReferral(by) if warning_letter else d.Refer(by, tuple(about or ()))

    _do(home, login, json, case, deed, note, post)


def marker(
    case: CaseId,
    login: As,
    code: Annotated[str, typer.Option("--code", help="The marker's code in the policy.")] = "",
    on: Annotated[bool, typer.Option("--on/--off", help="Whether you set it or took it off.")] = True,
    address: Annotated[bool, typer.Option("--address", help="On an address; always refused.", hidden=True)] = False,
    note: Note = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say that you set a marker by hand on the landlord's system, or took it off.

    Example: doorstep case marker c_0123456789abcdef --as owen --code HMS_note --on
    """

    def deed(by: Person) -> d.Deed:
        return d.AskPropertyMarker(by) if address else d.ConfirmMarker(by, code, on)

    _do(home, login, json, case, deed, note, post)


def _do(home: HomeOption, login: str, json: bool, case: str, deed: MakeDeed, note: str, post: str) -> None:
    do(home, login, json, lambda room, staff: room.do(staff, case, deed, {"note": note}, post))
