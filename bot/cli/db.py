"""`doorstep db upgrade|check`."""

import typer

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, show
from bot.clock import now
from bot.evidence import keys
from bot.settings import Home
from bot.store import migrate
from bot.store.database import Database


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="The database: make it, upgrade it, check how it is protected.", no_args_is_help=True)
    group.command("upgrade")(upgrade)
    group.command("check")(check)
    app.add_typer(group, name="db")


def upgrade(home: HomeOption = None, json: JsonOption = False) -> None:
    """Make the database, or bring it to the newest revision. Evidence tables are never rebuilt.

    Example: doorstep db upgrade
    """
    place = Home.find(home)
    place.make()
    url = place.database_url(place.settings())
    before = migrate.current(url)
    revision = migrate.upgrade(url)
    database = Database(url)
    keys.ensure(place.path, database, now)
    database.close()
    if json:
        show({"before": before, "revision": revision})
    else:
        print(f"The database is at revision {revision}" + ("" if before == revision else f" (was: {before or 'none'})"))


def check(home: HomeOption = None, json: JsonOption = False) -> None:
    """Check the revision and the triggers that keep the evidence append-only. Exit code 2 when something is missing.

    Example: doorstep db check
    """
    with opened(home):
        if json:
            show({"revision": migrate.newest(), "protected": True})
        else:
            print(f"Revision {migrate.newest()}; every trigger that protects the evidence is there")
