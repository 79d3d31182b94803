"""What Discord's deeds do besides what every platform promises: reasons, refusals, limits, and putting things back."""

import pytest

from adapters.platform import Action, OutcomeState, Sight
from rules.model.measure import Can, Verb
from tests.adapters.discord.stage import DiscordStage
from tests.adapters.ears import KeptIntake, listen_until, removed, said
from tests.adapters.promises import action, can
from tests.services.discord.rest import Fault
from tests.services.discord.things import Thing


async def test_a_ban_deletes_nothing_and_gives_a_reason_that_names_nobody(stage: DiscordStage) -> None:
    subject = await stage.says("You useless lot")
    outcome = await stage.platform.act(Action("key-1", Verb.BLOCK, subject, "You are banned until 1 March."))
    assert outcome.state is OutcomeState.DONE
    assert outcome.receipt == {"told": "yes"}
    assert stage.world.texts(stage.world.letter_box(stage.world.tenant["id"]), stage.world.bot)
    assert subject.ref.split("/")[1] in stage.world.messages
    assert stage.world.audit[-1] == ("ban", "Doorstep key-1")
    asked = [query for name, query, _, _ in stage.server.rest.asked if name.startswith("PUT")]
    assert asked == [{"delete_message_seconds": "0"}]


async def test_a_closed_door_does_not_stop_a_ban_and_is_on_record(stage: DiscordStage) -> None:
    stage.world.closed_doors.add(stage.world.tenant["id"])
    subject = await stage.says("You useless lot")
    outcome = await stage.platform.act(Action("key-1", Verb.BLOCK, subject, "You are banned."))
    assert outcome.state is OutcomeState.DONE
    assert outcome.receipt["told"].startswith("no: ")
    assert can(stage.platform, subject)[Verb.MESSAGE].can is Can.MANUAL


async def test_lifting_what_is_not_there_is_done(stage: DiscordStage) -> None:
    subject = await stage.says("hello")
    del stage.world.members[stage.world.tenant["id"]]
    for verb in (Verb.UNBLOCK, Verb.UNMUTE):
        assert (await stage.platform.act(action(verb, subject))).state is OutcomeState.DONE
        assert (await stage.platform.find(action(verb, subject))).sight is Sight.PRESENT
    assert (await stage.platform.act(action(Verb.MUTE, subject))).code == "10007"


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00", "soon"])
async def test_a_time_out_ends_within_28_days(stage: DiscordStage, until: str) -> None:
    outcome = await stage.platform.act(action(Verb.MUTE, await stage.says("x"), until=until))
    assert outcome.state is OutcomeState.REFUSED
    assert stage.world.members[stage.world.tenant["id"]]["communication_disabled_until"] is None


async def test_what_the_bot_may_not_do_is_left_to_a_person(stage: DiscordStage) -> None:
    stage.world.bot_role["permissions"] = str(1 << 10 | 1 << 11 | 1 << 16)
    platform = await stage.restart()
    subject = await stage.says("x")
    able = can(platform, subject)
    assert able[Verb.DELETE].can is Can.MANUAL
    assert "Manage Messages" in able[Verb.DELETE].why
    assert able[Verb.HIDE].can is Can.IMPOSSIBLE
    outcome = await platform.act(action(Verb.BLOCK, subject))
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "50013")
    assert "role" in outcome.why


async def test_who_stands_above_the_bot_is_refused_with_the_reason(stage: DiscordStage) -> None:
    words = stage.subject(stage.world.say(stage.world.owner, "x"))
    for verb in (Verb.MUTE, Verb.BLOCK):
        outcome = await stage.platform.act(action(verb, words))
        assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "50013")


async def test_our_own_accounts_are_never_acted_on(stage: DiscordStage) -> None:
    ours = stage.subject(stage.root)
    for verb in (Verb.MUTE, Verb.BLOCK, Verb.MESSAGE, Verb.DELETE):
        assert (await stage.platform.act(action(verb, ours))).state is OutcomeState.REFUSED
    theirs = await stage.says("x")
    assert (await stage.platform.act(Action("k", Verb.WITHDRAW, theirs))).state is OutcomeState.REFUSED


def _locked(thread: Thing) -> bool:
    return bool(thread["thread_metadata"]["locked"])


