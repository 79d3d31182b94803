"""A period longer than the standard one: agreed by some, signed by another, told anew."""

from datetime import date

from rules.model.case import facts as f
from rules.model.case.deeds import PERMANENT, AgreeLonger, Approve, SignLonger
from rules.model.case.words import LetterKind, OrderKind, Outcome, Person, Unmet
from tests.rules.casework.landlord import (
    BOARD,
    CHIEF,
    DIRECTOR,
    LEADS,
    OFFICER,
    Story,
    clauses,
    day,
    proposal,
    why,
)


def running(months: int = 12) -> Story:
    """A restriction in force since day 7, for which so many months were proposed."""
    story = Story()
    story.does(proposal(months=months))
    for by in (CHIEF, LEADS[0], LEADS[1]):
        assert story.does(Approve(by), 7).accepted
    return story


def sign(months: int = 12, by: Person = DIRECTOR, has_reason: bool = True) -> SignLonger:
    return SignLonger(by, months, has_reason)


def agreed() -> Story:
    story = running()
    for by in (LEADS[0], LEADS[2]):
        assert story.does(AgreeLonger(by), 8).accepted
    return story


def test_agreed_and_signed_the_end_moves_from_the_same_start() -> None:
    story = agreed()
    verdict = story.does(sign(), 9)
    restriction = story.file.restrictions[0]
    assert (restriction.began.start, restriction.ends) == (date(2026, 3, 9), date(2027, 3, 9))
    assert restriction.longer_signed
    assert [order.kind for order in verdict.orders] == [OrderKind.SEND_LETTER]
    letter = verdict.orders[0].letter
    assert letter is not None
    assert letter.kind is LetterKind.EXTENSION
    assert why(story.does(sign(), 9)) == {Unmet.NOTHING_PENDING}


def test_a_signature_too_early_counts_for_nothing() -> None:
    story = running()
    assert clauses(story.does(sign(), 8)) == {Unmet.QUORUM_INCOMPLETE: "NB-09"}
    assert story.does(AgreeLonger(LEADS[0]), 8).accepted
    assert why(story.does(sign(), 8)) == {Unmet.QUORUM_INCOMPLETE}
    assert story.file.restrictions[0].ends == date(2026, 9, 9)


def test_who_may_agree() -> None:
    story = running()
    assert clauses(story.does(AgreeLonger(DIRECTOR), 8)) == {Unmet.WRONG_POST: "NB-09"}
    assert why(story.does(AgreeLonger(Person(OFFICER.id, "Lead")), 8)) == {Unmet.SAME_PERSON}
    assert story.does(AgreeLonger(LEADS[0]), 8).accepted
    assert why(story.does(AgreeLonger(LEADS[0]), 8)) == {Unmet.SAME_PERSON}
    assert story.does(AgreeLonger(LEADS[1]), 8).accepted
    assert why(story.does(AgreeLonger(LEADS[2]), 8)) == {Unmet.PLACES_FILLED}


def test_who_may_sign_and_for_how_long() -> None:
    story = agreed()
    assert why(story.does(sign(by=BOARD), 9)) == {Unmet.WRONG_POST}
    assert why(story.does(sign(by=Person("lena", "Director")), 9)) == {Unmet.SAME_PERSON}
    assert why(story.does(sign(has_reason=False), 9)) == {Unmet.NO_REASON}
    assert why(story.does(sign(PERMANENT), 9)) == {Unmet.PERMANENT}
    assert why(story.does(sign(6), 9)) == {Unmet.NO_END}
    assert why(story.does(sign(13), 9)) == {Unmet.TOO_LONG}
    assert story.does(sign(9), 9).accepted
    assert story.file.restrictions[0].ends == date(2026, 12, 9)


def test_only_where_it_was_proposed_and_while_it_runs() -> None:
    assert why(running(6).does(AgreeLonger(LEADS[0]), 8)) == {Unmet.NOTHING_PENDING}
    assert why(Story().does(sign(), 8)) == {Unmet.NOTHING_PENDING}
    ended = agreed()
    assert why(ended.does(sign(), 7 + 190)) == {Unmet.NOTHING_PENDING}
    lifted = agreed().knows(f.Lifted("p1", day(9), Outcome.OVERTURNED))
    assert why(lifted.does(AgreeLonger(LEADS[1]), 9)) == {Unmet.NOTHING_PENDING}
