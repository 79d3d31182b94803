"""Warnings: what a letter waits for, what a message does not, and what each says."""

from typing import Any

import pytest

from rules.casework import Office
from rules.model.case import facts as f
from rules.model.case.deeds import Warn
from rules.model.case.words import LetterKind, OrderKind, Outcome, Person, Says, Unmet, WarningForm
from rules.model.finding import Behaviour, Severity
from tests.rules.casework.landlord import (
    BOB,
    CLERK,
    DEPUTY,
    OFFICER,
    PORTER,
    SAID,
    Story,
    changed,
    clauses,
    day,
    incident,
    linked,
    ordered,
    why,
    without_casework,
)

TWO: tuple[f.Fact, ...] = (linked(), incident("one", 1), incident("two", 2))
RECORDED = f.Recorded(day(3), OFFICER, "Ledger", ("one", "two"))


def letter(**changes: Any) -> Warn:
    plain: dict[str, Any] = {
        "id": "w",
        "by": OFFICER,
        "form": WarningForm.LETTER,
        "about": ("one", "two"),
        "says": SAID,
    }
    return Warn(**(plain | changes))


def message(**changes: Any) -> Warn:
    return letter(**({"form": WarningForm.PRIVATE, "by": CLERK, "about": ("one",)} | changes))


def test_a_letter_in_order_counts_and_is_recorded() -> None:
    story = Story((*TWO, RECORDED))
    verdict = story.does(letter())
    assert [w.id for w in story.file.standing_warnings] == ["w"]
    assert [(o.kind, o.label) for o in verdict.orders] == [(OrderKind.SEND_LETTER, ""), (OrderKind.RECORD, "Ledger")]
    draft = verdict.orders[0].letter
    assert draft is not None
    assert draft.kind is LetterKind.WARNING
    assert draft.says >= SAID


@pytest.mark.parametrize(
    ("changes", "unmet", "clause"),
    [
        ({"by": CLERK}, Unmet.WRONG_POST, "NB-04"),
        ({"by": DEPUTY}, Unmet.WRONG_POST, "NB-04"),
        ({"says": frozenset({Says.REASON, Says.BEHAVIOUR})}, Unmet.WARNING_INCOMPLETE, "NB-04"),
        ({"says": SAID - {Says.REASON}}, Unmet.WARNING_INCOMPLETE, "NB-18"),
        ({"about": ("one", "two", "three")}, Unmet.RECORD_FIRST, "NB-04"),
    ],
)
def test_what_stands_against_a_letter(changes: dict[str, Any], unmet: Unmet, clause: str | None) -> None:
    assert clauses(Story((*TWO, RECORDED)).does(letter(**changes))) == {unmet: clause}


def test_the_record_comes_before_the_letter_on_the_right_system_about_the_same_things() -> None:
    assert why(Story(TWO).does(letter())) == {Unmet.RECORD_FIRST}
    elsewhere = f.Recorded(day(3), OFFICER, "Safety book", ("one", "two"))
    assert why(Story((*TWO, elsewhere)).does(letter())) == {Unmet.RECORD_FIRST}
    half = f.Recorded(day(3), OFFICER, "Ledger", ("one",))
    assert why(Story((*TWO, half)).does(letter())) == {Unmet.RECORD_FIRST}
    other_half = f.Recorded(day(3), OFFICER, "Ledger", ("two",))
    assert Story((*TWO, half, other_half)).does(letter()).accepted


def test_a_letter_on_the_customers_record_needs_a_confirmed_customer() -> None:
    refused = Story((*TWO[1:], RECORDED)).does(letter())
    assert clauses(refused) == {Unmet.UNVERIFIED: "NB-03"}


def test_a_letter_that_goes_on_no_record_may_go_to_the_account() -> None:
    plain = {"demand": "always", "letter": True, "says": ["behaviour"], "clause": "NB-04"}
    office = Office((changed(casework={"warning": plain, "records": []}),))
    assert Story(TWO[1:], office).does(letter()).accepted


