"""Hiding, reporting and leaving, by a person."""

from bot.actions.outbox import ActionState
from bot.compose import pack
from bot.desk.desk import Desk
from rules.model.account import Assurance, Identity
from rules.model.finding import Behaviour, Finding, Severity, Target
from rules.model.interaction import InteractionKind
from rules.model.measure import IMPOSSIBLE, MeasureKind, Verb
from tests.bot.desk.conftest import ABILITIES, THREAT, Office
from tests.bot.desk.rows import desk_of, need, open_tasks, task


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
    assert office.desk.hide(office.moderator, comment.interaction_id, "a threat").ids[0] == hide
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


def test_at_the_desk_too_nothing_is_hidden_or_closed_before_what_the_policy_wants_first(office: Office) -> None:
    office.pack = pack("karbon")
    office.desk = Desk(office.kit.database, office.kit.clock, {"karbon": office.pack})
    rude = office.hear("you are useless", Finding(Behaviour.ABUSE, Severity.SERIOUS, Target.STAFF, 950, "abuse"))
    refused = office.desk.hide(office.moderator, rude.interaction_id, "rude")
    assert not refused.accepted
    assert "written warning comes first" in refused.why
    blocked = office.desk.propose(office.moderator, rude.interaction_id, MeasureKind.BLOCK, "rude", None)
    assert "written warning comes first" in blocked.why
    threat = office.hear("I will find you", THREAT)
    assert office.desk.hide(office.moderator, threat.interaction_id, "a threat").accepted


def test_a_confirmed_customer_is_not_blocked_at_the_desk_where_that_takes_a_quorum(office: Office) -> None:
    office.pack = pack("watford")
    office.desk = Desk(office.kit.database, office.kit.clock, {"watford": office.pack})
    known = office.hear("I will find you", THREAT, identity=Identity(Assurance.VERIFIED, "c1"))
    refused = office.desk.propose(office.moderator, known.interaction_id, MeasureKind.BLOCK, "a threat", None)
    assert "propose it in a case" in refused.why


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
