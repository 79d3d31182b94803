"""Two programs at once on one database: what only one may do is done once, with the entries of one."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.cases import sending
from bot.cases.room import CaseRoom, Done
from bot.evidence.verify import verify
from bot.people import linking
from bot.people.linking import Check
from bot.store.case_tables import ApprovalRow, LinkRow, RestrictionRow
from bot.store.database import Database
from rules.model.case import deeds as d
from rules.model.case import words as w
from tests.bot.cases.kit import House

pytestmark = pytest.mark.slow


def both(house: House, *deeds: Callable[[CaseRoom], Done]) -> list[Done]:
    """Each deed through a database of its own, as in a process of its own, begun in the same moment."""
    start = Barrier(len(deeds))
    url = house.page.database.engine.url.render_as_string(hide_password=False)

    def one(deed: Callable[[CaseRoom], Done]) -> Done:
        database = Database(url)
        try:
            start.wait()
            return deed(CaseRoom(database, house.page.clock, house.office))
        finally:
            database.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


async def test_one_restriction_of_one_proposal(any_house: House) -> None:
    house = any_house
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    house.must(house.propose("owen", case, about))
    helen = house.people["helen"]
    done = both(house, *[lambda room: room.do(helen, case, d.Approve)] * 4)
    assert Counter(one.accepted for one in done) == {True: 1, False: 3}
    assert (len(house.all(ApprovalRow)), len(house.all(RestrictionRow))) == (1, 1)
    assert len(house.case(case).file.restrictions) == 1
    assert verify(house.page.database).ok


async def test_one_customer_of_one_account(any_house: House) -> None:
    house = any_house
    await house.hear("{abuse serious} you lot")
    dan, account = house.people["dan"], house.account("rob")

    def as_customer(ref: str) -> Callable[[CaseRoom], Done]:
        return lambda room: linking.link(room, dan, [account], Check(ref, "called back", "call note 77"))

    done = both(house, as_customer("T-1"), as_customer("T-2"), as_customer("T-3"))
    assert Counter(one.accepted for one in done) == {True: 1, False: 2}
    assert len(house.all(LinkRow)) == 1
    assert verify(house.page.database).ok


async def test_a_letter_goes_out_once(any_house: House) -> None:
    house = any_house
    case, restriction = await house.restricted()
    owen, row = house.people["owen"], house.letter(case, w.LetterKind.RESTRICTION_NOTICE)
    house.must(sending.attach(house.room, owen, row.id, {"letter.html": b"<p>Dear ...</p>"}))
    approved = both(house, *[lambda room: sending.approve(room, owen, row.id)] * 2)
    assert Counter(one.accepted for one in approved) == {True: 1, False: 1}
    went = both(house, *[lambda room: sending.sent(room, owen, row.id)] * 2)
    assert Counter(one.accepted for one in went) == {True: 1, False: 1}
    assert [about for about, _ in house.case(case).file.notices] == [restriction]
    told = [data["what"] for kind, data in house.page.entries(case) if kind == "letter" and data["letter"] == row.id]
    assert told == ["drafted", "written", "approved", "claimed_sent"]
