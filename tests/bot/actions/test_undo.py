"""Taking back: by a person, by the calendar, and said only when it was seen."""

from datetime import timedelta

import pytest

from adapters.memory.faults import Fault
from bot.actions import undo
from bot.actions.brakes import KILL, put_on
from bot.actions.outbox import Approval
from rules.model.measure import UNDOES, MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import Kit

PERSON = Approval("s_jo", "a person said so")
MEASURES = {
    Verb.HIDE: MeasureKind.HIDE,
    Verb.DETACH: MeasureKind.DETACH,
    Verb.MUTE: MeasureKind.MUTE,
    Verb.BLOCK_MESSAGES: MeasureKind.BLOCK_MESSAGES,
    Verb.BLOCK: MeasureKind.BLOCK,
    Verb.RESTRICT_REPLIES: MeasureKind.RESTRICT_REPLIES,
    Verb.REPLY: MeasureKind.REMINDER,
}


def take_back(kit: Kit, action_id: str, by: str = "s_jo") -> undo.Undone:
    with kit.database.write() as tx:
        return undo.undo(tx, action_id, kit.clock(), "it was a mistake", by)


@pytest.mark.parametrize("verb", sorted(UNDOES))
async def test_every_reversible_deed_is_undone_when_seen(kit: Kit, verb: Verb) -> None:
    comment = kit.hear(root=None) if verb is Verb.DETACH else kit.hear()
    said = "house rules" if verb is Verb.REPLY else ""
    action = kit.queue(comment, MEASURES[verb], verb, approval=PERSON, text=said)
    await kit.settle()
    assert kit.state(action) == "confirmed"
    undone = take_back(kit, action)
    assert undone.action_id is not None
    await kit.dispatcher.step()
    assert kit.state(action) == "confirmed", "not undone before it was seen"
    await kit.settle()
    assert (kit.state(undone.action_id), kit.state(action)) == ("confirmed", "undone")
    assert kit.story(action)[-1] == "undone"
    assert kit.world.standing(verb) == frozenset()


async def test_what_is_gone_already_is_undone(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    with kit.world.change() as db:
        db.execute("DELETE FROM states")
    take_back(kit, hide)
    await kit.settle()
    assert kit.state(hide) == "undone"


async def test_what_cannot_or_need_not_be_taken_back_says_why(kit: Kit) -> None:
    comment = kit.hear()
    report = kit.queue(comment, MeasureKind.REPORT, Verb.REPORT, approval=PERSON)
    waiting, simulated = (
        kit.hide(kit.hear(), not_before=kit.clock() + timedelta(hours=1)),
        kit.hide(kit.hear(), simulate=True),
    )
    await kit.settle()
    assert "cannot be taken back" in take_back(kit, report).why
    assert "is queued" in take_back(kit, waiting).why
    assert "simulated" in take_back(kit, simulated).why
    assert "no such action" in take_back(kit, "a_none").why


async def test_it_is_taken_back_once(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    assert take_back(kit, hide).action_id
    assert "already" in take_back(kit, hide).why
    await kit.settle()
    assert "undone" in take_back(kit, hide).why


async def test_an_undo_that_failed_can_be_tried_again_under_a_new_key(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    kit.world.fault(Verb.UNHIDE, Fault.REFUSE)
    first = take_back(kit, hide).action_id
    await kit.settle()
    assert kit.state(first or "") == "refused"
    assert kit.state(hide) == "confirmed"
    assert kit.tasks()[0].kind == "by_hand"
    second = take_back(kit, hide).action_id
    assert second not in {None, first}
    await kit.settle()
    assert kit.state(hide) == "undone"


async def test_undoing_passes_brakes_and_modes(kit: Kit) -> None:
    hide = kit.hide(kit.hear())
    await kit.settle()
    kit.mode("observe")
    with kit.database.write() as tx:
        put_on(tx, KILL, "stop", "s_jo", kit.clock())
    take_back(kit, hide)
    await kit.settle()
    assert kit.state(hide) == "undone"


async def test_a_hide_nobody_confirmed_undoes_itself(kit: Kit) -> None:
    hide = kit.hide(kit.hear(), keep_by=kit.clock() + timedelta(hours=30))
    kept = kit.hide(kit.hear())
    await kit.settle()
    kit.clock.move(hours=29)
    await kit.settle()
    assert kit.state(hide) == "confirmed"
    kit.clock.move(hours=1)
    await kit.settle()
    assert (kit.state(hide), kit.state(kept)) == ("undone", "confirmed")
    assert [(task.kind, task.state) for task in kit.tasks()] == [("confirm_hide", "done"), ("look", "open")], (
        "a person is told"
    )
    kit.clock.move(hours=48)
    await kit.settle()
    assert len(kit.tasks()) == 2


async def test_a_block_ends_by_itself_on_its_end_date(kit: Kit) -> None:
    ends = kit.clock() + timedelta(days=28)
    block = kit.queue(kit.hear(), MeasureKind.BLOCK, Verb.BLOCK, approval=PERSON, role=Role.APPROVER, ends_at=ends)
    await kit.settle()
    assert kit.world.standing(Verb.BLOCK) == {"tenant"}
    kit.clock.move(days=27)
    await kit.settle()
    assert kit.state(block) == "confirmed"
    kit.clock.move(days=1)
    await kit.settle(steps=4)
    assert kit.state(block) == "undone"
    assert kit.world.standing(Verb.BLOCK) == frozenset()


async def test_a_lift_the_platform_refuses_is_not_repeated_and_a_person_does_it(kit: Kit) -> None:
    kit.world.fault(Verb.UNBLOCK, Fault.REFUSE)
    block = kit.queue(
        kit.hear(),
        MeasureKind.BLOCK,
        Verb.BLOCK,
        approval=PERSON,
        role=Role.APPROVER,
        ends_at=kit.clock() + timedelta(days=1),
    )
    await kit.settle()
    kit.clock.move(days=1)
    await kit.settle(steps=6, seconds=60)
    assert kit.state(block) == "confirmed", "it still stands, and it says so"
    assert [task.kind for task in kit.tasks()] == ["by_hand"]
