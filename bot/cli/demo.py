"""`doorstep demo`: a landlord who does not exist, with comments that arrive live."""

import asyncio
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from adapters.memory.platform import MemoryPlatform
from bot.actions.dispatch import Delivery
from bot.cli.options import refuse
from bot.cli.run_command import until_stopped
from bot.clock import now
from bot.compose import pack
from bot.demo.clock import DemoClock
from bot.demo.duty import watch
from bot.demo.play import NIGHT, play
from bot.demo.script import load
from bot.demo.staff import PEOPLE, hire
from bot.demo.stream import opening
from bot.letters.sample import INVENTED
from bot.settings import ChannelSettings, Console, EmergencySettings, Home, Settings
from bot.store.tables import Channel
from bot.wiring import House, build

MARK = "this-is-a-demo"
CHANNEL = "demo-page"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where the demo lives; emptied at each start.")] = Path(
        "var/demo"
    ),
    port: Annotated[int, typer.Option("--port", help="The console's port; 0 picks a free one.")] = 8460,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another day.")] = 1,
    policy: Annotated[str, typer.Option("--policy", help="The policy pack of the demo landlord.")] = "derby-2024",
) -> None:
    """Start Doorstep with a demo landlord: no accounts, no credentials, nothing leaves this machine.

    Comments arrive live, one busy hour each minute; measures happen on a platform in memory; the record is real.

    Example: doorstep demo --seed 7
    """
    home, settings = _empty(folder), _settings(policy, port)
    home.write(settings)
    clock = DemoClock(opening(date.today()) - NIGHT)  # noqa: DTZ011 - any recent Monday will do
    house = build(home, settings, clock, people_clock=now, delivery=Delivery(tick=0.05))
    with house.database.session() as session:
        page = session.get_one(Channel, CHANNEL)
        page.mode = "auto"
        session.add(page)
    password = hire(house.database, house.access, now, pack(policy).roles)

    async def greet(house: House, address: str) -> None:
        print(f"Doorstep, with a demo landlord: {address}", flush=True)
        print(f"Sign in as {', '.join(person[0] for person in PEOPLE)}; password {password}", flush=True)
        print(
            "The night before is being told (about half a minute); then an hour a minute. Ctrl-C stops.",
            flush=True,
        )
        platform = house.platforms[CHANNEL]
        if not isinstance(platform, MemoryPlatform):
            raise TypeError("the demo plays on the platform in memory only")
        night_shift = asyncio.create_task(watch(house.database, house.desk, clock))
        await play(platform.world, load(seed), clock, night_shift.cancel)

    until_stopped(house, greet)


def _settings(policy: str, port: int) -> Settings:
    return Settings(
        landlord="Demo Homes",
        policy=policy,
        policy_settings={
            **INVENTED,
            "rules_link": "demo-homes.example/house-rules",
            "how_to_challenge": "demo-homes.example/look-again",
            "approver_post": "Head of Service",
        },
        console=Console(port=port),
        channels=(ChannelSettings(name=CHANNEL, platform="memory", options={}),),
        emergency=(EmergencySettings(name="duty-phone", kind="memory"),),
    )


def _empty(folder: Path) -> Home:
    """A fresh folder; one that is not a demo's is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise refuse(f"{folder} is not empty and not a demo's: name another with --folder", 2)
    shutil.rmtree(folder, ignore_errors=True)
    home = Home(folder)
    home.make()
    (home.path / MARK).touch()
    return home
