"""Referring a case, and choosing a letter for it."""

from rules.casework import Office
from rules.model.case.deeds import DecideReferral, Refer
from rules.model.case.words import OrderKind, Person, Unmet
from tests.rules.casework.landlord import CLERK, LEADS, PORTER, Story, changed, incident, linked, why, without_casework

KNOWN = (linked(), incident("one", 1))


def test_the_form_goes_to_those_who_decide() -> None:
    story = Story(KNOWN)
    verdict = story.does(Refer(CLERK, ("one",)))
    assert [(o.kind, o.post, o.label, o.clause) for o in verdict.orders] == [
        (OrderKind.REFER, "Lead", "Form 7", "NB-17")
    ]
    assert len(story.file.referrals) == 1


def test_what_stands_against_it() -> None:
    assert why(Story(KNOWN).does(Refer(PORTER, ("nothing",)))) == {Unmet.WRONG_POST, Unmet.NO_EVIDENCE}
    assert why(Story(KNOWN[1:]).does(Refer(CLERK, ("one",)))) == {Unmet.UNVERIFIED}
    no_form = Office((changed(casework={"steps": []}),))
    assert why(Story(KNOWN, no_form).does(Refer(CLERK, ("one",)))) == {Unmet.NOT_OFFERED}
    assert why(Story(KNOWN, Office((without_casework(),))).does(Refer(CLERK, ("one",)))) == {Unmet.NO_FORMAL_ROUTE}


def test_a_letter_is_chosen_and_whoever_referred_hears_of_it() -> None:
    story = Story(KNOWN)
    story.does(Refer(CLERK, ("one",)))
    verdict = story.does(DecideReferral(LEADS[0]))
    assert [(o.kind, o.post, o.about) for o in verdict.orders] == [
        (OrderKind.ISSUE_WARNING, "Officer", "one"),
        (OrderKind.TELL, "Officer", ""),
    ]
    assert why(story.does(DecideReferral(LEADS[0]))) == {Unmet.NOTHING_PENDING}


def test_whoever_referred_does_not_decide_and_not_everybody_may() -> None:
    story = Story(KNOWN)
    story.does(Refer(LEADS[0], ("one",)))
    assert why(story.does(DecideReferral(LEADS[0]))) == {Unmet.SAME_PERSON}
    assert why(story.does(DecideReferral(Person("lena", "Clerk")))) == {Unmet.SAME_PERSON, Unmet.WRONG_POST}
    assert why(story.does(DecideReferral(CLERK))) == {Unmet.WRONG_POST}
    assert why(Story(KNOWN, Office((without_casework(),))).does(DecideReferral(LEADS[0]))) == {Unmet.NO_FORMAL_ROUTE}
