"""What people write down by hand."""

from typing import Any

import pytest

from rules.casework import Office
from rules.model.case import deeds as d
from rules.model.case.deeds import Approve, RecordAdjustment, RecordOnSystem, RecordVolume
from rules.model.case.words import OrderKind, RestrictionKind, Unmet
from rules.model.finding import Behaviour
from tests.rules.casework.landlord import (
    CHIEF,
    CLERK,
    LEADS,
    OFFICER,
    PACK,
    PORTER,
    Story,
    changed,
    clauses,
    incident,
    linked,
    ordered,
    proposal,
    why,
    without_casework,
)

UNKNOWN = (incident("one", 1),)


def test_the_packs_own_system_is_meant_where_none_is_named() -> None:
    story = Story((linked(), *UNKNOWN))
    story.does(RecordOnSystem(OFFICER, ("one",)))
    assert [(r.system, r.about) for r in story.file.recorded] == [("Ledger", ("one",))]
    plain = {"demand": "always", "clause": "NB-04"}
    story = Story(UNKNOWN, Office((changed(casework={"warning": plain}),)))
    story.does(RecordOnSystem(OFFICER, ("one",)))
    assert [r.system for r in story.file.recorded] == ["Safety book"]


def test_a_customers_record_needs_a_confirmed_customer_and_a_register_of_incidents_does_not() -> None:
    assert why(Story(UNKNOWN).does(RecordOnSystem(OFFICER, ("one",), "Ledger"))) == {Unmet.UNVERIFIED}
    assert Story(UNKNOWN).does(RecordOnSystem(OFFICER, ("one",), "Safety book")).accepted


def test_a_recorded_volume_opens_a_case_and_is_a_customers() -> None:
    story = Story((linked(), *UNKNOWN))
    assert ordered(story.does(RecordVolume(OFFICER))) == [OrderKind.OPEN_CASE]
    assert story.file.volume_recorded
    assert why(Story(UNKNOWN).does(RecordVolume(OFFICER))) == {Unmet.UNVERIFIED}


@pytest.mark.parametrize(
    "deed",
    [
        RecordOnSystem(PORTER, ("one",)),
        RecordVolume(PORTER),
        d.RecordExhausted(PORTER),
        RecordAdjustment(PORTER),
        d.Liaise(PORTER),
    ],
)
def test_only_case_work_writes_anything_down(deed: d.Deed) -> None:
    assert why(Story((linked(), *UNKNOWN)).does(deed)) == {Unmet.WRONG_POST}


def test_what_is_written_down_stands() -> None:
    story = Story(UNKNOWN)
    for deed in (d.RecordExhausted(CLERK), RecordAdjustment(CLERK), d.Liaise(CLERK)):
        verdict = story.does(deed)
        assert verdict.accepted
        assert verdict.orders == ()
    assert story.file.exhausted
    assert len(story.file.adjustments) == 1
    assert story.file.liaised_at is not None


def test_an_adjustment_opens_again_what_it_rules_out() -> None:
    rules_out = RecordAdjustment(CLERK, frozenset({RestrictionKind.SPOC}))
    story = Story()
    story.does(proposal())
    waiting = story.does(rules_out)
    assert [(o.kind, o.about) for o in waiting.orders] == [(OrderKind.REOPEN, "p1")]
    story = Story()
    story.does(proposal())
    for by in (CHIEF, LEADS[0], LEADS[1]):
        story.does(Approve(by))
    assert [(o.kind, o.about) for o in story.does(rules_out).orders] == [(OrderKind.REOPEN, "p1")]
    other = RecordAdjustment(CLERK, frozenset({RestrictionKind.LETTER_ONLY}))
    assert story.does(other).orders == ()


def test_where_no_system_is_named_the_record_says_none() -> None:
    story = Story(UNKNOWN, Office((without_casework(),)))
    assert story.does(RecordOnSystem(OFFICER, ("one",))).accepted
    assert [r.system for r in story.file.recorded] == [""]


def harm(**changes: object) -> d.RecordHarm:
    plain: dict[str, Any] = {
        "by": OFFICER, "ref": "one", "behaviour": Behaviour.VOLUME, "pack": PACK.id, "has_figures": True,
    }  # fmt: skip
    return d.RecordHarm(**(plain | changes))


def harm_tested(*, counted: bool = True) -> Office:
    """The landlord with a harm test for volume and persistence."""
    plain = PACK.model_dump(mode="json", by_alias=True)
    clause = PACK.clauses[0].id
    rules = [
        {
            "behaviour": one,
            "stance": "against",
            "clauses": [clause],
            "course": {"serious": "review"},
            "why": "Too much.",
        }
        | {"harm_test": True}
        for one in ("volume", "persistence")
    ]
    others = [one for one in plain["behaviours"] if one["behaviour"] not in {"volume", "persistence"}]
    return Office((changed(behaviours=[*others, *rules], volume={"counted": counted, "clause": clause}),))


def test_harm_is_a_named_persons_record_with_figures() -> None:
    story = Story(UNKNOWN, harm_tested())
    assert story.does(harm()).accepted
    assert [(one.ref, one.behaviour, one.by) for one in story.file.harms] == [("one", Behaviour.VOLUME, OFFICER)]
    everything = harm(by=PORTER, behaviour=Behaviour.ABUSE, has_figures=False, overdue=True)
    assert why(story.does(everything)) == {
        Unmet.WRONG_POST,
        Unmet.NO_HARM_TEST,
        Unmet.NO_FIGURES,
        Unmet.MATTER_OVERDUE,
    }


def test_a_number_of_posts_is_no_harm_where_the_policy_counts_none() -> None:
    story = Story(UNKNOWN, harm_tested(counted=False))
    refused = story.does(harm())
    assert clauses(refused) == {Unmet.SOCIAL_VOLUME: PACK.clauses[0].id}
    assert story.does(harm(behaviour=Behaviour.PERSISTENCE)).accepted


def test_a_comment_judged_again_takes_its_own_place() -> None:
    story = Story((incident("one", 1, counts=False), incident("two", 2)))
    story.knows(incident("one", 1))
    assert [(one.ref, one.counts) for one in story.file.incidents] == [("one", True), ("two", True)]


def test_a_system_is_one_the_policy_names_however_it_is_typed() -> None:
    """Else a slip of the pen would write to a customer's record before anybody confirmed the customer."""
    assert why(Story(UNKNOWN).does(RecordOnSystem(OFFICER, ("one",), " ledger "))) == {Unmet.UNVERIFIED}
    strange = Story(UNKNOWN).does(RecordOnSystem(OFFICER, ("one",), "Ledgr"))
    assert why(strange) == {Unmet.NOT_OFFERED}
    assert "Ledger" in strange.refusals[0].why
    assert "Safety book" in strange.refusals[0].why
