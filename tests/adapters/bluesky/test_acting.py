"""Acting on the real network: what the promises do not say, because only Bluesky does it so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from adapters.bluesky.act.hide import MOST_HIDDEN
from adapters.bluesky.platform import BlueskyPlatform
from adapters.platform import Action, OutcomeState, Sight, Subject
from rules.model.measure import Verb
from tests.adapters.bluesky.stage import BlueskyStage
from tests.adapters.ears import KeptNotebook
from tests.adapters.promises import action
from tests.services.bluesky.people import call, until

pytestmark = pytest.mark.network
SIGN_IN = "com.atproto.server.createSession"
RULES = [{"$type": "app.bsky.feed.threadgate#mentionRule"}, {"$type": "app.bsky.feed.threadgate#followingRule"}]


async def set_gate(stage: BlueskyStage, **fields: Any) -> None:
    """The landlord sets who may reply in the app, by hand."""
    kind = "app.bsky.feed.threadgate"
    record = {
        "$type": kind,
        "post": stage.root.uri,
        "createdAt": stage.landlord.client.get_current_time_iso(),
        **fields,
    }
    where = {"repo": stage.landlord.did, "collection": kind, "rkey": stage.root.uri.rsplit("/", 1)[1]}
    await call(stage.landlord.client, "com.atproto.repo.putRecord", {**where, "record": record})


async def test_while_it_signs_in_no_hide_is_refused(stage: BlueskyStage) -> None:
    """The PDS answers a stranger's reads too: half signed in, our own thread would not look like ours."""
    subject = await stage.says("You useless lot")
    platform = BlueskyPlatform(stage.settings, KeptNotebook(), lambda: stage.line)
    stage.line.held = {SIGN_IN}
    before = len(stage.line.calls)
    opening = asyncio.create_task(platform.open())
    await until(_asked(stage, SIGN_IN, before))
    first = await platform.act(action(Verb.HIDE, subject))
    assert (first.state, first.code) == (OutcomeState.FAILED, "NotOpen")
    assert (await platform.find(action(Verb.HIDE, subject))).sight is Sight.CANNOT_TELL
    stage.line.let_go.set()
    await opening
    assert (await platform.act(action(Verb.HIDE, subject))).state is OutcomeState.DONE
    await platform.close()


def _asked(stage: BlueskyStage, method: str, before: int) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        return method in stage.line.calls[before:]

    return ask


async def test_closing_a_thread_keeps_what_is_hidden_and_opening_restores_the_rules_exactly(
    stage: BlueskyStage,
) -> None:
    subject = await stage.says("You useless lot")
    await set_gate(stage, allow=RULES)
    for verb in (Verb.HIDE, Verb.RESTRICT_REPLIES):
        assert (await stage.platform.act(action(verb, subject))).state is OutcomeState.DONE
    assert (await stage.platform.find(action(Verb.RESTRICT_REPLIES, subject))).sight is Sight.PRESENT
    gate = await stage.gate()
    assert (gate["allow"], gate["hiddenReplies"]) == ([], [subject.ref])
    platform = await stage.restart()
    assert (await platform.act(action(Verb.RESTRICT_REPLIES, subject, "again"))).receipt == {"already": "yes"}
    assert (await platform.act(action(Verb.OPEN_REPLIES, subject))).state is OutcomeState.DONE
    assert (await platform.find(action(Verb.OPEN_REPLIES, subject))).sight is Sight.PRESENT
    gate = await stage.gate()
    assert (gate["allow"], gate["hiddenReplies"]) == (RULES, [subject.ref])


async def test_a_thread_closed_by_hand_is_not_opened_to_everybody(stage: BlueskyStage) -> None:
    subject = await stage.says("hello")
    await set_gate(stage, allow=[])
    outcome = await stage.platform.act(action(Verb.OPEN_REPLIES, subject))
    assert outcome.state is OutcomeState.REFUSED
    assert "by hand" in outcome.why


