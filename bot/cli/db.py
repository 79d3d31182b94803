"""`doorstep db upgrade|check|backup|restore`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import sign_in
from bot.clock import now
from bot.evidence import backup, keys
from bot.evidence.backup import KEEP_DAYS, NoBackup, Restored
from bot.evidence.seen import NOBODY
from bot.settings import Home
from bot.staff.rights import Right, may
from bot.store import migrate
from bot.store.database import Database
from bot.store.lock import AlreadyRunning, only_one


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="The database: make it, upgrade it, check how it is protected.", no_args_is_help=True)
    group.command("upgrade")(upgrade)
    group.command("check")(check)
    group.command("backup")(backup_command)
    group.command("restore")(restore_command)
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


def backup_command(
    days: Annotated[
        int, typer.Option("--days", min=1, help="The copy expires, and is removed, after so many days.")
    ] = KEEP_DAYS,
    login: Annotated[str, typer.Option("--as", help="Your login, if a person makes it; it is kept as evidence.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Copy the database into the folder `backups`, whole and while Doorstep runs; copies that have expired are removed.

    The record tells of each copy: by whom, its size, its SHA-256. That entry is in every later copy, not in this one.

    Keep the keys (notebook.key, ledger.key) elsewhere too: they are not in the copy. The file erasures.register beside the
    copies must travel with them.

    Example: doorstep db backup --days 14
    """
    with opened(home) as place:
        try:
            by = sign_in(place, login).id if login else NOBODY
            file, made = backup.backup(place.home.path, place.database, now(), days, by)
        except NoBackup as error:
            raise refuse(str(error), 2) from None
    if json:
        show({"file": str(file), "entries": made.entries, "head": made.head, "expires": made.expires})
    else:
        print(f"{file}: {made.entries:,} entries; expires {made.expires}")


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that 'doorstep db backup' made.")],
    accept: Annotated[
        str, typer.Option("--accept", help="Why you accept what an older copy has lost; it is kept as evidence.")
    ] = "",
    login: Annotated[str, typer.Option("--as", help="Your login; needed with --accept.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Put a copy back, while Doorstep is stopped. Erasures since are done again first, and the whole ledger is verified.

    A copy that is older than what was signed is refused, unless the data-protection role accepts the loss.

    Example: doorstep db restore doorstep-home/backups/doorstep-20261122T030000000000.db
    """
    place = Home.find(home)
    settings = place.settings()
    url = place.database_url(settings)

    def named(database: Database) -> tuple[str, str]:
        staff = sign_in(Opened(place, settings, database), login)
        if not may(staff, Right.ERASE):
            raise refuse("Your roles do not allow this (accept a loss).")
        return staff.id, accept

    try:
        with only_one(url):
            done = backup.restore(place.path, url, file, now, named if accept and login else None)
    except (NoBackup, AlreadyRunning) as error:
        raise refuse(str(error), 2) from None
    _say(done, json)


def _say(done: Restored, json: bool) -> None:
    replaced = str(done.replaced) if done.replaced else None
    if json:
        found = {"entries": done.verified.entries, "erased_again": done.again, "older": done.older}
        show(
            {
                **found,
                "says": str(done.verified),
                "searched": str(done.searched),
                "replaced": replaced,
                "unsure": done.unsure,
            }
        )
        return
    print(f"Put back: {done.verified}")
    if done.again:
        print(f"Erased again, as the register says: {done.again}. {done.searched}")
    if done.unsure:
        print(
            f"Erasures may be missing: {done.unsure}. Compare with your own notes of what was erased, and erase it again."
        )
    if done.older:
        print(f"Accepted: {done.older}.")
    if replaced:
        print(f"The database there was is kept until it expires: {replaced}")
