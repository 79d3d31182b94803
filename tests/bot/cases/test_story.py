"""From a comment to a restriction and back: every step as staff take it, on both engines."""

from bot.evidence.verify import verify
from bot.staff.people import set_posts
from bot.store.case_tables import ApprovalRow, CaseRow, RestrictionRow
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.standing import State
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House


async def test_from_a_comment_to_a_restriction_and_undone_on_appeal(any_house: House) -> None:
    house = any_house
    case, about = await house.warned_twice_rude()
    refused = house.propose("owen", case, about)
    assert [one.unmet for one in refused.refusals] == [w.Unmet.UNVERIFIED]
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about))
    assert house.standing(case).missing == ("Head of Service",)
    must_agree(house, case)
    house.must(house.do("helen", case, d.Approve))
    [one] = house.case(case).file.restrictions
    assert house.standing(case).restrictions[0].state is State.IN_FORCE
    assert {"set_marker", "send_letter", "tell"} <= set(house.tasks(case))
    house.must(house.do("owen", case, lambda by: d.ConfirmMarker(by, "HMS_note", True)))
    assert "set_marker" not in house.tasks(case)
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    assert house.standing(case).restrictions[0].appeal_until is not None
    must_agree(house, case)
    await house.hear("{need appeal} please look at it again")
    [appeal] = house.case(case).file.appeals
    assert appeal.made.about == one.id
    assert "ask_appeal_decision" in house.tasks(case)
    refused = house.do("helen", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED))
    assert w.Unmet.INVOLVED in [one.unmet for one in refused.refusals]
    must_agree(house, case)
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    assert house.standing(case).restrictions[0].state is State.LIFTED
    assert house.standing(case).counting == 0
    assert {"remove_marker", "tell"} <= set(house.tasks(case))
    assert "ask_appeal_decision" not in house.tasks(case)
    house.must(house.do("owen", case, lambda by: d.ConfirmMarker(by, "HMS_note", False)))
    must_agree(house, case)
    assert {row.staff_id for row in house.all(ApprovalRow)} == {house.people["helen"].id}
    [row] = house.all(RestrictionRow)
    assert row.lifted_why == "overturned"
    assert len(house.all(CaseRow)) == 1
    assert verify(house.page.database).ok


async def test_what_stands_in_a_case_is_read_from_the_evidence_alone(house: House) -> None:
    """Rows are there to be found by: without them the fold says the same."""
    case, _ = await house.restricted()
    before = house.case(case).file
    with house.page.database.write() as tx:
        for table in ("task", "diary"):
            tx.exec_driver_sql(f"DELETE FROM {table}")  # what the database lets anybody delete
    assert house.case(case).file == before
    must_agree(house, case)


async def test_a_refusal_names_every_unmet_condition_and_writes_nothing(house: House) -> None:
    comment = await house.hear("{abuse serious} you lot")
    case = house.case_of("rob")
    entries = len(house.page.entries())
    refused = house.do(
        "owen", case, lambda by: d.Propose("pr", by, w.RestrictionKind.ALL_CHANNELS, (comment.id,), d.PERMANENT)
    )
    assert {one.unmet for one in refused.refusals} >= {
        w.Unmet.ALL_CLOSED,
        w.Unmet.PERMANENT,
        w.Unmet.UNCHECKED,
        w.Unmet.UNVERIFIED,
    }
    assert len(house.page.entries()) == entries


async def test_a_post_counts_only_for_somebody_with_its_role(house: House) -> None:
    """Whoever is given a post without the role the policy gives it may still not act in it."""
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about))
    assert set_posts(house.page.database, house.page.clock, None, "priya", ["Head of Service"]) is None
    refused = house.do("priya", case, d.Approve)
    assert w.Unmet.WRONG_POST in [one.unmet for one in refused.refusals]
    assert house.do("sam", case, d.Approve).why.startswith("Your roles do not allow this")
    assert "do not hold the post" in house.do("owen", case, d.Approve, post="Head of Service").why


async def test_an_approval_by_the_proposer_is_refused_by_rules_and_database(house: House) -> None:
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    house.must(house.propose("helen", case, about))
    refused = house.do("helen", case, d.Approve)
    assert w.Unmet.SAME_PERSON in [one.unmet for one in refused.refusals]
    house.must(house.do("hugh", case, d.Approve))
    [row] = house.all(RestrictionRow)
    assert row.proposal_id == house.case(case).file.restrictions[0].id
