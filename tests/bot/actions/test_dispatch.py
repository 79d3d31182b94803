"""The outbox is delivered: each word for an outcome, and none that was not earned."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from adapters.memory.platform import MemoryPlatform
from adapters.platform import Action, ChannelDown, Look, Outcome, OutcomeState, Sight
from bot.actions.brakes import KILL, lift, put_on
from bot.actions.outbox import ActionState, Approval
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import Kit

PERSON = Approval("s_jo", "a person said so")


async def test_a_hide_is_attempted_done_and_confirmed_by_looking(kit: Kit) -> None:
    comment = kit.hear()
    hide = kit.hide(comment)
    await kit.settle()
    assert kit.state(hide) == "confirmed"
    assert kit.story(hide) == ["attempting", "done", "confirmed"]
    assert kit.world.standing(Verb.HIDE) == {comment.subject.ref}
    assert kit.tasks() == []


async def test_attempting_is_committed_before_the_act(kit: Kit) -> None:
    seen: list[list[str]] = []

    class Watching(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            seen.append(kit.story(hide))
            return await super().act(action)

    hide = kit.hide(kit.hear())
    await kit.another(Watching("page", kit.world)).step()
    assert seen == [["attempting"]]


async def test_observe_simulates_and_touches_nothing(kit: Kit) -> None:
    kit.mode("observe")
    hide = kit.hide(kit.hear(), simulate=True)
    await kit.settle()
    assert kit.state(hide) == "simulated"
    assert kit.story(hide) == ["attempting", "simulated"]
    assert kit.world.deeds() == []


async def test_a_reply_says_what_was_committed(kit: Kit) -> None:
    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="Please keep to the house rules 🙂")
    await kit.settle()
    assert kit.state(reply) == "confirmed"
    assert [deed.text for deed in kit.world.deeds()] == ["Please keep to the house rules 🙂"]


async def test_refused_becomes_a_manual_task_and_is_not_tried_again(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.REFUSE)
    hide = kit.hide(kit.hear())
    await kit.settle(steps=5, seconds=600)
    assert kit.story(hide) == ["attempting", "refused"]
    (task,) = kit.tasks()
    assert (task.kind, task.about, task.state) == ("by_hand", hide, "open")
    assert "NotAllowed" in task.why


async def test_unsupported_is_another_word_than_refused(kit: Kit) -> None:
    hide = kit.hide(kit.hear(root=None))
    await kit.settle()
    assert kit.story(hide) == ["attempting", "unsupported"]
    assert kit.tasks()[0].kind == "by_hand"


async def test_where_the_decision_called_a_person_a_failed_hide_calls_again(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.REFUSE)
    kit.hide(kit.hear(course="urgent"))
    await kit.settle()
    assert kit.tasks()[0].urgency == "now"
    assert [alarm.state for alarm in kit.alarms()] == ["ringing"]


async def test_failed_is_tried_again_later_and_later(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.FAIL, times=2)
    hide = kit.hide(kit.hear())
    await kit.dispatcher.step()
    assert (kit.state(hide), await kit.dispatcher.step()) == ("queued", 0), "not at once"
    await kit.settle(seconds=10, steps=4)
    assert kit.story(hide) == ["attempting", "failed", "attempting", "failed", "attempting", "done", "confirmed"]
    assert kit.action(hide).attempts == 3
    assert kit.tasks() == []


async def test_failed_for_good_becomes_a_manual_task(kit: Kit) -> None:
    kit.world.fault(Verb.HIDE, Fault.FAIL, times=9)
    hide = kit.hide(kit.hear())
    await kit.settle(seconds=60, steps=8)
    assert kit.state(hide) == "failed"
    assert kit.story(hide) == ["attempting", "failed"] * 3
    assert "3 tries (Busy)" in kit.tasks()[0].why


async def test_a_lost_answer_is_looked_for_and_never_sent_twice(kit: Kit) -> None:
    kit.world.fault(Verb.REPLY, Fault.LOST_ANSWER)
    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules")
    await kit.settle(steps=4)
    assert kit.story(reply) == ["attempting", "unknown", "done", "confirmed"]
    assert list(kit.world.effects().values()) == [1]


async def test_a_lost_request_goes_out_again_under_the_same_key(kit: Kit) -> None:
    kit.world.fault(Verb.REPLY, Fault.LOST_REQUEST)
    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules", key="k_same")
    await kit.settle(steps=6)
    assert kit.story(reply) == ["attempting", "unknown", "failed", "attempting", "done", "confirmed"]
    assert kit.world.effects() == {"k_same": 1}


async def test_where_nothing_can_be_found_unknown_becomes_a_persons_task_and_is_never_retried(kit: Kit) -> None:
    kit.world.fault(Verb.REPORT, Fault.LOST_REQUEST)
    report = kit.queue(kit.hear(), MeasureKind.REPORT, Verb.REPORT, approval=PERSON)
    await kit.settle(steps=8, seconds=20)
    assert kit.state(report) == "unknown"
    assert kit.story(report) == ["attempting", "unknown", "unknown"]
    assert [task.kind for task in kit.tasks()] == ["unknown_outcome"]
    assert kit.world.deeds() == []


async def test_what_cannot_be_read_back_is_unconfirmed_and_a_person_is_told(kit: Kit) -> None:
    report = kit.queue(kit.hear(), MeasureKind.REPORT, Verb.REPORT, approval=PERSON)
    await kit.settle(steps=3)
    assert kit.state(report) == "done", "not yet given up"
    await kit.settle(steps=8, seconds=20)
    assert kit.story(report) == ["attempting", "done", "unconfirmed"]
    assert "could not be read back" in kit.tasks()[0].why


async def test_what_was_done_and_is_not_to_be_seen_is_not_confirmed(kit: Kit) -> None:
    comment = kit.hear()
    hide = kit.hide(comment)
    await kit.dispatcher.step()
    with kit.world.change() as db:
        db.execute("DELETE FROM states")
    await kit.settle(steps=10, seconds=20)
    assert kit.story(hide) == ["attempting", "done", "unconfirmed"]
    assert "not to be seen" in kit.tasks()[0].why


async def test_drifted_only_after_confirmed(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    with kit.world.change() as db:
        db.execute("DELETE FROM states")
    assert await kit.dispatcher.step() == 0, "not looked at again before its time"
    await kit.settle(steps=2, seconds=3600)
    assert kit.story(hide) == ["attempting", "done", "confirmed", "drifted"]
    assert kit.tasks()[0].kind == "drift"


async def test_what_still_stands_is_looked_at_again_without_an_entry(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    await kit.settle(steps=5, seconds=3600)
    assert kit.story(hide) == ["attempting", "done", "confirmed"]


async def test_an_edited_comment_is_not_hidden_for_what_it_used_to_say(kit: Kit) -> None:
    comment = kit.hear()
    hide = kit.hide(comment)
    kit.world.edit(comment.subject.ref, "sorry, that was rude")
    await kit.settle()
    assert kit.state(hide) == "superseded"
    assert kit.story(hide) == ["attempting", "refused"]
    assert kit.world.deeds() == []
    assert kit.tasks() == [], "it is heard and judged again"


async def test_nothing_is_done_without_the_committed_record(kit: Kit) -> None:
    comment = kit.hear()
    kit.set("interaction", comment.interaction_id, text_seq=999)
    hide = kit.hide(comment)
    await kit.settle()
    assert kit.story(hide) == ["refused"]
    assert kit.world.deeds() == []
    assert kit.tasks()[0].kind == "by_hand"


async def test_erased_words_are_not_sent(kit: Kit) -> None:
    reply = kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules")
    with kit.database.write() as tx:
        tx.exec_driver_sql("DELETE FROM content WHERE field = 'say'")
    await kit.settle()
    assert kit.story(reply) == ["refused"]
    assert kit.world.deeds() == []


async def test_the_kill_switch_holds_what_was_automatic_and_not_what_a_person_approved(kit: Kit) -> None:
    automatic, approved = kit.hide(kit.hear()), kit.hide(kit.hear(), approval=PERSON)
    with kit.database.write() as tx:
        put_on(tx, KILL, "wrong pack", "s_jo", kit.clock())
    await kit.settle()
    assert (kit.state(automatic), kit.state(approved)) == ("proposed", "confirmed")
    assert "kill switch" in kit.action(automatic).held
    assert kit.story(automatic) == ["brake"]
    with kit.database.write() as tx:
        lift(tx, KILL, "right pack", "s_jo", kit.clock())
    await kit.settle()
    assert kit.state(automatic) == "proposed", "a person decides what was held"


@pytest.mark.parametrize(("mode", "state"), [("assist", "proposed"), ("observe", "superseded")])
async def test_a_channel_switched_down_stops_what_is_still_waiting(kit: Kit, mode: str, state: str) -> None:
    hide = kit.hide(kit.hear())
    kit.mode(mode)
    await kit.settle()
    assert kit.state(hide) == state
    assert kit.world.deeds() == []


async def test_a_removed_comment_needs_no_hide(kit: Kit) -> None:
    comment = kit.hear()
    hide = kit.hide(comment)
    kit.set("interaction", comment.interaction_id, state="removed")
    await kit.settle()
    assert kit.story(hide) == ["abandoned"]


async def test_a_notice_goes_out_only_when_its_hide_was_seen(kit: Kit) -> None:
    comment = kit.hear()
    hide = kit.hide(comment, key="k_hide")
    notice = kit.queue(comment, MeasureKind.HIDE_NOTICE, Verb.MESSAGE, text="we hid it", params={"after": "k_hide"})
    await kit.dispatcher.step()
    assert (kit.state(hide), kit.state(notice)) == ("done", "queued")
    await kit.settle(steps=4)
    assert (kit.state(hide), kit.state(notice)) == ("confirmed", "confirmed")


@pytest.mark.parametrize(("fault", "state"), [(Fault.REFUSE, "superseded"), (Fault.LOST_REQUEST, "confirmed")])
async def test_a_notice_falls_with_its_hide_and_waits_for_it(kit: Kit, fault: Fault, state: str) -> None:
    kit.world.fault(Verb.HIDE, fault)
    comment = kit.hear()
    kit.hide(comment, key="k_hide")
    notice = kit.queue(comment, MeasureKind.HIDE_NOTICE, Verb.MESSAGE, text="we hid it", params={"after": "k_hide"})
    await kit.settle(steps=8)
    assert kit.state(notice) == state


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
    import asyncio
    from dataclasses import replace

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
    with pytest.raises(Crash):
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
    with pytest.raises(Crash):
        await kit.another(Dying("page", kit.world)).step()
    await kit.settle(steps=8, seconds=20, dispatcher=kit.another())
    assert kit.state(report) == "unknown"
    assert kit.world.deeds() == []
    assert [task.kind for task in kit.tasks()] == ["unknown_outcome"]


async def test_a_block_past_its_end_date_is_not_set_any_more(kit: Kit) -> None:
    ends = kit.clock() + timedelta(hours=1)
    block = kit.queue(kit.hear(), MeasureKind.BLOCK, Verb.BLOCK, approval=PERSON, role=Role.APPROVER, ends_at=ends)
    kit.clock.move(hours=2)
    await kit.settle()
    assert kit.state(block) == "superseded"
    assert kit.world.deeds() == []


async def test_protection_goes_first(kit: Kit) -> None:
    order: list[Verb] = []

    class Watching(MemoryPlatform):
        async def act(self, action: Action) -> Outcome:
            order.append(action.verb)
            return await super().act(action)

    kit.queue(kit.hear(), MeasureKind.REMINDER, Verb.REPLY, text="house rules")
    kit.clock.move(seconds=1)
    kit.hide(kit.hear())
    await kit.another(Watching("page", kit.world)).step()
    assert order == [Verb.HIDE, Verb.REPLY]


async def test_a_channel_that_is_not_connected_keeps_its_rows(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    kit.dispatcher._platforms = {}
    assert await kit.dispatcher.step() == 0
    assert kit.state(hide) == "queued"


def test_every_state_a_row_can_be_in_is_one_the_outbox_knows() -> None:
    assert {state.value for state in OutcomeState} <= {state.value for state in ActionState}
    assert {sight.value for sight in Sight} == {"present", "absent", "cannot_tell"}
