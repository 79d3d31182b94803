"""The harm test: only a named person's record with figures lets the ladder speak of too much contact."""

import json

from sqlmodel import select

from bot.cases.harm import record_harm
from bot.cases.room import Done
from bot.compose import judging
from bot.evidence.verify import verify
from bot.explaining import explained
from bot.store.tables import Content, Entry, TaskRow
from rules.model.case import deeds as d
from rules.model.case.words import LetterKind, Outcome, Unmet
from rules.model.finding import Behaviour
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House
from tests.bot.pipeline.kit import After

FIGURES = "61 posts in 5 days, 9 hours of answers, 14 other tenants waited a day longer"


def record(house: House, comment: After, who: str = "owen", figures: str = FIGURES, **more: Behaviour) -> Done:
    behaviour = more.get("behaviour", Behaviour.VOLUME)
    return record_harm(house.room, house.people[who], comment.id, behaviour, figures)


def why(done: Done) -> set[Unmet]:
    assert not done.accepted
    return {one.unmet for one in done.refusals}


async def test_a_record_with_figures_lets_the_ladder_speak_and_the_incident_count(any_house: House) -> None:
    house = any_house
    comment = await house.hear("{volume serious} and another thing")
    assert "warning_private" not in comment.actions
    assert "warn" not in comment.tasks
    assert not comment.decision.breach
    done = house.must(record(house, comment))
    assert "warn privately" in done.why
    again = house.page.of(comment.row.ref)
    assert again.states()["warning_private"] == "proposed"
    assert again.tasks["warn"].state == "open"
    assert (again.decision.id, again.decision.desk) == (comment.decision.id, "open")
    case = house.case_of("rob")
    assert [(one.ref, one.counts) for one in house.case(case).file.incidents] == [(comment.id, True)]
    assert [one.behaviour for one in house.case(case).file.harms] == [Behaviour.VOLUME]
    await house.worker.step()  # the ledger says it once more: it is the same incident
    assert house.standing(case).counting == 1
    must_agree(house, case)
    assert verify(house.page.database).ok


async def test_a_warning_and_a_proposal_may_rest_on_it(house: House) -> None:
    first = await house.hear("{volume serious} one")
    house.must(record(house, first))
    case = house.case_of("rob")
    house.must(house.warn("priya", case, first.id))
    assert house.letter(case, LetterKind.WARNING).state == "draft"
    house.page.clock.move(days=2)
    second = await house.hear("{volume serious} two")
    house.must(house.link("dan", "rob"))
    refused = house.propose("owen", case, (second.id,))
    assert Unmet.NO_EVIDENCE in why(refused)
    house.must(record(house, second, who="priya"))
    house.must(house.propose("owen", case, (first.id, second.id)))
    house.must(house.do("helen", case, d.Approve))
    assert house.standing(case).restrictions


async def test_what_is_refused_leaves_nothing_behind(house: House) -> None:
    comment = await house.hear("{volume serious} {abuse serious} you lot")
    entries = len(house.page.entries())
    assert why(record(house, comment, figures="  ")) == {Unmet.NO_FIGURES}
    assert why(record(house, comment, behaviour=Behaviour.ABUSE)) == {Unmet.NO_HARM_TEST}
    assert "roles do not allow" in record(house, comment, who="sam").why
    assert len(house.page.entries()) == entries
    house.must(record(house, comment))
    assert "on record about this comment already" in record(house, comment).why
    assert (
        "There is no such comment"
        in record_harm(house.room, house.people["owen"], "i_nothing", Behaviour.VOLUME, FIGURES).why
    )


async def test_whoever_chases_what_we_left_overdue_is_never_recorded(house: House) -> None:
    await house.hear("{need repair} the boiler again")
    house.page.clock.move(days=60)
    comment = await house.hear("{volume serious} still no boiler")
    assert why(record(house, comment)) == {Unmet.MATTER_OVERDUE}
    [refusal] = record(house, comment).refusals
    assert "left overdue" in refusal.why
    assert "warning_private" not in house.page.of(comment.row.ref).actions


async def test_it_stays_overdue_for_that_comment_when_the_matter_is_closed_later(house: House) -> None:
    await house.hear("{need repair} the boiler again")
    house.page.clock.move(days=60)
    comment = await house.hear("{volume serious} still no boiler")
    with house.page.database.write() as tx:
        tx.exec_driver_sql("UPDATE need SET state = 'closed'")
    assert why(record(house, comment)) == {Unmet.MATTER_OVERDUE}


async def test_the_figures_are_private_and_the_decision_replays(house: House) -> None:
    comment = await house.hear("{volume serious} and another thing")
    house.must(record(house, comment))
    with house.page.database.look() as session:
        bodies = [bytes(body) for body in session.exec(select(Entry.body)).all()]
        kept = session.exec(select(Content.value).where(Content.field == "figures")).one()
    assert kept.decode() == FIGURES
    assert not any(b"14 other tenants" in body for body in bodies)
    told = explained(house.page.database, comment.id, judging("derby-2024", dict(house.page.settings)))
    assert told.replayed is True
    assert any("A person recorded with figures: a great deal of contact" in line for line in told.lines)
    [asked] = [body for body in map(json.loads, bodies) if body["data"].get("what") == "judged_again"]
    assert asked["item"] == comment.id
    assert asked["data"]["by"] == house.people["owen"].id


async def test_nothing_automatic_follows_and_what_was_asked_is_not_asked_twice(house: House) -> None:
    comment = await house.hear("{volume serious} {need repair} the boiler, again")
    before = {task.id: task.kind for task in house.page.rows(TaskRow)}
    acknowledged = comment.states()["acknowledge"]
    house.must(record(house, comment))
    again = house.page.of(comment.row.ref)
    assert again.states()["acknowledge"] == acknowledged
    added = [task for task in house.page.rows(TaskRow) if task.id not in before and task.interaction_id]
    assert "answer" not in {task.kind for task in added}
    assert {"warn"} <= {task.kind for task in added}
    assert all(not row.automatic for measure, row in again.actions.items() if measure not in comment.actions)


async def test_the_running_judge_knows_that_it_counts(house: House) -> None:
    """A judge that has the account in memory reads it afresh."""
    first = await house.hear("{volume serious} one")
    house.page.clock.move(hours=1)
    house.must(record(house, first))
    house.page.clock.move(hours=1)
    second = await house.hear("{abuse mild} two")
    earlier = second.decided()["given"]["history"]["items"]
    assert [one["breach"] for one in earlier] == [True]


async def test_what_an_edit_replaced_is_left_as_it_is(house: House) -> None:
    first = await house.hear("{volume serious} one")
    house.page.world.edit(first.row.ref, "one, put better")
    await house.page.hear()
    assert "edit took this comment's place" in record(house, first).why


async def test_what_an_appeal_struck_does_not_come_back_this_way(house: House) -> None:
    comment = await house.hear("{abuse serious} {volume serious} you lot")
    case = house.case_of("rob")
    house.must(house.warn("priya", case, comment.id))
    house.page.clock.move(days=2)
    second = await house.hear("{abuse serious} still you lot")
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, (comment.id, second.id)))
    house.must(house.do("helen", case, d.Approve))
    house.must(house.tell("owen", case, LetterKind.RESTRICTION_NOTICE))
    await house.hear("{need appeal} please look at it again")
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, Outcome.OVERTURNED)))
    assert "counts for nothing any more" in record(house, comment).why
    assert house.standing(case).counting == 0