def test_a_letter_relies_on_confirmed_accounts_only() -> None:
    bobs = incident("bobs", 2, account=BOB)
    recorded = f.Recorded(day(3), OFFICER, "Ledger", ("one", "bobs"))
    refused = Story((linked(), incident("one", 1), incident("two", 1), bobs, recorded)).does(
        letter(about=("one", "bobs"))
    )
    assert clauses(refused) == {Unmet.UNLINKED_EVIDENCE: "NB-03"}


def test_one_thing_on_its_own_gets_no_letter() -> None:
    recorded = f.Recorded(day(3), OFFICER, "Ledger", ("one",))
    alone = (linked(), incident("one", 1), recorded)
    assert clauses(Story(alone).does(letter(about=("one",)))) == {Unmet.SINGLE_FEATURE: "NB-05"}
    calls_too = f.VolumeRecorded(day(2), OFFICER)
    assert Story((*alone, calls_too)).does(letter(about=("one",))).accepted


def test_posts_that_do_not_count_as_contact_get_no_letter() -> None:
    posts = incident("posts", 2, (Behaviour.VOLUME, Severity.SERIOUS), counts=False)
    recorded = f.Recorded(day(3), OFFICER, "Ledger", ("one", "two", "posts"))
    refused = Story((*TWO, posts, recorded)).does(letter(about=("one", "posts")))
    assert clauses(refused) == {Unmet.SOCIAL_VOLUME: "NB-14"}


def test_the_support_worker_is_spoken_to_before_any_warning() -> None:
    known = f.Known(day(0), vulnerable=None, support_worker=True)
    assert clauses(Story((*TWO, known)).does(message())) == {Unmet.NO_LIAISON: "NB-13"}
    assert Story((*TWO, known, f.Liaised(day(2), CLERK))).does(message()).accepted


def test_a_message_waits_for_no_record_no_second_feature_and_no_identity() -> None:
    story = Story([incident("one", 1)])
    verdict = story.does(message())
    assert ordered(verdict) == [OrderKind.SEND_LETTER]
    assert len(story.file.standing_warnings) == 1


def test_a_message_is_given_by_whoever_does_case_work_and_by_nobody_else() -> None:
    assert why(Story(TWO).does(message(by=PORTER))) == {Unmet.WRONG_POST}
    assert why(Story(TWO).does(message(by=Person("x", "A post nobody has")))) == {Unmet.WRONG_POST}


def test_every_action_is_told_with_its_reason_where_the_policy_says_so() -> None:
    silent = message(says=frozenset({Says.BEHAVIOUR}))
    assert clauses(Story(TWO).does(silent)) == {Unmet.WARNING_INCOMPLETE: "NB-18"}
    assert Story(TWO, Office((changed(casework={"telling": None}),))).does(silent).accepted


def test_nobody_is_warned_of_what_was_not_found_or_was_struck_out() -> None:
    assert why(Story(TWO).does(message(about=("praise",)))) == {Unmet.NO_EVIDENCE}
    struck = f.AppealDecided("a", day(3), OFFICER, "m", Outcome.OVERTURNED, frozenset({"one"}))
    assert why(Story((*TWO, struck)).does(message())) == {Unmet.NO_EVIDENCE}


def test_a_person_may_warn_of_what_the_machine_left_alone() -> None:
    assert Story((linked(), incident("one", 1, counts=False))).does(message()).accepted


def test_a_letter_may_be_about_a_recorded_volume_alone() -> None:
    known = (*TWO, f.VolumeRecorded(day(2), OFFICER))
    assert Story(known).does(letter(about=())).accepted


def test_the_format_agreed_with_the_person_is_kept() -> None:
    verdict = Story((*TWO, f.AdjustmentRecorded(day(2), CLERK))).does(message())
    draft = verdict.orders[0].letter
    assert draft is not None
    assert Says.ADJUSTED_FORMAT in draft.says


def test_without_formal_action_there_are_messages_but_no_letters() -> None:
    office = Office((without_casework(),))
    assert why(Story(TWO, office).does(letter())) == {Unmet.NO_FORMAL_ROUTE}
    assert Story(TWO, office).does(message()).accepted
