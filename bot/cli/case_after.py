"""What comes after a restriction began: who reviews it, the review, its end, the appeal."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.case_formal import SaysOption, do_as
from bot.cli.casework import CaseId, Post
from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse
from bot.cli.signing import As, Why
from bot.staff.people import find
from rules.model.case import deeds as d
from rules.model.case.words import Outcome, Person


class OfReview(StrEnum):
    """What a review may come to."""

    EXTEND = Outcome.EXTEND.value
    CEASE = Outcome.CEASE.value


class OfAppeal(StrEnum):
    """What an appeal may come to."""

    STANDS = Outcome.STANDS.value
    OVERTURNED = Outcome.OVERTURNED.value


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    for command in (reviewer, review, lift, appeal):
        group.command(command.__name__)(command)


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
    do_as(home, login, json, case, lambda by: d.AppointReviewer(by, whose), {}, post)


def review(
    case: CaseId,
    login: As,
    outcome: Annotated[OfReview, typer.Option("--outcome", help="It goes on, or it ends.")],
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

    if not reason.strip():
        raise refuse("Whoever reviews says why: --reason.")

    def deed(by: Person) -> d.Review:
        return d.Review(by, Outcome(outcome), frozenset(says or ()), restriction)

    do_as(home, login, json, case, deed, {"reason": reason}, post)


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

    if not reason.strip():
        raise refuse("Whoever ends a restriction says why: --reason.")

    def deed(by: Person) -> d.Review:
        return d.Review(by, Outcome.CEASE, frozenset(says or ()), restriction)

    do_as(home, login, json, case, deed, {"reason": reason}, post)


def appeal(
    case: CaseId,
    login: As,
    outcome: Annotated[OfAppeal, typer.Option("--outcome", help="The decision stands, or is undone.")],
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
    do_as(home, login, json, case, lambda by: d.DecideAppeal(by, Outcome(outcome), appeal_id), {"reason": reason}, post)
