"""The commands, gathered. An error that a person can mend is one line on standard error."""

import gc
import sys
from importlib import import_module

import typer

COMMANDS = {
    "run": "run_command",
    "demo": "demo",
    "replay": "replay",
    "detect": "detect",
    "eval": "eval",
    "train": "train",
    "explain": "explain",
    "verify": "verify",
    "bundle": "bundle",
    "ledger": "ledger",
    "doctor": "doctor",
    "bench": "bench",
    "version": "version",
    "policy": "policy",
    "letter": "letter",
    "scenarios": "scenarios",
    "staff": "staff",
    "desk": "desk",
    "correct": "correct",
    "corrections": "corrections",
    "case": "case",
    "person": "person",
    "calls": "calls",
    "db": "db",
    "erase": "erase",
    "hold": "hold",
    "retention": "retention",
    "report": "report",
    "subject": "subject",
    "dpia": "dpia",
}
"""Each command and its file. Only the file of the command that was asked for is imported: the whole house takes a second."""


def gather(arguments: list[str]) -> typer.Typer:
    """The app with the command that the arguments name; with all of them for help and for a name that is none."""
    app = typer.Typer(
        name="doorstep",
        help="Moderates the public channels of a social landlord by its own written policy, and keeps the evidence.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_always_a_group)
    asked = arguments[:1]
    gc.disable()  # nothing that is imported is garbage, and looking for it again and again takes a fifth of the start
    for command in asked if asked and asked[0] in COMMANDS else COMMANDS:
        import_module(f"bot.cli.{COMMANDS[command]}").add_to(app)
    gc.enable()
    return app


def run() -> None:
    """Run the command named on the command line."""
    try:
        gather(sys.argv[1:])()
    except SystemExit:
        raise  # the command said its exit code
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away: nothing to say
    except _database_errors() as error:
        print(f"doorstep: the database does not answer: {getattr(error, 'orig', error)}", file=sys.stderr)
        sys.exit(2)
    except _mendable_errors() as error:
        print(f"doorstep: {error}", file=sys.stderr)
        sys.exit(2)


def _always_a_group() -> None:
    """Without it, an app with one command would take the command's name for an argument."""


def _database_errors() -> tuple[type[Exception], ...]:
    """Looked up when something was raised, so that no command pays for what it does not use; so are the next."""
    from sqlalchemy.exc import OperationalError

    return (OperationalError,)


def _mendable_errors() -> tuple[type[Exception], ...]:
    from adapters.platform import ChannelDown
    from adapters.replay.columns import BadColumns
    from bot.evidence.checkpoints import BadCheckpoint, Broken
    from bot.evidence.erasure.register import BadRegister
    from bot.evidence.keys import NoKey
    from bot.letters.parts import Incomplete
    from bot.resources import UnknownPack
    from bot.scenarios.schema import BadScenario
    from bot.settings import SettingsError
    from bot.store.guard import TriggerMissing
    from bot.store.keyfile import KeyUnusable
    from bot.store.migrate import NotUpgraded
    from rules.policy.parse import PackError
    from rules.score.card import BadModel

    files = (FileNotFoundError, PermissionError, IsADirectoryError)
    store = (TriggerMissing, KeyUnusable, NotUpgraded, NoKey, Broken, BadCheckpoint, BadRegister)
    return (
        SettingsError,
        PackError,
        UnknownPack,
        BadModel,
        BadColumns,
        BadScenario,
        ChannelDown,
        Incomplete,
        *store,
        *files,
    )
