"""Taking back, and keeping what was hidden."""

from datetime import timedelta

from tests.bot.desk.conftest import Office
from tests.bot.desk.rows import desk_of, open_tasks


async def test_taking_back_works_in_observe(office: Office) -> None:
    comment = office.hear()
    hide = office.desk.hide(office.moderator, comment.interaction_id, "names a school").ids[0]
    await office.kit.settle(steps=4)
    office.kit.mode("observe")
    assert "reason" in office.desk.undo(office.moderator, hide, "").why
    assert office.desk.undo(office.moderator, hide, "it was their own").accepted
    await office.kit.settle(steps=4)
    assert office.kit.state(hide) == "undone"


async def test_undo_before_it_went_out_calls_it_back(office: Office) -> None:
    hide = office.desk.hide(office.moderator, office.hear().interaction_id, "names a school").ids[0]
    assert office.desk.undo(office.moderator, hide, "wrong comment").accepted
    await office.kit.settle()
    assert office.kit.state(hide) == "declined"
    assert office.kit.world.deeds() == []


async def test_a_confirmed_hide_stays(office: Office) -> None:
    office.kit.mode("auto")
    comment = office.hear()
    hide = office.kit.hide(comment, keep_by=office.kit.clock() + timedelta(hours=10))
    await office.kit.settle()
    assert open_tasks(office) == {"confirm_hide"}
    assert desk_of(office, comment.interaction_id) == "open"
    assert office.desk.confirm_hide(office.moderator, hide).accepted
    assert "nothing to confirm" in office.desk.confirm_hide(office.moderator, hide).why
    assert open_tasks(office) == set()
    assert desk_of(office, comment.interaction_id) == "done"
    office.kit.clock.move(hours=48)
    await office.kit.settle()
    assert office.kit.state(hide) == "confirmed"
