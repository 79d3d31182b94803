"""`doorstep verify`: is the record whole?"""

from pathlib import Path
from typing import Annotated

import typer
from cryptography.x509 import Certificate
from rich.console import Console
from rich.progress import Progress

from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.evidence.checkpoints import BadCheckpoint, read_files
from bot.evidence.keys import SHORTEST, plain
from bot.evidence.verify import Verified, verify
from bot.evidence.vouched import Outside, Printed
from bot.store import migrate
from bot.store.guard import TriggerMissing


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(verify_command)


KeyOption = Annotated[
    str, typer.Option("--key", help="The key's fingerprint that you were told (32 or 64 digits), as on a letter.")
]
CheckpointOption = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", help="What a witness kept: a file, a saved e-mail, or a folder of them. May repeat."),
]
RootOption = Annotated[
    list[str] | None,
    typer.Option("--root", help="What a letter says of the record: entries, a colon, root (32 digits). May repeat."),
]
AuthorityOption = Annotated[
    Path | None,
    typer.Option("--authority", help="The root certificate (PEM) of the time-stamp authority, to check its stamps."),
]


def verify_command(
    key: KeyOption = "",
    checkpoint: CheckpointOption = None,
    root: RootOption = None,
    authority: AuthorityOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Check the whole ledger: chain, commitments, triggers, keys and checkpoints. Exit code 1 names the first fault.

    Who wrote it is checked with --key, and that nothing was cut off with --checkpoint or --root.

    Example: doorstep verify --key "3b1f 09ac ..." --checkpoint /mnt/records/checkpoint-000000001000-5f0c11d2.txt
    """
    outside = _outside(key, checkpoint or [], root or [], authority)
    with opened(home, checked=False) as place:
        _upgraded(place)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=json or not console.is_terminal) as bar:
            task = bar.add_task("Checking the ledger", total=None)
            result = verify(place.database, lambda done, total: bar.update(task, completed=done, total=total), outside)
    if json:
        show(as_json(result))
    else:
        print(result)
    raise typer.Exit(0 if result.ok else 1)


def _outside(key: str, files: list[Path], roots: list[str], authority: Path | None) -> Outside:
    if key and len(plain(key)) < SHORTEST:
        raise refuse(f"a key is named by {SHORTEST} or 64 digits of its fingerprint, not {len(plain(key))}", 2)
    try:
        kept = tuple(one for file in files for one in read_files(file))
    except BadCheckpoint as error:
        raise refuse(str(error), 1) from None
    return Outside(key, kept, tuple(map(_printed, roots)), _authorities(authority))


def _authorities(file: Path | None) -> tuple[Certificate, ...]:
    if file is None:
        return ()
    from adapters.post.timestamp import roots_in

    try:
        return tuple(roots_in(file))
    except ValueError as error:
        raise refuse(f"--authority: {error}", 2) from None


def _printed(words: str) -> Printed:
    size, _, digits = words.partition(":")
    size, digits = size.replace(",", "").strip(), plain(digits)
    if not size.isdecimal() or len(digits) < SHORTEST:
        raise refuse(f"--root is a number of entries, a colon and {SHORTEST} digits, not '{words}'", 2)
    return Printed(int(size), digits)


def _upgraded(place: Opened) -> None:
    """An older database has no keys yet; a missing trigger is for `verify` to name."""
    try:
        migrate.check(place.database)
    except migrate.NotUpgraded as error:
        raise refuse(str(error), 2) from None
    except TriggerMissing:
        return


def as_json(result: Verified) -> dict[str, object]:
    """The result for a program."""
    shown = result.vouched
    return {
        "ok": result.ok,
        "entries": result.entries,
        "root": result.root.hex(),
        "erased": result.erased,
        "keys": shown.keys,
        "checkpoints": shown.checkpoints,
        "covered": shown.covered,
        "origin": shown.origin,
        "witnessed": shown.witnessed,
        "witnessed_at": shown.witnessed_at,
        "stamps": shown.stamps,
        "stamps_proved": shown.stamps_proved,
        "breaks": list(shown.breaks),
        "wrong": result.wrong,
        "says": str(result),
    }
