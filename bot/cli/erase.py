"""`doorstep erase ITEM|ACCOUNT`: take out what is personal; the record stays provable."""

from typing import Annotated

import typer

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import As, sign_in
from bot.clock import now
from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.evidence.erasure import register, scour
from bot.evidence.erasure.deed import Erasure
from rules.model.erasure import BY_HAND, ErasureReason


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("erase")(erase_command)


def erase_command(
    about: Annotated[
        str, typer.Argument(metavar="ITEM|ACCOUNT", help="A comment's (i_...), account's (u_...) or case's (c_...) id.")
    ],
    login: As,
    reason: Annotated[
        ErasureReason,
        typer.Option("--reason", help=f"Why it may be: {', '.join(sorted(BY_HAND))}.", show_choices=False),
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase words, names, references, payloads and their salts; refused under legal hold and while work is open.

    'Erased' is said only once the raw bytes of the database and its logs were searched. Exit code 3 when it was deleted
    but could not be searched for yet, 4 when it is refused.

    Example: doorstep erase i_0123456789abcdef --reason request --as dee
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            done = erasing.erase(place.database, now, staff, about, reason)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
        register.write_down(place.home.path, place.database)
        found = scour.after(place.database, place.home.path, [done], now)
    _say(done, found, json)
    raise typer.Exit(0 if found.clean else 3)


def _say(done: Erasure, found: scour.Searched, json: bool) -> None:
    if json:
        told = {"erasure": done.id, "entry": done.seq, "fields": done.fields, "payloads": done.payloads}
        show({**told, "erased": found.clean, "says": str(found)})
        return
    print(f"Deleted: {done.fields} private fields with their salts, {done.payloads} payloads (entry {done.seq}).")
    print(found)
