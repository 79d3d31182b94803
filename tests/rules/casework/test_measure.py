"""Measures on the platform: evidence first, a named post and an end for a block, the author told."""

from datetime import date
from typing import Any

import pytest

from rules.casework import Office
from rules.model.case import facts as f
from rules.model.case.deeds import PERMANENT, TakeMeasure
from rules.model.case.words import LetterKind, OrderKind, Unmet
from rules.model.finding import Behaviour, Severity
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack
from tests.rules.casework.landlord import (
    ANN,
    BOB,
    CHIEF,
    CLERK,
    DEPUTY,
    LEADS,
    PACK,
    PORTER,
    READY,
    Story,
    changed,
    clauses,
    day,
    incident,
    why,
    without_casework,
)


def hide(**changes: Any) -> TakeMeasure:
    plain: dict[str, Any] = {"id": "m", "by": CLERK, "kind": MeasureKind.HIDE, "account": ANN, "ref": "three"}
    return TakeMeasure(**(plain | changes))


def block(**changes: Any) -> TakeMeasure:
    return hide(**({"kind": MeasureKind.BLOCK, "by": CHIEF, "ref": None, "months": 3} | changes))


def test_a_hide_is_taken_and_told() -> None:
    story = Story()
    verdict = story.does(hide())
    assert [(m.kind, m.ref, m.ends) for m in story.file.measures] == [(MeasureKind.HIDE, "three", None)]
    assert [o.kind for o in verdict.orders] == [OrderKind.SEND_LETTER]
    letter = verdict.orders[0].letter
    assert letter is not None
    assert letter.kind is LetterKind.MEASURE_NOTICE


def test_a_report_is_told_where_every_action_is() -> None:
    report = hide(kind=MeasureKind.REPORT)
    assert [o.kind for o in Story().does(report).orders] == [OrderKind.SEND_LETTER]
    assert Story(office=Office((changed(casework={"telling": None}),))).does(report).orders == ()


@pytest.mark.parametrize(
    ("deed", "unmet"),
    [
        (hide(by=PORTER), Unmet.WRONG_POST),
        (hide(ref=None), Unmet.NO_EVIDENCE),
        (hide(kind=MeasureKind.DELETE), Unmet.NOT_OFFERED),
        (block(by=CLERK), Unmet.WRONG_POST),
        (block(by=LEADS[0]), Unmet.WRONG_POST),
        (block(account=BOB), Unmet.NO_EVIDENCE),
        (block(has_reason=False), Unmet.NO_REASON),
        (block(months=PERMANENT), Unmet.PERMANENT),
        (block(months=0), Unmet.NO_END),
        (block(months=19), Unmet.TOO_LONG),
    ],
)
def test_what_stands_against_a_measure(deed: TakeMeasure, unmet: Unmet) -> None:
    assert why(Story().does(deed)) == {unmet}


def test_nothing_is_done_before_the_evidence_is_captured() -> None:
    lost = f.CaptureFailed(day(5), ("three",))
    assert why(Story().knows(lost).does(hide())) == {Unmet.CAPTURE_FAILED}
    assert Story().knows(lost).does(block()).accepted
    every = f.CaptureFailed(day(5), ("one", "two", "three"))
    assert why(Story().knows(every).does(block())) == {Unmet.CAPTURE_FAILED}


def test_a_block_has_an_end_and_is_asked_of_the_platform() -> None:
    for by in (CHIEF, DEPUTY):
        story = Story()
        verdict = story.does(block(by=by))
        assert [m.ends for m in story.file.measures] == [date(2026, 6, 8)]
        assert OrderKind.BLOCK in [o.kind for o in verdict.orders]


def test_a_block_without_a_length_takes_the_policys_own() -> None:
    story = Story()
    story.does(block(months=None))
    assert [m.ends for m in story.file.measures] == [date(2026, 9, 8)]
    no_length = Office((without_length(),))
    assert why(Story(office=no_length).does(block(months=None))) == {Unmet.NO_END}


