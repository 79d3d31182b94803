"""Formal action in a case: warn, propose, approve, decline, vary, agree to a longer period."""

from collections.abc import Mapping
from typing import Annotated

import typer

from bot.cases.room import MakeDeed
from bot.cli.casework import About, CaseId, Post, do
from bot.cli.options import HomeOption, JsonOption, refuse
from bot.cli.signing import As, Why
from bot.store.ids import new_id
from rules.model.case import deeds as d
from rules.model.case.words import Check, Exemption, Person, RestrictionKind, Says, WarningForm

SaysOption = Annotated[list[Says] | None, typer.Option("--says", help="A part it has; may be given more than once.")]
Months = Annotated[int | None, typer.Option("--months", min=1, max=120, help="For how many months.")]
Reviewed = Annotated[int | None, typer.Option("--review-months", min=1, help="Looked at again every so many months.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (warn, propose, approve, decline, vary, longer):
        group.command(command.__name__)(command)


def warn(
    case: CaseId,
    login: As,
    about: About = None,
    says: SaysOption = None,
    form: Annotated[WarningForm, typer.Option("--form", help="How it is given.")] = WarningForm.LETTER,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write a warning about comments, saying what the policy wants said. It counts once its letter is marked as sent.

    Example: doorstep case warn c_... --as priya --about i_... --says behaviour --says chance_to_modify
    """

    def deed(by: Person) -> d.Warn:
        return d.Warn(new_id("w"), by, form, tuple(about or ()), frozenset(says or ()), sent=False)

    do_as(home, login, json, case, deed, {"reason": reason}, post)


def propose(
    case: CaseId,
    login: As,
    restriction: Annotated[RestrictionKind, typer.Option("--restriction", help="What is to be restricted.")],
    about: About = None,
    months: Months = None,
    review_months: Reviewed = None,
    checked: Annotated[list[Check] | None, typer.Option("--checked", help="What you have looked at.")] = None,
    exemption: Annotated[
        Exemption | None, typer.Option("--exemption", help="Why it cannot wait for what must come first.")
    ] = None,
    permanent: Annotated[bool, typer.Option("--permanent", help="For ever; always refused.", hidden=True)] = False,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Propose a restriction, with grounds and why nothing milder serves (--reason). Others approve it.

    Example: doorstep case propose c_... --as owen --restriction spoc --months 12 --about i_... --about i_...
    --checked adjustments --checked vulnerability --reason "third time, after two warnings"
    """
    if not reason.strip():
        raise refuse("A proposal needs its grounds, and why nothing milder serves: --reason.")
    number = d.PERMANENT if permanent else months

    def deed(by: Person) -> d.Propose:
        relied, looked = tuple(about or ()), frozenset(checked or ())
        return d.Propose(
            new_id("pr"), by, restriction, relied, number, review_months, looked, exemption, has_reason=True
        )

    do_as(home, login, json, case, deed, {"reason": reason}, post)


def approve(
    case: CaseId, login: As, reason: Why = "", post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Agree to the proposal that waits. Not your own, and each person once.

    Example: doorstep case approve c_0123456789abcdef --as helen
    """
    do_as(home, login, json, case, d.Approve, {"reason": reason}, post)


def decline(
    case: CaseId, login: As, reason: Why, post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Decline the proposal that waits.

    Example: doorstep case decline c_0123456789abcdef --as helen --reason "a warning would do"
    """
    do_as(home, login, json, case, lambda by: d.Decline(by, bool(reason.strip())), {"reason": reason}, post)


def vary(
    case: CaseId,
    login: As,
    restriction: Annotated[RestrictionKind | None, typer.Option("--restriction")] = None,
    months: Months = None,
    review_months: Reviewed = None,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Change the terms of the proposal that waits; whoever does proposes it anew, and approvals so far fall away.

    Example: doorstep case vary c_0123456789abcdef --as helen --months 6
    """

    if restriction is None and months is None and review_months is None:
        raise refuse("Say what is to change: --restriction, --months or --review-months.")

    def deed(by: Person) -> d.Vary:
        return d.Vary(new_id("pr"), by, restriction, months, review_months)

    do_as(home, login, json, case, deed, {"reason": reason}, post)


def longer(
    case: CaseId,
    login: As,
    sign: Annotated[int | None, typer.Option("--sign", min=1, help="Sign it, for so many months in all.")] = None,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Agree that a restriction lasts longer than the standard period, or sign it (--sign).

    Example: doorstep case longer c_0123456789abcdef --as kim --sign 18 --reason "..."
    """

    def deed(by: Person) -> d.Deed:
        return d.AgreeLonger(by) if sign is None else d.SignLonger(by, sign, bool(reason.strip()))

    do_as(home, login, json, case, deed, {"reason": reason}, post)


def do_as(
    home: HomeOption,
    login: str,
    json: bool,
    case: str,
    deed: MakeDeed,
    private: Mapping[str, str],
    post: str,
) -> None:
    """One deed in one case, as whoever signs in."""
    do(home, login, json, lambda room, staff: room.do(staff, case, deed, private, post))
