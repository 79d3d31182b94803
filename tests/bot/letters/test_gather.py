"""From a real case to its letters: the words, dates and people of the case, and nothing of anybody nobody confirmed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import col, delete

from bot.letters.gather import Typed, Writing, gather
from bot.letters.landlord import landlord
from bot.letters.letter import Letter, Recipient, Signatory
from bot.letters.page import page
from bot.letters.parts import Incomplete
from bot.letters.sample import INVENTED
from bot.letters.subject import NoSubject, subject
from bot.store.tables import Content
from rules.calendar import add_months, last_day_for_customer, london_date
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.case.casefile import Casefile
from tests.bot.cases.kit import House

TO = Recipient("Rob Invented", ("1 Example Street",))
TYPED = Typed(
    TO, reason="A colleague was afraid.", details="Your contact is Dan, 0000 000 0006.", sanction="One contact"
)


def gathered(house: House, case: str, kind: w.LetterKind, typed: Typed = TYPED) -> Letter:
    writing = Writing(house.office, landlord("Example Homes", INVENTED), Signatory("Helen", "Head of Service"))
    with house.page.database.read() as tx:
        return gather(tx, writing, house.letter(case, kind), typed, house.page.clock())


async def test_a_restriction_notice_of_a_real_case(house: House) -> None:
    case, restriction = await house.restricted()
    letter = gathered(house, case, w.LetterKind.RESTRICTION_NOTICE)
    today = london_date(house.page.clock())
    assert letter.terms is not None
    assert (letter.terms.start, letter.terms.ends) == (today, add_months(today, 12))
    assert letter.policy.appeal.until == last_day_for_customer(today, 20)
    assert [said.words for said in letter.said] == ["{abuse serious} you lot", "{abuse serious} still you lot"]
    assert letter.said[0].at < letter.said[1].at
    assert letter.reference.startswith("l_")
    text = page(letter)
    assert "Rob Invented" in text
    assert "Your contact is Dan" in text
    assert restriction not in text


async def test_the_last_date_counts_from_the_day_it_goes_out(house: House) -> None:
    case, _ = await house.restricted()
    later = Typed(TO, goes_out=date(2026, 12, 24))
    letter = gathered(house, case, w.LetterKind.RESTRICTION_NOTICE, later)
    assert letter.date == date(2026, 12, 24)
    assert letter.policy.appeal.until == date(2027, 1, 26)


async def test_a_warning_to_an_account_names_nobody(house: House) -> None:
    case, _ = await house.warned_twice_rude()
    letter = gathered(house, case, w.LetterKind.WARNING, Typed(TO, sanction="x", figures="x", reason="x"))
    ours = {w.Says.DURATION, w.Says.REVIEW_PERIOD, w.Says.REMAINING_CHANNEL}
    text = page(replace(letter, parts=letter.parts - ours))  # the kit's warnings claim every part there is
    assert letter.to.address == ()
    assert "the holder of the account" in letter.to.name
    assert "Rob Invented" not in text
    assert "1 Example Street" not in text


async def test_an_appeal_is_acknowledged_and_decided(house: House) -> None:
    case, _ = await house.restricted()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    await house.hear("{need appeal} please look at it again")
    received = gathered(house, case, w.LetterKind.APPEAL_ACKNOWLEDGEMENT)
    assert received.appeal is not None
    assert received.appeal.on == london_date(house.page.clock())
    assert "We have your request" in page(received)
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.STANDS)))
    outcome = gathered(house, case, w.LetterKind.APPEAL_OUTCOME)
    assert outcome.outcome is w.Outcome.STANDS
    assert "the decision stands" in page(outcome)


async def test_the_formats_of_a_recorded_adjustment_are_honoured(house: House) -> None:
    case, about = await house.warned_twice_rude()
    house.must(house.link("dan", "rob"))
    note = {"note": "Asked for LARGE PRINT and an audio copy of every letter."}
    house.must(house.do("owen", case, d.RecordAdjustment, private=note))
    house.must(house.propose("owen", case, about))
    house.must(house.do("helen", case, d.Approve))
    letter = gathered(
        house, case, w.LetterKind.RESTRICTION_NOTICE, Typed(TO, "Why.", "Dan", formats=("audio", "a call"))
    )
    assert letter.formats == ("large print", "audio", "a call")
    assert letter.large
    assert letter.other_formats == ("audio", "a call")
    assert "font-size: 18pt" in page(letter)


async def test_words_that_were_erased_are_missed_by_name(house: House) -> None:
    case, _ = await house.restricted()
    with house.page.database.write() as tx:
        tx.execute(delete(Content).where(col(Content.field) == "text"))
    with pytest.raises(Incomplete, match="the part exact_words"):
        page(gathered(house, case, w.LetterKind.RESTRICTION_NOTICE))


async def test_what_a_person_must_say_is_missed_by_name(house: House) -> None:
    case, _ = await house.restricted()
    with pytest.raises(Incomplete, match="the part reason, the part remaining_channel"):
        page(gathered(house, case, w.LetterKind.RESTRICTION_NOTICE, Typed(TO)))


def test_an_unknown_subject_is_one_line() -> None:
    with pytest.raises(NoSubject, match="nothing in this case goes by the name x_1"):
        subject(Casefile(), "x_1")
