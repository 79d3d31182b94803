"""kill -9 at random points of the comment path: nothing lost, nothing judged twice in effect, nothing visible repeated."""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from adapters.memory.world import World
from bot.demo import script
from bot.demo.play import say
from bot.demo.stream import Line, opening
from bot.store.database import Database, insert_many
from tests.bot.exams import aftermath
from tests.bot.exams.life import CHANNEL, POINTS, run

COMMENTS_A_LIFE = 8
PATIENCE = 20.0
"""Seconds after which a life that did not come to its point is killed where it is."""

MOMENT = "any moment"

lives = multiprocessing.get_context("forkserver")
lives.set_forkserver_preload(["tests.bot.exams.life"])


class People:
    """Says the demo's lines on the platform, edits some of them, takes some away, and answers slowly now and then."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        demo = script.load(chance.randrange(1_000))
        self.lines: Iterator[Line] = (line for hour in demo.hours(opening(date(2026, 11, 23))) for line in hour)
        self.posts = demo.posts()
        self.refs: list[str] = []

    def talk(self, count: int) -> None:
        for _ in range(count):
            line = next(self.lines)
            self.refs.append(say(self.world, line, self.posts[line.post]))
            if self.chance.random() < 0.1:
                self.world.edit(self.chance.choice(self.refs), next(self.lines).text)
            if self.chance.random() < 0.05:
                self.world.delete(self.refs.pop(self.chance.randrange(len(self.refs))))


def live(url: str, file: Path, point: str = "", count: int = 1) -> ForkServerProcess:
    process = lives.Process(target=run, args=(url, file, point, count), daemon=True)
    process.start()
    return process


def die(process: ForkServerProcess, after: float, meanwhile: Callable[[], None] = lambda: None) -> bool:
    """True when it came to its point by itself; else it is killed when the time is up."""
    deadline = time.monotonic() + after
    while process.exitcode is None and time.monotonic() < deadline:
        process.join(min(0.2, after))
        meanwhile()
    by_itself = process.exitcode is not None
    process.kill()
    process.join()
    assert process.exitcode == -9, f"it ended with {process.exitcode} instead of being killed"
    return by_itself


@pytest.mark.exam
@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_killed_at_random_points_it_loses_nothing_and_repeats_nothing(
    any_url: str, tmp_path: Path, exam_seed: int, exam_count: Callable[[int, int], int]
) -> None:
    deaths, chance = exam_count(len(POINTS) + 4, 100), random.Random(exam_seed)
    file = tmp_path / "platform.db"
    prepare(any_url)
    world = World(file, keyed=False)
    people = People(world, chance)
    points = [*POINTS, *(chance.choice([chance.choice(POINTS), MOMENT]) for _ in range(deaths - len(POINTS)))]
    chance.shuffle(points)
    reached = dict.fromkeys([*POINTS, MOMENT], 0)
    for point in points:
        people.talk(COMMENTS_A_LIFE)
        process = live(any_url, file, point, chance.randint(1, 2))
        time_left = chance.uniform(0.05, 1.0) if point == MOMENT else PATIENCE
        reached[point] += die(process, time_left, lambda: people.talk(1)) or point == MOMENT
    last = world.feed(0, 1_000_000)[-1][0]
    let_it_finish(any_url, file, world, last)
    world.close()
    states = aftermath.check(any_url, file, last)
    print(f"{deaths} deaths, {last} happenings; reached {reached}; actions {states}")
    assert [point for point, times in reached.items() if not times and point != MOMENT] == []
    assert reached[MOMENT] or deaths < 30
    assert states["confirmed"] > deaths / 4, "enough was done for something to be repeated"


def prepare(url: str) -> None:
    database = Database(url)
    with database.write() as tx:
        columns = ("name", "platform", "mode", "state", "why", "settings", "updated_at")
        insert_many(tx, "channel", columns, [(CHANNEL, "memory", "auto", "", "", "{}", "")])
    database.close()


def let_it_finish(url: str, file: Path, world: World, last: int) -> None:
    database, process = Database(url), live(url, file)
    deadline = time.monotonic() + 120
    while under_way := aftermath.busy(database, world, last):
        assert time.monotonic() < deadline, f"it does not come to rest: {under_way}"
        assert process.is_alive(), "it died by itself"
        time.sleep(0.1)
    die(process, 0)
    database.close()
