"""Hearing on the real network: what each side brings, what notifications leave out, and what is dropped unread."""

import asyncio
from dataclasses import replace

import pytest

from adapters.bluesky.platform import BlueskyPlatform
from adapters.platform import Action, ChannelDown, OutcomeState
from rules.model.interaction import Interaction, InteractionKind, Where
from rules.model.measure import Verb
from tests.adapters.bluesky.stage import BlueskyStage
from tests.adapters.ears import KeptIntake, KeptNotebook, listen_until, removed, said
from tests.adapters.promises import action, can
from tests.services.bluesky.people import Said, person, until

pytestmark = pytest.mark.network


async def hear(stage: BlueskyStage, intake: KeptIntake, count: int, settle: float = 0.0) -> list[Interaction]:
    platform = stage.platform
    await listen_until(platform, intake, lambda: len(said(platform, intake)) >= count, settle=settle)
    return said(platform, intake)


async def test_replies_quotes_and_mentions_with_what_they_answer(stage: BlueskyStage) -> None:
    reply = await stage.says("When is my visit?")
    nested = await stage.stranger.says("And mine?", to=Said(reply.ref, reply.version), root=stage.root)
    quote = await stage.stranger.quotes("look at these clowns", stage.root)
    mention = await stage.stranger.mentions(stage.landlord, "answer me")
    heard = {one.ref: one for one in await hear(stage, KeptIntake(), 4)}
    assert heard[reply.ref].kind is InteractionKind.REPLY
    assert heard[reply.ref].parent_text == "Repairs update: boiler visits this week"
    assert heard[nested.uri].parent_text == "When is my visit?"
    assert heard[nested.uri].root == stage.root.uri
    assert (heard[quote.uri].kind, heard[quote.uri].root) == (InteractionKind.QUOTE, None)
    assert (heard[mention.uri].kind, heard[mention.uri].where) == (InteractionKind.MENTION, Where.ELSEWHERE)
    assert all(one.author.handle == stage.stranger.handle for one in heard.values())


async def test_hidden_muted_and_blocked_people_are_still_heard(stage: BlueskyStage) -> None:
    intake = KeptIntake()
    first = await stage.says("one")
    await hear(stage, intake, 1)
    assert (await stage.platform.act(action(Verb.HIDE, first))).state is OutcomeState.DONE
    assert (await stage.platform.act(action(Verb.MUTE, first))).state is OutcomeState.DONE
    assert (await stage.platform.find(action(Verb.MUTE, first))).why == ""
    await stage.stranger.says("muted now", to=stage.root)
    await stage.stranger.says("nested", to=Said(first.ref, first.version), root=stage.root)
    await hear(stage, intake, 3)
    await stage.platform.act(action(Verb.BLOCK, first))
    await stage.platform.find(action(Verb.BLOCK, first))
    await stage.edits(first, "edited behind the block")
    heard = await hear(stage, intake, 4, settle=1.5)
    texts = [one.text for one in heard]
    assert (texts[0], sorted(texts[1:3]), texts[3:]) == ("one", ["muted now", "nested"], ["edited behind the block"])
    assert removed(stage.platform, intake) == [], "a block between us is no removal by the author"


async def test_a_post_dated_back_is_heard(stage: BlueskyStage) -> None:
    intake = KeptIntake()
    await stage.says("today")
    await hear(stage, intake, 1)
    await stage.stranger.says("from long ago", to=stage.root, createdAt="2020-01-01T00:00:00Z")
    assert (await hear(stage, intake, 2))[-1].text == "from long ago"


async def test_the_stream_hears_what_concerns_us_and_keeps_nothing_else(stage: BlueskyStage) -> None:
    stage.settings = stage.settings.model_copy(
        update={"firehose": True, "poll_seconds": 600.0, "thread_seconds": 600.0, "direct_messages": False}
    )
    platform, intake = await stage.restart(), KeptIntake()
    listening = asyncio.create_task(platform.listen(intake))
    try:
        await asyncio.sleep(1)  # the first round of polling is over; from here on only the stream hears
        asked = len(stage.line.calls)
        await stage.stranger.says("nothing to do with a landlord")
        reply = await stage.stranger.says("by the stream", to=stage.root)
        mention = await stage.stranger.mentions(stage.landlord, "by the stream")

        async def texts() -> bool:
            return len(said(platform, intake)) == 2

        await until(texts)
        await stage.stranger.edits(reply, "edited, by the stream")
        await stage.stranger.deletes(mention)

        async def changed() -> bool:
            return len(said(platform, intake)) == 3 and bool(removed(platform, intake))

        await until(changed)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    assert said(platform, intake)[-1].text == "edited, by the stream"
    assert [one.ref for one in removed(platform, intake)] == [mention.uri]
    assert not any(b"nothing to do with" in payload.body for payload in intake.payloads)
    assert "app.bsky.notification.listNotifications" not in stage.line.calls[asked:]


