"""A restriction carried out on the platform, and everything taken back when an appeal overturns it."""

from bot.compose import pack
from bot.desk.desk import Desk
from bot.store.tables import ActionRow
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.standing import State
from rules.model.measure import Verb
from tests.bot.cases.kit import House
from tests.bot.pipeline.kit import Page


def blocks(house: House) -> list[ActionRow]:
    """Blocks that somebody asked for; the engine's own offers wait for a person."""
    return [row for row in house.all(ActionRow) if row.verb == Verb.BLOCK and row.state != "proposed"]


async def restricted_on_the_page(house: House) -> str:
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about, kind=w.RestrictionKind.PAGE_BLOCK, months=6))
    house.must(house.do("helen", case, d.Approve))
    return case


async def test_a_page_block_goes_out_ends_with_the_restriction_and_is_taken_back(any_house: House) -> None:
    house = any_house
    case = await restricted_on_the_page(house)
    [block] = blocks(house)
    assert (block.approved_by, block.state) == (house.people["helen"].id, "queued")
    [one] = house.case(case).file.restrictions
    assert block.ends_at is not None
    assert block.ends_at.startswith(one.ends.isoformat())
    await house.deliver()
    assert house.page.world.standing(Verb.BLOCK) == frozenset({"rob"})
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    await house.hear("{need appeal} please look at it again")
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    await house.deliver()
    await house.worker.step()
    assert house.page.world.standing(Verb.BLOCK) == frozenset()
    assert house.page.world.standing(Verb.HIDE) == frozenset()


async def test_what_lapsed_is_opened_again_and_closed_again_when_the_notice_revives_it(house: House) -> None:
    """An extension decided in time and told late: nobody stays blocked in between (decision record 0005)."""
    case = await restricted_on_the_page(house)
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    await house.deliver()
    [one] = house.standing(case).restrictions
    house.sweep(days=(one.review_task_due - house.page.clock().date()).days)
    house.must(house.do("hugh", case, lambda by: d.Review(by, w.Outcome.EXTEND)))
    house.sweep(days=5)
    assert house.standing(case).restrictions[0].state is State.LAPSED
    await house.deliver()
    assert house.page.world.standing(Verb.BLOCK) == frozenset()
    house.must(house.tell("owen", case, w.LetterKind.EXTENSION))
    assert house.standing(case).restrictions[0].state is State.IN_FORCE
    await house.deliver()
    assert house.page.world.standing(Verb.BLOCK) == frozenset({"rob"})
    assert [row.state for row in blocks(house) if row.undoes is None] == ["undone", "confirmed"]


async def test_before_it_has_gone_out_it_is_called_back(house: House) -> None:
    case = await restricted_on_the_page(house)
    house.must(house.do("helen", case, lambda by: d.Review(by, w.Outcome.CEASE)))
    [block] = blocks(house)
    assert block.state == "declined"
    await house.deliver()
    assert house.page.world.standing(Verb.BLOCK) == frozenset()


async def test_where_a_block_is_a_restriction_it_is_not_proposed_at_the_desk(house: House) -> None:
    older = Page(house.page.database, house.page.writer, house.page.clock, policy="derby-2020", mode="assist")
    comment = await older.after("{abuse serious} you lot", author="ann")
    desk = Desk(older.database, older.clock, {one: pack(one) for one in ("derby-2020", "derby-2024")})
    refused = desk.propose_block(house.people["priya"], comment.id, "third time", None)
    assert "propose it in a case" in refused.why
    older.world.close()


async def test_on_a_channel_that_only_observes_a_person_does_it(house: House) -> None:
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about, kind=w.RestrictionKind.PAGE_BLOCK, months=6))
    house.page.set_mode("observe")
    house.must(house.do("helen", case, d.Approve))
    assert blocks(house) == []
    assert "block" in house.tasks(case)
