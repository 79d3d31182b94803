"""`doorstep retention run [--dry-run]`: what need not be kept any longer."""

from typing import Annotated

import typer

from bot.cli.opening import Opened, opened
from bot.cli.options import HomeOption, JsonOption, refuse, show
from bot.cli.signing import sign_in
from bot.clock import now
from bot.evidence.erasure import retention
from bot.evidence.erasure.keeper import at_once
from bot.evidence.erasure.retention import Plan
from bot.staff.rights import Right, may


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="How long content is kept: run it, or see what a run would do.", no_args_is_help=True)
    group.callback()(lambda: None)
    group.command("run")(run)
    app.add_typer(group, name="retention")


def run(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go and what would stay; erase nothing.")
    ] = False,
    login: Annotated[str, typer.Option("--as", help="Your login; needed unless it is a dry run.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase what the settings' periods and the channels' platform terms no longer let be kept. A running Doorstep does
    the same every hour by itself, and searches the raw bytes once a day.

    Example: doorstep retention run --dry-run
    """
    with opened(home) as place:
        if dry_run:
            _tell(_planned(place), json)
            return
        if not login:
            raise refuse("say who you are with --as, or ask for --dry-run")
        staff = sign_in(place, login)
        if not may(staff, Right.ERASE):
            raise refuse("Your roles do not allow this (erase).")
        done, found = at_once(place.database, place.home.path, place.settings.retention, staff.id, now)
    if json:
        show({"erased": [one.about for one in done], "clean": found.clean, "says": str(found)})
    else:
        print(f"Deleted: {len(done)}." + (f"\n{found}" if done else ""))
    raise typer.Exit(0 if found.clean else 3)


def _planned(place: Opened) -> Plan:
    with place.database.read() as tx:
        return retention.plan(tx, place.settings.retention, retention.channel_terms(tx), now())


def _tell(plan: Plan, json: bool) -> None:
    if json:
        due = [{"id": one.target.about, "reason": one.reason.value, "rule": one.rule} for one in plan.due]
        show({"would_erase": due, "would_keep": [{"id": one.about, "why": list(one.why)} for one in plan.kept]})
        return
    for one in plan.due:
        print(f"would erase  {one.target.about}  {one.rule}")
    for kept in plan.kept:
        print(f"would keep   {kept.about}  {'; '.join(kept.why)}")
    print(f"{len(plan.due)} would be erased, {len(plan.kept)} kept though their time is over. Nothing was erased.")
