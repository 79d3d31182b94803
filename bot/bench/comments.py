"""What the bench feeds the path with: the demo landlord's page as the platform in memory tells of it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from adapters.memory.world import World
from adapters.platform import Payload
from bot.demo import script
from bot.demo.play import say
from bot.demo.stream import Line, Script, opening

SEED = 2026
_DAY = date(2026, 11, 23)
_AT_ONCE = 500


def payloads(count: int) -> list[Payload]:
    """`count` comments of the demo's busy hours, seeded. Each hour has other people, so that a page of many is heard."""
    world = World()
    demo = script.load(SEED)
    posts = demo.posts()
    for line, hour in islice(_lines(demo), count):
        said = Line(line.at, f"{line.author}-{hour}", line.post, line.kind, line.text)
        say(world, said, posts[said.post])
    bodies = [body for start in range(0, count, _AT_ONCE) for _, body in world.feed(start, _AT_ONCE)]
    world.close()
    return [Payload(body.encode(), f"happening-{number}") for number, body in enumerate(bodies)]


def _lines(demo: Script) -> Iterator[tuple[Line, int]]:
    for hour, lines in enumerate(demo.hours(opening(_DAY))):
        for line in lines:
            yield line, hour
