"""`doorstep calls list|test|acknowledge`: where a person is called in an emergency."""

import asyncio
from typing import Annotated

import typer
from sqlmodel import select

from bot.calls import readiness
from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import AsOnceStaffed, signed_in
from bot.clock import now
from bot.posts import posts
from bot.registers import register_calls
from bot.staff.rights import Right
from bot.store.tables import Destination

NameArgument = Annotated[str, typer.Argument(help="A name under `emergency` in doorstep.yaml.")]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Where a person is called: test it before a real channel may start.", no_args_is_help=True)
    group.command("list")(list_destinations)
    group.command("test")(send_test)
    group.command("acknowledge")(acknowledge)
    app.add_typer(group, name="calls")


def list_destinations(login: AsOnceStaffed = "", home: HomeOption = None, json: JsonOption = False) -> None:
    """List the emergency destinations and whether a person has answered a test there.

    Example: doorstep calls list --as sam
    """
    with opened(home) as place:
        signed_in(place, login, Right.SEE)
        with place.database.look() as session:
            known = {row.name: row.acknowledged_at for row in session.exec(select(Destination)).all()}
        names = [(e.name, e.kind) for e in place.settings.emergency]
    rows = [{"name": name, "kind": kind, "acknowledged_at": known.get(name)} for name, kind in names]
    if json:
        show(rows)
        return
    for row in rows:
        print(f"{row['name']:<20} {row['kind']:<8} {row['acknowledged_at'] or 'not tested yet'}")


def send_test(name: NameArgument, login: AsOnceStaffed = "", home: HomeOption = None) -> None:
    """Send a test call with a code. Whoever receives it gives you the code for `calls acknowledge`. For an admin.

    Example: doorstep calls test out-of-hours --as sam
    """
    with opened(home) as place:
        signed_in(place, login, Right.MANAGE_DESTINATIONS)
        post = posts(place.home, place.settings).get(name)
        if post is None:
            raise refuse(f"no emergency destination '{name}' in doorstep.yaml", 2)
        register_calls(place.database, place.settings, now)  # Doorstep may not have run yet
        sent = asyncio.run(readiness.test_destination(place.database, now, name, post))
    if not sent.accepted:
        raise refuse(sent.why, 1)
    print(f"Sent. Now: doorstep calls acknowledge {name} CODE")


def acknowledge(
    name: NameArgument,
    code: Annotated[str, typer.Argument(help="The code that the test call carried.")],
    login: AsOnceStaffed = "",
    home: HomeOption = None,
) -> None:
    """Say that the test call arrived: real channels may start. For an admin.

    Example: doorstep calls acknowledge out-of-hours 4F7K-22QD --as sam
    """
    with opened(home) as place:
        staff = signed_in(place, login, Right.MANAGE_DESTINATIONS)
        done = readiness.acknowledge(place.database, now, name, code, staff.id if staff else "")
    if not done.accepted:
        raise refuse(done.why)
    print(f"{name} reaches a person. Real channels may start.")
