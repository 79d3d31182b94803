"""From a comment to a restriction and back: every step as staff take it, on both engines."""

from bot.store.case_tables import ApprovalRow, CaseRow, RestrictionRow
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.standing import State
from tests.bot.cases.kit import House


async def test_from_a_comment_to_a_restriction_and_undone_on_appeal(any_house: House) -> None:
    house = any_house
    case, about = await house.warned_twice_rude()
    refused = house.propose("owen", case, about)
    assert [one.unmet for one in refused.refusals] == [w.Unmet.UNVERIFIED]
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about))
    assert house.standing(case).missing == ("Head of Service",)
    done = house.must(house.do("helen", case, lambda by: d.Approve(by)))
    [one] = house.case(case).file.restrictions
    assert done.accepted
    assert house.standing(case).restrictions[0].state is State.IN_FORCE
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    assert house.standing(case).restrictions[0].appeal_until is not None
    await house.hear("{need appeal} please look at it again")
    [appeal] = house.case(case).file.appeals
    assert appeal.made.about == one.id
    refused = house.do("helen", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED))
    assert w.Unmet.INVOLVED in [one.unmet for one in refused.refusals]
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    assert house.standing(case).restrictions[0].state is State.LIFTED
    assert house.standing(case).counting == 0
    assert {row.staff_id for row in house.all(ApprovalRow)} == {house.people["helen"].id}
    [row] = house.all(RestrictionRow)
    assert row.lifted_why == "overturned"
    assert len(house.all(CaseRow)) == 1
