"""Proposing a restriction: each condition reached and not reached, and what an accepted proposal asks for."""

from typing import Any

import pytest

from rules.casework import Office
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.deeds import PERMANENT
from rules.model.case.words import Check, Exemption, OrderKind, RestrictionKind, Unmet
from tests.rules.casework.landlord import (
    ANN,
    BOTH,
    CLERK,
    OFFICER,
    PACK,
    PORTER,
    Story,
    changed,
    clauses,
    day,
    incident,
    ordered,
    proposal,
    why,
    without_casework,
)


def test_a_proposal_in_order_waits_for_its_quorum_and_takes_length_and_review_from_the_policy() -> None:
    story = Story()
    verdict = story.does(proposal())
    assert verdict.accepted
    assert [(o.kind, o.post, o.about, o.clause) for o in verdict.orders] == [
        (OrderKind.ASK_APPROVAL, "Chief Lead+2 Leads", "p1", "NB-06")
    ]
    made = story.file.pending
    assert made is not None
    assert (made.proposal.months, made.proposal.review_months, made.proposal.longer) == (6, 3, False)
    assert story.file.restrictions == ()


@pytest.mark.parametrize(
    ("changes", "unmet", "clause"),
    [
        ({"by": PORTER}, Unmet.WRONG_POST, None),
        ({"by": CLERK}, Unmet.WRONG_POST, None),
        ({"about": ("nothing",)}, Unmet.NO_EVIDENCE, None),
        ({"checked": frozenset({Check.ADJUSTMENTS})}, Unmet.UNCHECKED, "NB-02"),
        ({"checked": frozenset()}, Unmet.UNCHECKED, "NB-02"),
        ({"restriction": RestrictionKind.ALL_CHANNELS}, Unmet.ALL_CLOSED, None),
        ({"restriction": RestrictionKind.SET_TIMES}, Unmet.NOT_OFFERED, None),
        ({"restriction": RestrictionKind.NO_FURTHER_CORRESPONDENCE}, Unmet.NOT_EXHAUSTED, "NB-07"),
        ({"months": PERMANENT}, Unmet.PERMANENT, "NB-08"),
        ({"months": 0}, Unmet.NO_END, "NB-08"),
        ({"review_months": 0}, Unmet.NO_END, "NB-10"),
        ({"months": 19}, Unmet.TOO_LONG, "NB-08"),
        ({"exemption": Exemption.EXTREME}, Unmet.NO_REASON, "NB-04"),
    ],
)
def test_one_thing_wrong_is_the_one_thing_named(changes: dict[str, Any], unmet: Unmet, clause: str | None) -> None:
    assert clauses(Story().does(proposal(**changes))) == {unmet: clause}


@pytest.mark.parametrize("months", [1, 6, 18])
def test_the_shortest_and_the_longest_are_allowed(months: int) -> None:
    assert Story().does(proposal(months=months)).accepted


def test_everything_wrong_is_named_at_once() -> None:
    asked = proposal(
        by=PORTER,
        about=("one",),
        restriction=RestrictionKind.NO_FURTHER_CORRESPONDENCE,
        months=PERMANENT,
        checked=frozenset(),
    )
    assert why(Story([incident("one", 1)]).does(asked)) == {
        Unmet.WRONG_POST,
        Unmet.UNVERIFIED,
        Unmet.SINGLE_FEATURE,
        Unmet.WARNING_MISSING,
        Unmet.UNCHECKED,
        Unmet.PERMANENT,
        Unmet.NOT_EXHAUSTED,
    }


def test_the_director_may_end_correspondence_once_the_complaint_has_ended() -> None:
    story = Story().knows(f.ComplaintExhausted(day(5), OFFICER))
    verdict = story.does(proposal(restriction=RestrictionKind.NO_FURTHER_CORRESPONDENCE))
    assert [order.post for order in verdict.orders] == ["Director"]


def test_an_agreed_adjustment_is_not_shut_out() -> None:
    agreed = f.AdjustmentRecorded(day(4), CLERK, frozenset({RestrictionKind.LETTER_ONLY}))
    story = Story().knows(agreed)
    assert clauses(story.does(proposal(restriction=RestrictionKind.LETTER_ONLY))) == {Unmet.AGAINST_ADJUSTMENT: "NB-02"}
    assert story.does(proposal()).accepted


