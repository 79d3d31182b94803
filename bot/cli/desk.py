# long: one deed a command, to be read side by side
"""`doorstep desk ...`: what staff do, from the command line; the same deeds, rights and evidence as in the console."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import office_of, opened
from bot.cli.options import HomeOption, refuse
from bot.cli.signing import As, Why, sign_in
from bot.cli.waiting import waiting
from bot.clock import now
from bot.desk.answer import Answer
from bot.desk.desk import Desk
from bot.staff.rights import Staff
from rules.model.finding import NeedKind
from rules.model.measure import MeasureKind

ActionId = Annotated[str, typer.Argument(help="The action's id, such as x_0123456789abcdef.")]
ItemId = Annotated[str, typer.Argument(help="The comment's id, such as i_0123456789abcdef.")]
Ends = Annotated[datetime | None, typer.Option("--ends", formats=["%Y-%m-%d"], help="The last day it holds.")]


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="What staff do: approve, decline, warn, hide, undo ...", no_args_is_help=True)
    for command in (
        waiting,
        approve,
        decline,
        warn,
        hide,
        delete,
        go_on,
        leave,
        block,
        mute,
        block_messages,
        close_thread,
        report,
        undo,
        confirm,
        answer,
        open_need,
        close_need,
        done,
        mode,
        switch,
    ):
        group.command(command.__name__.replace("_", "-"))(command)
    app.add_typer(group, name="desk")


def approve(action: ActionId, login: As, reason: Why = "", ends: Ends = None, home: HomeOption = None) -> None:
    """Let a proposed action go out. A block needs a reason, an end date, and somebody other than its proposer.

    Example: doorstep desk approve x_0123456789abcdef --as helen --reason "threatened Karen twice" --ends 2027-02-28
    """
    _do(home, login, lambda desk, staff: desk.approve(staff, action, reason, _day(ends)))


def decline(action: ActionId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Decline a proposed action.

    Example: doorstep desk decline x_0123456789abcdef --as helen --reason "fair criticism"
    """
    _do(home, login, lambda desk, staff: desk.decline(staff, action, reason))


def warn(
    item: ItemId,
    login: As,
    text: Annotated[str, typer.Option("--text", help="The warning, as it will be sent.")],
    public: Annotated[bool, typer.Option("--public", help="Answer in public instead of by private message.")] = False,
    home: HomeOption = None,
) -> None:
    """Send a warning, which counts, in your name.

    Example: doorstep desk warn i_0123456789abcdef --as priya --text "Please do not insult our colleagues ..."
    """
    _do(home, login, lambda desk, staff: desk.warn(staff, item, text, public))


