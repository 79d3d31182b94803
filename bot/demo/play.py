"""Plays the demo's script on the platform in memory: the night before at a gallop, then one busy hour a minute, for ever."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from adapters.memory.world import World
from bot.demo.clock import DAY_SPEED, NIGHT_SPEED, DemoClock
from bot.demo.stream import Line, Script
from rules.model.interaction import InteractionKind, Where

NIGHT = timedelta(hours=12, minutes=45)
"""How long before 08:45 the story begins: at eight in the evening."""

ABROAD = frozenset({InteractionKind.MENTION, InteractionKind.QUOTE})


async def play(world: World, script: Script, clock: DemoClock, morning: Callable[[], object]) -> None:
    """Start the clock and say every line at its time, a gallop until 08:45, when `morning` is called. Until cancelled."""
    opening, night = clock() + NIGHT, True
    clock.run(NIGHT_SPEED)
    posts = script.posts()
    for hour in script.hours(opening - NIGHT):
        for line in hour:
            if night and line.at >= opening:
                await asyncio.sleep(clock.wait_for(opening))
                clock.run(DAY_SPEED)
                night = False
                morning()
            await asyncio.sleep(clock.wait_for(line.at))
            say(world, line, posts[line.post])


def say(world: World, line: Line, post_text: str) -> str:
    """Say one line; a mention or a quote stands on the author's own page."""
    abroad = line.kind in ABROAD
    return world.say(
        line.text,
        author=line.author,
        kind=line.kind,
        root=None if abroad else f"post-{line.post}",
        parent_text=post_text,
        where=Where.ELSEWHERE if abroad else Where.OUR_PAGE,
        at=line.at,
    )
