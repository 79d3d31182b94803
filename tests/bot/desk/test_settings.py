"""Switches, modes, marks and destinations."""

from bot.store.tables import AccountRow, Brake, Channel
from rules.model.account import AccountMark
from tests.bot.actions.kit import CHANNEL
from tests.bot.desk.conftest import Office
from tests.bot.desk.rows import open_tasks, rows, task


def test_switches_are_thrown_and_lifted_with_a_reason(office: Office) -> None:
    desk, moderator = office.desk, office.moderator
    assert "reason" in desk.switch(moderator, "kill", True, "").why
    assert desk.switch(moderator, "kill", True, "wrong pack").accepted
    assert "on already" in desk.switch(moderator, "kill", True, "again").why
    assert desk.switch(moderator, "sensitive:all", True, "a death").accepted
    assert [row.name for row in rows(office, Brake, "name")] == ["kill", "sensitive:all"]
    assert desk.switch(moderator, "kill", False, "right pack").accepted
    assert "no such switch" in desk.switch(moderator, "quota:page:hide", True, "why not").why
    assert "no such switch" in desk.switch(moderator, "lights", True, "why not").why


def test_lifting_a_brake_closes_the_task_that_asked_for_it(office: Office) -> None:
    with office.kit.database.session() as session:
        session.add(Brake(name="quota:page:hide", since="2026", why="60 in an hour"))
    task(office, None, "look", about="quota:page:hide")
    assert office.desk.switch(office.moderator, "quota:page:hide", False, "a busy evening").accepted
    assert open_tasks(office) == set()


def test_only_an_administrator_changes_modes(office: Office) -> None:
    assert not office.desk.set_mode(office.moderator, CHANNEL, "auto").accepted
    assert office.desk.set_mode(office.admin, CHANNEL, "auto").accepted
    assert "already" in office.desk.set_mode(office.admin, CHANNEL, "auto").why
    assert "no mode" in office.desk.set_mode(office.admin, CHANNEL, "turbo").why
    assert "no such channel" in office.desk.set_mode(office.admin, "elsewhere", "auto").why
    assert [row.mode for row in rows(office, Channel, "name")] == ["auto"]


def test_marks_are_set_and_taken_away(office: Office) -> None:
    office.hear()
    (account,) = office.kit.all(AccountRow)
    assert not office.desk.mark_account(office.moderator, account.id, [AccountMark.MP]).accepted
    assert office.desk.mark_account(office.approver, account.id, [AccountMark.UNION, AccountMark.MP]).accepted
    assert [row.marks for row in office.kit.all(AccountRow)] == ["mp,union"]
    assert office.desk.mark_account(office.approver, account.id, []).accepted
    assert [row.marks for row in office.kit.all(AccountRow)] == [""]


def test_destinations_are_acknowledged_by_whoever_manages_them(office: Office) -> None:
    assert "roles" in office.desk.acknowledge_destination(office.moderator, "duty", "CODE").why
    assert "No test is under way" in office.desk.acknowledge_destination(office.admin, "duty", "CODE").why
    assert "No test is under way" in office.desk.acknowledge_destination(None, "duty", "CODE").why
