"""Approving and declining: in the pack's role, with a reason and an end where somebody is shut out, by a second person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from adapters.platform import Subject
from bot.actions.outbox import ActionState
from bot.compose import pack
from bot.staff.people import deactivate
from bot.staff.rights import Staff
from bot.store.tables import DecisionRow
from rules.model.decision import TaskKind
from rules.model.measure import Can, Capability, MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import Comment
from tests.bot.desk.conftest import ABILITIES, THREAT, Office

MARCH = date(2027, 1, 29)


def proposed(office: Office, measure: MeasureKind, verb: Verb, **changes: Any) -> str:
    comment = office.hear("I will find you", THREAT)
    return office.kit.queue(
        comment, measure, verb, state=ActionState.PROPOSED, automatic=False, held="a person", **changes
    )


async def test_a_proposed_hide_goes_out_when_a_person_presses_the_key(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE, keep_by=office.kit.clock() + timedelta(hours=1))
    answer = office.desk.approve(office.moderator, hide)
    assert answer.accepted
    assert answer.ids[0] == hide
    await office.kit.settle(steps=5)
    told = [deed.text for deed in office.kit.world.deeds() if deed.verb is Verb.MESSAGE]
    assert "example.org/look-again" in told[0], "it had no notice of its own, and whoever wrote it is told all the same"
    row = office.kit.action(hide)
    assert (row.state, row.approved_by, row.keep_by) == ("confirmed", office.moderator.id, None)
    assert office.kit.story(hide) == ["approved", "attempting", "done", "confirmed"]


async def test_its_notice_goes_with_it(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE, key="k_hide")
    row = office.kit.action(hide)
    about = Comment(row.interaction_id, row.decision_id, Subject(**row.subject))
    notice = office.kit.queue(
        about,
        MeasureKind.HIDE_NOTICE,
        Verb.MESSAGE,
        state=ActionState.PROPOSED,
        automatic=False,
        text="we hid it",
        params={"after": "k_hide"},
    )
    assert set(office.desk.approve(office.moderator, hide).ids) == {hide, notice}
    await office.kit.settle(steps=5)
    assert (office.kit.state(hide), office.kit.state(notice)) == ("confirmed", "confirmed")


def test_in_observe_nothing_is_done_even_when_approved(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    office.kit.mode("observe")
    refused = office.desk.approve(office.moderator, hide)
    assert not refused.accepted
    assert "Switch it to assist first" in refused.why
    assert office.kit.state(hide) == "proposed"
    assert office.desk.decline(office.moderator, hide, "fair criticism").accepted, "declining is always allowed"


def test_without_the_role_nothing_is_approved(office: Office, staff: Callable[..., Staff]) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    for login, role in (("vi", Role.VIEWER), ("au", Role.AUDITOR), ("dp", Role.DATA_PROTECTION)):
        assert not office.desk.approve(staff(login, role), hide).accepted
    assert not office.desk.approve(office.admin, hide).accepted
    assert office.kit.state(hide) == "proposed"


def test_rights_are_those_of_the_row_now(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    forged = Staff(office.admin.id, "ad", "AD", frozenset({Role.MODERATOR}))
    assert not office.desk.approve(forged, hide).accepted
    deactivate(office.kit.database, office.kit.clock, None, "mo")
    assert "active staff" in office.desk.approve(office.moderator, hide).why


def test_what_changed_in_the_meantime_is_not_approved(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    office.kit.set("interaction", office.kit.action(hide).interaction_id, state="superseded")
    assert "in the meantime" in office.desk.approve(office.moderator, hide).why


def test_what_is_approved_is_approved_once(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    assert office.desk.approve(office.moderator, hide).accepted
    assert "it is queued" in office.desk.approve(office.moderator, hide).why
    assert "no such action" in office.desk.approve(office.moderator, "a_none").why


def test_words_that_are_missing_are_written_first(office: Office) -> None:
    warning = proposed(office, MeasureKind.WARNING_PRIVATE, Verb.MESSAGE)
    assert "no words yet" in office.desk.approve(office.moderator, warning).why


def test_what_the_platform_wants_done_by_hand_is_approved_all_the_same_and_goes_to_the_dispatcher(
    office: Office,
) -> None:
    by_hand = ABILITIES | {Verb.BLOCK: Capability(Can.MANUAL, why="Use the app.")}
    comment = office.hear("I will find you", THREAT, abilities=by_hand)
    block = office.kit.queue(
        comment, MeasureKind.BLOCK, Verb.BLOCK, state=ActionState.PROPOSED, automatic=False, role=Role.APPROVER
    )
    assert office.desk.approve(office.approver, block, "threat", MARCH).accepted
    assert office.kit.state(block) == ActionState.QUEUED


async def test_a_block_needs_role_reason_end_and_says_that_others_see_it(office: Office) -> None:
    block = proposed(office, MeasureKind.BLOCK, Verb.BLOCK, role=Role.APPROVER)
    desk = office.desk
    assert "role approver" in desk.approve(office.moderator, block, "threat", MARCH).why
    assert "reason" in desk.approve(office.approver, block, "  ", MARCH).why
    assert "end date" in desk.approve(office.approver, block, "threat").why
    assert "after today" in desk.approve(office.approver, block, "threat", date(2026, 11, 23)).why
    assert "within 3 months" in desk.approve(office.approver, block, "threat", date(2027, 3, 1)).why
    assert desk.notice_for_approver(office.approver, block).why == "Others can see it. A block can be seen by anybody."
    done = desk.approve(office.approver, block, "threatened Karen", MARCH)
    assert done.accepted
    assert "A block can be seen by anybody" in done.why
    await office.kit.settle()
    row = office.kit.action(block)
    assert (row.state, row.ends_at) == ("confirmed", "2027-01-29T23:59:59.000Z")
    office.kit.clock.moment = office.kit.clock.moment.replace(year=2027, month=1, day=30, hour=0, minute=0)
    await office.kit.settle(steps=4)
    assert office.kit.state(block) == "undone", "it ends by itself"


def test_the_proposer_is_never_the_approver(office: Office) -> None:
    comment = office.hear("I will find you", THREAT)
    asked = office.desk.propose_block(office.approver, comment.interaction_id, "threat", MARCH)
    assert asked.accepted
    assert "somebody else" in office.desk.approve(office.approver, asked.ids[0], "threat").why
    with pytest.raises(IntegrityError), office.kit.database.write() as tx:
        tx.exec_driver_sql("UPDATE action SET approved_by = proposed_by WHERE verb = 'block'")


async def test_a_second_approver_lets_it_go_with_the_proposed_end(office: Office, staff: Callable[..., Staff]) -> None:
    comment = office.hear("I will find you", THREAT)
    asked = office.desk.propose_block(office.moderator, comment.interaction_id, "threat", MARCH)
    assert "Others will be able to see it" in asked.why
    assert office.desk.approve(office.approver, asked.ids[0], "threat").accepted
    await office.kit.settle()
    assert office.kit.world.standing(Verb.BLOCK) == {"tenant"}


def test_an_account_is_not_proposed_twice(office: Office) -> None:
    comment = office.hear("I will find you", THREAT)
    assert office.desk.propose_block(office.moderator, comment.interaction_id, "threat", None).accepted
    other = office.hear("and you", THREAT)
    again = office.desk.propose_block(office.approver, other.interaction_id, "threat", None)
    assert again.why == "A block was asked for here already; it is proposed."


@pytest.mark.parametrize(
    ("measure", "twice"),
    [
        (MeasureKind.MUTE, "A mute was asked for here already; it is proposed."),
        (MeasureKind.BLOCK_MESSAGES, "A block of private messages was asked for here already; it is proposed."),
        (MeasureKind.RESTRICT_REPLIES, "A closing of the thread was asked for here already; it is proposed."),
    ],
)
async def test_muting_and_closing_a_thread_go_the_same_way(office: Office, measure: MeasureKind, twice: str) -> None:
    comment = office.hear("I will find you", THREAT)
    asked = office.desk.propose(office.moderator, comment.interaction_id, measure, "shouting at everybody", MARCH)
    assert asked.accepted, asked.why
    again = office.desk.propose(office.approver, comment.interaction_id, measure, "shouting", MARCH)
    assert again.why == twice
    assert "role approver" in office.desk.approve(office.moderator, asked.ids[0], "yes", MARCH).why
    assert office.desk.approve(office.approver, asked.ids[0], "seen it", MARCH).accepted
    await office.kit.settle()
    assert office.kit.state(asked.ids[0]) == "confirmed"


def test_only_access_measures_are_proposed(office: Office) -> None:
    comment = office.hear("I will find you", THREAT)
    answer = office.desk.propose(office.moderator, comment.interaction_id, MeasureKind.DELETE, "rude", MARCH)
    assert (
        answer.why == "Only a block, a mute, a block of private messages or the closing of a thread is proposed here."
    )


def test_without_a_named_approver_nobody_approves_a_block(office: Office) -> None:
    derby = pack("derby-2024")
    office.pack = derby
    office.desk._packs = {derby.id: derby}
    comment = office.hear("I will find you", THREAT)
    assert (
        "must set approver_post"
        in office.desk.propose_block(office.moderator, comment.interaction_id, "threat", MARCH).why
    )


async def test_declining_calls_back_what_waits_and_nothing_is_done(office: Office) -> None:
    hide = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    assert office.desk.decline(office.moderator, hide, "fair criticism").accepted
    await office.kit.settle()
    assert office.kit.state(hide) == "declined"
    assert office.kit.story(hide) == ["declined"]
    assert office.kit.world.deeds() == []
    assert not office.desk.decline(office.moderator, hide, "again").accepted


def test_the_last_decision_takes_the_comment_off_the_desk(office: Office) -> None:
    first = proposed(office, MeasureKind.HIDE, Verb.HIDE)
    (decision,) = office.kit.all(DecisionRow)
    office.desk.decline(office.moderator, first, "fair criticism")
    (decision,) = office.kit.all(DecisionRow)
    assert decision.desk == "done"
    assert TaskKind.LOOK not in {task.kind for task in office.kit.tasks()}


def test_an_engines_own_proposal_has_no_proposer(office: Office) -> None:
    block = proposed(office, MeasureKind.BLOCK, Verb.BLOCK, role=Role.APPROVER)
    assert office.kit.action(block).proposed_by is None


def test_where_nobody_can_be_written_to_afterwards_the_private_warning_comes_first(office: Office) -> None:
    able = {**ABILITIES, Verb.BLOCK: Capability(Can.AUTO, public=True, silences=True)}
    comment = office.hear("I will find you", THREAT, abilities=able)
    block = office.kit.queue(
        comment, MeasureKind.BLOCK, Verb.BLOCK, state=ActionState.PROPOSED, automatic=False, held="a person"
    )
    refused = office.desk.approve(office.approver, block, "seen it", MARCH)
    assert "Warn privately first" in refused.why
    (warning,) = office.desk.warn(office.moderator, comment.interaction_id, "Please stop.").ids
    assert not office.desk.approve(office.approver, block, "seen it", MARCH).accepted, "it is on its way, not yet said"
    office.kit.set("action", warning, state="refused")
    assert office.desk.approve(office.approver, block, "seen it", MARCH).accepted
