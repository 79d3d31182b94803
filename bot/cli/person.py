"""`doorstep person link|confirm|unlink|show`: whose account it is, by a documented check of staff and nothing else."""

from datetime import datetime
from typing import Annotated, Any

import typer
from sqlmodel import col, select

from bot.cli.casework import Post, at_work, do
from bot.cli.explain import printable
from bot.cli.options import HomeOption, JsonOption, day, refuse, show
from bot.cli.signing import As, Why
from bot.clock import now
from bot.desk.sitting import Refused
from bot.evidence.seen import seen
from bot.people import linking
from bot.people.linking import Check
from bot.show import london
from bot.staff.rights import Right
from bot.store.case_tables import CustomerRow, LinkRow
from bot.store.tables import AccountRow, StaffRow
from rules.calendar import end_of_day
from rules.model.account import Assurance
from rules.model.evidence import EntryKind

AccountId = Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account's id, such as u_0123456789abcdef.")]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Whose account it is: link, confirm, unlink, show.", no_args_is_help=True)
    for command in (link, confirm, unlink):
        group.command(command.__name__)(command)
    group.command("show")(show_account)
    app.add_typer(group, name="person")


def link(
    accounts: Annotated[list[str], typer.Argument(metavar="ACCOUNT...", help="Accounts' ids (case show prints them).")],
    login: As,
    customer: Annotated[str, typer.Option("--customer", help="Your own reference of the customer.")],
    method: Annotated[str, typer.Option("--method", help="How you checked, in a private channel.")] = "",
    evidence: Annotated[str, typer.Option("--evidence", help="What it showed, and where that is documented.")] = "",
    claimed: Annotated[bool, typer.Option("--claimed", help="They say so; nobody has checked.")] = False,
    until: Annotated[
        datetime | None, typer.Option("--until", parser=day, metavar="YYYY-MM-DD", help="Holds to this day.")
    ] = None,
    high_impact: Annotated[bool, typer.Option("--high-impact", help="A second person must confirm it.")] = False,
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say who holds these accounts, after a documented check in a private channel. A likeness of names is no check.

    Example: doorstep person link u_... --as lena --customer T-1001 --method "called back" --evidence "call note 77"
    """
    sure = Assurance.CLAIMED if claimed else Assurance.VERIFIED
    ends = end_of_day(until.date()) if until else None
    check = Check(customer, method, evidence, sure, ends, high_impact)
    do(home, login, json, lambda room, staff: linking.link(room, staff, accounts, check, post))


def confirm(
    link_id: Annotated[str, typer.Argument(metavar="LINK", help="The link's id, such as il_0123456789abcdef.")],
    login: As,
    evidence: Annotated[str, typer.Option("--evidence", help="What you looked at yourself.")],
    post: Post = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Confirm a link as a second person, where a mistake would weigh heavily.

    Example: doorstep person confirm il_0123456789abcdef --as helen --evidence "listened to the call"
    """
    do(home, login, json, lambda room, staff: linking.confirm(room, staff, link_id, evidence, post))


def unlink(
    account: AccountId, login: As, reason: Why, post: Post = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Take back the link of an account. What relied on it is opened again.

    Example: doorstep person unlink u_0123456789abcdef --as lena --reason "it was her son"
    """
    do(home, login, json, lambda room, staff: linking.unlink(room, staff, account, reason, post))


def show_account(account: AccountId, login: As, home: HomeOption = None, json: JsonOption = False) -> None:
    """Print every link of an account: to whom, how sure, who said so, until when, taken back or not.

    Example: doorstep person show u_0123456789abcdef --as lena
    """
    with at_work(home, login) as (room, staff):
        try:
            with room.sitting(staff, Right.SEE_CASES) as sitting:
                sitting.row(AccountRow, account, f"account {account}")
                chosen = select(LinkRow).where(LinkRow.account_id == account).order_by(col(LinkRow.at))
                refs = {row.id: row.ref for row in sitting.session.exec(select(CustomerRow)).all()}
                names = {row.id: row.name for row in sitting.session.exec(select(StaffRow)).all()}
                rows = [_plain(row, refs, names) for row in sitting.session.exec(chosen).all()]
                seen(sitting.tx, EntryKind.VIEWED, staff.id, account, now(), what="links")
        except Refused as refusal:
            raise refuse(str(refusal)) from None
    if json:
        show(rows)
        return
    for row in rows:
        print(printable(_line(row)))
    if not rows:
        print("Nobody has said whose account this is.")


def _plain(row: LinkRow, refs: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "customer": refs.get(row.customer_id, ""),
        "assurance": row.assurance,
        "by": names.get(row.linked_by, row.linked_by),
        "at": row.at,
        "expires_at": row.expires_at,
        "high_impact": row.high_impact,
        "confirmed_by": names.get(row.confirmed_by or "", row.confirmed_by),
        "taken_back_at": row.taken_back_at,
        "taken_back_by": names.get(row.taken_back_by or "", row.taken_back_by),
    }


def _line(row: dict[str, Any]) -> str:
    waits = "; waits for a second person" if row["high_impact"] and not row["confirmed_by"] else ""
    second = f", confirmed by {row['confirmed_by']}" if row["confirmed_by"] else ""
    ends = f", until {london(row['expires_at'])}" if row["expires_at"] else ""
    back = f"; taken back {london(row['taken_back_at'])} by {row['taken_back_by']}" if row["taken_back_at"] else ""
    sure = f"{row['id']}  {row['customer']}: {row['assurance']}{waits}"
    return f"{sure}, by {row['by']} {london(row['at'])}{second}{ends}{back}"
