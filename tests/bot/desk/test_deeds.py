"""What else staff do: warn, hide, leave, report, undo, confirm, close, answer, switch, mark."""

from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.faults import Fault
from bot.actions.outbox import ActionState
from bot.calls import alarms
from bot.store.tables import AccountRow, AlarmRow, Brake, Channel, DecisionRow, NeedRow, TaskRow
from rules.model.account import AccountMark
from rules.model.interaction import InteractionKind
from rules.model.measure import IMPOSSIBLE, MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import CHANNEL
from tests.bot.desk.conftest import ABILITIES, THREAT, Office

WORDS = "Please do not call our colleagues names."


def need(office: Office, interaction_id: str, need_id: str = "n_1") -> None:
    row = NeedRow(
        id=need_id,
        reference=f"RP-{need_id}",
        interaction_id=interaction_id,
        kind="repair",
        urgency="routine",
        destination="repairs",
        clock="repair",
        starts_at="2026-11-23T09:00:00.000Z",
        due_at="2026-12-21T23:59:59.000Z",
    )
    with office.kit.database.session() as session:
        session.add(row)


def task(office: Office, interaction_id: str | None, kind: str, **changes: Any) -> str:
    plain = {"id": f"t_{kind}", "role": "moderator", "urgency": "soon", "why": "look", "created_at": "2026"}
    row = TaskRow(interaction_id=interaction_id, kind=kind, **(plain | changes))
    with office.kit.database.session() as session:
        session.add(row)
    return str(row.id)


def desk_of(office: Office, interaction_id: str) -> str:
    (row,) = [row for row in office.kit.all(DecisionRow) if row.interaction_id == interaction_id]
    return str(row.desk)


def open_tasks(office: Office) -> set[str]:
    return {row.kind for row in office.kit.tasks() if row.state == "open"}


# Warnings


async def test_a_warning_is_sent_by_a_named_person_privately(office: Office) -> None:
    comment = office.hear()
    task(office, comment.interaction_id, "warn")
    answer = office.desk.warn(office.moderator, comment.interaction_id, f"  {WORDS} ")
    assert answer.accepted
    await office.kit.settle()
    row = office.kit.action(answer.ids[0])
    assert (row.state, row.measure, row.verb, row.approved_by) == (
        "confirmed",
        "warning_private",
        "message",
        office.moderator.id,
    )
    assert [deed.text for deed in office.kit.world.deeds()] == [WORDS]
    assert office.kit.tasks()[0].state == "done"


async def test_in_public_only_when_private_did_not_get_through(office: Office) -> None:
    comment = office.hear()
    assert "privately first" in office.desk.warn(office.moderator, comment.interaction_id, WORDS, public=True).why
    office.kit.world.fault(Verb.MESSAGE, Fault.REFUSE)
    assert office.desk.warn(office.moderator, comment.interaction_id, WORDS).accepted
    await office.kit.settle()
    public = office.desk.warn(office.moderator, comment.interaction_id, WORDS, public=True)
    assert public.accepted
    await office.kit.settle()
    assert office.kit.state(public.ids[0]) == "confirmed"


def test_a_warning_has_words_that_fit(office: Office) -> None:
    comment = office.hear()
    assert "words" in office.desk.warn(office.moderator, comment.interaction_id, " \n ").why
    assert "1001 characters" in office.desk.warn(office.moderator, comment.interaction_id, "x" * 1001).why


def test_a_warning_sent_twice_is_one_warning(office: Office) -> None:
    comment = office.hear()
    assert office.desk.warn(office.moderator, comment.interaction_id, WORDS).accepted
    assert "asked for already" in office.desk.warn(office.moderator, comment.interaction_id, WORDS).why


def test_own_words_take_the_place_of_the_proposed_ones(office: Office) -> None:
    comment = office.hear()
    fixed = office.kit.queue(
        comment, MeasureKind.WARNING_PRIVATE, Verb.MESSAGE, state=ActionState.PROPOSED, automatic=False, text="fixed"
    )
    own = office.desk.warn(office.moderator, comment.interaction_id, WORDS)
    assert (office.kit.state(fixed), office.kit.state(own.ids[0])) == ("superseded", "queued")


async def test_an_answer_to_a_private_message_is_a_message(office: Office) -> None:
    comment = office.hear("you lot", kind=InteractionKind.DIRECT_MESSAGE)
    answer = office.desk.warn(office.moderator, comment.interaction_id, WORDS)
    assert office.kit.action(answer.ids[0]).verb == "message"
    assert "private message" in office.desk.hide(office.moderator, comment.interaction_id, "rude").why


# Hiding, reporting, leaving


async def test_a_person_hides_and_the_author_is_told_afterwards(office: Office) -> None:
    comment = office.hear()
    answer = office.desk.hide(office.moderator, comment.interaction_id, "names a neighbour's school")
    hide, notice = answer.ids
    await office.kit.settle(steps=5)
    assert (office.kit.state(hide), office.kit.state(notice)) == ("confirmed", "confirmed")
    said = [deed for deed in office.kit.world.deeds() if deed.verb is Verb.MESSAGE]
    assert "example.org/look-again" in said[0].text


