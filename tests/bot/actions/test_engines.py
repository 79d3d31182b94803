"""The outbox, the desk, calls and staff do the same on both engines."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.actions.outbox import ActionState
from bot.calls import alarms
from bot.calls.caller import Caller
from bot.compose import pack
from bot.desk.desk import Desk
from bot.staff.people import add, find
from bot.staff.sign_in import Access, Visit
from bot.store.database import Database
from bot.store.writer import Writer
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import Kit
from tests.bot.conftest import TestClock


@pytest.fixture
def either(any_database: Database, clock: TestClock) -> Iterator[Kit]:
    writer = Writer(any_database, seconds=0)
    kit = Kit(any_database, writer, clock)
    yield kit
    writer.close()
    kit.world.close()


async def test_a_hide_is_proposed_approved_confirmed_and_taken_back(either: Kit) -> None:
    add(either.database, either.clock, None, "mo", "Mo", frozenset({Role.MODERATOR}))
    mo = find(either.database, "mo")
    assert mo is not None
    desk = Desk(either.database, either.clock, {"house-rules": pack("house-rules")})
    hide = either.queue(either.hear(), MeasureKind.HIDE, Verb.HIDE, state=ActionState.PROPOSED, automatic=False)
    assert desk.approve(mo, hide).accepted
    await either.settle()
    assert desk.undo(mo, hide, "a mistake").accepted
    await either.settle()
    assert either.story(hide) == ["approved", "attempting", "done", "confirmed", "undone"]
    assert either.world.standing(Verb.HIDE) == frozenset()


async def test_the_calendar_and_the_caller_work(either: Kit) -> None:
    hide = either.hide(either.hear(), keep_by=either.clock() + timedelta(hours=1))
    with either.database.write() as tx:
        alarms.ring(tx, "Somebody may be in danger.", either.clock())
    await either.settle()
    either.clock.move(hours=1)
    await either.settle()
    assert either.state(hide) == "undone"
    assert await Caller(either.database, either.writer, {}, either.clock).step() == 1
    assert either.alarms()[0].calls == 1


def test_staff_sign_in(either: Kit) -> None:
    access = Access(either.database, either.clock)
    invited = add(either.database, either.clock, None, "mo", "Mo", frozenset({Role.MODERATOR}))
    assert access.set_up(invited.code or "", "three brown teapots") is None
    visit = access.sign_in("mo", "three brown teapots", "127.0.0.1")
    assert isinstance(visit, Visit)
    assert access.visit(visit.token, seen=True)
