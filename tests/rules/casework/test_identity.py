"""Linking and unlinking accounts, and what follows."""

from rules.model.account import Assurance
from rules.model.case.deeds import Approve, Link, Unlink
from rules.model.case.words import Alarm, OrderKind, Unmet
from tests.rules.casework.landlord import (
    ANN,
    BOB,
    CHIEF,
    CLERK,
    LEADS,
    PORTER,
    Story,
    incident,
    linked,
    ordered,
    proposal,
    why,
)


def test_a_person_confirms_who_holds_accounts() -> None:
    story = Story([incident("one", 1)])
    assert story.does(Link(CLERK, (ANN, BOB))).accepted
    assert story.file.links == {ANN: Assurance.VERIFIED, BOB: Assurance.VERIFIED}
    assert why(story.does(Link(PORTER, (ANN,)))) == {Unmet.WRONG_POST}
    assert why(story.does(Link(CLERK, ()))) == {Unmet.NO_EVIDENCE}


def test_a_link_taken_back_is_gone_once() -> None:
    story = Story([linked(ANN, BOB)])
    assert why(story.does(Unlink(PORTER, ANN))) == {Unmet.WRONG_POST}
    assert ordered(story.does(Unlink(CLERK, BOB))) == []
    assert story.file.links == {ANN: Assurance.VERIFIED, BOB: Assurance.NONE}
    assert why(story.does(Unlink(CLERK, BOB))) == {Unmet.NOTHING_PENDING}


def test_what_relied_on_it_is_opened_again_and_a_senior_person_sees_a_restriction() -> None:
    story = Story()
    story.does(proposal())
    for by in (CHIEF, LEADS[0], LEADS[1]):
        story.does(Approve(by))
    story.does(proposal(id="p2"))
    verdict = story.does(Unlink(CLERK, ANN))
    assert [(o.kind, o.about, o.post, o.label) for o in verdict.orders] == [
        (OrderKind.REOPEN, "p2", "", ""),
        (OrderKind.REOPEN, "letter", "", ""),
        (OrderKind.REOPEN, "p1", "", ""),
        (OrderKind.ALARM, "p1", "Director", Alarm.GROUND_GONE),
    ]


def test_what_relied_on_another_account_stands() -> None:
    story = Story().knows(linked(BOB))
    story.does(proposal())
    assert story.does(Unlink(CLERK, BOB)).orders == ()
    story.knows(linked(BOB), incident("bobs", 5, account=BOB))
    story.does(proposal(id="p2", about=("one", "bobs")))
    assert [(o.kind, o.about) for o in story.does(Unlink(CLERK, BOB)).orders] == [(OrderKind.REOPEN, "p2")]
