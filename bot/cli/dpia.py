"""`doorstep dpia`: what data protection must see, written from the live settings; and its approval of it."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from bot import compose
from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.saving import save
from bot.cli.signing import As, Why, sign_in
from bot.clock import now
from bot.desk.sitting import Refused
from bot.rights import approval
from bot.rights.matters import Matters, matters


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer()
    group.callback(invoke_without_command=True)(write)
    group.command("approve")(approve)
    group.command("withdraw")(withdraw)
    group.command("show")(show_approval)
    app.add_typer(group, name="dpia")


def write(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to write the drafts into.")] = None,
    home: HomeOption = None,
) -> None:
    """Write drafts for data protection, and record its approval. From the live settings: impact assessment, privacy notice,
    record of processing, conditions for special category and offence data, and notice to staff. A person reads, completes
    and signs them; then: dpia approve.

    Example: doorstep dpia -o papers
    """
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise refuse("say where the drafts go: doorstep dpia -o FOLDER (or see doorstep dpia --help)", 2)
    from bot.rights.papers import write as papers

    with opened(home) as place:
        drafts = papers.papers(papers.live(place.home, place.settings, place.database), now())
    save(out, drafts)
    print(f"Drafts: {sum(map(papers.blanks, drafts.values()))} places for a person to fill in. Begin with index.html.")


def approve(
    login: As,
    reason: Why,
    document: Annotated[
        list[Path] | None,
        typer.Option("--document", help="A signed paper; its SHA-256 is recorded. May be given more than once."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Approve the processing as the settings say it now: real channels may start. Only the data-protection role may.

    Example: doorstep dpia approve --as dee --reason "assessment signed by the board on 3 November" --document dpia.pdf
    """
    papers = [sha256(file.read_bytes()).hexdigest() for file in document or ()]
    with opened(home) as place:
        staff = sign_in(place, login)
        wanted = _matters(place)
        try:
            approval_id = approval.approve(place.database, now, staff, wanted, reason, papers)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    print(f"Approved ({approval_id}): {', '.join(wanted.channels)}. Seal of what was approved: {wanted.digest}")


def withdraw(login: As, reason: Why, home: HomeOption = None) -> None:
    """Take the approval back: real channels stop within seconds, and start no more until it is approved again.

    Example: doorstep dpia withdraw --as dee --reason "the platform moved its servers"
    """
    with opened(home) as place:
        staff = sign_in(place, login)
        try:
            approval_id = approval.withdraw(place.database, now, staff, reason)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    print(f"Withdrawn ({approval_id}). Real channels stop.")


def show_approval(home: HomeOption = None, json: JsonOption = False) -> None:
    """Say whether what the settings say is approved, and what has changed since. Exit code 1 when it is not.

    Example: doorstep dpia show
    """
    with opened(home) as place:
        wanted = _matters(place)
        stands = approval.approved(place.database, wanted)
        with place.database.look() as session:
            last = approval.latest(session)
    changed = wanted.since(last.covers) if last else []
    if json:
        told = {"channels": list(wanted.channels), "approved": stands.accepted, "digest": wanted.digest}
        show({**told, "why": stands.why, "changed": changed})
    else:
        print(f"Approved ({stands.ids[0]})." if stands.accepted else stands.why)
        for line in changed:
            print(f"  {line}")
    raise typer.Exit(0 if stands.accepted or not wanted.channels else 1)


def _matters(place: Opened) -> Matters:
    return matters(place.home, place.settings, compose.pack(place.settings.policy))