async def test_what_the_stream_told_while_nothing_could_be_read_is_told_again(stage: BlueskyStage) -> None:
    stage.settings = stage.settings.model_copy(
        update={"firehose": True, "poll_seconds": 600.0, "thread_seconds": 600.0, "direct_messages": False}
    )
    platform, intake = await stage.restart(), KeptIntake()
    listening = asyncio.create_task(platform.listen(intake))
    try:
        await asyncio.sleep(1)
        await stage.stranger.says("first, so that there is a place in the stream", to=stage.root)

        async def heard(count: int) -> bool:
            return len(said(platform, intake)) == count

        await until(lambda: heard(1))
        stage.line.cut = True
        await stage.stranger.says("told while we could not read", to=stage.root)
        await asyncio.sleep(0.5)
        stage.line.cut = False
        await until(lambda: heard(2))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_two_ears_hear_each_thing_once(stage: BlueskyStage) -> None:
    stage.settings = stage.settings.model_copy(update={"firehose": True})
    await stage.restart()
    intake = KeptIntake()
    subjects = [await stage.says(f"number {number}") for number in range(3)]
    await hear(stage, intake, 3)
    await stage.edits(subjects[0], "edited")
    await stage.restart()
    heard = await hear(stage, intake, 4, settle=2)
    assert sorted(one.text for one in heard) == ["edited", "number 0", "number 1", "number 2"]


async def test_a_cut_line_is_waited_out(stage: BlueskyStage) -> None:
    intake, platform = KeptIntake(), stage.platform
    await stage.says("before")
    listening = asyncio.create_task(platform.listen(intake))
    try:

        async def heard(count: int) -> bool:
            return len(said(platform, intake)) == count

        await until(lambda: heard(1))
        stage.line.cut = True
        await stage.says("while the line was cut")
        await asyncio.sleep(0.5)
        assert len(said(platform, intake)) == 1
        assert not listening.done()
        stage.line.cut = False
        await until(lambda: heard(2))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def test_letters_from_before_the_first_run_are_heard_too(stage: BlueskyStage) -> None:
    await stage.writes("I wrote an hour ago")
    stage.chat.say(stage.landlord.did, stage.stranger.did, "We answered")
    intake = KeptIntake()
    await hear(stage, intake, 1)
    await stage.writes("And again")
    heard = await hear(stage, intake, 2, settle=0.5)
    assert [one.text for one in heard] == ["I wrote an hour ago", "And again"]
    assert heard[0].author.handle == stage.stranger.handle


async def test_an_app_password_without_messages_is_a_matter_for_a_person(stage: BlueskyStage) -> None:
    subject = await stage.says("hello")
    password = await stage.landlord.app_password(privileged=False)
    settings = stage.settings.model_copy(update={"app_password": type(stage.settings.app_password)(password)})
    platform, intake = BlueskyPlatform(settings, KeptNotebook()), KeptIntake()
    try:
        await platform.open()
        assert can(platform, subject)[Verb.MESSAGE].can == "manual"
        outcome = await platform.act(action(Verb.MESSAGE, subject))
        assert outcome.state is OutcomeState.REFUSED
        assert "app password" in outcome.why

        def troubled() -> bool:
            return any(b'"trouble"' in payload.body for payload in intake.payloads)

        listening = asyncio.create_task(platform.listen(intake))
        for _ in range(500):
            if troubled():
                break
            await asyncio.sleep(0.02)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert troubled()
    finally:
        await platform.close()


async def test_a_refused_sign_in_says_what_to_do(stage: BlueskyStage) -> None:
    wrong = stage.settings.model_copy(update={"app_password": type(stage.settings.app_password)("wrong-password")})
    platform = BlueskyPlatform(wrong, KeptNotebook())
    with pytest.raises(ChannelDown, match="new app password") as told:
        await platform.open()
    assert "wrong-password" not in str(told.value)
    await platform.close()


async def test_a_spent_session_is_replaced_and_each_refresh_is_kept(stage: BlueskyStage) -> None:
    kept = stage.notebook.texts["bluesky session"]
    client = stage.platform._session._client
    await client._refresh_and_set_session()  # what the client does by itself when the access token runs out
    refreshed = stage.notebook.texts["bluesky session"]
    assert refreshed != kept
    stage.notebook.texts["bluesky session"] = refreshed.replace(refreshed.split(":::")[2][-20:], "x" * 20)
    platform = await stage.restart()
    assert stage.notebook.texts["bluesky session"] != refreshed
    subject = await stage.says("hello")
    assert (await platform.act(action(Verb.HIDE, subject))).state is OutcomeState.DONE


async def test_the_landlords_second_account_is_never_judged(stage: BlueskyStage) -> None:
    second = await person(stage.network, "repairs")
    stage.settings = stage.settings.model_copy(update={"own_dids": frozenset({second.did})})
    platform, intake = await stage.restart(), KeptIntake()
    await second.says("We will call you", to=stage.root)
    await stage.says("Thanks")
    await listen_until(platform, intake, lambda: bool(said(platform, intake)), settle=1.5)
    assert [one.text for one in said(platform, intake)] == ["Thanks"]
    blocked = await platform.act(Action("k", Verb.BLOCK, replace(await stage.says("x"), author=second.did)))
    assert blocked.state is OutcomeState.REFUSED
    await second.close()
