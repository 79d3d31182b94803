"""Agreeing to a restriction: who may, what is asked again, and what the last agreement brings about."""

from datetime import date

import pytest

from rules.casework import Office, judge
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.deeds import Approve
from rules.model.case.orders import Verdict
from rules.model.case.words import LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet
from tests.rules.casework.landlord import (
    ANN,
    CHIEF,
    CLERK,
    DEPUTY,
    LEADS,
    OFFICER,
    PACK,
    Story,
    changed,
    clauses,
    day,
    ordered,
    proposal,
    why,
    without_casework,
)


def proposed(**changes: object) -> Story:
    story = Story()
    assert story.does(proposal(**changes)).accepted
    return story


def agreed(story: Story, *people: Person, number: int = 7) -> Verdict:
    """All of them agree; the answer to the last."""
    verdicts = [story.does(Approve(by), number) for by in people]
    assert all(verdict.accepted for verdict in verdicts[:-1])
    return verdicts[-1]


def test_one_of_three_is_counted_and_begins_nothing() -> None:
    story = proposed()
    verdict = agreed(story, CHIEF)
    assert verdict.accepted
    assert (len(verdict.facts), verdict.orders) == (1, ())
    assert story.file.restrictions == ()


def test_the_last_agreement_begins_it_today_with_its_end_and_review() -> None:
    story = proposed()
    verdict = agreed(story, CHIEF, LEADS[0], LEADS[1])
    began = story.file.restrictions[0].began
    assert (began.start, began.ends, began.months, began.review_months) == (
        date(2026, 3, 9),
        date(2026, 9, 9),
        6,
        3,
    )
    assert began.proposed_by == OFFICER.id
    assert began.approved_by == {"chris", "lena", "luke"}
    assert began.markers == ("Flag",)
    assert story.file.pending is None
    assert [(o.kind, o.label, o.post) for o in verdict.orders] == [
        (OrderKind.SEND_LETTER, "", ""),
        (OrderKind.SET_MARKER, "Flag", ""),
        (OrderKind.RECORD, "Ledger", ""),
        (OrderKind.TELL, "", "Officer"),
    ]
    assert {order.about for order in verdict.orders} == {began.id}


def test_the_notice_says_what_the_policy_and_fairness_want() -> None:
    letter = agreed(proposed(), CHIEF, LEADS[0], LEADS[1]).orders[0].letter
    assert letter is not None
    assert letter.kind is LetterKind.RESTRICTION_NOTICE
    assert letter.says >= {Says.REASON, Says.ACTION, Says.DURATION, Says.APPEAL_ROUTE, Says.REMAINING_CHANNEL}


def test_it_starts_on_the_london_date() -> None:
    story = proposed()
    for by in (CHIEF, LEADS[0]):
        story.does(Approve(by), 100)
    late_at_night = day(100).replace(hour=23, minute=30)
    verdict = judge(story.office, story.file, Approve(LEADS[1]), late_at_night)
    began = verdict.facts[1]
    assert isinstance(began, f.Began)
    # Half past eleven in UTC is the next day in London in June.
    assert began.start == late_at_night.date().replace(day=late_at_night.day + 1)


def test_a_restriction_carried_out_on_the_page_asks_for_the_block() -> None:
    verdict = agreed(proposed(restriction=RestrictionKind.PAGE_BLOCK), CHIEF, LEADS[0], LEADS[1])
    assert OrderKind.BLOCK in ordered(verdict)


@pytest.mark.parametrize(
    ("before", "by", "unmet", "clause"),
    [
        ((), Person(OFFICER.id, "Lead"), {Unmet.SAME_PERSON}, None),
        ((), OFFICER, {Unmet.SAME_PERSON, Unmet.WRONG_POST}, None),
        ((LEADS[0],), Person("lena", "Chief Lead"), {Unmet.SAME_PERSON}, None),
        ((LEADS[0],), LEADS[0], {Unmet.SAME_PERSON}, None),
        ((), CLERK, {Unmet.WRONG_POST}, "NB-06"),
        ((LEADS[0], LEADS[1]), LEADS[2], {Unmet.PLACES_FILLED}, "NB-06"),
        ((CHIEF,), DEPUTY, {Unmet.PLACES_FILLED}, "NB-06"),
    ],
)
def test_who_cannot_sit(before: tuple[Person, ...], by: Person, unmet: set[Unmet], clause: str | None) -> None:
    story = proposed()
    for earlier in before:
        assert story.does(Approve(earlier)).accepted
    refused = story.does(Approve(by))
    assert why(refused) == unmet
    assert clause is None or clauses(refused)[next(iter(unmet))] == clause


def test_nothing_pending_is_said() -> None:
    assert why(Story().does(Approve(CHIEF))) == {Unmet.NOTHING_PENDING}
    assert why(Story(office=Office((without_casework(),))).does(Approve(CHIEF))) == {Unmet.NO_FORMAL_ROUTE}


def test_an_approval_before_the_landlord_says_who_approves_does_not_come_to_life() -> None:
    pack = changed(casework={"approval": [{"setting": "approver_post", "clause": "NB-06"}]})
    story = Story(office=Office((pack,)))
    story.does(proposal())
    assert why(story.does(Approve(LEADS[0]))) == {Unmet.NOTHING_PENDING, Unmet.NO_APPROVER}
    story.office = Office((pack,), {"approver_post": "Lead"})
    assert story.does(proposal()).accepted
    assert story.file.restrictions == ()
    assert story.does(Approve(LEADS[0])).accepted
    assert len(story.file.restrictions) == 1


def test_what_changed_since_the_proposal_is_asked_again() -> None:
    story = proposed()
    story.knows(f.AdjustmentRecorded(day(6), CLERK, frozenset({RestrictionKind.SPOC})))
    assert why(story.does(Approve(CHIEF))) == {Unmet.AGAINST_ADJUSTMENT}
    story = proposed()
    story.knows(f.Unlinked(day(6), ANN, CLERK))
    assert story.file.links == {ANN: Assurance.NONE}
    assert why(story.does(Approve(CHIEF))) == {Unmet.UNVERIFIED}
    story = proposed()
    story.knows(f.Known(day(6), vulnerable=None, support_worker=True))
    assert why(story.does(Approve(CHIEF))) == {Unmet.NO_LIAISON}


def test_the_policy_in_force_at_the_decision_decides() -> None:
    old = changed(in_force={"from": "2020-01-01", "until": "2026-03-08"}, id="northbrook-old", version="2020.1")
    new = changed(
        in_force={"from": "2026-03-09", "until": None},
        casework={"approval": [{"seats": [{"posts": ["Director"]}], "clause": "NB-06"}]},
    )
    story = Story(office=Office((old, new)))
    story.does(proposal(), 6)
    assert why(story.does(Approve(LEADS[0]), 7)) == {Unmet.WRONG_POST}
    assert story.does(Approve(Person("dora", "Director")), 7).accepted
    assert story.file.restrictions[0].began.pack == PACK.id


def test_a_longer_period_begins_at_the_standard_length_and_stays_asked_for() -> None:
    story = proposed(months=12)
    verdict = agreed(story, CHIEF, LEADS[0], LEADS[1])
    began = story.file.restrictions[0].began
    assert (began.months, began.ends, began.longer, began.wanted_months) == (6, date(2026, 9, 9), True, 12)
    assert ordered(verdict)[-1] is OrderKind.ASK_LONGER