async def test_many_hides_at_once_in_one_thread_all_hold(stage: BlueskyStage) -> None:
    subjects = [await stage.says(f"number {number}") for number in range(6)]
    outcomes = await asyncio.gather(*(stage.platform.act(action(Verb.HIDE, one)) for one in subjects))
    assert {outcome.state for outcome in outcomes} == {OutcomeState.DONE}

    async def all_hidden() -> bool:
        return set((await stage.gate()).get("hiddenReplies", [])) == {one.ref for one in subjects}

    assert await until(all_hidden)


async def test_a_change_by_somebody_else_in_between_is_read_again_not_overwritten(stage: BlueskyStage) -> None:
    subject, desk = await stage.says("You useless lot"), stage.platform._desk
    put = desk.put
    interfered: list[bool] = []

    async def put_after_a_colleague(uri: str, value: dict[str, Any], *, instead_of: str | None) -> Any:
        if not interfered:
            interfered.append(True)
            await set_gate(stage, allow=RULES)
        return await put(uri, value, instead_of=instead_of)

    desk.put = put_after_a_colleague  # type: ignore[method-assign]  # the colleague must come between read and write
    assert (await stage.platform.act(action(Verb.HIDE, subject))).state is OutcomeState.DONE
    await stage.platform.find(action(Verb.HIDE, subject))
    gate = await stage.gate()
    assert (gate["allow"], gate["hiddenReplies"]) == (RULES, [subject.ref])


async def test_a_full_list_of_hidden_replies_is_a_refusal_with_its_reason(stage: BlueskyStage) -> None:
    subject = await stage.says("You useless lot")
    await set_gate(stage, hiddenReplies=[f"{subject.ref[:-4]}{number:04d}" for number in range(MOST_HIDDEN)])
    outcome = await stage.platform.act(action(Verb.HIDE, subject))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "Full")
    assert "300" in outcome.why


async def test_unblocking_finds_the_live_record_after_a_block_by_hand(stage: BlueskyStage) -> None:
    subject = await stage.says("You useless lot")
    ours = await stage.platform.act(action(Verb.BLOCK, subject))
    record = {"$type": "app.bsky.graph.block", "subject": stage.stranger.did, "createdAt": "2026-11-22T09:00:00Z"}
    by_hand = {"repo": stage.landlord.did, "collection": "app.bsky.graph.block", "record": record}
    answer = await call(stage.landlord.client, "com.atproto.repo.createRecord", by_hand)
    assert answer["uri"] != ours.receipt["uri"], "the PDS replaced our record with the one set by hand"

    async def readers_follow() -> bool:
        """Else the moment between our record and theirs, still to come, would look like the unblocking further down."""
        return bool((await stage.landlord.client.get_profile(stage.stranger.did)).viewer.blocking == answer["uri"])

    assert await until(readers_follow)
    again = await stage.platform.act(action(Verb.BLOCK, subject, "another"))
    assert again.receipt == {"uri": answer["uri"], "already": "yes"}
    assert (await stage.platform.act(action(Verb.UNBLOCK, subject))).state is OutcomeState.DONE
    assert (await stage.platform.find(action(Verb.UNBLOCK, subject))).sight is Sight.PRESENT
    assert await stage.shown(action(Verb.BLOCK, subject)) == 0


async def test_we_never_block_or_mute_ourselves(stage: BlueskyStage) -> None:
    subject = replace(await stage.says("x"), author=stage.landlord.did)
    for verb in (Verb.BLOCK, Verb.MUTE):
        assert (await stage.platform.act(action(verb, subject))).code == "Ourselves"
    assert not any(method.startswith("app.bsky.graph.mute") for method in stage.line.calls)


