# long: one room's exam, a case after the other
"""What is heard on X and what is not, once each, in its last version."""

import json
from pathlib import Path

import pytest

from adapters.platform import Subject
from adapters.x.ids import root
from adapters.x.platform import XPlatform
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, Verb
from tests.adapters.ears import KeptIntake, KeptNotebook, listen_until, removed, said
from tests.adapters.promises import can
from tests.adapters.x.hears import hears
from tests.adapters.x.stage import XStage, x_stage
from tests.services.x.rest import Fault


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
    assert can(stage.platform, subject)[Verb.HIDE].can is Can.AUTO


async def test_who_named_us_may_be_answered_by_machine(stage: XStage) -> None:
    intake = KeptIntake()
    replied = await stage.says("You useless lot")
    called = await stage.says("You useless lot, @oakhomes")
    quoted = await stage.quotes("Look")
    await hears(stage, intake, "You useless lot", "You useless lot, @oakhomes", "Look")
    asked = {one.ref: can(stage.platform, one)[Verb.REPLY].can for one in (replied, called, quoted)}
    assert asked == {replied.ref: Can.AUTO_IF, called.ref: Can.AUTO, quoted.ref: Can.AUTO}
    platform = XPlatform(stage.settings.model_copy(update={"answer_replies": True}), KeptNotebook())
    assert can(platform, replied)[Verb.REPLY].can is Can.AUTO


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
