"""What of a pack stands in its letters: the last date, who decides, the ombudsman of today."""

from datetime import date

import pytest

from bot.letters.policy import NotOffered, Sending, policy, possible, right_of_appeal, terms
from bot.letters.sample import NoSuchLetter, sample
from rules.calendar import Calendar, Division
from rules.model.case.words import LetterKind, RestrictionKind
from tests.rules.packs import NAMES, pack

CLOSED = frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)})
DATES = (date(2026, 11, 30), date(2027, 5, 30), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("sent", "until"),
    [
        (Sending(date(2026, 11, 30)), date(2026, 12, 30)),
        (Sending(date(2026, 11, 30), Calendar(closures=CLOSED)), date(2027, 1, 5)),
        (Sending(date(2026, 11, 30), Calendar(served_after=2)), date(2027, 1, 4)),
        (Sending(date(2026, 11, 27)), date(2026, 12, 29)),
        (Sending(date(2026, 11, 27), Calendar(Division.SCOTLAND)), date(2026, 12, 30)),
    ],
)
def test_the_last_date_follows_the_landlords_calendar(sent: Sending, until: date) -> None:
    assert right_of_appeal(pack("derby-2024"), sent).until == until


def test_a_pack_without_a_limit_has_no_last_date() -> None:
    right = right_of_appeal(pack("watford"), Sending(date(2026, 11, 30)))
    assert (right.until, right.decided_within) == (None, None)


@pytest.mark.parametrize("name", NAMES)
def test_who_decides_are_posts_of_the_pack(name: str) -> None:
    right = right_of_appeal(pack(name), Sending(date(2026, 11, 30)))
    assert set(right.decided_by) <= set(pack(name).roles)
    assert right.sent_to


def test_the_ombudsman_is_the_one_of_the_policy_in_force_today() -> None:
    old, new = pack("derby-2020"), pack("derby-2024")
    other = old.model_copy(update={"appeal": old.appeal.model_copy(update={"ombudsman": "Local Government Ombudsman"})})
    told = policy(other, new, [old.clauses[0].id], Sending(date(2026, 11, 30)))
    assert told.ombudsman == new.appeal.ombudsman
    assert told.title == old.title
    assert [clause.summary for clause in told.clauses] == [old.clauses[0].summary]


def test_terms_say_what_the_pack_leaves_open() -> None:
    found = terms(pack("derby-2024"), RestrictionKind.LETTER_ONLY, DATES, "details")
    assert found.leaves == "Letters by post."
    assert (found.start, found.ends, found.review_on, found.details) == (*DATES, "details")


def test_a_restriction_that_the_pack_does_not_offer_is_refused() -> None:
    with pytest.raises(NotOffered, match="derby-2024 has no restriction 'all_channels'"):
        terms(pack("derby-2024"), RestrictionKind.ALL_CHANNELS, DATES)
    assert possible(pack("house-rules")) == ()


def test_a_pack_without_formal_action_has_no_formal_letters() -> None:
    with pytest.raises(NoSuchLetter, match="house-rules knows no formal action"):
        sample(pack("house-rules"), [], LetterKind.RESTRICTION_NOTICE)
