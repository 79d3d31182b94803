"""Whose account it is: by a documented check of staff, by two of them where it weighs heavily, and never for good."""

from datetime import timedelta

from bot.cases.load import case_of_account
from bot.people import linking
from bot.people.linking import Check
from bot.people.links import identities
from bot.store.case_tables import CaseRow, LinkRow, RestrictionRow
from bot.store.tables import AlarmRow
from rules.model.account import Assurance, Identity
from rules.model.case import deeds as d
from rules.model.case import words as w
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House


def who(house: House, author: str) -> Identity:
    with house.page.database.read() as tx:
        account = house.account(author)
        return identities(tx, [account], house.page.clock()).get(account, Identity())


async def test_a_link_needs_a_documented_check(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    account = house.account("rob")
    undocumented = linking.link(house.room, house.people["dan"], [account], Check("T-1001", "called back", " "))
    assert "documented" in undocumented.why
    assert (
        "How it was checked" in linking.link(house.room, house.people["dan"], [account], Check("T-1001", "", "x")).why
    )
    assert "reference" in linking.link(house.room, house.people["dan"], [account], Check(" ", "called", "note")).why
    assert house.all(LinkRow) == []
    assert who(house, "rob") == Identity()


async def test_by_whom_how_and_on_what_evidence_is_private_and_kept(any_house: House) -> None:
    house = any_house
    await house.hear("{abuse serious} you lot")
    house.must(house.link("dan", "rob"))
    [row] = house.all(LinkRow)
    [data] = [data for kind, data in house.page.entries() if kind == "identity"]
    assert (data["link"], data["by"], data["what"]) == (row.id, house.people["dan"].id, "linked")
    assert "T-1001" not in str(house.page.entries())
    assert "call note" not in str(house.page.entries())
    with house.page.database.read() as tx:
        found = tx.exec_driver_sql(f"SELECT field, value FROM content WHERE seq = {row.evidence_seq}").all()
    assert {name: bytes(value).decode() for name, value in found} == {
        "customer": "T-1001",
        "evidence": "call note 77",
        "method": "called back on the number we hold",
    }


async def test_only_staff_with_the_right_and_a_post_link(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    assert "roles do not allow" in house.link("sam", "rob").why
    assert house.all(LinkRow) == []


async def test_a_claim_is_no_more_than_that(house: House) -> None:
    case, about = await house.warned_twice_rude()
    done = linking.link(
        house.room, house.people["dan"], [house.account("rob")], Check("T-1001", "", "", Assurance.CLAIMED)
    )
    assert done.accepted
    assert who(house, "rob").assurance is Assurance.CLAIMED
    assert w.Unmet.UNVERIFIED in [one.unmet for one in house.propose("owen", case, about).refusals]
    refused = linking.confirm(house.room, house.people["owen"], done.ids[-1], "looked")
    assert "No check was documented" in refused.why


async def test_a_grave_case_takes_two_people(any_house: House) -> None:
    """Somebody's safety is threatened: one person's link is only claimed until another confirms it."""
    house = any_house
    comment = await house.hear("{threat extreme} you")
    case = house.case_of("rob")
    done = house.must(house.link("dan", "rob"))
    assert "second person" in done.why
    assert who(house, "rob").assurance is Assurance.CLAIMED
    more = {"exemption": w.Exemption.EXTREME, "has_reason": True}
    assert w.Unmet.UNVERIFIED in [one.unmet for one in house.propose("owen", case, (comment.id,), **more).refusals]
    [link] = [one for one in done.ids if one.startswith("il_")]
    assert "you made this link yourself" in linking.confirm(house.room, house.people["dan"], link, "again").why
    assert linking.confirm(house.room, house.people["owen"], link, "listened to the call").accepted
    assert who(house, "rob").assurance is Assurance.VERIFIED
    assert "confirmed this link already" in linking.confirm(house.room, house.people["hugh"], link, "me too").why
    house.must(house.propose("owen", case, (comment.id,), **more))
    house.must(house.do("helen", case, d.Approve))
    assert len(house.all(RestrictionRow)) == 1
    must_agree(house, case)


async def test_a_case_that_becomes_grave_waits_for_the_second_person(house: House) -> None:
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    await house.hear("{threat extreme} you")
    assert house.case(case).row.high_impact
    assert house.case(case).file.links[house.account("rob")] is Assurance.CLAIMED
    assert w.Unmet.UNVERIFIED in [one.unmet for one in house.propose("owen", case, about).refusals]
    [row] = house.all(LinkRow)
    assert linking.confirm(house.room, house.people["owen"], row.id, "saw the tenancy file").accepted
    house.must(house.propose("owen", case, about))


async def test_two_accounts_of_one_customer_become_one_case(any_house: House) -> None:
    house = any_house
    await house.hear("{abuse serious} you lot")
    await house.hear("{abuse serious} you lot again", author="robbie")
    assert len(house.all(CaseRow)) == 2
    house.must(house.link("dan", "rob"))
    case = house.case_of("rob")
    house.must(house.link("dan", "robbie"))
    assert house.case_of("robbie") == case
    file = house.case(case).file
    assert {one.account for one in file.incidents} == {house.account("rob"), house.account("robbie")}
    assert set(file.links.values()) == {Assurance.VERIFIED}
    [gone] = [row for row in house.all(CaseRow) if row.joined_into]
    assert house.case(gone.id).row.id == case


async def test_taking_it_back_opens_again_what_relied_on_it(any_house: House) -> None:
    house = any_house
    case, restriction = await house.restricted()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    house.must(house.unlink("dan", "rob"))
    assert who(house, "rob").assurance is Assurance.NONE
    asked = house.tasks(case)
    assert asked["reopen"].about == restriction
    assert [row.why for row in house.all(AlarmRow) if row.state == "ringing" and "relied on was taken back" in row.why]
    assert house.do("helen", case, lambda by: d.Review(by, w.Outcome.CEASE)).accepted
    assert "linked to nobody" in house.unlink("dan", "rob").why
    must_agree(house, case)


async def test_an_account_taken_for_another_customers_begins_a_case_of_its_own(house: House) -> None:
    case, _ = await house.restricted()
    refused = house.link("dan", "rob", customer="T-2002")
    assert "linked to somebody else" in refused.why
    house.must(house.unlink("dan", "rob"))
    house.must(house.link("dan", "rob", customer="T-2002"))
    with house.page.database.read() as tx:
        own = case_of_account(tx, house.account("rob"))
    assert own is not None
    assert own != case
    assert house.case(own).file.incidents == ()
    assert house.case(own).file.restrictions == ()


async def test_it_holds_until_its_day(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    ends = house.page.clock() + timedelta(days=10)
    house.must(house.link("dan", "rob", expires=ends))
    assert who(house, "rob").assurance is Assurance.VERIFIED
    house.page.clock.move(days=11)
    assert who(house, "rob").assurance is Assurance.NONE
    assert "ends before it begins" in house.link("dan", "rob", expires=ends).why


async def test_a_link_that_ran_out_can_be_taken_back_and_opens_again_what_relied_on_it(house: House) -> None:
    case, about = await house.warned_twice_rude()
    ends = house.page.clock() + timedelta(days=10)
    house.must(house.link("dan", "rob", expires=ends))
    house.must(house.propose("owen", case, about))
    house.must(house.do("helen", case, d.Approve))
    house.page.clock.move(days=11)
    house.must(house.unlink("dan", "rob"))
    assert house.tasks(case)["reopen"].about == house.case(case).file.restrictions[0].id
    assert [row.why for row in house.all(AlarmRow) if "relied on was taken back" in row.why]
    must_agree(house, case)


async def test_a_link_that_ran_out_before_the_case_began_can_be_taken_back(house: House) -> None:
    await house.page.after("hello", author="rob")
    house.must(house.link("dan", "rob", expires=house.page.clock() + timedelta(days=10)))
    house.page.clock.move(days=11)
    await house.hear("{abuse serious} you lot")
    assert house.case(house.case_of("rob")).file.links == {}
    house.must(house.unlink("dan", "rob"))
    assert all(row.taken_back_at for row in house.all(LinkRow))


async def test_nobody_is_two_people_even_when_both_claims_waited(any_house: House) -> None:
    """Two claims for one account wait for a second person: one of them confirmed shuts out the other."""
    house = any_house
    await house.hear("{threat extreme} you")
    first = house.must(house.link("dan", "rob", customer="T-1")).ids[-1]
    house.page.clock.move(minutes=1)
    second = house.must(house.link("dan", "rob", customer="T-2")).ids[-1]
    hidden = linking.confirm(house.room, house.people["owen"], first, "listened to the call")
    assert "another customer, too" in hidden.why
    assert linking.confirm(house.room, house.people["owen"], second, "listened to the call").accepted
    assert "linked to somebody else" in linking.confirm(house.room, house.people["owen"], first, "and this one").why
    assert who(house, "rob").assurance is Assurance.VERIFIED
