"""Erasing a comment or an account takes every word, name and reference; every proof and replay stays right."""

import pytest

from bot.cases import letters
from bot.cases.view import shown
from bot.compose import judging
from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.evidence.verify import verify
from bot.explaining import explained
from rules.model.erasure import ErasureReason
from rules.model.staff import Role
from tests.bot.cases.kit import House
from tests.bot.evidence.erasure.kit import officer, still_there
from tests.bot.pipeline.kit import Page

REQUEST = ErasureReason.REQUEST
WORDS = "zanzibar quokka trombone"


async def test_a_comment_goes_with_its_versions_salts_payload_and_references(any_page: Page) -> None:
    after = await any_page.after(WORDS, author="zelda")
    kept = await any_page.after("the lift is fine", author="amy")
    salts = _salts(any_page, after.id)
    dee = officer(any_page.database, any_page.clock)
    before = verify(any_page.database)

    done = erasing.erase(any_page.database, any_page.clock, dee, after.id, REQUEST)

    assert still_there(any_page.database, WORDS, after.row.ref) == set()
    assert not salts & _salts(any_page, after.id)
    assert salts <= set(done.remains)
    assert still_there(any_page.database, "the lift is fine", kept.row.ref) != set()
    found = verify(any_page.database)
    assert found.ok
    assert (found.erased - before.erased, found.entries) == (done.fields, before.entries + 1)
    assert done.fields >= 2
    told = explained(any_page.database, after.id, judging("derby-2024", dict(any_page.settings)))
    assert told.text is None
    assert told.replayed is True
    assert told.erased is not None
    assert "the person asked for it" in told.erased
    assert told.happened[-1].kind == "erased"
    assert explained(any_page.database, kept.id, judging("derby-2024", dict(any_page.settings))).erased is None


async def test_every_version_of_an_edited_comment_goes(any_page: Page) -> None:
    ref = any_page.say(WORDS, author="zelda")
    await any_page.hear()
    first = any_page.of(ref)
    any_page.world.edit(ref, "xylophone marmalade")
    await any_page.hear()
    second = any_page.of(ref)
    assert first.id != second.id
    dee = officer(any_page.database, any_page.clock)
    erasing.erase(any_page.database, any_page.clock, dee, first.id, REQUEST)
    assert still_there(any_page.database, WORDS, "xylophone", ref) == set()
    assert any_page.kinds(second.id)[-1] == "erased"


async def test_an_account_goes_with_its_cases_letters_links_and_the_customer(any_house: House) -> None:
    case, _ = await any_house.warned_twice_rude("zelda")
    any_house.must(any_house.link("dan", "zelda", customer="T-90210"))
    page, account = any_house.page, any_house.account("zelda")
    dee = officer(page.database, page.clock)
    with pytest.raises(Refused, match=r"still has something to do about it|its case is still at work"):
        erasing.erase(page.database, page.clock, dee, account, REQUEST)
    _settle(any_house)

    erasing.erase(page.database, page.clock, dee, account, REQUEST)

    assert still_there(page.database, "zelda", "T-90210", "call note 77", "you lot") == set()
    assert verify(page.database).ok
    assert any_house.case(case).facts, "what happened stays, as codes"


async def test_a_case_loses_its_letters_and_reasons_and_can_still_be_read(any_house: House) -> None:
    case, _ = await any_house.restricted("zelda")
    page = any_house.page
    with page.database.write() as tx:
        written = letters.waiting_to_be_written(tx)
        for letter in written:
            letters.commit(tx, letter, {"letter.html": b"<p>Dear Zelda, quokka trombone</p>"}, page.clock())
    assert written
    dee = officer(page.database, page.clock)
    _settle(any_house)
    with pytest.raises(Refused, match="a restriction is in force"):
        erasing.erase(page.database, page.clock, dee, case, REQUEST)
    page.clock.move(days=500)  # it has ended

    erasing.erase(page.database, page.clock, dee, case, REQUEST)

    assert still_there(page.database, "quokka", "words of the grounds") == set()
    with page.database.read() as tx:
        assert [letters.documents(tx, row) for row in letters.of_case(tx, [case])] == [{}] * len(written)
        told = shown(tx, any_house.office, case, page.clock())
    assert [line["what"] for line in told["timeline"]]
    assert {line["reason"] for line in told["timeline"]} == {""}
    assert verify(page.database).ok


