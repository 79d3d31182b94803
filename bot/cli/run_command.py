"""`doorstep run`: the landlord's own Doorstep."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import typer

from bot import compose
from bot.cli.options import HomeOption, refuse
from bot.cli.staff import setup_link
from bot.clock import now
from bot.settings import Home
from bot.staff.people import first_run
from bot.store.lock import AlreadyRunning
from bot.wiring import House, build, live

Greet = Callable[[House, str], Coroutine[Any, Any, None]]
"""What is said, and done, once the console is open."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(home: HomeOption = None) -> None:
    """Listen to the channels in doorstep.yaml, judge, act within each channel's mode, and open the console.

    New channels only observe. Stop it with Ctrl-C: nothing that was kept is lost.

    Example: doorstep run --home /srv/doorstep
    """
    place = Home.find(home)
    house = build(place, place.settings(), now)
    until_stopped(house, _greet)


def until_stopped(house: House, greet: Greet) -> None:
    """Live until SIGINT or SIGTERM; exit code 2 when another Doorstep holds the database, 1 when a part died."""
    try:
        asyncio.run(_live(house, greet))
    except AlreadyRunning as error:
        raise refuse(str(error), 2) from None
    except OSError as error:
        raise refuse(f"the console cannot open on port {house.settings.console.port}: {error.strerror}", 2) from None


async def _live(house: House, greet: Greet) -> None:
    loop = asyncio.get_running_loop()
    opened: asyncio.Queue[str] = asyncio.Queue()
    living = asyncio.create_task(live(house, opened.put_nowait))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, living.cancel)
    greeting = asyncio.create_task(_greet_when_open(house, greet, opened))
    greeting.add_done_callback(lambda task: _stop_on_error(task, living))
    try:
        await living
    except asyncio.CancelledError:
        print("Stopped; everything that was heard is kept.", file=sys.stderr)
    finally:
        greeting.cancel()


async def _greet_when_open(house: House, greet: Greet, opened: "asyncio.Queue[str]") -> None:
    await greet(house, await opened.get())


def _stop_on_error(task: "asyncio.Task[None]", living: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        print(f"doorstep: {task.exception()!r}", file=sys.stderr)
        living.cancel()


async def _greet(house: House, address: str) -> None:
    print(f"Doorstep for {house.settings.landlord}: {address}", flush=True)
    invited = await asyncio.to_thread(first_run, house.database, now)
    if invited.code is not None:
        print(f"First administrator: {setup_link(house.settings, invited.code, address)}", flush=True)
    print(f"Comments are read by rules and {compose.model().says}.", flush=True)
    if not house.settings.channels:
        print("No channels yet: see doorstep.example.yaml", flush=True)
