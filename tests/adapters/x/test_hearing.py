"""What is heard on X, what is not, and what happens when X stumbles, refuses, or costs too much."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.platform import ChannelDown, Subject, Untranslatable
from adapters.x.ids import root
from adapters.x.platform import XPlatform
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, Verb
from tests.adapters.ears import KeptIntake, KeptNotebook, listen_until, removed, said
from tests.adapters.x.stage import XStage, x_stage
from tests.services.x.rest import Fault

PAGE = "<html><body>Over capacity</body></html>"


def texts(platform: XPlatform, intake: KeptIntake) -> list[str]:
    return [item.text for item in said(platform, _understood(intake))]


def _understood(intake: KeptIntake) -> KeptIntake:
    """Without the payloads that only tell a person something."""
    found = KeptIntake()
    found.payloads = [one for one in intake.payloads if json.loads(one.body)["type"] != "trouble"]
    return found


def troubles(intake: KeptIntake) -> list[str]:
    told = [json.loads(one.body) for one in intake.payloads]
    return [one["why"] for one in told if one["type"] == "trouble"]


async def hears(stage: XStage, intake: KeptIntake, *wanted: str, settle: float = 0.0) -> None:
    """Listen until all of it is heard, each once."""
    enough: Callable[[], bool] = lambda: set(wanted) <= set(texts(stage.platform, intake))  # noqa: E731 - one look
    listening = asyncio.create_task(stage.platform.listen(intake))
    try:
        for _ in range(750):
            if enough() or listening.done():
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(settle)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    assert sorted(texts(stage.platform, intake)) == sorted(wanted)


async def test_who_says_what_where(stage: XStage) -> None:
    world, intake = stage.world, KeptIntake()
    await stage.says("In your thread")
    world.post(world.tenant, "Without your name", stage.root["id"], name_kept=False)
    other = world.join("other")
    theirs = world.post(world.tenant, "My own post")
    world.post(other, "Elsewhere, @oakhomes", theirs["id"])
    world.post(other, "Not for you", theirs["id"])
    await stage.quotes("A quote")
    wanted = ["In your thread", "Without your name", "Elsewhere, @oakhomes", "A quote"]
    await hears(stage, intake, *wanted, settle=0.6)
    found = {item.text: item for item in said(stage.platform, intake)}
    kinds = {text: (item.kind, item.where) for text, item in found.items()}
    assert kinds == {
        "In your thread": (InteractionKind.REPLY, Where.OUR_PAGE),
        "Without your name": (InteractionKind.REPLY, Where.OUR_PAGE),
        "Elsewhere, @oakhomes": (InteractionKind.MENTION, Where.ELSEWHERE),
        "A quote": (InteractionKind.QUOTE, Where.ELSEWHERE),
    }
    assert found["In your thread"].root == root(stage.settings.us, stage.root["id"])
    assert found["In your thread"].parent_text == stage.root["text"]
    assert found["Elsewhere, @oakhomes"].root == root(world.tenant["id"], theirs["id"])
    assert b"Not for you" not in b"".join(one.body for one in intake.payloads), "it is discarded unread"


async def test_what_is_heard_can_be_hidden(stage: XStage) -> None:
    """From the wire to the deed with nothing but what was heard."""
    intake = KeptIntake()
    await stage.says("You useless lot")
    await hears(stage, intake, "You useless lot")
    (item,) = said(stage.platform, intake)
    subject = Subject(item.ref, item.version, item.root, item.author.ref, item.permalink)
    assert stage.platform.can(subject, private=False)[Verb.HIDE].can is Can.AUTO


async def test_who_named_us_may_be_answered_by_machine(stage: XStage) -> None:
    intake = KeptIntake()
    replied = await stage.says("You useless lot")
    called = await stage.says("You useless lot, @oakhomes")
    quoted = await stage.quotes("Look")
    await hears(stage, intake, "You useless lot", "You useless lot, @oakhomes", "Look")
    can = {one.ref: stage.platform.can(one, private=False)[Verb.REPLY].can for one in (replied, called, quoted)}
    assert can == {replied.ref: Can.AUTO_IF, called.ref: Can.AUTO, quoted.ref: Can.AUTO}
    platform = XPlatform(stage.settings.model_copy(update={"answer_replies": True}), KeptNotebook())
    assert platform.can(replied, private=False)[Verb.REPLY].can is Can.AUTO


async def test_an_old_threads_owner_is_looked_up_once(tmp_path: Path) -> None:
    async with x_stage(tmp_path) as stage:
        world, intake = stage.world, KeptIntake()
        thread = world.post(world.tenant, "My own post")
        first = world.post(world.tenant, "An aside", thread["id"])
        deep = world.post(world.join("other"), "Deep, @oakhomes", first["id"])
        world.post(world.tenant, "Deeper, @oakhomes", deep["id"])
        await hears(stage, intake, "Deep, @oakhomes", "Deeper, @oakhomes", settle=0.5)
        assert {item.root for item in said(stage.platform, intake)} == {root(world.tenant["id"], thread["id"])}


@pytest.mark.slow
async def test_many_pages_are_heard_once_each(tmp_path: Path) -> None:
    async with x_stage(tmp_path, direct_messages=False, check_seconds=60) as stage:
        intake, wanted = KeptIntake(), [f"{number}" for number in range(230)]
        for text in wanted:
            await stage.says(text)
        await hears(stage, intake, *wanted, settle=0.5)
        assert [item.text for item in said(stage.platform, intake)] == wanted, "oldest first"


async def test_only_the_last_of_many_versions_is_judged(stage: XStage) -> None:
    intake = KeptIntake()
    subject = await stage.says("first words")
    second = stage.world.edit(subject.version, "second words")
    stage.world.edit(second["id"], "last words")
    await hears(stage, intake, "last words", settle=0.5)
    (item,) = said(stage.platform, intake)
    assert (item.ref, item.edited) == (subject.ref, True)


async def test_a_protected_account_is_a_removal(tmp_path: Path) -> None:
    async with x_stage(tmp_path, when_removed="erase_after_24h") as stage:
        intake = KeptIntake()
        subject = await stage.says("I am waiting")
        await hears(stage, intake, "I am waiting")
        stage.world.protected.add(stage.world.tenant["id"])
        await listen_until(stage.platform, intake, lambda: bool(removed(stage.platform, intake)))
        assert [item.ref for item in removed(stage.platform, intake)] == [subject.ref]
        assert json.loads(intake.payloads[-1].body)["when_removed"] == "erase_after_24h"


async def test_a_post_left_out_of_an_answer_is_not_gone(stage: XStage) -> None:
    intake = KeptIntake()
    await stage.says("I am waiting")
    await hears(stage, intake, "I am waiting")
    stage.rest.faults.append(Fault(r"GET /2/tweets$", 200, "{}", "application/json", times=3))
    await hears(stage, intake, "I am waiting", settle=0.8)
    assert not removed(stage.platform, intake)


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


@pytest.mark.slow
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
    assert stage.platform.can(subject, private=False)[Verb.MESSAGE].can is Can.MANUAL
    (told,) = [one.body for one in intake.payloads if b'"trouble"' in one.body]
    with pytest.raises(Untranslatable, match="not heard"):
        stage.platform.translate(told, datetime.now(UTC).isoformat())


@pytest.mark.slow
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


# -- the stream


@pytest.mark.slow
async def test_the_stream_is_heard_at_once(tmp_path: Path) -> None:
    slow = {"poll_seconds": 60, "conversation_seconds": 60, "check_seconds": 60}
    async with x_stage(tmp_path, stream=True, direct_messages=False, **slow) as stage:
        intake = KeptIntake()
        listening = asyncio.create_task(stage.platform.listen(intake))
        try:
            await _until(lambda: bool(stage.world.ears))
            assert [rule["tag"] for rule in stage.world.rules.values()] == ["doorstep"]
            await stage.says("Live")
            await stage.we_say("We are live")
            await _until(lambda: bool(intake.payloads))
            await asyncio.sleep(0.3)
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening
        assert texts(stage.platform, intake) == ["Live"]


@pytest.mark.slow
async def test_a_refused_stream_is_not_tried_for_ever(tmp_path: Path) -> None:
    async with x_stage(tmp_path, stream=True, bearer_token=SecretStr("wrong")) as stage:
        intake = KeptIntake()
        await stage.says("Polling goes on")
        await hears(stage, intake, "Polling goes on")
        listening = asyncio.create_task(stage.platform.listen(intake))
        await _until(lambda: bool(troubles(intake)))
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        assert "refuses the stream" in troubles(intake)[0]
        stage.server.rest.bad_signatures = 0


@pytest.mark.slow
async def test_what_the_stream_says_is_kept_before_it_goes_on(tmp_path: Path) -> None:
    """An intake that cannot keep stops the channel, also when the stream brought it."""

    class Broken(KeptIntake):
        async def keep(self, payloads: object, cursor: str | None) -> None:
            raise RuntimeError("the store is full")

    slow = {"poll_seconds": 60, "conversation_seconds": 60, "check_seconds": 60}
    async with x_stage(tmp_path, stream=True, direct_messages=False, **slow) as stage:
        listening = asyncio.create_task(stage.platform.listen(Broken()))
        await _until(lambda: bool(stage.world.ears))
        await stage.says("Live")
        with pytest.raises(RuntimeError, match="full"):
            await asyncio.wait_for(listening, 15)


async def _until(look: Callable[[], bool], seconds: float = 20) -> None:
    for _ in range(round(seconds / 0.02)):
        if look():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")


async def test_a_first_run_goes_back_only_so_far(stage: XStage) -> None:
    platform = XPlatform(stage.settings, KeptNotebook())
    old = stage.world.post(stage.world.tenant, "Long ago", stage.root["id"])
    number = str(int(old["id"]) - (80 * 3600 * 1000 << 22))
    del stage.world.posts[old["id"]]
    stage.world.posts[number] = {**old, "id": number, "edit_history_tweet_ids": [number]}
    await stage.says("Lately")
    intake = KeptIntake()
    await platform.open()
    await listen_until(platform, intake, lambda: bool(said(platform, intake)), settle=0.5)
    await platform.close()
    assert [item.text for item in said(platform, intake)] == ["Lately"]