def test_without_a_standard_the_proposal_names_length_and_review() -> None:
    case_by_case = {"duration": {"longest": 24, "clause": "NB-08"}, "review": _review(every=None)}
    office = Office((changed(casework=case_by_case),))
    assert clauses(Story(office=office).does(proposal())) == {Unmet.NO_END: "NB-08"}
    assert clauses(Story(office=office).does(proposal(months=4))) == {Unmet.NO_END: "NB-10"}
    assert Story(office=office).does(proposal(months=4, review_months=2)).accepted
    assert why(Story(office=office).does(proposal(months=25, review_months=2))) == {Unmet.TOO_LONG}


def test_a_fixed_length_is_the_only_one() -> None:
    office = Office((changed(casework={"duration": {"standard": 12, "fixed": True, "clause": "NB-08"}}),))
    assert Story(office=office).does(proposal(months=12)).accepted
    assert clauses(Story(office=office).does(proposal(months=13))) == {Unmet.TOO_LONG: "NB-08"}
    assert clauses(Story(office=office).does(proposal(months=11))) == {Unmet.NOT_OFFERED: "NB-08"}


def test_a_longer_period_asks_for_its_own_agreement_and_a_shorter_review_is_kept() -> None:
    story = Story()
    verdict = story.does(proposal(months=12, review_months=1))
    assert [(o.kind, o.post) for o in verdict.orders] == [
        (OrderKind.ASK_APPROVAL, "Chief Lead+2 Leads"),
        (OrderKind.ASK_LONGER, "2 Leads, then Director"),
    ]
    assert story.file.pending is not None
    assert (story.file.pending.proposal.longer, story.file.pending.proposal.review_months) == (True, 1)


def test_a_review_is_never_after_the_end() -> None:
    story = Story()
    story.does(proposal(months=2))
    assert story.file.pending is not None
    assert story.file.pending.proposal.review_months == 2


def test_proposers_named_by_the_policy_are_the_only_ones() -> None:
    office = Office((changed(casework={"proposers": ["Clerk"]}),))
    assert Story(office=office).does(proposal(by=CLERK)).accepted
    assert why(Story(office=office).does(proposal(by=OFFICER))) == {Unmet.WRONG_POST}


def test_the_landlord_must_say_who_approves_where_the_policy_does_not() -> None:
    pack = changed(casework={"approval": [{"setting": "approver_post", "clause": "NB-06"}]})
    for settings in ({}, {"approver_post": ""}, {"approver_post": "Nobody we know"}):
        assert clauses(Story(office=Office((pack,), settings)).does(proposal())) == {Unmet.NO_APPROVER: "NB-06"}
    verdict = Story(office=Office((pack,), {"approver_post": "Lead"})).does(proposal())
    assert [order.post for order in verdict.orders] == ["Lead"]


def test_a_policy_without_formal_action_has_none() -> None:
    assert why(Story(office=Office((without_casework(),))).does(proposal())) == {Unmet.NO_FORMAL_ROUTE}


def test_a_new_proposal_replaces_the_one_before() -> None:
    story = Story()
    story.does(proposal())
    assert ordered(story.does(proposal(id="p2"))) == [OrderKind.ASK_APPROVAL]
    assert story.file.pending is not None
    assert (story.file.pending.proposal.id, story.file.pending.approvals) == ("p2", ())


def test_a_warning_under_an_earlier_policy_of_the_same_landlord_counts() -> None:
    early = changed(in_force={"from": "2020-01-01", "until": "2026-03-05"}, id="northbrook-old", version="2020.1")
    late = changed(in_force={"from": "2026-03-06", "until": None})
    story = Story(office=Office((early, late)))
    assert story.does(proposal(), 6).accepted
    assert story.file.pending is not None
    assert story.file.pending.proposal.pack == PACK.id
    assert story.file.links == {ANN: Assurance.VERIFIED}
    assert story.file.pending.proposal.checked == BOTH


def _review(**changes: Any) -> dict[str, Any]:
    assert PACK.casework is not None
    return PACK.casework.review.model_dump(mode="json") | changes
