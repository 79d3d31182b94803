"""Just before the act everything is looked at once more."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from adapters.memory.platform import MemoryPlatform
from adapters.platform import Action, Outcome, OutcomeState, Sight
from bot.actions.brakes import KILL, lift, put_on
from bot.actions.outbox import ActionState, Approval
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import Kit

PERSON = Approval("s_jo", "a person said so")


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
