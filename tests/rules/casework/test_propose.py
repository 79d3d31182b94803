"""Proposing a restriction: each condition reached and not reached, and what an accepted proposal asks for."""

from typing import Any

import pytest

from rules.casework import Office
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.deeds import PERMANENT
from rules.model.case.words import Check, Exemption, OrderKind, Outcome, RestrictionKind, Unmet, WarningForm
from rules.model.finding import Behaviour, Severity
from tests.rules.casework.landlord import (
    ANN,
    BOB,
    BOTH,
    CLERK,
    DIRECTOR,
    OFFICER,
    PACK,
    PORTER,
    READY,
    Story,
    changed,
    clauses,
    day,
    incident,
    linked,
    ordered,
    proposal,
    warned,
    why,
    without_casework,
)

THREAT = (Behaviour.THREAT, Severity.EXTREME)
EXTREME: dict[str, Any] = {"exemption": Exemption.EXTREME, "has_reason": True}


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


@pytest.mark.parametrize("sure", [Assurance.NONE, Assurance.CLAIMED])
def test_below_verified_nothing_formal(sure: Assurance) -> None:
    story = Story((linked(sure=sure), *READY[1:]))
    assert clauses(story.does(proposal())) == {Unmet.UNVERIFIED: "NB-03"}


def test_an_account_nobody_confirmed_is_no_evidence_against_a_confirmed_person() -> None:
    story = Story().knows(incident("bobs", 5, account=BOB))
    assert clauses(story.does(proposal(about=("one", "bobs")))) == {Unmet.UNLINKED_EVIDENCE: "NB-03"}
    story.knows(linked(BOB))
    assert story.does(proposal(about=("one", "bobs"))).accepted


def test_what_could_not_be_captured_carries_nothing() -> None:
    assert why(Story().knows(f.CaptureFailed(day(5), ("three",))).does(proposal())) == {Unmet.CAPTURE_FAILED}
    lost = incident("lost", 5, captured=False)
    assert why(Story().knows(lost).does(proposal(about=("one", "lost")))) == {Unmet.CAPTURE_FAILED}


def test_what_an_appeal_struck_out_carries_nothing() -> None:
    struck = f.AppealDecided("a", day(5), DIRECTOR, "m", Outcome.OVERTURNED, struck=frozenset({"one", "three"}))
    assert Unmet.NO_EVIDENCE in why(Story().knows(struck).does(proposal()))


def test_what_does_not_count_carries_nothing_unless_it_went_against_a_restriction() -> None:
    left = incident("left", 5, counts=False)
    assert why(Story().knows(left).does(proposal(about=("left",)))) == {Unmet.NO_EVIDENCE}
    breach = incident("breach", 5, counts=False, in_breach=True)
    assert Story().knows(breach).does(proposal(about=("breach",))).accepted


def test_the_number_of_posts_does_not_count_where_the_policy_says_so() -> None:
    posts = incident("posts", 5, (Behaviour.VOLUME, Severity.SERIOUS), counts=False)
    refused = Story().knows(posts).does(proposal(about=("one", "posts")))
    assert clauses(refused) == {Unmet.SOCIAL_VOLUME: "NB-14"}
    counted = Office((changed(volume={"counted": True, "clause": "NB-14"}),))
    assert Story((*READY, posts), counted).does(proposal(about=("one", "posts"))).accepted


def test_one_thing_on_its_own_is_not_enough() -> None:
    known = (linked(), incident("one", 1, THREAT))
    alone = proposal(about=("one",))
    assert why(Story(known).does(alone)) == {Unmet.SINGLE_FEATURE, Unmet.WARNING_MISSING}
    assert Story(known).does(proposal(about=("one",), **EXTREME)).accepted
    two_in_one = incident("both", 1, THREAT, (Behaviour.ABUSE, Severity.SERIOUS))
    assert Unmet.SINGLE_FEATURE not in why(Story([linked(), two_in_one]).does(proposal(about=("both",))))
    with_volume = (*known, f.VolumeRecorded(day(2), OFFICER))
    assert Unmet.SINGLE_FEATURE not in why(Story(with_volume).does(alone))


