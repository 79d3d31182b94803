"""`doorstep letter write`: a letter of a case from the templates. What becomes of it then is `doorstep case letter`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cases import letters, sending
from bot.cases.load import NoCase
from bot.cases.room import CaseRoom
from bot.cli.opening import Opened, office_of, opened
from bot.cli.options import HomeOption, day, refuse
from bot.cli.saving import save
from bot.cli.signing import As, sign_in
from bot.clock import now
from bot.desk.sitting import Refused
from bot.evidence.seen import seen
from bot.letters.gather import Typed, Writing, gather
from bot.letters.landlord import landlord
from bot.letters.letter import Letter, Recipient, Signatory
from bot.letters.subject import NoSubject
from bot.letters.write import cover_task, write
from bot.staff.rights import Right, Staff
from rules.calendar import BeyondHorizon
from rules.casework import NoPolicy
from rules.model.evidence import EntryKind

FOLDER = "letters"
"""A landlord's own languages: this folder of Doorstep's home, if it is there."""


def add_to(group: typer.Typer) -> None:
    """Add the command."""
    group.command("write")(write_letter)


def write_letter(  # long: every option is one line of the letter
    name: Annotated[str, typer.Argument(metavar="LETTER", help="The draft's id, such as l_0123456789abcdef.")],
    login: As,
    to: Annotated[str, typer.Option("--to", help="The name in the letter, such as 'Ms Alex Example'.")] = "",
    address: Annotated[str, typer.Option("--address", help="Its lines, parted by semicolons.")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, in words the person will read.")] = "",
    details: Annotated[str, typer.Option("--details", help="Particulars: who the contact is, days, times.")] = "",
    sanction: Annotated[str, typer.Option("--sanction", help="In a warning: what is proposed if it goes on.")] = "",
    figures: Annotated[str, typer.Option("--figures", help="How much contact there was, and of what kind.")] = "",
    form: Annotated[list[str] | None, typer.Option("--format", help="Asked for, such as 'large print'.")] = None,
    language: Annotated[str, typer.Option("--language", help="A folder of templates.")] = "en",
    goes_out: Annotated[
        datetime | None,
        typer.Option("--goes-out", parser=day, metavar="YYYY-MM-DD", help="The day it is sent; today without."),
    ] = None,
    signed: Annotated[
        str, typer.Option("--signed", help="Who signs, as 'Name; Post'; you, in your first post, without.")
    ] = "",
    preview: Annotated[
        Path | None, typer.Option("--preview", help="Only write it into this folder; keep nothing.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write a drafted letter of a case from the templates and put it into the record, to be read and approved.

    Example: doorstep letter write l_0123456789abcdef --as owen --to "Ms Alex Example" --reason "..." --preview ./look
    """
    day = goes_out.date() if goes_out else None
    lines = tuple(line.strip() for line in address.split(";") if line.strip())
    typed = Typed(Recipient(to, lines), reason, details, sanction, figures, tuple(form or ()), language, day)
    with opened(home) as place:
        staff = sign_in(place, login)
        letter = _gathered(place, staff, name, typed, _signatory(signed, staff))
        documents = write(letter, folders=(place.home.path / FOLDER,))
        files = {f"letter.{ending}": content for ending, content in documents.items()}
        if task := cover_task(letter):
            files["cover.txt"] = task.encode("utf-8", "replace")  # whoever approves and sends it reads this first
        if preview is None:
            _keep(place, staff, name, files)
        else:
            save(preview, files)
            _took_away(place, staff, name)
    if task:
        print(task)


def _signatory(signed: str, staff: Staff) -> Signatory:
    name, _, post = signed.partition(";")
    return Signatory(name.strip() or staff.name, post.strip() or next(iter(staff.posts), ""))


def _gathered(place: Opened, staff: Staff, name: str, typed: Typed, signed: Signatory) -> Letter:
    office, settings = office_of(place), place.settings
    writing = Writing(office, landlord(settings.landlord, settings.policy_settings), signed)
    room = CaseRoom(place.database, now, office)
    try:
        with room.sitting(staff, Right.CASEWORK) as sitting:
            row = letters.load(sitting.tx, name)
            if row is None:
                raise Refused(f"There is no letter {name}.")
            return gather(sitting.tx, writing, row, typed, sitting.now)
    except (Refused, NoCase, NoSubject, NoPolicy, BeyondHorizon) as error:
        raise refuse(str(error)) from None


def _took_away(place: Opened, staff: Staff, name: str) -> None:
    """A preview is a copy outside the record: who has it is evidence."""
    with place.database.write() as tx:
        row = letters.load(tx, name)
        if row is not None:
            seen(tx, EntryKind.EXPORTED, staff.id, row.case_id, now(), what="letter_preview", letter=name)


def _keep(place: Opened, staff: Staff, name: str, files: dict[str, bytes]) -> None:
    done = sending.attach(CaseRoom(place.database, now, office_of(place)), staff, name, files)
    if not done.accepted:
        raise refuse(done.why)
    print(f"Written: {', '.join(files)}. Read it, then: doorstep case letter {name} --as LOGIN --approve")
