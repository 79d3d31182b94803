"""Signing in on the command line: the login is an option, the password is asked for or read from a variable."""

import os
from typing import Annotated

import typer

from bot.cli.opening import Opened
from bot.cli.options import refuse
from bot.clock import now
from bot.staff.people import anybody
from bot.staff.rights import Right, Staff, may
from bot.staff.sign_in import Access

PASSWORD_VARIABLE = "DOORSTEP_PASSWORD"  # noqa: S105 - the name of a variable, not a password

As = Annotated[str, typer.Option("--as", help=f"Your login; the password is asked, or read from ${PASSWORD_VARIABLE}.")]
AsOnceStaffed = Annotated[
    str,
    typer.Option(
        "--as", help=f"Your login (password asked, or ${PASSWORD_VARIABLE}); needed once anybody can sign in."
    ),
]
"""For commands of the set-up too: until somebody has a password, the operating system alone says who may."""

Why = Annotated[str, typer.Option("--reason", help="Why, in your own words; it is kept as evidence.")]


def signed_in(place: Opened, login: str, right: Right) -> Staff | None:
    """Who it is, holding `right`; None while nobody can sign in yet. Refused (exit code 4) otherwise."""
    if not login and not anybody(place.database):
        return None
    if not login:
        raise refuse("say who you are: --as LOGIN")
    staff = sign_in(place, login)
    if not may(staff, right):
        raise refuse(f"Your roles do not allow this ({right.value.replace('_', ' ')}).")
    return staff


def sign_in(place: Opened, login: str) -> Staff:
    """Who it is. Refused (exit code 4) with a wrong password."""
    access = Access(place.database, now)
    password = os.environ.get(PASSWORD_VARIABLE) or typer.prompt("Password", hide_input=True, err=True)
    visit = access.sign_in(login, password, "command line")
    if isinstance(visit, str):
        raise refuse(visit)
    access.sign_out(visit.token)
    return visit.staff
