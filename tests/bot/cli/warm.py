"""A Python that has imported Doorstep and waits: each command it is asked for runs in a process of its own, forked off.

Arguments, environment, folder, standard streams and exit code are the command's own; only the second of imports, the same
for each of two hundred commands, is gone. What a command imports when cold is held by tests/house/test_start_up.py,
and test_help.py starts every command cold. `tests.bot.cli.run` asks.
"""

import atexit
import gc
import json
import os
import socket
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import time_machine
from sqlalchemy.orm import configure_mappers

import bot
from bot import compose
from bot.cli import main
from bot.cli.app import COMMANDS
from bot.resources import pack_names
from rules.calendar import Division, bank_holidays

LONGEST = 1 << 20
STREAMS = 3
LATER = ("alembic.command", "bot.judging", "bot.replay.report", "bot.wiring")
"""What commands import while they run."""


def prepare() -> None:
    """Import every command, and read what is read once in a process: packs, detectors, bank holidays."""
    for module in (*(f"bot.cli.{file}" for file in COMMANDS.values()), *LATER):
        import_module(module)
    configure_mappers()
    compose.detector()
    for name in pack_names():
        compose.pack(name)
    for division in Division:
        bank_holidays(division)
    gc.freeze()


def next_order(channel: socket.socket) -> dict[str, Any] | None:
    """Returns in a new process for each command, with what it is to do; in this one when nobody asks any more, with None."""
    while True:
        order, handles, _, _ = socket.recv_fds(channel, LONGEST, STREAMS + 1)
        if not order:
            return None
        if os.fork() == 0:
            channel.close()
            if _watched(handles[STREAMS]):
                _take_over(handles[:STREAMS])
                return dict(json.loads(order))
        for handle in handles:
            os.close(handle)
        while _one_ended():
            pass


def _watched(told: int) -> bool:
    """True in the command's process. The other tells its number and, when it ends, its exit code, and ends too."""
    command = os.fork()
    if command == 0:
        os.close(told)
        return True
    os.write(told, f"{command}\n".encode())
    _, status = os.waitpid(command, 0)
    os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _take_over(handles: list[int]) -> None:
    for stream, handle in enumerate(handles):
        os.dup2(handle, stream)
        os.close(handle)


def _one_ended() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def obey(order: dict[str, Any]) -> NoReturn:
    """Run the command as `python -m bot` does, at the time `at` if one is given; ends this process with its exit code."""
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    sys.argv = [str(Path(bot.__file__).parent / "__main__.py"), *order["words"]]
    sys.modules["__main__"].__package__ = "bot"  # it calls itself `python -m bot`
    if order["at"]:
        time_machine.travel(order["at"], tick=True).start()
    code: Any = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - as Python does with what nobody caught: its traceback is the test's to see
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # Not by returning: taking apart everything that was imported takes longer than most commands.
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    line = socket.socket(fileno=int(sys.argv[1]))
    prepare()
    asked = next_order(line)
    if asked is not None:
        obey(asked)