def test_an_uncounted_volume_is_no_second_feature() -> None:
    mixed = incident("mixed", 1, THREAT, (Behaviour.VOLUME, Severity.SERIOUS))
    assert Unmet.SINGLE_FEATURE in why(Story([linked(), mixed]).does(proposal(about=("mixed",))))


def test_what_the_letter_was_about_is_relied_on_too() -> None:
    assert Story().does(proposal(about=("three",))).accepted


def test_a_warning_that_does_not_count_is_none() -> None:
    known = (linked(), incident("one", 1), incident("two", 2))
    after = incident("three", 5)
    message = warned("said", 3, "one", form=WarningForm.PRIVATE)
    assert clauses(Story((*known, message, after)).does(proposal())) == {Unmet.WARNING_MISSING: "NB-04"}
    softer = Office((changed(casework={"warning": _warning(letter=False)}),))
    assert Story((*known, message, after), softer).does(proposal()).accepted
    too_old = Story()
    assert why(too_old.does(proposal(), 3 + 366)) == {Unmet.WARNING_MISSING}


def test_a_warning_struck_by_an_appeal_is_none() -> None:
    struck = f.AppealDecided("a", day(5), DIRECTOR, "letter", Outcome.OVERTURNED, struck=frozenset({"letter"}))
    assert why(Story().knows(struck).does(proposal())) == {Unmet.WARNING_MISSING}


def test_the_policys_own_ground_stands_in_for_a_warning_with_a_reason_and_another_does_not() -> None:
    known = (linked(), incident("one", 1, THREAT), incident("two", 2))
    both = ("one", "two")
    assert Story(known).does(proposal(about=both, **EXTREME)).accepted
    no_reason = proposal(about=both, exemption=Exemption.EXTREME)
    assert why(Story(known).does(no_reason)) == {Unmet.NO_REASON}
    other = proposal(about=both, exemption=Exemption.IMMEDIATE_SAFETY, has_reason=True)
    assert why(Story(known).does(other)) == {Unmet.WARNING_MISSING}


def test_where_a_warning_is_only_the_first_option_a_person_may_propose_without() -> None:
    mild = Office((changed(casework={"warning": _warning(demand="first_option"), "features": None}),))
    assert Story([linked(), incident("one", 1)], mild).does(proposal(about=("one",))).accepted


def test_who_changed_is_not_punished() -> None:
    quiet = READY[:-1]
    assert clauses(Story(quiet).does(proposal(about=("one", "two")))) == {Unmet.NO_REPEAT: "NB-04"}
    elsewhere = incident("bobs", 5, account=BOB)
    assert why(Story((*quiet, elsewhere)).does(proposal(about=("one", "two")))) == {Unmet.NO_REPEAT}
    counted_again = f.VolumeRecorded(day(5), OFFICER)
    assert Story((*quiet, counted_again)).does(proposal(about=("one", "two"))).accepted
    patient = Office((changed(casework={"warning": _warning(repeat=False)}),))
    assert Story(quiet, patient).does(proposal(about=("one", "two"))).accepted


def test_the_support_worker_is_spoken_to_after_the_last_thing_relied_on() -> None:
    known = f.Known(day(0), vulnerable=True, support_worker=True)
    early, late = f.Liaised(day(4), CLERK), f.Liaised(day(6), CLERK)
    assert clauses(Story().knows(known).does(proposal(), 7)) == {Unmet.NO_LIAISON: "NB-13"}
    assert why(Story().knows(known, early).does(proposal(), 7)) == {Unmet.NO_LIAISON}
    assert Story().knows(known, early, late).does(proposal(), 7).accepted
    none_known = f.Known(day(0), vulnerable=True, support_worker=None)
    assert Story().knows(none_known).does(proposal(), 7).accepted


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


def _warning(**changes: Any) -> dict[str, Any]:
    assert PACK.casework is not None
    return PACK.casework.warning.model_dump(mode="json") | changes


def _review(**changes: Any) -> dict[str, Any]:
    assert PACK.casework is not None
    return PACK.casework.review.model_dump(mode="json") | changes
