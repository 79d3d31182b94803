"""Letters of a case: put in what was written, approve it, save it, say that it went out."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cases import letters, sending
from bot.cases.letters import How
from bot.cases.room import CaseRoom, Done
from bot.cli import saving
from bot.cli.casework import CaseId, Post, at_work, do
from bot.cli.options import HomeOption, JsonOption, refuse
from bot.cli.signing import As
from bot.clock import now
from bot.desk.sitting import Refused
from bot.evidence.seen import seen
from bot.staff.rights import Right, Staff
from rules.model.evidence import EntryKind

HowOption = Annotated[How, typer.Option("--how", help="How it went out.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands."""
    group.command("notice")(notice)
    group.command("letter")(letter)


def notice(
    case: CaseId,
    login: As,
    about: Annotated[
        str | None, typer.Option("--about", help="Which decision; the latest untold one if left out.")
    ] = None,
    how: HowOption = How.POST,
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say that the notice of a decision went out: the time to appeal starts. The letter must have been approved.

    Example: doorstep case notice c_0123456789abcdef --as owen --how post
    """
    do(home, login, json, lambda room, staff: sending.notice(room, staff, case, about, how, post))


def letter(
    name: Annotated[str, typer.Argument(metavar="LETTER", help="The letter's id, such as l_0123456789abcdef.")],
    login: As,
    file: Annotated[
        list[Path] | None, typer.Option("--file", help="Put in this document; its name is not kept.", dir_okay=False)
    ] = None,
    save: Annotated[Path | None, typer.Option("--save", help="Save its documents into this folder.")] = None,
    approve: Annotated[bool, typer.Option("--approve", help="You have read it, and it may go.")] = False,
    sent: Annotated[bool, typer.Option("--sent", help="It went out (--how).")] = False,
    how: HowOption = How.POST,
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Put documents into a letter, save them, approve it, or say that it went out: one at a time.

    Example: doorstep case letter l_0123456789abcdef --as owen --file notice.docx
    """
    if save is not None:
        _save(home, login, name, save)
        return

    def deed(room: CaseRoom, staff: Staff) -> Done:
        if file:
            return sending.attach(room, staff, name, {str(one): one.read_bytes() for one in file})
        if approve:
            return sending.approve(room, staff, name)
        if sent:
            return sending.sent(room, staff, name, how, post)
        return Done(False, "", "Say what to do with it: --file, --save, --approve or --sent.")

    do(home, login, json, deed)


def _save(home: HomeOption, login: str, name: str, folder: Path) -> None:
    with at_work(home, login) as (room, staff):
        try:
            with room.sitting(staff, Right.SEE_CASES) as sitting:
                row = letters.load(sitting.tx, name)
                documents = letters.documents(sitting.tx, row) if row else {}
                if row and documents:
                    seen(sitting.tx, EntryKind.EXPORTED, staff.id, row.case_id, now(), what="letter", letter=name)
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    if not documents:
        raise refuse(f"The letter {name} has no document.")
    saving.save(folder, documents)
