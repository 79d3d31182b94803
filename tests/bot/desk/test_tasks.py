"""Needs, tasks and calls that a person has seen to."""

from bot.calls import alarms
from bot.store.tables import AlarmRow
from tests.bot.desk.conftest import Office
from tests.bot.desk.rows import desk_of, need, open_tasks, task


def test_a_need_is_closed_with_a_note(office: Office) -> None:
    comment = office.hear()
    need(office, comment.interaction_id)
    task(office, comment.interaction_id, "answer", role="caseworker")
    assert "note" in office.desk.close_need(office.moderator, "n_1", " ").why
    assert office.desk.close_need(office.moderator, "n_1", "engineer sent").accepted
    assert "closed already" in office.desk.close_need(office.moderator, "n_1", "again").why
    assert open_tasks(office) == set()
    assert desk_of(office, comment.interaction_id) == "done"


def test_what_was_done_by_hand_is_claimed_not_confirmed(office: Office) -> None:
    comment = office.hear()
    hide = office.kit.hide(comment)
    by_hand = task(office, comment.interaction_id, "by_hand", about=hide)
    assert office.desk.close_task(office.moderator, by_hand, "hid it in the app").accepted
    assert office.kit.story(hide) == ["claimed_done"]
    assert office.kit.state(hide) == "queued", "the row keeps what the machine knows"


def test_a_task_is_closed_by_its_role(office: Office) -> None:
    tell = task(office, office.hear().interaction_id, "tell_worker", role="caseworker")
    assert "role caseworker" in office.desk.close_task(office.moderator, tell, "told").why
    assert office.desk.close_task(office.approver, tell, "told").accepted


def test_a_call_is_answered_once(office: Office) -> None:
    with office.kit.database.write() as tx:
        alarm = alarms.ring(tx, "somebody is in danger", office.kit.clock())
    assert office.desk.answer_alarm(office.moderator, alarm).accepted
    assert "already" in office.desk.answer_alarm(office.approver, alarm).why
    (row,) = office.kit.all(AlarmRow)
    assert (row.state, row.answered_by) == ("answered", office.moderator.id)
