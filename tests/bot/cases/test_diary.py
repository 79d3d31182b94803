"""What time brings: reviews, alarms, lapses, overdue appeals, links that run out. The clock is moved, never waited for."""

from bot.cases import diary
from bot.cases.book import open_book
from bot.store.case_tables import DiaryRow
from bot.store.tables import AlarmRow, TaskRow
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.orders import Order
from rules.model.case.standing import State
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House


def whys(house: House) -> str:
    return " ".join(row.why for row in house.all(AlarmRow) if row.state == "ringing")


async def test_a_review_is_asked_for_when_it_is_due_and_rings_when_it_is_overdue(any_house: House) -> None:
    house = any_house
    case, _ = await house.restricted()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    [one] = house.standing(case).restrictions
    assert {row.kind for row in house.all(DiaryRow) if row.state == "open"} == {"review", "ends", "appeal_window"}
    house.sweep(days=30)
    assert "ask_review" not in house.tasks(case)
    days = (one.review_task_due - house.page.clock().date()).days
    assert case in house.sweep(days=days)
    assert "ask_review" in house.tasks(case)
    house.sweep(days=4)
    assert "A review is overdue" in whys(house)
    rung = len(house.all(AlarmRow))
    house.sweep(minutes=5)
    assert len(house.all(AlarmRow)) == rung
    assert house.standing(case).restrictions[0].state is State.LAPSED
    house.must(house.do("helen", case, lambda by: d.Review(by, w.Outcome.CEASE)))
    assert "ask_review" not in house.tasks(case)
    must_agree(house, case)


async def test_a_task_closed_without_the_deed_is_asked_again_the_next_morning(house: House) -> None:
    case, _ = await house.restricted()
    house.sweep(days=366)
    asked = house.tasks(case)["ask_review"].id
    with house.page.database.session() as session:
        row = session.get(TaskRow, asked)
        assert row is not None
        row.state = "done"
        session.add(row)
    house.sweep(minutes=10)
    assert "ask_review" not in house.tasks(case)
    house.sweep(days=1)
    assert house.tasks(case)["ask_review"].id != asked


async def test_an_appeal_past_its_day_rings(house: House) -> None:
    case, _ = await house.restricted()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    await house.hear("{need appeal} please look at it again")
    house.sweep(days=20)
    assert "An appeal has not been decided" not in whys(house)
    house.sweep(days=15)
    assert "An appeal has not been decided" in whys(house)


async def test_a_link_that_has_run_out_says_nobody_any_more(house: House) -> None:
    case, about = await house.warned_twice_rude()
    ends = house.page.clock.moment.replace(month=12, day=1)
    house.must(house.link("dan", "rob", expires=ends))
    assert house.case(case).file.links[house.account("rob")] is Assurance.VERIFIED
    house.page.clock.moment = ends
    refused = house.propose("owen", case, about)
    assert w.Unmet.UNVERIFIED in [one.unmet for one in refused.refusals]
    house.sweep(days=1)
    assert house.case(case).file.links[house.account("rob")] is Assurance.NONE


async def test_a_case_in_which_nothing_runs_is_left_alone(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    assert house.sweep(minutes=2) in ([house.case_of("rob")], [])
    assert house.sweep(days=400) == []


async def test_the_monthly_list_names_a_review_once(house: House) -> None:
    """Whoever reads it is asked once for each date, not every morning."""
    case, restriction = await house.restricted()
    listed = Order(w.OrderKind.LIST_REVIEW, "Caution Lead", about=restriction)
    with house.page.database.write() as tx:
        book = open_book(tx, house.office, case, house.page.clock())
        assert diary._fresh(book, listed)
        assert not diary._fresh(book, listed)
