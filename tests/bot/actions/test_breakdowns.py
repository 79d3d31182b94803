"""The platform breaks off, a look breaks off, we die: looked for first, and never sent twice."""

import asyncio
from dataclasses import replace

import pytest

from adapters.memory.faults import Fault
from adapters.memory.platform import MemoryPlatform
from adapters.platform import Action, ChannelDown, Look, Outcome, OutcomeState, Sight
from bot.actions.dispatch import Dispatcher
from bot.actions.outbox import Approval
from rules.model.measure import MeasureKind, Verb
from tests.bot.actions.kit import Kit

PERSON = Approval("s_jo", "a person said so")


async def test_a_platform_that_breaks_off_leaves_unknown_not_done(kit: Kit) -> None:
    class Breaking(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            raise ChannelDown("secret of the line")

    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules")
    await kit.another(Breaking("page", kit.world)).step()
    assert kit.story(reply) == ["attempting", "unknown"]
    assert "secret" not in kit.action(reply).why


async def test_a_look_that_breaks_off_is_repeated_until_the_deadline(kit: Kit) -> None:
    class Blind(MemoryPlatform):
        async def find(self, action: Action) -> Look:
            raise ChannelDown("no line")

    hide = kit.hide(kit.hear())
    blind = kit.another(Blind("page", kit.world))
    await kit.settle(steps=3, dispatcher=blind)
    assert kit.state(hide) == "done"
    await kit.settle(steps=10, seconds=20, dispatcher=blind)
    assert kit.state(hide) == "unconfirmed"


async def test_an_act_that_hangs_is_given_up_and_looked_for(kit: Kit) -> None:
    class Hanging(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            await super().act(action)
            await asyncio.sleep(30)
            return Outcome(OutcomeState.DONE)

    hide = kit.hide(kit.hear())
    hanging = kit.another(Hanging("page", kit.world))
    hanging._delivery = replace(hanging._delivery, act_seconds=0.05)
    await hanging.step()
    assert kit.story(hide) == ["attempting", "unknown"]
    await kit.settle(steps=4)
    assert kit.story(hide) == ["attempting", "unknown", "done", "confirmed"]


@pytest.mark.parametrize("effect", [True, False])
async def test_a_crash_in_the_middle_is_looked_for_before_anything_is_sent(kit: Kit, effect: bool) -> None:
    class Crash(BaseException):
        pass

    class Dying(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            if effect:
                await super().act(action)
            raise Crash

    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules", key="k_once")
    with pytest.RaisesGroup(Crash, flatten_subgroups=True):
        await kit.another(Dying("page", kit.world)).step()
    assert kit.state(reply) == "attempting"
    await kit.settle(steps=6, dispatcher=kit.another())
    assert kit.state(reply) == "confirmed"
    assert kit.world.effects() == {"k_once": 1}


async def test_after_a_crash_where_nothing_can_be_found_a_person_looks(kit: Kit) -> None:
    class Crash(BaseException):
        pass

    class Dying(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            raise Crash

    report = kit.queue(kit.hear(), MeasureKind.REPORT, Verb.REPORT, approval=PERSON)
    await kit.capturer.step()
    with pytest.RaisesGroup(Crash, flatten_subgroups=True):
        await kit.another(Dying("page", kit.world)).step()
    await kit.settle(steps=8, seconds=20, dispatcher=kit.another())
    assert kit.state(report) == "unknown"
    assert kit.world.deeds() == []
    assert [task.kind for task in kit.tasks()] == ["unknown_outcome"]


class Unseen(MemoryPlatform):
    """Shows nobody whether it did it; saying it twice is saying it once (X and its hidden replies)."""

    async def find(self, action: Action) -> Look:
        return Look(Sight.CANNOT_TELL, why="not shown", repeatable=True)


@pytest.mark.parametrize("fault", [Fault.LOST_ANSWER, Fault.LOST_REQUEST])
async def test_what_only_sets_a_state_is_done_again_although_it_cannot_be_seen(kit: Kit, fault: Fault) -> None:
    kit.world.fault(Verb.HIDE, fault)
    comment = kit.hear()
    hide = kit.hide(comment)
    await kit.settle(steps=6, seconds=6, dispatcher=kit.another(Unseen("page", kit.world)))
    assert kit.story(hide) == ["attempting", "unknown", "unknown", "attempting", "done"]
    assert kit.world.standing(Verb.HIDE) == {comment.subject.ref}
    assert kit.tasks() == []


async def test_doing_it_again_unseen_has_an_end_and_then_a_person_looks(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.LOST_ANSWER, times=9)
    hide = kit.hide(kit.hear())
    await kit.settle(steps=30, seconds=20, dispatcher=kit.another(Unseen("page", kit.world)))
    assert kit.state(hide) == "unknown", "never called failed: it may stand there"
    assert kit.story(hide).count("attempting") == kit.dispatcher._delivery.attempts
    assert [task.kind for task in kit.tasks()] == ["unknown_outcome"]


class Signing(MemoryPlatform):
    """One that must sign in, and has not."""

    signed_in = False

    async def act(self, action: Action) -> Outcome:
        return await super().act(action) if self.signed_in else Outcome(OutcomeState.FAILED, "NotOpen", "not yet")

    async def find(self, action: Action) -> Look:
        return await super().find(action) if self.signed_in else Look(Sight.CANNOT_TELL)


async def test_what_waits_for_a_sign_in_uses_up_no_try_and_is_done_then(kit: Kit) -> None:
    platform, hide = Signing("page", kit.world), kit.hide(kit.hear())
    dispatcher = kit.another(platform)
    await kit.settle(steps=5, seconds=60, dispatcher=dispatcher)
    assert (kit.story(hide), kit.action(hide).attempts) == ([], 0)
    platform.signed_in = True
    await kit.settle(steps=4, dispatcher=dispatcher)
    assert kit.story(hide) == ["attempting", "done", "confirmed"]


async def test_what_nobody_knows_of_is_looked_for_after_the_sign_in_however_late(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.LOST_ANSWER)
    hide, platform = kit.hide(kit.hear()), Signing("page", kit.world)
    await kit.settle(steps=1)
    assert kit.story(hide) == ["attempting", "unknown"]
    dispatcher = kit.another(platform)
    await kit.settle(steps=5, seconds=60, dispatcher=dispatcher)
    assert kit.story(hide) == ["attempting", "unknown"], "not given up after its own minute: nobody could look"
    platform.signed_in = True
    await kit.settle(steps=4, dispatcher=dispatcher)
    assert kit.story(hide) == ["attempting", "unknown", "done", "confirmed"]


async def test_after_ten_minutes_without_a_sign_in_a_person_is_asked(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    dispatcher = kit.another(Signing("page", kit.world))
    await kit.settle(steps=10, seconds=60, dispatcher=dispatcher)
    assert kit.story(hide) == []
    await kit.settle(steps=40, seconds=60, dispatcher=dispatcher)
    assert kit.state(hide) == "failed"
    assert [task.kind for task in kit.tasks()] == ["by_hand"]


async def test_a_channel_that_is_away_holds_up_no_other(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    both = {"other": Signing("other", kit.world), "page": kit.platform}
    await kit.settle(steps=4, dispatcher=Dispatcher(kit.database, kit.writer, both, kit.clock))
    assert kit.story(hide) == ["attempting", "done", "confirmed"]
