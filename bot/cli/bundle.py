"""`doorstep bundle CASE`: everything about a case as one file that anybody can check."""

import asyncio
import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cases.load import NoCase
from bot.cli.casework import CaseId
from bot.cli.opening import Opened, office_of, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.saving import PERSONAL
from bot.cli.signing import As, sign_in
from bot.clock import now
from bot.desk.sitting import Refused
from bot.evidence import witness
from bot.evidence.bundle.container import TooLarge
from bot.evidence.bundle.make import Asked, Bundle, For, House, Moving, make
from bot.evidence.bundle.seal import NotOfThisRecord, NotSigned
from bot.evidence.bundle.verify_bundle import Wrong, shown
from bot.evidence.checkpoints import BadCheckpoint, Checkpoint, read_files
from bot.evidence.notary import Notary, Pace
from bot.evidence.verify import verify
from bot.letters import pdf
from bot.posts import witnesses
from bot.staff.rights import Right, may
from bot.store.writer import Writer
from rules.calendar import BeyondHorizon
from rules.casework import NoPolicy


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bundle")(bundle)


def bundle(
    case: CaseId,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write, such as case.zip; it must be new.")
    ],
    login: As,
    for_: Annotated[For, typer.Option("--for", help="Whom it is made for.")] = For.OTHER,
    reason: Annotated[str, typer.Option("--reason", help="Why, in your own words; it is kept as evidence.")] = "",
    checkpoint: Annotated[
        Path | None, typer.Option(help="What a witness kept (a file or folder), so that they can compare it.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Put everything about a case into one file for an Ombudsman, the police or a court: originals, decisions, proofs.

    The whole record is verified first, and the finished bundle is checked by the verifier that travels in it. Exit code 1:
    something in the record is wrong, and is named; 2: it cannot be made now; 4: refused. How to check one: docs/bundle.md.

    Example: doorstep bundle c_0123456789abcdef -o case.zip --for ombudsman --as owen
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        if not may(staff, Right.EXPORT):
            raise refuse("Your roles do not allow this (export).")
        _free(output)
        kept = _kept(checkpoint)
        _whole(place, quiet=json)
        made = _made(place, Asked(case, staff, for_, reason, kept))
        _write(output, made.raw)
    _say(output, made, json)


def _free(output: Path) -> None:
    if output.exists():
        raise refuse(f"{output} is there already: evidence is never written over", 2)
    if not output.parent.is_dir():
        raise refuse(f"{output.parent} is no folder", 2)


def _kept(checkpoint: Path | None) -> tuple[Checkpoint, ...]:
    try:
        return tuple(read_files(checkpoint)) if checkpoint else ()
    except (BadCheckpoint, OSError) as error:
        raise refuse(str(error), 2) from None


def _whole(place: Opened, *, quiet: bool) -> None:
    """What is wrong with the record is said before anything is made of it."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("Checking the record", total=None)
        result = verify(place.database, lambda done, total: bar.update(task, completed=done, total=total))
    if not result.ok:
        raise refuse(f"the record is not whole, so no bundle is made of it: {result.wrong}", 1)


def _made(place: Opened, asked: Asked) -> Bundle:
    hands = witnesses(place.home, place.settings)
    with closing(Writer(place.database)) as writer:
        notary = Notary(place.home.path, place.database, writer, hands, now, Pace.of(place.settings.ledger))
        notary.sign()  # what cannot be signed is said before anything is written down
        try:
            name, whole = place.settings.landlord, pdf.missing() is None
            made = make(House(place.database, office_of(place), name, now, notary.sign, whole), asked)
        except (Refused, NoCase, NoPolicy, BeyondHorizon) as refusal:
            raise refuse(str(refusal)) from None
        except NotOfThisRecord as other:
            raise refuse(str(other), 1) from None
        except (TooLarge, Moving, NotSigned) as error:
            raise refuse(str(error), 2) from None
        except Wrong as wrong:
            raise refuse(f"the bundle does not check out, so it is not written: {shown(wrong)}", 1) from None
        asyncio.run(witness.deliver(place.database, writer, hands, now))
    return made


def _write(output: Path, raw: bytes) -> None:
    """Whole or not at all, and only its owner can read it."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PERSONAL)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, output)  # never over what came there meanwhile
    finally:
        draft.unlink()


def _say(output: Path, made: Bundle, json: bool) -> None:
    missing = pdf.missing()
    if json:
        facts = {"file": str(output), "bytes": len(made.raw), "entries": made.entries, "files": made.files}
        proofs = {"longest": made.longest, "bytes": made.proof_bytes, "record": made.size}
        show({**facts, "exported": made.seq, "proofs": proofs, "pdf": missing is None, "says": list(made.says)})
        return
    print(f"{output}: {len(made.raw):,} bytes, {made.files} files, {made.entries} entries")
    print(*made.says, sep="\n")
    if missing:
        print(f"Without PDFs: {missing}. {pdf.FIX}")
