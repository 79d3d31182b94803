"""What a proposal may rest on: evidence, enough of it, a warning first, a talk with the support worker."""

from typing import Any

import pytest

from rules.casework import Office
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.words import Exemption, Outcome, Unmet, WarningForm
from rules.model.finding import Behaviour, Severity
from tests.rules.casework.landlord import (
    BOB,
    CLERK,
    DIRECTOR,
    OFFICER,
    PACK,
    READY,
    Story,
    changed,
    clauses,
    day,
    incident,
    linked,
    proposal,
    warned,
    why,
)

THREAT = (Behaviour.THREAT, Severity.EXTREME)
EXTREME: dict[str, Any] = {"exemption": Exemption.EXTREME, "has_reason": True}


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
    for rule in (None, {"before": ["warning"], "clause": "NB-13"}):
        assert Story(office=Office((changed(casework={"liaison": rule}),))).knows(known).does(proposal(), 7).accepted
    none_known = f.Known(day(0), vulnerable=True, support_worker=None)
    assert Story().knows(none_known).does(proposal(), 7).accepted


def _warning(**changes: Any) -> dict[str, Any]:
    assert PACK.casework is not None
    return PACK.casework.warning.model_dump(mode="json") | changes
