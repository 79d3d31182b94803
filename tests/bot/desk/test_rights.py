"""Who may do what at the desk, and nobody in observe."""

from typing import Any

import pytest

from rules.model.staff import Role
from tests.bot.actions.kit import CHANNEL
from tests.bot.desk.conftest import THREAT, Office
from tests.bot.desk.rows import need


@pytest.mark.parametrize("deed", ["warn", "hide", "report", "propose_block"])
def test_in_observe_no_deed_is_done(office: Office, deed: str) -> None:
    comment = office.hear("I will find you", THREAT)
    office.kit.mode("observe")
    extra = [None] if deed == "propose_block" else []
    answer = getattr(office.desk, deed)(office.moderator, comment.interaction_id, "a reason", *extra)
    assert not answer.accepted
    assert "assist first" in answer.why


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_who_only_looks_does_nothing(office: Office, staff: Any, role: Role) -> None:
    looker, comment = staff("lo", role), office.hear("I will find you", THREAT)
    hide = office.kit.hide(comment)
    desk, item = office.desk, comment.interaction_id
    need(office, item)
    answers = [
        desk.approve(looker, hide),
        desk.decline(looker, hide, "x"),
        desk.warn(looker, item, "x"),
        desk.hide(looker, item, "x"),
        desk.leave(looker, item, "x"),
        desk.propose_block(looker, item, "x", None),
        desk.report(looker, item, "x"),
        desk.undo(looker, hide, "x"),
        desk.confirm_hide(looker, hide),
        desk.close_need(looker, "n_1", "x"),
        desk.close_task(looker, "t_none", "x"),
        desk.answer_alarm(looker, "al_none"),
        desk.switch(looker, "kill", True, "x"),
        desk.set_mode(looker, CHANNEL, "auto"),
        desk.mark_account(looker, "ac_none", []),
    ]
    assert {(answer.accepted, answer.why.startswith("Your roles do not allow this")) for answer in answers} == {
        (False, True)
    }
