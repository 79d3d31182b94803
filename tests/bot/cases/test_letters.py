"""Letters as rows: drafted, written, read and approved by a person, sent; formal ones only to somebody verified."""

from bot.cases import letters, sending
from bot.store.case_tables import LetterRow
from rules.model.case import deeds as d
from rules.model.case import orders
from rules.model.case import words as w
from tests.bot.cases.kit import House

NOTICE = w.LetterKind.RESTRICTION_NOTICE


async def test_a_letter_is_written_approved_and_sent_in_this_order(any_house: House) -> None:
    house = any_house
    case, restriction = await house.restricted()
    owen, row = house.people["owen"], house.letter(case, NOTICE)
    assert (row.state, row.addressed, row.about) == ("draft", "person", restriction)
    assert {"reason", "action", "appeal_route", "exact_words"} <= set(row.says)
    assert "not been written yet" in sending.approve(house.room, owen, row.id).why
    assert "There is nothing in it" in sending.attach(house.room, owen, row.id, {"a.html": b""}).why
    house.must(sending.attach(house.room, owen, row.id, {"a.html": b"<p>first</p>"}))
    house.must(sending.attach(house.room, owen, row.id, {"a.html": b"<p>second</p>"}))
    assert "once a person has approved it" in sending.sent(house.room, owen, row.id).why
    house.must(sending.approve(house.room, owen, row.id))
    assert "stays as it is" in sending.attach(house.room, owen, row.id, {"a.html": b"third"}).why
    assert house.case(case).file.notices == ()
    house.must(sending.sent(house.room, owen, row.id, letters.How.BY_HAND))
    row = house.letter(case, NOTICE)
    assert (row.state, row.sent_how, row.approved_by) == ("sent", letters.How.BY_HAND, owen.id)
    assert [about for about, _ in house.case(case).file.notices] == [restriction]
    with house.page.database.read() as tx:
        assert letters.documents(tx, row) == {"document-1.html": b"<p>second</p>"}
    told = [data["what"] for kind, data in house.page.entries(case) if kind == "letter" and data["letter"] == row.id]
    assert told == ["drafted", "written", "written", "approved", "claimed_sent"]
    assert "second" not in str(house.page.entries(case))


async def test_what_staff_call_a_file_is_in_no_entry_and_none_is_lost(any_house: House) -> None:
    house = any_house
    case, _ = await house.restricted()
    owen, row = house.people["owen"], house.letter(case, NOTICE)
    files = {
        "a/Mrs Smith, 12 Invented Lane.docx": b"1",
        "b/Mrs Smith, 12 Invented Lane.docx": b"2",
        "x/letter.pdf": b"3",
    }
    house.must(sending.attach(house.room, owen, row.id, files | {"smith.smith": b"4", "ö\ud800.pdf": b"5"}))
    with house.page.database.read() as tx:
        kept = letters.documents(tx, house.letter(case, NOTICE))
        bodies = b"".join(bytes(body) for (body,) in tx.exec_driver_sql("SELECT body FROM entry").all()).lower()
    names = ("document-1.docx", "document-2.docx", "letter.pdf", "document-4", "document-5.pdf")
    assert kept == dict(zip(names, (b"1", b"2", b"3", b"4", b"5"), strict=True))
    assert b"smith" not in bodies
    assert b"invented" not in bodies


async def test_an_acknowledgement_starts_no_time_to_appeal(house: House) -> None:
    case, _ = await house.restricted()
    await house.hear("{need appeal} look at it again")
    row = house.letter(case, w.LetterKind.APPEAL_ACKNOWLEDGEMENT)
    owen = house.people["owen"]
    house.must(sending.attach(house.room, owen, row.id, {"a.html": b"we have it"}))
    house.must(sending.approve(house.room, owen, row.id))
    house.must(sending.sent(house.room, owen, row.id))
    assert house.case(case).file.notices == ()


async def test_a_formal_letter_to_nobody_verified_is_not_drafted(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    case = house.case_of("rob")
    now = house.page.clock()
    with house.page.database.write() as tx:
        assert letters.draft(tx, case, orders.Draft(NOTICE, frozenset()), "pr_1", now) is None
        assert letters.draft(tx, case, orders.Draft(w.LetterKind.WARNING, frozenset()), "w_1", now) is not None
    [row] = house.all(LetterRow)
    assert (row.kind, row.addressed) == ("warning", "account")


async def test_drafting_again_drops_the_draft_before_it(house: House) -> None:
    case, restriction = await house.restricted()
    with house.page.database.write() as tx:
        letters.draft(tx, case, orders.Draft(NOTICE, frozenset({w.Says.REASON})), restriction, house.page.clock())
    states = [row.state for row in house.letters(case) if row.kind == NOTICE.value]
    assert states == ["dropped", "draft"] or states == ["draft", "dropped"]


async def test_a_notice_waits_for_the_letter(house: House) -> None:
    case, _ = await house.restricted()
    refused = sending.notice(house.room, house.people["owen"], case)
    assert "has been approved" in refused.why
    assert house.case(case).file.notices == ()
    pending = sending.notice(house.room, house.people["owen"], case, about="pr_none")
    assert [one.unmet for one in pending.refusals] == [w.Unmet.NOTHING_PENDING]
    house.must(house.do("helen", case, lambda by: d.Review(by, w.Outcome.CEASE)))
    assert house.letter(case, w.LetterKind.LIFTING).state == "draft"
