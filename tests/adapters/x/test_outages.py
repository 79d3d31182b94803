"""What happens to hearing when X stumbles, closes its window, refuses, or costs too much."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.platform import ChannelDown, Untranslatable
from rules.model.measure import Can, Verb
from tests.adapters.ears import KeptIntake
from tests.adapters.promises import can
from tests.adapters.x.hears import hears, troubles
from tests.adapters.x.stage import XStage, x_stage
from tests.services.x.rest import Fault

pytestmark = pytest.mark.slow

PAGE = "<html><body>Over capacity</body></html>"


@pytest.mark.parametrize(
    "fault",
    [
        Fault("GET", 503, PAGE, "text/html", times=4),
        Fault("GET", 500, times=4),
        Fault("GET", 200, PAGE, "text/html", times=4),
        Fault("GET", 200, "[]", "application/json", times=4),
        Fault("GET", 200, '{"data":[5,{"id":"x"},null],"includes":[],"errors":{}}', "application/json", times=4),
        Fault("GET", drop=True, times=12),
        Fault("GET", lose=True, times=6),
    ],
)
async def test_it_stumbles_and_comes_back(stage: XStage, fault: Fault) -> None:
    intake = KeptIntake()
    await stage.says("Do not lose me")
    stage.rest.faults.append(fault)
    await hears(stage, intake, "Do not lose me", settle=0.4)


async def test_a_closed_window_is_waited_for(stage: XStage) -> None:
    intake = KeptIntake()
    await stage.says("Do not lose me")
    reset = str(int(datetime.now(UTC).timestamp()) + 2)
    stage.rest.faults.append(Fault("GET /2/users/.*/mentions", 429, headers={"x-rate-limit-reset": reset}))
    stage.rest.faults.append(Fault("GET /2/tweets/search/recent", 429, headers={"x-rate-limit-reset": reset}))
    await hears(stage, intake, "Do not lose me")
    asked = sum(count for call, count in stage.rest.calls.items() if call.endswith("/mentions"))
    assert asked <= 4, "not asked again before the window opens"


@pytest.mark.parametrize(("status", "why"), [(401, "keys"), (402, "credits")])
async def test_what_a_person_must_mend_stops_the_channel(stage: XStage, status: int, why: str) -> None:
    stage.rest.faults.append(Fault("GET", status, times=50))
    with pytest.raises(ChannelDown, match=why):
        await asyncio.wait_for(stage.platform.listen(KeptIntake()), 10)


async def test_without_the_right_to_letters_the_rest_is_heard(stage: XStage) -> None:
    stage.server.keys.letters = False
    intake = KeptIntake()
    await stage.writes("Privately")
    subject = await stage.says("In public")
    await hears(stage, intake, "In public", settle=0.5)
    (why,) = troubles(intake)
    assert "Direct messages are not heard" in why
    assert "direct messages cannot be read" in stage.platform.notice
    assert can(stage.platform, subject)[Verb.MESSAGE].can is Can.MANUAL
    (told,) = [one.body for one in intake.payloads if b'"trouble"' in one.body]
    with pytest.raises(Untranslatable, match="not heard"):
        stage.platform.translate(told, datetime.now(UTC).isoformat())


async def test_a_spent_budget_slows_the_looks_and_tells_a_person(tmp_path: Path) -> None:
    async with x_stage(tmp_path, daily_budget="0.000001", floor_seconds=30) as stage:
        intake = KeptIntake()
        await stage.says("Before")
        await hears(stage, intake, "Before", settle=0.6)
        assert sum("budget" in why for why in troubles(intake)) == 1
        assert "today's budget for X is used" in stage.platform.notice
        asked = sum(stage.rest.calls.values())
        await stage.says("Meanwhile")
        await hears(stage, intake, "Before", "Meanwhile", settle=0.6)
        assert sum(stage.rest.calls.values()) - asked < 12, "one look of each kind, and then the floor"


async def test_the_meter_counts_what_was_read(stage: XStage) -> None:
    intake = KeptIntake()
    await stage.says("Hello")
    await hears(stage, intake, "Hello", settle=0.5)
    users, posts = 2 * 10_000, 1_000 + 5_000
    assert users + 2 * 1_000 <= stage.platform.meter.spent <= users + posts + 5_000
