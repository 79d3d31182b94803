"""`doorstep ledger status|sign|rotate|backed-up|accept`, `doorstep ledger key lost`: who vouches for the record."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import As, Why, sign_in
from bot.clock import now
from bot.evidence import checkpoints, keys, notary, witness
from bot.evidence.notary import Notary, Pace
from bot.posts import witnesses
from bot.staff.rights import Right, may
from bot.store.writer import Writer


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Who vouches for the record: its key, checkpoints, witnesses.", no_args_is_help=True)
    group.command("status")(status)
    group.command("sign")(sign)
    group.command("rotate")(rotate)
    group.command("backed-up")(backed_up)
    group.command("accept")(accept)
    key = typer.Typer(help="The key that signs: its way back when it is lost.", no_args_is_help=True)
    key.callback()(lambda: None)
    key.command("lost")(key_lost)
    group.add_typer(key, name="key")
    app.add_typer(group, name="ledger")


def status(home: HomeOption = None, json: JsonOption = False) -> None:
    """Show the key's fingerprint, the last checkpoint, and what each witness has.

    Example: doorstep ledger status
    """
    with opened(home) as place, place.database.read() as tx:
        held, last, older = keys.kept(tx), checkpoints.newest(tx), notary.older(place.home.path, tx)
        there = [row._asdict() for row in witness.states(tx)]
    facts = {
        "key": held[-1].fingerprint if held else "",
        "backed_up_at": held[-1].backed_up_at if held else None,
        "size": last.size if last else 0,
        "root": last.root.hex() if last else "",
        "at": last.at if last else "",
        "witnesses": there,
        "wrong": older,
    }
    if json:
        show(facts)
        return
    print(
        f"Key {witness.grouped(held[-1].fingerprint)}\n    {facts['key']}"
        if held
        else "No key yet: doorstep db upgrade"
    )
    print(f"Last checkpoint: {last.size:,} entries at {last.at}, root {facts['root']}" if last else "No checkpoint yet")
    for row in there:
        print(
            f"Witness {row['name']} ({row['kind']}): {row['state']} {row['size']:,} entries, {row['at']} {row['why']}"
        )
    if older:
        print(f"NOT SIGNING: {older}")


def sign(home: HomeOption = None, json: JsonOption = False) -> None:
    """Sign a checkpoint now and send it to the witnesses, without waiting for the running Doorstep to do it.

    Example: doorstep ledger sign
    """
    with opened(home) as place, _writer(place) as writer:
        hands = witnesses(place.home, place.settings)
        part = Notary(place.home.path, place.database, writer, hands, now, Pace.of(place.settings.ledger))
        made = part.sign()
        taken = asyncio.run(witness.deliver(place.database, writer, hands, now))
    if json:
        show({"size": made.size if made else None, "taken": taken, "witnesses": len(hands)})
    else:
        print(f"Signed: {made.size:,} entries" if made else "Nothing new to sign")
        print(
            f"Sent to {taken} of {len(hands)} witnesses"
            if hands
            else "There is no witness: ledger.witnesses in doorstep.yaml"
        )


def rotate(login: As, home: HomeOption = None) -> None:
    """Make a new key, signed by the present one, and use it from now on. Whoever knows an older fingerprint can follow.

    Example: doorstep ledger rotate --as ann
    """
    with opened(home) as place:
        made = keys.rotate(place.home.path, place.database, now, _allowed(place, login))
    print(
        f"New key {witness.grouped(made)}\n    {made}\nNow keep a copy elsewhere, and say so: doorstep ledger backed-up"
    )


def key_lost(login: As, reason: Why, home: HomeOption = None) -> None:
    """The key's file is lost, and so is every copy: make a new key. No key before it vouches for it, and the record says so.

    Everybody who knows the old fingerprint must be told the new one, by another way than this machine.

    Example: doorstep ledger key lost --as ann --reason "Disk failed on Friday, and the copy on the memory stick with it"
    """
    with opened(home) as place:
        made = keys.lost(place.home.path, place.database, now, _allowed(place, login), reason)
    print(
        f"New key {witness.grouped(made)}\n    {made}\nNobody before it vouches for it: tell its fingerprint to whoever"
        " knew the old one, by another way than this machine.\n"
        "Then: doorstep ledger sign. And keep a copy elsewhere this time: doorstep ledger backed-up"
    )


def backed_up(login: As, home: HomeOption = None) -> None:
    """Say that a copy of the key's file is kept elsewhere too. It is recorded, and `doctor` stops asking.

    Example: doorstep ledger backed-up --as ann
    """
    with opened(home) as place:
        told = keys.tell_backed_up(place.database, now, _allowed(place, login))
    print(f"Recorded: key {witness.grouped(told)} is kept elsewhere too")


def accept(login: As, reason: Why, home: HomeOption = None) -> None:
    """Go on from an older copy that was put back, though more was signed. What is lost stands in the record for ever.

    Example: doorstep ledger accept --as ann --reason "Disk failed on Friday; Thursday's backup put back"
    """
    with opened(home) as place:
        said = notary.accept(place.home.path, place.database, now, _allowed(place, login), reason)
    print(f"Recorded. {said}" if said else "Nothing to accept: the database goes on from what was signed")


def _allowed(place: Opened, login: str) -> str:
    """The staff id of `login`. Refused (exit code 4) without the right to manage destinations, which witnesses are."""
    staff = sign_in(place, login)
    if not may(staff, Right.MANAGE_DESTINATIONS):
        raise refuse("this is for an admin: your roles may not manage keys and witnesses")
    return staff.id


@contextmanager
def _writer(place: Opened) -> Iterator[Writer]:
    writer = Writer(place.database)
    try:
        yield writer
    finally:
        writer.close()
