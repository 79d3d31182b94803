"""A flood: two thousand comments that could each be hidden. The brakes hold, people keep what they need."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.actions.brakes import QUOTAS, Limits, lift
from bot.store.database import Database
from bot.store.tables import ActionRow, NeedRow, TaskRow
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import CHANNEL, Page

FLOOD = 2_000
RULES = 40
"""Insults found by so many different rules that none of them alone hits too often."""


@pytest.fixture
def page(database: Database, clock: TestClock) -> Iterator[Page]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    yield page
    writer.close()
    page.world.close()


def _pour(page: Page, count: int, rules: int, start: int = 0) -> None:
    for number in range(start, start + count):
        need = " {need hazard soon}" if number % 100 == 0 else ""
        insult = f"insult {number} {{abuse serious rule{number % rules}}}{need}"
        page.say(insult, author=f"account{number % 500}")


def _hides(page: Page) -> Counter[str]:
    return Counter(row.state for row in page.rows(ActionRow) if row.measure == "hide")


@pytest.mark.slow
async def test_a_flood_is_braked_by_the_quota(page: Page) -> None:
    _pour(page, FLOOD, RULES)
    await page.hear()
    needs = FLOOD // 100
    assert _hides(page) == {"queued": QUOTAS["hide"], "proposed": FLOOD - needs - QUOTAS["hide"]}
    assert {row.kind for row in page.rows(NeedRow)} == {"hazard"}
    # Five accounts ask four times each: one reference for each account, and a person sees to every single comment.
    assert len(page.rows(NeedRow)) == needs // 4
    assert len({row.interaction_id for row in page.rows(TaskRow) if row.kind == "answer"}) == needs
    assert page.brakes() == {f"quota:{CHANNEL}:hide"}
    (tripped,) = [data for kind, data in page.entries() if kind == "brake"]
    assert (tripped["name"], tripped["count"], tripped["limit"]) == (f"quota:{CHANNEL}:hide", 60, 60)
    (told,) = [task for task in page.rows(TaskRow) if task.about == f"quota:{CHANNEL}:hide"]
    assert (told.kind, told.state) == ("look", "open")
    held = {row.held for row in page.rows(ActionRow) if row.measure == "hide" and row.state == "proposed"}
    assert held == {"the quota of 60 an hour for this measure is used up: a person looks first"}
    notices = Counter(row.state for row in page.rows(ActionRow) if row.measure == "hide_notice")
    assert notices["queued"] == QUOTAS["hide"]


async def test_lifting_the_quota_by_a_named_person_restores_it(page: Page) -> None:
    page.judge = page.another(limits=Limits(quotas={"hide": 5}))
    _pour(page, 20, 20, start=1)
    await page.hear()
    assert _hides(page) == {"queued": 5, "proposed": 15}
    with page.database.write() as tx:
        assert lift(tx, f"quota:{CHANNEL}:hide", "it is a raid, and we look", "s_jane", page.clock())
    page.clock.move(seconds=1)
    _pour(page, 5, 5, start=101)
    await page.hear()
    assert _hides(page) == {"queued": 10, "proposed": 15}
    assert page.brakes() == set()
    page.say("and one more {abuse serious rule9}")
    await page.hear()
    assert page.brakes() == {f"quota:{CHANNEL}:hide"}
    switched = [data for kind, data in page.entries() if kind == "switch"]
    assert switched == [{"name": f"quota:{CHANNEL}:hide", "on": False, "by": "s_jane"}]


async def test_a_lifted_quota_stays_lifted_over_a_restart(page: Page) -> None:
    limits = Limits(quotas={"hide": 5})
    page.judge = page.another(limits=limits)
    _pour(page, 8, 8, start=1)
    await page.hear()
    page.clock.move(seconds=1)
    with page.database.write() as tx:
        lift(tx, f"quota:{CHANNEL}:hide", "we look", "s_jane", page.clock())
    page.clock.move(seconds=1)
    page.judge = page.another(limits=limits)
    _pour(page, 5, 5, start=101)
    await page.hear()
    assert _hides(page) == {"queued": 10, "proposed": 3}


async def test_an_hour_later_the_quota_is_fresh_where_nothing_tripped(page: Page) -> None:
    page.judge = page.another(limits=Limits(quotas={"hide": 5}))
    for _ in range(3):
        _pour(page, 5, 5, start=1)
        await page.hear()
        page.clock.move(hours=1)
    assert _hides(page) == {"queued": 15}
    assert page.brakes() == set()


async def test_a_rule_that_suddenly_hits_far_more_loses_its_automatic_act(page: Page) -> None:
    for number in range(60):
        page.say(f"good morning {number}", author=f"calm{number}")
    for number in range(30):
        page.say(f"insult {number} {{abuse serious one_rule}}", author=f"account{number}")
    for number in range(5):
        page.say(f"other {number} {{abuse serious another_rule}}", author=f"account{number}")
    await page.hear()
    hides = [(row.rule, row.state) for row in page.rows(ActionRow) if row.measure == "hide"]
    assert Counter(hides) == {("one_rule", "queued"): 19, ("one_rule", "proposed"): 11, ("another_rule", "queued"): 5}
    assert page.brakes() == {f"rule:{CHANNEL}:one_rule"}
    (tripped,) = [data for kind, data in page.entries() if kind == "brake"]
    assert (tripped["count"], tripped["limit"]) == (20, 20)
    with page.database.write() as tx:
        lift(tx, f"rule:{CHANNEL}:one_rule", "they are all insults", "s_jane", page.clock())
    after = await page.after("insult again {abuse serious one_rule}", author="somebody")
    assert after.states()["hide"] == "queued"
    page.judge = page.another()
    after = await page.after("insult once more {abuse serious one_rule}", author="somebody-else")
    assert after.states()["hide"] == "queued"


async def test_a_flood_of_threats_still_calls_people(page: Page) -> None:
    page.judge = page.another(limits=Limits(quotas={"hide": 3}))
    for number in range(10):
        page.say(f"threat {number} {{threat serious r{number}}}", author=f"account{number}")
    await page.hear()
    assert _hides(page) == {"queued": 3, "proposed": 7}
    assert len(page.alarms()) == 10
