"""The outbox is delivered: each word for an outcome, and none that was not earned."""

from adapters.memory.faults import Fault
from adapters.memory.platform import MemoryPlatform
from adapters.platform import Action, Outcome
from bot.actions.outbox import Approval
from rules.model.measure import MeasureKind, Verb
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
