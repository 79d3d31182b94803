"""`doorstep correct ID`: what the detectors should have found in a comment, said by a member of staff."""

from typing import Annotated

import typer

from bot.cli.desk import ItemId
from bot.cli.opening import office_of, opened
from bot.cli.options import HomeOption, refuse
from bot.cli.signing import As, Why, sign_in
from bot.clock import now
from bot.desk.answer import Answer
from bot.desk.correct import correction
from bot.desk.desk import Desk
from bot.desk.sitting import Refused
from bot.staff.rights import Staff
from rules.model.decision import Course
from rules.model.finding import Behaviour, NeedKind, Target


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("correct")(correct)


def correct(
    item: ItemId,
    login: As,
    reason: Why,
    behaviour: Annotated[
        list[str] | None,
        typer.Option("--behaviour", help=f"What it is; again for another. One of: {', '.join(Behaviour)}."),
    ] = None,
    need: Annotated[
        list[str] | None,
        typer.Option("--need", help=f"What they need; again for another. One of: {', '.join(NeedKind)}."),
    ] = None,
    target: Annotated[Target, typer.Option("--target", help="At whom or what the words are aimed.")] = Target.NONE,
    outcome: Annotated[Course, typer.Option("--outcome", help="The most that should follow.")] = Course.LEAVE,
    take_back: Annotated[bool, typer.Option("--take-back", help="The comment is no example any more.")] = False,
    home: HomeOption = None,
) -> None:
    """Say what the detectors should have found in a comment, with a reason. It is kept as an example that points to it.

    What you do not name is not in it. Nothing is learnt from it by itself, nothing about the comment changes, and it goes
    when the comment goes: docs/corrections.md. Exit code 4: refused.

    Example: doorstep correct i_0123456789abcdef --need hazard --outcome leave --as priya --reason "mould, not abuse"
    """

    def deed(desk: Desk, staff: Staff) -> Answer:
        if take_back:
            return desk.take_back_correction(staff, item, reason)
        return desk.correct(staff, item, correction(behaviour or (), need or (), target, outcome), reason)

    with opened(home) as place:
        staff, office = sign_in(place, login), office_of(place)
        try:
            done = deed(Desk(place.database, now, office.by_id, office.settings), staff)
        except Refused as refused:
            raise refuse(str(refused)) from None
    if not done.accepted:
        raise refuse(done.why)
    print(f"Done. {done.why}")
