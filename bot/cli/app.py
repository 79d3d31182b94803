"""The commands, gathered. An error that a person can mend is one line on standard error."""

import sys

import typer
from sqlalchemy.exc import OperationalError

from adapters.platform import ChannelDown
from adapters.replay.columns import BadColumns
from bot.cli import (
    bench,
    calls,
    db,
    demo,
    desk,
    detect,
    doctor,
    explain,
    policy,
    replay,
    run_command,
    staff,
    verify,
    version,
)
from bot.resources import UnknownPack
from bot.settings import SettingsError
from rules.policy.parse import PackError

MENDABLE = (
    SettingsError,
    PackError,
    UnknownPack,
    BadColumns,
    ChannelDown,
    FileNotFoundError,
    PermissionError,
    IsADirectoryError,
)

app = typer.Typer(
    name="doorstep",
    help="Moderates the public channels of a social landlord by its own written policy, and keeps the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (run_command, demo, replay, detect, explain, verify, doctor, bench, version):
    module.add_to(app)
for group in (policy, staff, desk, calls, db):
    group.add_to(app)


def run() -> None:
    """Run the command named on the command line."""
    try:
        app()
    except MENDABLE as error:
        print(f"doorstep: {error}", file=sys.stderr)
        sys.exit(2)
    except OperationalError as error:
        print(f"doorstep: the database does not answer: {error.orig}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away: nothing to say
