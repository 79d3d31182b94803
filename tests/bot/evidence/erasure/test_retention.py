"""What need not be kept goes by the landlord's periods; what somebody needs, holds or works on stays."""

from pathlib import Path

import pytest

from bot.desk import erasing
from bot.evidence.erasure import retention
from bot.evidence.erasure.keeper import Keeper, at_once
from bot.evidence.erasure.retention import Plan
from bot.evidence.verify import verify
from bot.settings import Periods, RetentionSettings
from bot.store.tables import Channel
from rules.model.erasure import ErasureReason
from tests.bot.cases.kit import House
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.pipeline.kit import CHANNEL, Page

PERIODS = RetentionSettings()


def planned(page: Page, settings: RetentionSettings = PERIODS) -> Plan:
    with page.database.read() as tx:
        return retention.plan(tx, settings, retention.channel_terms(tx), page.clock())


def due(page: Page, settings: RetentionSettings = PERIODS) -> dict[str, str]:
    return {one.target.about: one.reason.value for one in planned(page, settings).due}


def choose(page: Page, terms: str) -> None:
    with page.database.session() as session:
        row = session.get(Channel, CHANNEL)
        assert row is not None
        row.settings = {"when_removed": terms}


async def test_a_lawful_comment_goes_after_thirty_days_and_not_a_day_sooner(any_page: Page) -> None:
    after = await any_page.after("thank you for the new bins", author="zelda")
    any_page.clock.move(days=29, hours=23)
    assert due(any_page) == {}
    any_page.clock.move(hours=2)
    assert due(any_page) == {after.id: "retention"}


async def test_periods_are_the_landlords_and_may_differ_by_policy(any_page: Page) -> None:
    after = await any_page.after("thank you for the new bins", author="zelda")
    any_page.clock.move(days=8)
    assert due(any_page, RetentionSettings(lawful_days=7)) == {after.id: "retention"}
    longer = RetentionSettings(lawful_days=7, packs={"derby-2024": Periods(lawful_days=90)})
    assert due(any_page, longer) == {}


async def test_a_lawful_comment_goes_when_its_author_takes_it_away(any_page: Page) -> None:
    after = await any_page.after("my number is on the door", author="zelda")
    any_page.world.delete(after.row.ref)
    await any_page.hear()
    assert due(any_page) == {after.id: "removed_by_author"}


async def test_a_need_stays_while_it_is_open_and_shortly_after(any_page: Page) -> None:
    after = await any_page.after("{need repair} the boiler", author="zelda")
    any_page.clock.move(days=400)
    plan = planned(any_page)
    assert plan.due == []
    assert [kept.about for kept in plan.kept] == [after.id]
    assert f"the need {after.needs[0].reference} is open" in plan.kept[0].why
    settle(any_page)
    assert due(any_page) == {after.id: "retention"}
    assert due(any_page, RetentionSettings(unactioned_days=500)) == {}


async def test_a_hold_stops_it_and_the_dry_run_says_so(any_page: Page) -> None:
    after = await any_page.after("thank you for the new bins", author="zelda")
    other = await any_page.after("and for the lights", author="amy")
    dee = officer(any_page.database, any_page.clock)
    erasing.hold(any_page.database, any_page.clock, dee, after.row.account_id, "a claim")
    any_page.clock.move(days=31)
    plan = planned(any_page)
    assert [one.target.about for one in plan.due] == [other.id]
    assert [(kept.about, kept.why) for kept in plan.kept] == [
        (after.id, (f"{after.row.account_id} is under legal hold",))
    ]


async def test_platform_terms_take_what_was_removed_whatever_was_found_in_it(any_page: Page) -> None:
    after = await any_page.after("{abuse serious} you lot", author="zelda")
    settle(any_page)
    any_page.world.delete(after.row.ref)
    await any_page.hear()
    assert due(any_page) == {}, "the channel's setting is keep"
    choose(any_page, "erase_after_24h")
    assert due(any_page) == {}
    any_page.clock.move(hours=23)
    settle(any_page)
    assert due(any_page) == {after.id: "platform_terms"}


async def test_a_case_keeps_its_comments_until_its_own_time_is_over(any_house: House) -> None:
    case, comments = await any_house.warned_twice_rude("zelda")
    page = any_house.page
    page.clock.move(days=1000)
    settle(page)
    plan = planned(page)
    assert plan.due == []
    assert {kept.about for kept in plan.kept} >= set(comments)
    assert all(f"the case {case} rests on it" in " ".join(kept.why) for kept in plan.kept if kept.about in comments)
    page.clock.move(days=1300)
    assert due(page) == {case: "retention"}
    erase_due(page)
    assert set(due(page)) == set(comments)
    erase_due(page)
    assert verify(page.database).ok
    assert any_house.case(case).facts