def test_a_hide_needs_a_reason(office: Office) -> None:
    assert "reason" in office.desk.hide(office.moderator, office.hear().interaction_id, " ").why


async def test_where_the_author_cannot_be_told_a_person_is_asked_to(office: Office) -> None:
    silent = {verb: able for verb, able in ABILITIES.items() if verb not in {Verb.MESSAGE, Verb.REPLY}}
    comment = office.hear(abilities=silent)
    answer = office.desk.hide(office.moderator, comment.interaction_id, "names a neighbour's school")
    assert answer.accepted
    assert "cannot be done here" in answer.why
    assert open_tasks(office) == {"by_hand"}
    assert desk_of(office, comment.interaction_id) == "open"


async def test_hiding_what_was_proposed_approves_it(office: Office) -> None:
    comment = office.hear("I will find you", THREAT)
    hide = office.kit.queue(comment, MeasureKind.HIDE, Verb.HIDE, state=ActionState.PROPOSED, automatic=False)
    assert office.desk.hide(office.moderator, comment.interaction_id, "a threat").ids == (hide,)
    await office.kit.settle()
    assert office.kit.state(hide) == "confirmed"


async def test_hiding_again_after_it_was_taken_back(office: Office) -> None:
    comment = office.hear()
    first = office.desk.hide(office.moderator, comment.interaction_id, "names a school").ids[0]
    await office.kit.settle(steps=4)
    assert "it is confirmed" in office.desk.hide(office.moderator, comment.interaction_id, "names a school").why
    assert office.desk.undo(office.moderator, first, "it was their own").accepted
    await office.kit.settle(steps=4)
    assert office.kit.state(first) == "undone"
    again = office.desk.hide(office.moderator, comment.interaction_id, "it was not").ids[0]
    await office.kit.settle(steps=4)
    assert office.kit.state(again) == "confirmed"


async def test_a_quote_is_detached(office: Office) -> None:
    comment = office.hear(kind=InteractionKind.QUOTE)
    answer = office.desk.hide(office.moderator, comment.interaction_id, "degrading")
    await office.kit.settle(steps=4)
    assert office.kit.action(answer.ids[0]).verb == "detach"
    assert office.kit.world.standing(Verb.DETACH) == {comment.subject.ref}


def test_what_the_platform_cannot_do_is_said_at_once(office: Office) -> None:
    comment = office.hear(abilities=ABILITIES | {Verb.HIDE: IMPOSSIBLE, Verb.REPORT: IMPOSSIBLE})
    assert "cannot do it here" in office.desk.hide(office.moderator, comment.interaction_id, "rude").why
    assert "cannot do it here" in office.desk.report(office.moderator, comment.interaction_id, "rude").why


async def test_a_comment_that_could_not_be_judged_can_still_be_hidden(office: Office) -> None:
    comment = office.kit.hear("horrible")
    answer = office.desk.hide(office.moderator, comment.interaction_id, "horrible")
    assert answer.accepted
    await office.kit.settle()
    assert office.kit.state(answer.ids[0]) == "confirmed"


async def test_a_report_is_a_persons_and_its_reason_stays_with_us(office: Office) -> None:
    comment = office.hear("I will find you", THREAT)
    answer = office.desk.report(office.moderator, comment.interaction_id, "threatens Karen")
    await office.kit.settle()
    assert [deed.text for deed in office.kit.world.deeds()] == [""]
    assert office.kit.action(answer.ids[0]).approved_by == office.moderator.id


def test_leaving_declines_the_rest_and_keeps_what_is_needed(office: Office) -> None:
    comment = office.hear("I will find you and my boiler is broken", THREAT)
    hide = office.kit.queue(comment, MeasureKind.HIDE, Verb.HIDE, state=ActionState.PROPOSED, automatic=False)
    for kind in ("look", "warn", "answer", "call"):
        task(office, comment.interaction_id, kind)
    task(office, comment.interaction_id, "look", id="t_police", role="caseworker")
    need(office, comment.interaction_id)
    assert office.desk.leave(office.moderator, comment.interaction_id, "a joke between friends").accepted
    assert office.kit.state(hide) == "declined"
    assert {row.id for row in office.kit.tasks() if row.state == "open"} == {"t_answer", "t_call", "t_police"}
    assert desk_of(office, comment.interaction_id) == "open"


def test_a_comment_left_with_nothing_open_leaves_the_queue(office: Office) -> None:
    comment = office.hear()
    task(office, comment.interaction_id, "look")
    assert office.desk.leave(office.moderator, comment.interaction_id, "").accepted
    assert desk_of(office, comment.interaction_id) == "done"


# Taking back, confirming


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


# Needs, tasks, calls


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


# Switches, modes, marks, destinations


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


def rows(office: Office, table: Any, order: str) -> list[Any]:
    return office.kit._rows(table, order)