async def test_a_report_shows_in_the_labelers_queue_and_cannot_be_looked_up_by_us(stage: BlueskyStage) -> None:
    subject = await stage.says("I know where you live")
    report = action(Verb.REPORT, subject, reason="violation")
    outcome = await stage.platform.act(report)
    assert outcome.state is OutcomeState.DONE
    assert outcome.receipt["id"].isdigit()
    assert (await stage.platform.find(report)).sight is Sight.CANNOT_TELL
    async with httpx.AsyncClient(headers={"authorization": stage.network.admin_auth}) as moderator:
        asked = f"{stage.network.ozone}/xrpc/tools.ozone.moderation.queryStatuses"
        answer = (await moderator.get(asked, params={"subject": subject.ref})).json()
    assert [status["subject"]["uri"] for status in answer["subjectStatuses"]] == [subject.ref]


async def test_a_report_needs_a_reason_the_labeler_knows(stage: BlueskyStage) -> None:
    outcome = await stage.platform.act(action(Verb.REPORT, await stage.says("x"), reason="nonsense"))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "UnknownReason")


async def test_who_takes_no_messages_is_a_refusal_in_plain_words(stage: BlueskyStage) -> None:
    subject = await stage.says("hello")
    stage.chat.closed.add(stage.stranger.did)
    outcome = await stage.platform.act(action(Verb.MESSAGE, subject))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "MessagesDisabled")
    assert outcome.why == "the account does not accept direct messages"


async def test_a_letter_whose_answer_the_service_swallowed_is_found(stage: BlueskyStage) -> None:
    subject = await stage.says("hello")
    stage.chat.swallow_answers = 1
    letter = action(Verb.MESSAGE, subject)
    assert (await stage.platform.act(letter)).state is OutcomeState.UNKNOWN
    assert (await stage.platform.find(letter)).sight is Sight.PRESENT
    assert (await stage.platform.act(letter)).state is OutcomeState.DONE
    assert await stage.shown(letter) == 1


async def test_nobody_elses_post_can_be_withdrawn(stage: BlueskyStage) -> None:
    outcome = await stage.platform.act(action(Verb.WITHDRAW, await stage.says("mine")))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "NotOurs")


async def test_hiding_needs_a_reply_in_that_thread_and_detaching_a_quote(stage: BlueskyStage) -> None:
    quote, reply = await stage.quotes("look"), await stage.says("hello")
    hide = await stage.platform.act(action(Verb.HIDE, replace(quote, root=stage.root.uri)))
    detach = await stage.platform.act(action(Verb.DETACH, reply))
    assert (hide.code, detach.code) == ("NotInThread", "NotAQuote")


async def test_what_is_gone_is_stale(stage: BlueskyStage) -> None:
    subject = await stage.says("soon gone")
    await stage.deletes(subject)
    for verb in (Verb.HIDE, Verb.REPLY, Verb.REPORT):
        outcome = await stage.platform.act(action(verb, subject, reason="rude"))
        assert (outcome.stale, outcome.code) == (True, "Gone")


async def test_too_many_requests_is_failed_with_the_time_to_come_back(stage: BlueskyStage) -> None:
    subject, inner = await stage.says("x"), stage.line._inner

    class Busy(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if "putRecord" in request.url.path:
                return httpx.Response(429, json={"error": "RateLimitExceeded"}, headers={"retry-after": "41"})
            return await inner.handle_async_request(request)

    stage.line._inner = Busy()  # type: ignore[assignment]  # the test network has no limits unless all of it has
    outcome = await stage.platform.act(action(Verb.HIDE, subject))
    stage.line._inner = inner
    assert (outcome.state, outcome.code, outcome.retry_after) == (OutcomeState.FAILED, "RateLimitExceeded", 41.0)


async def test_a_cut_line_before_sending_is_failed_not_unknown(stage: BlueskyStage) -> None:
    subject = await stage.says("x")
    stage.line.cut = True
    outcome = await stage.platform.act(action(Verb.HIDE, subject))
    look = await stage.platform.find(action(Verb.HIDE, subject))
    assert (outcome.state, look.sight) == (OutcomeState.FAILED, Sight.CANNOT_TELL)


async def test_a_text_too_long_for_the_platform_is_refused(stage: BlueskyStage) -> None:
    subject: Subject = await stage.says("x")
    outcome = await stage.platform.act(Action("long", Verb.REPLY, subject, "x" * 301))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "TooLong")
