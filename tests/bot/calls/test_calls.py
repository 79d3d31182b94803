"""Calling a person: rings until answered, and a failure is shown and tried elsewhere."""

import json
from collections.abc import Iterator

import pytest

from adapters.platform import Letter, Receipt
from adapters.post.memory import MemoryPost
from bot.calls import alarms, readiness
from bot.calls.caller import Caller
from bot.calls.destinations import Named, register
from bot.store.database import Database
from bot.store.tables import AlarmRow
from bot.store.writer import Writer
from tests.bot.conftest import TestClock

WHY = "Somebody may be in danger."


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    writer = Writer(database)
    yield writer
    writer.close()


@pytest.fixture
def posts(database: Database, clock: TestClock) -> dict[str, MemoryPost]:
    register(database, clock, [Named("duty", "memory", {}), Named("spare", "memory", {})])
    return {"duty": MemoryPost("duty"), "spare": MemoryPost("spare")}


@pytest.fixture
def caller(database: Database, writer: Writer, posts: dict[str, MemoryPost], clock: TestClock) -> Caller:
    return Caller(database, writer, posts, clock)


async def ready(database: Database, clock: TestClock, post: MemoryPost) -> None:
    """Test the destination and give its code back, as a person would."""
    assert (await readiness.test_destination(database, clock, post.name, post)).accepted
    assert readiness.acknowledge(database, clock, post.name, code_of(post)).accepted
    post.sent.clear()


def code_of(post: MemoryPost) -> str:
    return post.sent[-1].text.split("reads what arrives here: ")[1].split()[0]


def ring(database: Database, clock: TestClock) -> str:
    with database.write() as tx:
        return alarms.ring(tx, WHY, clock())


def alarm(database: Database, alarm_id: str) -> AlarmRow:
    with database.look() as session:
        row = session.get(AlarmRow, alarm_id)
    assert row is not None
    return row


def kinds(database: Database) -> list[tuple[str, str]]:
    with database.read() as tx:
        rows = tx.exec_driver_sql("SELECT kind, body FROM entry WHERE kind <> 'staff' ORDER BY seq").all()
    return [(kind, json.loads(body)["data"]["by"]) for kind, body in rows]


async def test_an_alarm_rings_until_a_person_answers(
    database: Database, caller: Caller, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    await ready(database, clock, posts["duty"])
    alarm_id = ring(database, clock)
    assert await caller.step() == 1
    assert await caller.step() == 0, "not again at once"
    for minutes, calls in ((5, 2), (10, 3), (15, 4), (15, 5)):
        clock.move(minutes=minutes - 1)
        assert await caller.step() == 0
        clock.move(minutes=1)
        assert await caller.step() == 1
        assert len(posts["duty"].sent) == calls
    with database.write() as tx:
        assert alarms.answer(tx, alarm_id, "s_1", clock())
        assert not alarms.answer(tx, alarm_id, "s_2", clock()), "once is enough"
    clock.move(hours=24)
    assert await caller.step() == 0
    assert posts["spare"].sent == [], "a destination that was never tested is not used while another works"
    assert kinds(database) == [("person_called", "memory")] * 5 + [("call_answered", "s_1")]


async def test_a_failure_is_shown_and_tried_elsewhere_and_soon_again(
    database: Database, caller: Caller, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    await ready(database, clock, posts["duty"])
    posts["duty"].down = "the line is dead"
    alarm_id = ring(database, clock)
    await caller.step()
    assert kinds(database) == [("call_failed", "memory"), ("person_called", "memory")]
    assert "duty: the line is dead" in alarm(database, alarm_id).last_result
    assert len(posts["spare"].sent) == 1
    posts["spare"].down = "this too"
    clock.move(minutes=5)
    await caller.step()
    clock.move(minutes=1)
    assert await caller.step() == 1, "when nobody was reached it rings again after a minute"


async def test_without_any_destination_the_failure_is_an_entry(
    database: Database, writer: Writer, clock: TestClock
) -> None:
    alarm_id = ring(database, clock)
    await Caller(database, writer, {}, clock).step()
    assert kinds(database) == [("call_failed", "no_destination")]
    assert "nobody was called" in alarm(database, alarm_id).last_result


async def test_a_post_that_breaks_does_not_stop_the_others(
    database: Database, writer: Writer, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    class Broken(MemoryPost):
        async def send(self, letter: Letter) -> Receipt:
            raise RuntimeError("secret detail")

    await ready(database, clock, posts["duty"])
    await ready(database, clock, posts["spare"])
    alarm_id = ring(database, clock)
    await Caller(database, writer, {"duty": Broken("duty"), "spare": posts["spare"]}, clock).step()
    result = alarm(database, alarm_id).last_result
    assert "1 of 2 destinations" in result
    assert "secret detail" not in result


async def test_letters_carry_no_tenancy_fact_in_the_subject(
    database: Database, caller: Caller, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    await ready(database, clock, posts["duty"])
    ring(database, clock)
    await caller.step()
    letter = posts["duty"].sent[0]
    assert letter.subject == "Doorstep needs a person now"
    assert WHY in letter.text


async def test_a_real_channel_waits_for_an_acknowledged_test(
    database: Database, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    assert readiness.may_start(database, platform_is_real=False).accepted
    assert not readiness.may_start(database, platform_is_real=True).accepted
    await readiness.test_destination(database, clock, "duty", posts["duty"])
    assert not readiness.may_start(database, platform_is_real=True).accepted, "a delivery is not yet an acknowledgement"
    assert not readiness.acknowledge(database, clock, "duty", "WRONGCODE2").accepted
    assert readiness.acknowledge(database, clock, "duty", f" {code_of(posts['duty']).lower()} ").accepted
    assert readiness.may_start(database, platform_is_real=True).ids == ("duty",)
    assert not readiness.acknowledge(database, clock, "duty", code_of(posts["duty"])).accepted, "a code works once"


async def test_a_code_is_too_old_after_a_day_and_a_failed_test_says_why(
    database: Database, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    await readiness.test_destination(database, clock, "duty", posts["duty"])
    clock.move(hours=24)
    assert "older than a day" in readiness.acknowledge(database, clock, "duty", code_of(posts["duty"])).why
    posts["duty"].down = "no line"
    assert "no line" in (await readiness.test_destination(database, clock, "duty", posts["duty"])).why
    assert not (await readiness.test_destination(database, clock, "nowhere", posts["duty"])).accepted


async def test_a_changed_destination_must_be_tested_again(
    database: Database, posts: dict[str, MemoryPost], clock: TestClock
) -> None:
    await ready(database, clock, posts["duty"])
    register(database, clock, [Named("duty", "memory", {})])
    assert readiness.may_start(database, platform_is_real=True).accepted, "unchanged: stays acknowledged"
    register(database, clock, [Named("duty", "webhook", {"url": "https://duty.test/"})])
    assert not readiness.may_start(database, platform_is_real=True).accepted
    register(database, clock, [])
    assert "Name at least one" in readiness.may_start(database, platform_is_real=True).why