def without_length() -> Pack:
    assert PACK.casework is not None
    every = PACK.casework.review.model_dump(mode="json") | {"every": None}
    return changed(
        casework={"duration": {"clause": "NB-08"}, "review": every}, review={"months": None, "clause": "NB-10"}
    )


def test_where_a_setting_names_who_blocks_it_must_be_set() -> None:
    pack = changed(block={"setting": "block_post", "clause": "NB-15"})
    assert clauses(Story(office=Office((pack,))).does(block())) == {Unmet.NO_APPROVER: "NB-15"}
    assert Story(office=Office((pack,), {"block_post": "Chief Lead"})).does(block()).accepted


def test_a_block_that_no_rung_offers_is_not_offered() -> None:
    rungs = [rung.model_dump(mode="json") for rung in PACK.ladder]
    tame = changed(ladder=[rung | {"measures": ["report"]} for rung in rungs])
    assert clauses(Story(office=Office((tame,))).does(block())) == {Unmet.NOT_OFFERED: "NB-15"}


def test_where_page_access_is_a_restriction_it_is_proposed_instead() -> None:
    formal = changed(block={"post": "Chief Lead", "formal": True, "clause": "NB-15"})
    quorum = {Unmet.NOT_OFFERED: "NB-15", Unmet.QUORUM_INCOMPLETE: "NB-06"}
    assert clauses(Story(office=Office((formal,))).does(block())) == quorum


def test_one_person_never_shuts_out_a_confirmed_customer_where_that_takes_a_quorum() -> None:
    office = Office((changed(block={"post": "Chief Lead", "formal_if_known": True, "clause": "NB-15"}),))
    quorum = {Unmet.NOT_OFFERED: "NB-15", Unmet.QUORUM_INCOMPLETE: "NB-06"}
    assert clauses(Story(office=office).does(block())) == quorum
    stranger = incident("five", 5, account=BOB)
    assert Story((*READY, stranger), office).does(block(account=BOB)).accepted


def test_what_waits_for_a_warning_waits_for_the_talk_with_the_support_worker_too() -> None:
    known = Story((*READY, f.Known(day(0), vulnerable=True, support_worker=True), f.Liaised(day(2), CLERK)))
    assert clauses(known.does(hide())) == {Unmet.NO_LIAISON: "NB-13"}
    assert clauses(known.does(block())) == {Unmet.NO_LIAISON: "NB-13"}
    assert known.does(hide(kind=MeasureKind.REPORT)).accepted
    known.knows(incident("six", 6, (Behaviour.THREAT, Severity.EXTREME)))
    assert known.does(hide(id="now", ref="six")).accepted
    assert known.knows(f.Liaised(day(7), CLERK)).does(hide(id="then"), 8).accepted


def test_where_a_warning_comes_before_all_else_hiding_waits_for_it_save_for_what_the_ladder_has_before() -> None:
    not_warned = (READY[0], incident("three", 1))
    assert clauses(Story(not_warned).does(hide())) == {Unmet.WARNING_MISSING: "NB-04"}
    assert why(Story(not_warned).does(block())) == {Unmet.WARNING_MISSING}
    threat = incident("three", 1, (Behaviour.THREAT, Severity.EXTREME))
    assert Story([threat]).does(hide()).accepted
    elsewhere = incident("threat", 1, (Behaviour.THREAT, Severity.EXTREME))
    assert why(Story((*not_warned, elsewhere)).does(hide())) == {Unmet.WARNING_MISSING}
    assert Story(not_warned).does(hide(kind=MeasureKind.REPORT)).accepted
    patient = changed(casework={"warning": {"demand": "first_option", "clause": "NB-04"}})
    assert Story(not_warned, Office((patient,))).does(hide()).accepted


def test_a_policy_without_formal_action_still_has_measures() -> None:
    office = Office((without_casework(),))
    story = Story(office=office)
    assert story.does(hide()).accepted
    assert story.does(block(id="b", months=24)).accepted
    assert why(story.does(block(id="c", months=25))) == {Unmet.TOO_LONG}
