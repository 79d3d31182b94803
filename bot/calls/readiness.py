"""A real channel does not start, even in `observe`, before an emergency destination has acknowledged a test."""

from adapters.platform import Post
from bot.clock import Clock
from bot.desk.answer import Answer
from bot.store.database import Database


async def test_destination(database: Database, clock: Clock, name: str, post: Post) -> Answer:
    """Send a one-time code to a destination. Whoever reads it there gives it back through `acknowledge`."""
    raise NotImplementedError


def acknowledge(database: Database, clock: Clock, name: str, code: str, by: str = "") -> Answer:
    """The code came back: this destination reaches a person. `by` is a staff id, empty on the command line."""
    raise NotImplementedError


def may_start(database: Database, platform_is_real: bool) -> Answer:
    """Whether a channel may start."""
    raise NotImplementedError
