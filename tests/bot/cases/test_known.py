"""What the comment path is told of the accounts it hears."""

from bot.cases.known import known
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import words as w
from tests.bot.cases.kit import House


async def test_most_accounts_are_not_in_it(house: House) -> None:
    await house.hear("thank you")
    with house.page.database.read() as tx:
        assert known(tx, [house.account("rob"), "u_nobody"], house.page.clock()) == {}


async def test_who_holds_it_and_what_stands_in_the_case(house: House) -> None:
    case, restriction = await house.restricted()
    house.must(house.do("owen", case, d.Liaise))
    house.must(house.do("owen", case, d.RecordExhausted))
    house.must(house.do("owen", case, lambda by: d.RecordAdjustment(by, frozenset({w.RestrictionKind.WRITING_ONLY}))))
    await house.hear("hello", author="ann")
    house.must(house.link("dan", "ann", customer="T-2002"))
    with house.page.database.read() as tx:
        found = known(tx, [house.account("rob"), house.account("ann")], house.page.clock())
        later = known(tx, [house.account("rob")], house.page.clock.move(days=500))
    rob, ann = found[house.account("rob")], found[house.account("ann")]
    assert rob.identity.assurance is Assurance.VERIFIED
    assert [one.id for one in rob.restrictions] == [restriction]
    assert [one.form for one in rob.warnings] == [w.WarningForm.LETTER]
    assert (rob.exhausted, rob.liaised_at is not None, rob.case_id) == (True, True, case)
    assert rob.ruled_out == {w.RestrictionKind.WRITING_ONLY}
    assert (ann.identity.assurance, ann.case_id, ann.restrictions) == (Assurance.VERIFIED, None, ())
    assert later[house.account("rob")].restrictions == ()
