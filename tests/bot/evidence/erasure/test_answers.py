"""What was said stands in the answers to it too: erasing reaches these copies, and nobody else's own evidence."""

from pathlib import Path

import pytest

from bot.compose import judging
from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.evidence.erasure import register, retention, scour
from bot.evidence.erasure.retention import Plan
from bot.evidence.verify import verify
from bot.explaining import explained
from bot.settings import RetentionSettings
from bot.store.tables import Payload as PayloadRow
from rules.model.erasure import ErasureReason
from tests.bot.cases.kit import House
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.evidence.erasure.test_retention import settle
from tests.bot.pipeline.kit import After, Page

REQUEST = ErasureReason.REQUEST
WORDS = "zanzibar quokka trombone"
ANSWER = "marmalade, if you ask me"
OURS = "The lift is mended on Monday, says the landlord"


async def answered(page: Page) -> tuple[After, After]:
    """What Nora said, and Rob's answer, which brought her words along."""
    nora = await page.after(WORDS, author="nora")
    rob = await page.after(ANSWER, author="rob.terrace", parent=nora.row.ref, parent_text=WORDS)
    return nora, rob


async def test_the_copy_in_an_answer_goes_and_the_answer_stays(any_page: Page, tmp_path: Path) -> None:
    nora, rob = await answered(any_page)
    ours = await any_page.after("at last", author="amy", parent="our-post", parent_text=OURS)
    dee = officer(any_page.database, any_page.clock)

    done = erasing.erase(any_page.database, any_page.clock, dee, nora.id, REQUEST)

    assert still_there(any_page.database, WORDS) == set()
    assert {table for table, _, _ in still_there(any_page.database, ANSWER)} == {"content"}
    assert still_there(any_page.database, OURS), "the landlord's own post stays"
    assert verify(any_page.database).ok
    assert any_page.entries(rob.id)[-1][1]["only"] == ["parent_text"]
    assert any_page.kinds(ours.id)[-1] != "erased"
    told = explained(any_page.database, rob.id, judging("derby-2024", dict(any_page.settings)))
    assert told.text == ANSWER
    assert told.erased is not None
    assert "Its own words stay" in told.erased
    if any_page.database.is_sqlite:
        assert scour.after(any_page.database, tmp_path, [done], any_page.clock).clean


async def test_the_record_says_so_of_no_more_than_the_copy(any_page: Page) -> None:
    nora, rob = await answered(any_page)
    dee = officer(any_page.database, any_page.clock)
    erasing.erase(any_page.database, any_page.clock, dee, nora.id, REQUEST)
    with any_page.database.write() as tx:
        tx.exec_driver_sql(f"DELETE FROM content WHERE seq = {rob.row.text_seq} AND field = 'text'")
    assert verify(any_page.database).wrong.startswith(f"entry {rob.row.text_seq}: private fields of it are gone")


async def test_an_older_copy_loses_the_answers_copy_too(page: Page, tmp_path: Path) -> None:
    nora, _ = await answered(page)
    before = {row.n: bytes(row.body) for row in payloads(page)}
    assert sum(WORDS.encode() in body for body in before.values()) == 2
    dee = officer(page.database, page.clock)
    register.path(tmp_path).parent.mkdir()
    line = f'{{"about":"{nora.id}","at":"2026-11-23T09:00:00.000Z","erasure":"x_1","reason":"request","seq":9}}\n'
    register.path(tmp_path).write_text(line)
    erasing.hold(page.database, page.clock, dee, page.of(nora.row.ref).id, "a claim")
    assert len(register.replay(tmp_path, page.database, page.clock())) == 1
    assert still_there(page.database, WORDS) == set()
    assert verify(page.database).ok


async def test_a_hold_on_the_answer_holds_its_copy(any_page: Page) -> None:
    nora, rob = await answered(any_page)
    dee = officer(any_page.database, any_page.clock)
    erasing.hold(any_page.database, any_page.clock, dee, rob.row.account_id, "a claim")
    with pytest.raises(Refused, match=f"{rob.row.account_id} is under legal hold"):
        erasing.erase(any_page.database, any_page.clock, dee, nora.id, REQUEST)


async def test_the_retention_run_waits_for_an_answer_that_a_case_rests_on(house: House) -> None:
    page = house.page
    nora = await page.after(WORDS, author="nora")
    alone = await page.after("thank you for the bins", author="nora")
    case, _ = await house.warned_twice_rude("zelda")
    rude = await house.hear("{abuse serious} you lot", "zelda", parent=nora.row.ref, parent_text=WORDS)
    settle(page)
    page.clock.move(days=31)
    plan = planned(page)
    assert [one.target.about for one in plan.due] == [alone.id]
    (kept,) = [one for one in plan.kept if one.about == nora.id]
    assert f"an answer to it holds its words: the case {case} rests on {rude.id}" in kept.why


async def test_a_payload_that_also_holds_somebody_elses_comment_is_not_emptied(any_page: Page) -> None:
    one = await any_page.after(WORDS, author="zelda")
    other = await any_page.after("thank you for the bins", author="amy")
    n = one.row.payload_n
    with any_page.database.write() as tx:
        tx.exec_driver_sql(f"UPDATE interaction SET payload_n = {n} WHERE id = '{other.id}'")
    dee = officer(any_page.database, any_page.clock)

    with pytest.raises(Refused, match=rf"its payload {n} also holds {one.id}, which stays \(payload:{n} erases both\)"):
        erasing.erase(any_page.database, any_page.clock, dee, other.id, REQUEST)

    assert {row.n: row.state for row in payloads(any_page)}[n] == "judged"
    erasing.erase(any_page.database, any_page.clock, dee, f"payload:{n}", REQUEST)
    assert still_there(any_page.database, WORDS, one.row.ref) == set()
    assert still_there(any_page.database, other.row.ref) == {("payload", "body", other.row.ref)}, "its own, given above"
    assert any_page.kinds(other.id)[-1] == any_page.kinds(one.id)[-1] == "erased"
    assert verify(any_page.database).ok


def payloads(page: Page) -> list[PayloadRow]:
    return page.rows(PayloadRow)


def planned(page: Page) -> Plan:
    with page.database.read() as tx:
        return retention.plan(tx, RetentionSettings(), retention.channel_terms(tx), page.clock())
