"""Formal action in a case: warn, propose, approve, decline, vary, review, appeal, lift."""

from collections.abc import Mapping
from typing import Annotated

import typer

from bot.cases.room import MakeDeed
from bot.cli.casework import About, CaseId, Post, do
from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse
from bot.cli.signing import As, Why
from bot.staff.people import find
from bot.store.ids import new_id
from rules.model.case import deeds as d
from rules.model.case.words import Check, Exemption, Outcome, Person, RestrictionKind, Says, WarningForm

SaysOption = Annotated[list[Says] | None, typer.Option("--says", help="A part it has; may be given more than once.")]
Months = Annotated[int | None, typer.Option("--months", min=1, max=120, help="For how many months.")]
Reviewed = Annotated[int | None, typer.Option("--review-months", min=1, help="Looked at again every so many months.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (warn, propose, approve, decline, vary, longer, reviewer, review, lift, appeal):
        group.command(command.__name__)(command)


def warn(
    case: CaseId,
    login: As,
    about: About = None,
    says: SaysOption = None,
    form: Annotated[WarningForm, typer.Option("--form", help="How it was given.")] = WarningForm.LETTER,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Give a warning that counts, about comments, saying what the policy wants said.

    Example: doorstep case warn c_... --as priya --about i_... --says behaviour --says chance_to_modify
    """

    def deed(by: Person) -> d.Warn:
        return d.Warn(new_id("w"), by, form, tuple(about or ()), frozenset(says or ()))

    _do(home, login, json, case, deed, {"reason": reason}, post)


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

    _do(home, login, json, case, deed, {"reason": reason}, post)


def approve(
    case: CaseId, login: As, reason: Why = "", post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Agree to the proposal that waits. Not your own, and each person once.

    Example: doorstep case approve c_0123456789abcdef --as helen
    """
    _do(home, login, json, case, d.Approve, {"reason": reason}, post)


def decline(
    case: CaseId, login: As, reason: Why, post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Decline the proposal that waits.

    Example: doorstep case decline c_0123456789abcdef --as helen --reason "a warning would do"
    """
    _do(home, login, json, case, lambda by: d.Decline(by, bool(reason.strip())), {"reason": reason}, post)


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

    def deed(by: Person) -> d.Vary:
        return d.Vary(new_id("pr"), by, restriction, months, review_months)

    _do(home, login, json, case, deed, {"reason": reason}, post)


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

    _do(home, login, json, case, deed, {"reason": reason}, post)


def reviewer(
    case: CaseId,
    login: As,
    named: Annotated[str, typer.Option("--named", help="The login of whoever is to carry out the review.")],
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Name who carries out a review, where the policy has one post name them.

    Example: doorstep case reviewer c_0123456789abcdef --as dana --named omar
    """

    with opened(home) as place:
        found = find(place.database, named)
    if found is None:
        raise refuse(f"There is nobody active with the login {named}.")
    whose = found.id
    _do(home, login, json, case, lambda by: d.AppointReviewer(by, whose), {}, post)


def review(
    case: CaseId,
    login: As,
    outcome: Annotated[Outcome, typer.Option("--outcome", help="extend or cease.")],
    says: SaysOption = None,
    restriction: Annotated[
        str | None, typer.Option("--restriction-id", help="Which one, if there are several.")
    ] = None,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say what a review comes to: the restriction goes on (extend) or ends (cease).

    Example: doorstep case review c_0123456789abcdef --as helen --outcome cease --reason "six quiet months"
    """

    def deed(by: Person) -> d.Review:
        return d.Review(by, outcome, frozenset(says or ()), restriction)

    _do(home, login, json, case, deed, {"reason": reason}, post)


def lift(
    case: CaseId,
    login: As,
    reason: Why,
    says: SaysOption = None,
    restriction: Annotated[
        str | None, typer.Option("--restriction-id", help="Which one, if there are several.")
    ] = None,
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """End a restriction now: a review, at any time, that says it ends.

    Example: doorstep case lift c_0123456789abcdef --as helen --reason "no longer needed"
    """

    def deed(by: Person) -> d.Review:
        return d.Review(by, Outcome.CEASE, frozenset(says or ()), restriction)

    _do(home, login, json, case, deed, {"reason": reason}, post)


def appeal(
    case: CaseId,
    login: As,
    outcome: Annotated[Outcome, typer.Option("--outcome", help="stands or overturned.")],
    appeal_id: Annotated[str | None, typer.Option("--appeal", help="Which one, if there are several.")] = None,
    reason: Why = "",
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Decide an appeal. Nobody who had a part in the decision may. Overturned means undone everywhere.

    Example: doorstep case appeal c_0123456789abcdef --as grace --outcome overturned --reason "the words were quoted"
    """
    if not reason.strip():
        raise refuse("Whoever decides an appeal says why: --reason.")
    _do(home, login, json, case, lambda by: d.DecideAppeal(by, outcome, appeal_id), {"reason": reason}, post)


def _do(
    home: HomeOption,
    login: str,
    json: bool,
    case: str,
    deed: MakeDeed,
    private: Mapping[str, str],
    post: str,
) -> None:
    do(home, login, json, lambda room, staff: room.do(staff, case, deed, private, post))
