"""`doorstep case ...`: cases from the command line, signed in as a member of staff; the same rules as everywhere."""

from typing import Annotated, Any

import typer

from bot.cases import opening, view
from bot.cases.load import NoCase
from bot.cases.words import called
from bot.cli import case_after, case_formal, case_letter, case_record
from bot.cli.casework import CaseId, at_work, do
from bot.cli.explain import printable
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import As
from bot.clock import now
from bot.desk.sitting import Refused
from bot.evidence.seen import seen
from bot.show import london
from bot.staff.rights import Right
from bot.store.ids import stamp
from rules.model.evidence import EntryKind

_SURE = {"none": "nobody has said whose it is", "claimed": "claimed, not confirmed", "verified": "verified"}


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Cases: warnings, restrictions, reviews, appeals, letters.", no_args_is_help=True)
    group.command("list")(list_cases)
    group.command("show")(show_case)
    group.command("open")(open_case)
    for room in (case_formal, case_after, case_record, case_letter):
        room.add_to(group)
    app.add_typer(group, name="case")


def list_cases(login: As, home: HomeOption = None, json: JsonOption = False) -> None:
    """List the open cases: what is in force, what waits, and what is due next.

    Example: doorstep case list --as priya
    """
    with at_work(home, login) as (room, staff):
        try:
            with room.sitting(staff, Right.SEE_CASES) as sitting:
                rows = view.listed(sitting.tx, room.office, now())
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    if json:
        show(rows)
        return
    for row in rows:
        print(_line(row))
    if not rows:
        print("No open case.")


def show_case(case: CaseId, login: As, home: HomeOption = None, json: JsonOption = False) -> None:
    """Print a case: what is in force, what is due, what is unmet, and what happened.

    Example: doorstep case show c_0123456789abcdef --as priya
    """
    with at_work(home, login) as (room, staff):
        try:
            with room.sitting(staff, Right.SEE_CASES) as sitting:
                found = view.shown(sitting.tx, room.office, case, now())
                seen(sitting.tx, EntryKind.VIEWED, staff.id, case, now())
        except (Refused, NoCase) as refusal:
            raise refuse(str(refusal)) from None
    if json:
        show(found)
    else:
        _print(found)


def open_case(
    item: Annotated[str, typer.Argument(metavar="COMMENT", help="The comment's id, such as i_0123456789abcdef.")],
    login: As,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Open a case from a comment by hand, where none began by itself.

    Example: doorstep case open i_0123456789abcdef --as owen
    """
    do(home, login, json, lambda room, staff: opening.open_by_hand(room, staff, item))


def _line(row: dict[str, Any]) -> str:
    parts = [
        f"{row['id']}  {printable(', '.join(row['accounts'])):<24}",
        f"{row['counting']} counting, {row['warnings']} warnings",
        "proposal pending" if row["pending"] else "",
        f"{row['in_force']} in force" if row["in_force"] else "",
        f"{row['tasks']} to do, next {_by(row['next_due'])}" if row["next_due"] else "",
    ]
    return "  ".join(part for part in parts if part)


def _print(found: dict[str, Any]) -> None:
    grave = "  A mistake about who it is would weigh heavily: links take two people." if found["high_impact"] else ""
    print(f"Case {found['id']}, opened {london(found['opened_at'])}.{grave}")
    for one in found["accounts"]:
        print(f"  Account {one['id']}  {printable(one['handle'])} on {one['platform']}: {_SURE[one['assurance']]}")
        for line in one["how_much"]:
            print(f"    {line}")
    if found["customer"]:
        print(f"  Customer {printable(found['customer'])}")
    print(f"  {found['counting']} comments count; {found['warnings']} warnings stand.")
    if found["warnings_not_sent"]:
        print(
            f"  {found['warnings_not_sent']} written and not sent: a warning counts once its letter is marked as sent."
        )
    ended = [one for one in found["in_force"] if one["state"] == "lifted"]
    _section("In force", [_restriction(one) for one in found["in_force"] if one not in ended])
    _section("Lifted", [_restriction(one) for one in ended])
    _section("Waits for approval", [_proposal(found["proposal"])] if found["proposal"] else [])
    _section("Due", [_task(one) for one in found["due"]])
    _section("Letters", [f"{one['id']}  {one['what']}: {one['state']}" for one in found["letters"]])
    _section("Unmet before a restriction could be proposed", found["unmet"])
    _section("What happened", [_happened(one) for one in found["timeline"]])


def _section(title: str, lines: list[str]) -> None:
    if lines:
        print(f"\n{title}")
        for line in lines:
            print(f"  {printable(line)}")


def _restriction(one: dict[str, Any]) -> str:
    told = f"; appeal until {one['appeal_until']}" if one["appeal_until"] else ""
    review = f"; review by {one['review_due']}{' OVERDUE' if one['overdue'] else ''}"
    markers = f"; markers on: {', '.join(one['markers_on'])}" if one["markers_on"] else ""
    return f"{one['id']}  {one['what']}: {one['state']}, {one['start']} to {one['ends']}{review}{told}{markers}"


def _proposal(one: dict[str, Any]) -> str:
    agreed = f"{one['approvals']} of {one['seats']} agreed"
    return f"{one['id']}  {one['what']} for {one['months']} months; {agreed}; waits for {', '.join(one['waits_for'])}"


def _task(one: dict[str, Any]) -> str:
    due = f"{_by(one['due_at'])}  " if one["due_at"] else ""
    post = f" ({one['post']})" if one["post"] and called(one["post"]) not in one["why"] else ""
    return f"{one['id']}  {due}{one['why']}{post}"


def _by(due: str) -> str:
    """When something is due; what is late says so."""
    return f"by {london(due)}{' OVERDUE' if due < stamp(now()) else ''}"


def _happened(one: dict[str, Any]) -> str:
    by = f" ({one['by']})" if one["by"] else ""
    reason = f" “{one['reason']}”" if one["reason"] else ""
    return f"{london(one['at'])}  {one['what']}{by}{reason}"