def hide(item: ItemId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Hide a comment. It can be undone.

    Example: doorstep desk hide i_0123456789abcdef --as priya --reason "names a neighbour's school"
    """
    _do(home, login, lambda desk, staff: desk.hide(staff, item, reason))


def delete(item: ItemId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Delete a comment where its platform cannot hide it. It cannot be undone; whoever wrote it gets their words back.

    Example: doorstep desk delete i_0123456789abcdef --as helen --reason "a threat, with a name"
    """
    _do(home, login, lambda desk, staff: desk.delete(staff, item, reason))


def go_on(item: ItemId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Say that a delete or report may go on though the comment's picture could not be kept; then approve it.

    Example: doorstep desk go-on i_0123456789abcdef --as helen --reason "seen by two of us, a screenshot is with legal"
    """
    _do(home, login, lambda desk, staff: desk.go_on(staff, item, reason))


def leave(item: ItemId, login: As, reason: Why = "", home: HomeOption = None) -> None:
    """Leave a comment as it is: nothing more to do.

    Example: doorstep desk leave i_0123456789abcdef --as priya
    """
    _do(home, login, lambda desk, staff: desk.leave(staff, item, reason))


def block(item: ItemId, login: As, reason: Why, ends: Ends = None, home: HomeOption = None) -> None:
    """Propose to block the account; somebody else approves it.

    Example: doorstep desk block i_0123456789abcdef --as priya --reason "third threat" --ends 2027-02-28
    """
    _do(home, login, lambda desk, staff: desk.propose_block(staff, item, reason, _day(ends)))


def mute(item: ItemId, login: As, reason: Why, ends: Ends = None, home: HomeOption = None) -> None:
    """Propose to mute the account, which is a time-out where the platform has one; somebody else approves it.

    Example: doorstep desk mute i_0123456789abcdef --as priya --reason "shouting at everybody" --ends 2026-11-30
    """
    _do(home, login, lambda desk, staff: desk.propose(staff, item, MeasureKind.MUTE, reason, _day(ends)))


def block_messages(item: ItemId, login: As, reason: Why, ends: Ends = None, home: HomeOption = None) -> None:
    """Propose to take no private messages from the account, where the platform can do that; somebody else approves it.

    What it says in public is still heard. Example: doorstep desk block-messages i_0123456789abcdef --as priya
    --reason "forty letters a night" --ends 2026-11-30
    """
    measure = MeasureKind.BLOCK_MESSAGES
    _do(home, login, lambda desk, staff: desk.propose(staff, item, measure, reason, _day(ends)))


def close_thread(item: ItemId, login: As, reason: Why, ends: Ends = None, home: HomeOption = None) -> None:
    """Propose to close the thread, which silences everybody in it; somebody else approves it.

    Example: doorstep desk close-thread i_0123456789abcdef --as priya --reason "pile-on" --ends 2026-11-30
    """
    _do(home, login, lambda desk, staff: desk.propose(staff, item, MeasureKind.RESTRICT_REPLIES, reason, _day(ends)))


def report(item: ItemId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Report a comment to its platform.

    Example: doorstep desk report i_0123456789abcdef --as priya --reason "threat"
    """
    _do(home, login, lambda desk, staff: desk.report(staff, item, reason))


def undo(action: ActionId, login: As, reason: Why, home: HomeOption = None) -> None:
    """Take an action back on the platform.

    Example: doorstep desk undo x_0123456789abcdef --as priya --reason "it was about the radiators"
    """
    _do(home, login, lambda desk, staff: desk.undo(staff, action, reason))


def confirm(action: ActionId, login: As, home: HomeOption = None) -> None:
    """Confirm an automatic hide, so that it does not undo itself.

    Example: doorstep desk confirm x_0123456789abcdef --as priya
    """
    _do(home, login, lambda desk, staff: desk.confirm_hide(staff, action))


def answer(alarm: Annotated[str, typer.Argument(help="The call's id.")], login: As, home: HomeOption = None) -> None:
    """Say that you are on it: the call stops ringing.

    Example: doorstep desk answer l_0123456789abcdef --as priya
    """
    _do(home, login, lambda desk, staff: desk.answer_alarm(staff, alarm))


def open_need(
    item: ItemId,
    login: As,
    kind: Annotated[NeedKind, typer.Option("--kind", help="What is needed.")],
    note: Annotated[str, typer.Option("--note", help="Why it is another matter, in your own words.")] = "",
    home: HomeOption = None,
) -> None:
    """Open a need of its own for a comment: one that was missed, or another matter than the one that is open already.

    Example: doorstep desk open-need i_0123456789abcdef --kind hazard --as priya --note "the ceiling, not the mould"
    """
    _do(home, login, lambda desk, staff: desk.open_need(staff, item, kind, note))


def close_need(
    need: Annotated[str, typer.Argument(help="The need's id.")],
    login: As,
    note: Annotated[str, typer.Option("--note", help="What was done.")],
    home: HomeOption = None,
) -> None:
    """Close a need that has been seen to.

    Example: doorstep desk close-need n_0123456789abcdef --as priya --note "engineer there 23:40, made safe"
    """
    _do(home, login, lambda desk, staff: desk.close_need(staff, need, note))


def done(
    task: Annotated[str, typer.Argument(help="The task's id.")],
    login: As,
    note: Annotated[str, typer.Option("--note", help="What you did; it is recorded as your word, not as confirmed.")],
    home: HomeOption = None,
) -> None:
    """Say that you did what only a person can do, such as a block in the platform's own app.

    Example: doorstep desk done t_0123456789abcdef --as helen --note "blocked in the app, 09:40"
    """
    _do(home, login, lambda desk, staff: desk.close_task(staff, task, note))


def mode(
    channel: Annotated[str, typer.Argument(help="The channel's name.")],
    to: Annotated[str, typer.Argument(help="observe, assist or auto.")],
    login: As,
    home: HomeOption = None,
) -> None:
    """Change what a channel may do by itself.

    Example: doorstep desk mode bluesky assist --as admin
    """
    _do(home, login, lambda desk, staff: desk.set_mode(staff, channel, to))


def switch(
    name: Annotated[str, typer.Argument(help="kill, busy, sensitive:all, or a brake's name.")],
    login: As,
    reason: Why,
    off: Annotated[bool, typer.Option("--off", help="Switch it off instead of on.")] = False,
    home: HomeOption = None,
) -> None:
    """Throw or lift a switch: kill stops every act, busy and sensitive hold automation back.

    Example: doorstep desk switch kill --as priya --reason "wrong pack loaded"
    """
    _do(home, login, lambda desk, staff: desk.switch(staff, name, not off, reason))


def _do(home: Path | None, login: str, deed: Callable[[Desk, Staff], Answer]) -> None:
    """Sign in, do it, say what became of it; exit code 4 when refused."""
    with opened(home) as place:
        staff = sign_in(place, login)
        office = office_of(place)
        done = deed(Desk(place.database, now, office.by_id, office.settings), staff)
    if not done.accepted:
        raise refuse(done.why)
    print(" ".join(["Done.", done.why, *done.ids]).strip())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
