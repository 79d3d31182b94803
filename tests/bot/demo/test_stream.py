"""The demo's day is the same for the same seed, and holds what it must."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.demo.clock import DAY_SPEED, NIGHT_SPEED, DemoClock
from bot.demo.script import load
from bot.demo.stream import LONDON, Line, Script, opening
from rules.model.interaction import InteractionKind

MONDAY = date(2026, 11, 23)


def day(script: Script) -> list[Line]:
    start = opening(MONDAY) - timedelta(hours=12, minutes=45)
    return [line for hour in range(13) for line in script.hour(start + timedelta(hours=hour))]


def test_the_same_seed_gives_the_same_day_and_another_seed_another() -> None:
    assert day(load(7)) == day(load(7))
    assert day(load(7)) != day(load(8))


def test_the_night_holds_a_hazard_and_the_morning_a_threat_and_a_busy_thread() -> None:
    lines = day(load(7))
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    gas = next(line for line in lines if "smell of gas" in line.text)
    assert gas.at.astimezone(LONDON).strftime("%H:%M") == "23:12"
    assert any("watch her back" in line.text for line in lines)
    assert any(line.kind is InteractionKind.DIRECT_MESSAGE for line in lines)
    busy = [line for line in lines if line.post == "busy"]
    assert len(busy) > len(lines) / 4


def test_no_slot_is_left_unfilled() -> None:
    script = load(3)
    texts = [line.text for line in day(script)] + list(script.posts().values())
    assert not [text for text in texts if re.search(r"[{}]", text)]


def test_the_demo_opens_at_a_quarter_to_nine_in_london_also_in_summer() -> None:
    assert opening(date(2026, 11, 25)) == datetime(2026, 11, 23, 8, 45, tzinfo=UTC)
    assert opening(date(2026, 7, 1)) == datetime(2026, 6, 29, 7, 45, tzinfo=UTC)


def test_the_clock_stands_gallops_through_the_night_and_then_runs_an_hour_a_minute() -> None:
    start = opening(MONDAY)
    clock = DemoClock(start)
    assert clock() == start
    clock.run(NIGHT_SPEED)
    assert clock.wait_for(start + timedelta(hours=2)) <= 2 * 3600 / NIGHT_SPEED
    clock.run(DAY_SPEED)
    slowed = clock()
    assert start < slowed < start + timedelta(hours=2)
    assert 55 < clock.wait_for(slowed + timedelta(hours=1)) <= 60
    assert clock.wait_for(start) == 0