async def test_a_thread_is_locked_and_slow_mode_put_back_exactly(stage: DiscordStage) -> None:
    made, post = stage.world.post(stage.world.tenant, "Mould", "again")
    thread = stage.subject(post)
    assert (await stage.platform.act(action(Verb.RESTRICT_REPLIES, thread))).state is OutcomeState.DONE
    assert _locked(made)
    assert (await stage.platform.act(action(Verb.OPEN_REPLIES, thread))).state is OutcomeState.DONE
    assert not _locked(made)
    stage.world.general["rate_limit_per_user"] = 30
    channel = await stage.says("x")
    await stage.platform.act(action(Verb.RESTRICT_REPLIES, channel))
    assert stage.world.general["rate_limit_per_user"] == stage.settings.slow_seconds
    platform = await stage.restart()
    await platform.act(action(Verb.OPEN_REPLIES, channel))
    assert stage.world.general["rate_limit_per_user"] == 30


async def test_what_somebody_else_locked_is_left_to_them(stage: DiscordStage) -> None:
    made, post = stage.world.post(stage.world.tenant, "Mould", "again")
    made["thread_metadata"]["locked"] = True
    outcome = await stage.platform.act(action(Verb.OPEN_REPLIES, stage.subject(post)))
    assert outcome.state is OutcomeState.REFUSED
    assert made["thread_metadata"]["locked"] is True


async def test_our_own_deletion_is_no_removal_by_its_author(stage: DiscordStage) -> None:
    intake, platform = KeptIntake(), stage.platform
    subject = await stage.says("You useless lot")
    await listen_until(platform, intake, lambda: len(said(platform, intake)) == 1)
    assert (await platform.act(action(Verb.DELETE, subject))).state is OutcomeState.DONE
    platform = await stage.restart()
    await stage.says("after")
    await listen_until(platform, intake, lambda: len(said(platform, intake)) == 2, settle=0.3)
    assert removed(platform, intake) == []


async def test_what_its_author_deleted_first_is_stale(stage: DiscordStage) -> None:
    subject = await stage.says("You useless lot")
    await stage.deletes(subject)
    assert (await stage.platform.act(action(Verb.DELETE, subject))).stale


SLOW = '{"message":"x","retry_after":%s,"global":false}'
VIA = {"Via": "1.1"}


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Fault("POST /channels", 503, "{}"), OutcomeState.UNKNOWN),
        (
            Fault("POST /channels", 429, SLOW % 99, VIA),
            OutcomeState.FAILED,
        ),
        (Fault("POST /channels", 429, '{"message":"x","retry_after":0.1}'), OutcomeState.FAILED),
        (Fault("POST /channels", 403, '{"message":"Missing Access","code":50001}'), OutcomeState.REFUSED),
        (
            Fault("POST /channels", 429, SLOW % 0.2, VIA),
            OutcomeState.DONE,
        ),
    ],
    ids=["503", "429 too long", "429 of the gatekeeper", "403", "429 short"],
)
async def test_refused_failed_and_unknown_are_different_words(
    stage: DiscordStage, fault: Fault, state: OutcomeState
) -> None:
    deed = action(Verb.REPLY, await stage.says("x"))
    stage.server.rest.faults.append(Fault(**vars(fault)))
    outcome = await stage.platform.act(deed)
    assert outcome.state is state, outcome
    assert (outcome.retry_after is not None) is (state is OutcomeState.FAILED)
    assert await stage.shown(deed) == int(state is OutcomeState.DONE)


async def test_words_that_do_not_fit_are_not_cut(stage: DiscordStage) -> None:
    long = Action("k", Verb.REPLY, await stage.says("x"), "x" * 2001)
    outcome = await stage.platform.act(long)
    assert (outcome.state, outcome.code) == (OutcomeState.REFUSED, "TooLong")


async def test_nobody_is_pinged_but_the_one_who_is_answered(stage: DiscordStage) -> None:
    subject = await stage.says("x")
    await stage.platform.act(Action("k", Verb.REPLY, subject, "@everyone please keep calm"))
    (sent,) = [body for name, _, body, _ in stage.server.rest.asked if name.startswith("POST /channels")]
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": True}
    assert sent["enforce_nonce"] is True
