"""`doorstep staff add|list|remove|link`: people of the landlord. Run where the operating system says who may; with
`--as` an admin signs for it, and the record says who it was instead of "command line".
"""

from typing import Annotated, Any

import typer

from bot.cli.opening import Opened, office_of, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import AsOnceStaffed, signed_in
from bot.clock import now
from bot.settings import Settings
from bot.staff import people
from bot.staff.rights import Right, Staff
from rules.model.staff import Role

LoginArgument = Annotated[str, typer.Argument(help="The name they sign in with.")]
By = Annotated[str, typer.Option("--as", help="Your own login, an admin's: the record then names you.")]
PostOption = Annotated[
    list[str] | None,
    typer.Option("--post", help="A post they hold, in the policy's own words; may be given more than once."),
]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="The landlord's staff: add, list and let go.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_staff)
    group.command("posts")(posts)
    group.command("remove")(remove)
    app.add_typer(group, name="staff")


def add(
    login: LoginArgument,
    name: Annotated[str, typer.Option("--name", help="Their name, as letters and evidence show it.")],
    role: Annotated[list[Role], typer.Option("--role", help="What they may do; may be given more than once.")],
    post: PostOption = None,
    by: By = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Add a member of staff and print a link, good for 24 hours, by which they set their own password.

    Example: doorstep staff add priya --name "Priya Shah" --role moderator --post "Social Media Officer"
    """
    with opened(home) as place:
        invited = people.add(place.database, now, _admin(place, by), login, name, frozenset(role), post or ())
        if invited.code is None:
            raise refuse(invited.why)
        link = setup_link(place.settings, invited.code)
    if json:
        show({"id": invited.staff_id, "login": login, "link": link})
    else:
        print(f"Added {login}. Give them this link; it works once, within 24 hours:\n{link}")


def list_staff(login: AsOnceStaffed = "", home: HomeOption = None, json: JsonOption = False) -> None:
    """List the staff with their roles. For an admin.

    Example: doorstep staff list --as sam
    """
    with opened(home) as place:
        signed_in(place, login, Right.MANAGE_STAFF)
        everybody = people.people(place.database)
    rows: list[dict[str, Any]] = [
        {
            "login": p.login,
            "name": p.name,
            "roles": sorted(role.value for role in p.roles),
            "posts": list(p.posts),
            "active": active,
        }
        for p, active in everybody
    ]
    if json:
        show(rows)
        return
    for row in rows:
        held = ", ".join([*row["roles"], *row["posts"]])
        print(f"{row['login']:<16} {row['name']:<24} {held}{'' if row['active'] else '  (left)'}")


def posts(login: LoginArgument, post: PostOption = None, by: By = "", home: HomeOption = None) -> None:
    """Say which posts somebody holds from now on; those not named are taken away. Policies name posts.

    Example: doorstep staff posts helen --post "Head of Service"
    """
    with opened(home) as place:
        held = [one.strip() for one in post or () if one.strip()]
        why = people.set_posts(place.database, now, _admin(place, by), login, held)
        named = [one for pack in office_of(place).packs for one in pack.roles]
    if why is not None:
        raise refuse(why)
    print(f"{login}: {', '.join(held) or 'no post'}")
    if strange := [one for one in held if one not in named]:
        print(f"No policy here names {', '.join(strange)}, so it counts for nothing.")
        print(f"The posts it names: {', '.join(dict.fromkeys(named))}.")


def remove(login: LoginArgument, by: By = "", home: HomeOption = None) -> None:
    """Let somebody go: they cannot sign in any more and are signed out everywhere. What they did stays on record.

    Example: doorstep staff remove priya
    """
    with opened(home) as place:
        why = people.deactivate(place.database, now, _admin(place, by), login)
    if why is not None:
        raise refuse(why)
    print(f"{login} can no longer sign in")


def _admin(place: Opened, login: str) -> Staff | None:
    return signed_in(place, login, Right.MANAGE_STAFF) if login else None


def setup_link(settings: Settings, code: str, opened: str = "") -> str:
    """The link by which somebody sets a first password; `opened` is where the console really is, if it is."""
    console = settings.console
    return f"{console.address or opened or f'http://{console.host}:{console.port}'}/set-up/{code}"