async def test_after_its_case_and_comments_an_account_goes_too_with_its_customer(any_house: House) -> None:
    await any_house.warned_twice_rude("zelda")
    await any_house.hear("thank you for the bins", "zelda-at-work")
    any_house.must(any_house.link("dan", "zelda", "zelda-at-work", customer="T-90210"))
    page = any_house.page
    settle(page)
    page.clock.move(days=2180)
    assert forgotten(page) == [], "a case is kept"
    page.clock.move(days=120)
    for _ in range(3):
        erase_due(page)
    assert len(forgotten(page)) == 2
    with page.database.write() as tx:
        retention.erase(tx, retention.forgotten_accounts(tx, PERIODS, page.clock()), "", page.clock())
    assert still_there(page.database, "zelda", "T-90210") == set()
    assert forgotten(page) == []
    assert verify(page.database).ok


@pytest.mark.parametrize("why", ["hold", "link", "case"])
async def test_an_account_stays_while_a_hold_a_link_or_a_case_needs_it(house: House, why: str) -> None:
    case, _ = await house.warned_twice_rude("zelda")
    page, account = house.page, house.account("zelda")
    settle(page)
    page.clock.move(days=2300)
    if why == "hold":
        erasing.hold(page.database, page.clock, officer(page.database, page.clock), account, "a claim")
    for _ in range(3 if why != "case" else 0):
        erase_due(page)
    if why == "link":
        house.must(house.link("dan", "zelda", customer="T-90210"))
    with page.database.write() as tx:
        assert retention.erase(tx, retention.forgotten_accounts(tx, PERIODS, page.clock()), "", page.clock()) == []
    assert still_there(page.database, "zelda")
    if why == "hold":
        assert f"{account} is under legal hold" in {why for one in planned(page).kept for why in one.why}
        assert case not in due(page), "what is held about somebody includes their case"


async def test_the_part_of_the_house_erases_searches_in_the_window_and_forgets_the_account(
    page: Page, tmp_path: Path
) -> None:
    after = await page.after("thank you for the new bins quokka", author="zelda-of-flat-9")
    kept = await page.after("{need repair} the boiler", author="amy")
    keeper = Keeper(tmp_path, page.database, page.writer, PERIODS, page.clock)
    assert await keeper.step() == 0
    page.clock.move(days=31)
    assert await keeper.step() == 2, "the comment, then the account"
    assert still_there(page.database, "quokka", "zelda-of-flat-9", after.row.ref) == set()
    assert still_there(page.database, "amy") != set()
    assert page.of(kept.row.ref).id == kept.id
    assert page.kinds()[-1] == "erasure_searched"
    assert (tmp_path / "backups" / "erasures.register").read_text().count("\n") == 2
    assert await keeper.step() == 0
    assert verify(page.database).ok


async def test_the_command_line_runs_it_at_once(page: Page, tmp_path: Path) -> None:
    await page.after("thank you for the new bins quokka", author="zelda")
    page.clock.move(days=31)
    done, found = at_once(page.database, tmp_path, PERIODS, "s_dee", page.clock)
    assert len(done) == 2
    assert found.clean, str(found)
    assert {one.reason for one in done} == {ErasureReason.RETENTION}


def forgotten(page: Page) -> list[str]:
    with page.database.read() as tx:
        return [one.target.about for one in retention.forgotten_accounts(tx, PERIODS, page.clock())]


def erase_due(page: Page) -> None:
    with page.database.write() as tx:
        retention.erase(tx, planned(page).due, "", page.clock())


def settle(page: Page) -> None:
    """Everything that was asked of people is done."""
    with page.database.write() as tx:
        tx.exec_driver_sql("UPDATE task SET state = 'done'")
        tx.exec_driver_sql("UPDATE need SET state = 'closed'")
        tx.exec_driver_sql("UPDATE decision SET desk = 'done'")
        tx.exec_driver_sql("UPDATE action SET state = 'declined' WHERE state IN ('proposed', 'queued')")
        tx.exec_driver_sql("UPDATE letter SET state = 'dropped' WHERE state <> 'sent'")


pytestmark = pytest.mark.timeout(120)