async def test_a_legal_hold_refuses_whoever_asks_and_the_database_refuses_too(any_page: Page) -> None:
    after = await any_page.after(WORDS, author="zelda")
    database, clock = any_page.database, any_page.clock
    dee = officer(database, clock)
    erasing.hold(database, clock, dee, after.row.account_id, "a claim is before the court")
    with pytest.raises(Refused, match="is under legal hold"):
        erasing.erase(database, clock, dee, after.id, REQUEST)
    with pytest.raises(Exception, match="it is under legal hold: DELETE refused"), database.write() as tx:
        tx.exec_driver_sql(f"DELETE FROM content WHERE owner = '{after.id}'")
    with pytest.raises(Exception, match="stays on record"), database.write() as tx:
        tx.exec_driver_sql("DELETE FROM legal_hold")
    assert [row.about for row in erasing.holds(database)] == [after.row.account_id]

    erasing.lift(database, clock, dee, after.row.account_id, "the claim was settled")

    assert erasing.holds(database) == []
    erasing.erase(database, clock, dee, after.id, REQUEST)
    assert still_there(database, WORDS) == set()


async def test_the_reasons_of_a_lifted_hold_go_with_what_it_held(any_page: Page) -> None:
    after = await any_page.after(WORDS, author="zelda")
    database, clock, account = any_page.database, any_page.clock, after.row.account_id
    dee = officer(database, clock)
    other = (await any_page.after("thank you for the bins", author="amy")).row.account_id
    held = erasing.hold(database, clock, dee, account, "claim of Zelda Marsh, born 1970")
    erasing.lift(database, clock, dee, account, "Zelda Marsh settled")
    erasing.hold(database, clock, dee, other, "claim of Amy Pond")

    done = erasing.erase(database, clock, dee, account, REQUEST)

    assert still_there(database, "Zelda Marsh") == set()
    assert still_there(database, "Amy Pond") != set()
    assert b"Zelda Marsh settled" in done.remains
    assert any_page.kinds(held) == ["hold", "hold", "erased"]
    assert verify(database).ok


async def test_only_data_protection_erases_and_only_for_a_reason_of_its_own(any_page: Page) -> None:
    after = await any_page.after(WORDS, author="zelda")
    database, clock = any_page.database, any_page.clock
    mo = officer(database, clock, "mo", Role.APPROVER)
    dee = officer(database, clock)
    with pytest.raises(Refused, match="Your roles do not allow this"):
        erasing.erase(database, clock, mo, after.id, REQUEST)
    with pytest.raises(Refused, match="retention run"):
        erasing.erase(database, clock, dee, after.id, ErasureReason.RETENTION)
    with pytest.raises(Refused, match="nothing on record"):
        erasing.erase(database, clock, dee, "i_none", REQUEST)
    assert still_there(database, WORDS) != set()


async def test_a_need_that_is_open_is_not_erased(any_page: Page) -> None:
    after = await any_page.after(f"{{need repair}} {WORDS}", author="zelda")
    dee = officer(any_page.database, any_page.clock)
    with pytest.raises(Refused, match=f"the need {after.needs[0].reference} is open"):
        erasing.erase(any_page.database, any_page.clock, dee, after.id, REQUEST)


def _salts(page: Page, owner: str) -> set[bytes]:
    with page.database.read() as tx:
        rows = tx.exec_driver_sql(f"SELECT salt FROM content WHERE owner = '{owner}'")
        return {bytes(salt) for salt in rows.scalars()}


def _settle(house: House) -> None:
    """Everything that was asked of people is done."""
    with house.page.database.write() as tx:
        tx.exec_driver_sql("UPDATE task SET state = 'done'")
        tx.exec_driver_sql("UPDATE decision SET desk = 'done'")
        tx.exec_driver_sql("UPDATE need SET state = 'closed'")
        tx.exec_driver_sql("UPDATE action SET state = 'declined' WHERE state IN ('proposed', 'queued')")
        tx.exec_driver_sql("UPDATE letter SET state = 'dropped' WHERE state <> 'sent'")
        tx.exec_driver_sql("UPDATE proposal SET state = 'declined' WHERE state = 'pending'")
