"""How fast one channel is acted on."""

from adapters.memory.faults import Fault
from bot.actions.delivery import Delivery
from bot.actions.limits import Pace, Throttle
from rules.model.measure import Verb
from tests.bot.actions.kit import CHANNEL, Kit
from tests.bot.conftest import TestClock


async def test_no_more_than_the_pace_goes_out(kit: Kit) -> None:
    hides = [kit.hide(kit.hear()) for _ in range(5)]
    kit.dispatcher._throttle = Throttle({CHANNEL: Pace(3, 3600)}, kit.clock)
    await kit.dispatcher.step()
    assert sorted(kit.state(hide) for hide in hides) == ["done"] * 3 + ["queued"] * 2


async def test_a_platform_that_asks_twice_for_patience_gets_it(clock: TestClock) -> None:
    throttle = Throttle({}, clock)
    throttle.answered(CHANNEL, 30)
    assert await throttle.take(CHANNEL), "one deed told to come back later waits alone"
    throttle.answered(CHANNEL, 30)
    assert not await throttle.take(CHANNEL)
    clock.move(seconds=30)
    assert await throttle.take(CHANNEL)
    throttle.answered(CHANNEL, None)
    throttle.answered(CHANNEL, 30)
    assert await throttle.take(CHANNEL)


async def test_a_busy_platform_is_left_alone_and_everything_goes_out_in_the_end(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.FAIL, times=4)
    hides = [kit.hide(kit.hear()) for _ in range(4)]
    await kit.settle(steps=12, seconds=5)
    assert [kit.state(hide) for hide in hides] == ["confirmed"] * 4


def test_back_off_doubles_up_to_its_ceiling_and_honours_the_platform() -> None:
    delivery = Delivery(retry_first=2, retry_most=60)
    waits = [delivery.back_off(attempt, None) for attempt in range(1, 9)]
    assert all(2 * 2**n <= wait <= 2 * 2**n + 1 for n, wait in enumerate(waits[:4]))
    assert waits[-1] == 60
    assert delivery.back_off(1, 120) == 120
