"""From words to deeds with the real detectors, policy, dispatcher and a platform in memory."""

from collections.abc import Iterator

import pytest

from bot.actions.delivery import Delivery
from bot.actions.dispatch import Dispatcher
from bot.actions.outbox import ActionState
from bot.compose import detector
from bot.store.database import Database
from bot.store.writer import Writer
from rules.model.measure import MeasureKind, Verb
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import CHANNEL, Page

INSULT = "You are a bunch of useless cunts"


@pytest.fixture
def page(database: Database, writer: Writer, clock: TestClock) -> Iterator[Page]:
    page = Page(database, writer, clock, detector=detector())
    yield page
    page.world.close()


@pytest.fixture
def dispatcher(page: Page) -> Dispatcher:
    delivery = Delivery(settle=1, unknown_within=30, confirm_within=60)
    return Dispatcher(page.database, page.writer, {CHANNEL: page.platform}, page.clock, delivery)


async def _settle(page: Page, dispatcher: Dispatcher) -> None:
    for _ in range(6):
        await dispatcher.step()
        page.clock.move(seconds=3)


async def test_an_insult_is_hidden_told_and_confirmed(page: Page, dispatcher: Dispatcher) -> None:
    after = await page.after(INSULT)
    await _settle(page, dispatcher)
    assert after.states()["hide"] == after.states()["hide_notice"] == ActionState.CONFIRMED
    assert page.world.standing(Verb.HIDE) == {after.row.ref}
    assert [deed.verb for deed in page.world.deeds()] == [Verb.HIDE, Verb.MESSAGE]


async def test_a_rude_report_of_a_fault_stays_and_is_acknowledged(page: Page, dispatcher: Dispatcher) -> None:
    after = await page.after("My boiler is broken again, you fucking idiots")
    await _settle(page, dispatcher)
    assert page.world.standing(Verb.HIDE) == frozenset()
    assert after.states()["acknowledge"] == ActionState.CONFIRMED
    assert "repair" in {need.kind for need in after.needs}
    (deed,) = page.world.deeds()
    assert any(need.reference in deed.text for need in after.needs)
    assert after.states()["warning_private"] == ActionState.PROPOSED


async def test_gas_at_night_calls_a_person(page: Page, dispatcher: Dispatcher) -> None:
    after = await page.after("Please help, I can smell gas in my flat")
    await _settle(page, dispatcher)
    assert len(after.alarms) == 1
    assert after.decision.harm == 9
    assert "0800 111 999" in page.world.deeds()[0].text


async def test_in_observe_the_same_is_only_simulated(page: Page, dispatcher: Dispatcher) -> None:
    page.set_mode("observe")
    after = await page.after(INSULT)
    await _settle(page, dispatcher)
    assert after.states()["hide"] == after.states()["hide_notice"] == ActionState.SIMULATED
    assert page.world.deeds() == []


async def test_an_edit_before_the_act_leaves_the_comment_alone(page: Page, dispatcher: Dispatcher) -> None:
    after = await page.after(INSULT)
    page.world.edit(after.row.ref, "Thank you all")
    await page.hear()
    await _settle(page, dispatcher)
    assert page.world.deeds() == []


async def test_what_was_confirmed_enters_the_history_of_the_account(page: Page, dispatcher: Dispatcher) -> None:
    first = await page.after(INSULT)
    await _settle(page, dispatcher)
    second = await page.after("Good morning")
    measures = second.decided()["given"]["history"]["measures"]
    assert {measure["kind"] for measure in measures} == {"hide", "hide_notice"}
    assert not any(measure["counts"] for measure in measures)
    assert len(second.decided()["given"]["history"]["items"]) == 1
    assert first.decided()["given"]["history"]["measures"] == []


async def test_a_warning_counts_once_a_named_person_has_sent_it(page: Page, dispatcher: Dispatcher) -> None:
    first = await page.after("You lot are pathetic cunts")
    warning = first.actions["warning_private"].id
    seen = await page.after("And another thing")
    assert not any(m["counts"] for m in seen.decided()["given"]["history"]["measures"])
    with page.database.write() as tx:
        tx.exec_driver_sql(f"UPDATE action SET state = 'queued', approved_by = 's_jane' WHERE id = '{warning}'")
    await _settle(page, dispatcher)
    after = await page.after("Good morning")
    counted = [m["kind"] for m in after.decided()["given"]["history"]["measures"] if m["counts"]]
    assert counted == [MeasureKind.WARNING_PRIVATE]
    page.judge = page.another()
    restarted = await page.after("Good afternoon")
    assert restarted.decided()["given"]["history"]["measures"] == after.decided()["given"]["history"]["measures"]
