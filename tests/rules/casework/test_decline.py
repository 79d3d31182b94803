"""Declining and changing a proposal."""

from rules.casework import Office
from rules.model.case.deeds import PERMANENT, Approve, Decline, Vary
from rules.model.case.words import OrderKind, Person, RestrictionKind, Unmet
from tests.rules.casework.landlord import (
    BOARD,
    CHIEF,
    CLERK,
    LEADS,
    OFFICER,
    OTHER_OFFICER,
    Story,
    changed,
    ordered,
    proposal,
    why,
    without_casework,
)


def proposed(**changes: object) -> Story:
    story = Story()
    assert story.does(proposal(**changes)).accepted
    return story


def test_somebody_of_the_quorum_declines_and_the_proposer_hears() -> None:
    story = proposed()
    verdict = story.does(Decline(LEADS[0]))
    assert [(o.kind, o.post, o.about) for o in verdict.orders] == [(OrderKind.TELL, "Officer", "p1")]
    assert story.file.pending is None


def test_having_agreed_is_no_bar_to_thinking_again_and_the_proposer_may_take_it_back() -> None:
    story = proposed()
    story.does(Approve(CHIEF))
    assert story.does(Decline(CHIEF)).accepted
    assert proposed().does(Decline(OFFICER)).accepted


def test_who_may_not_decline_and_why_a_reason() -> None:
    assert why(proposed().does(Decline(CLERK, has_reason=False))) == {Unmet.WRONG_POST, Unmet.NO_REASON}
    assert why(proposed().does(Decline(BOARD))) == {Unmet.WRONG_POST}
    assert why(proposed().does(Decline(CHIEF, has_reason=False))) == {Unmet.NO_REASON}
    assert why(Story().does(Decline(CHIEF))) == {Unmet.NOTHING_PENDING}
    assert why(Story().does(Vary("v", CHIEF))) == {Unmet.NOTHING_PENDING}


def test_with_the_approver_unset_nobody_declines_for_them() -> None:
    pack = changed(casework={"approval": [{"setting": "approver_post", "clause": "NB-06"}]})
    story = Story(office=Office((pack,), {"approver_post": "Lead"}))
    assert story.does(proposal()).accepted
    story.office = Office((pack,))
    assert why(story.does(Decline(CLERK))) == {Unmet.NO_APPROVER}


def test_whoever_changes_it_proposes_it_anew() -> None:
    story = proposed()
    story.does(Approve(CHIEF))
    verdict = story.does(Vary("v1", LEADS[0], RestrictionKind.LETTER_ONLY, months=3))
    assert ordered(verdict) == [OrderKind.ASK_APPROVAL]
    pending = story.file.pending
    assert pending is not None
    assert (pending.proposal.id, pending.proposal.by, pending.approvals) == ("v1", LEADS[0], ())
    assert (pending.proposal.restriction, pending.proposal.months) == (RestrictionKind.LETTER_ONLY, 3)
    assert pending.proposal.involved == {OFFICER.id}
    assert why(story.does(Approve(LEADS[0]))) == {Unmet.SAME_PERSON}
    assert why(story.does(Approve(Person(OFFICER.id, "Lead")))) == {Unmet.SAME_PERSON}
    for by in (CHIEF, LEADS[1], LEADS[2]):
        assert story.does(Approve(by)).accepted
    assert story.file.restrictions[0].involved == {OFFICER.id, "chris", "lena", "luke", "lois"}


def test_the_proposer_and_another_proposer_may_change_it_and_a_clerk_may_not() -> None:
    assert proposed().does(Vary("v", OFFICER, months=3)).accepted
    assert proposed().does(Vary("v", OTHER_OFFICER, months=3)).accepted
    assert why(proposed().does(Vary("v", CLERK, months=3))) == {Unmet.WRONG_POST}


def test_changed_terms_meet_every_condition() -> None:
    assert why(proposed().does(Vary("v", CHIEF, RestrictionKind.ALL_CHANNELS, PERMANENT))) == {
        Unmet.ALL_CLOSED,
        Unmet.PERMANENT,
    }
    longer = proposed().does(Vary("v", CHIEF, months=12))
    assert ordered(longer) == [OrderKind.ASK_APPROVAL, OrderKind.ASK_LONGER]


def test_without_formal_action_there_is_nothing_to_decline() -> None:
    office = Office((without_casework(),))
    assert why(Story(office=office).does(Decline(CHIEF))) == {Unmet.NO_FORMAL_ROUTE}
    assert why(Story(office=office).does(Vary("v", CHIEF))) == {Unmet.NO_FORMAL_ROUTE}
