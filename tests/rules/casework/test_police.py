"""The police: a named person reports, or says why not."""

from rules.model.case.deeds import ConsiderPolice
from rules.model.case.words import Unmet
from rules.model.finding import Behaviour, Severity
from tests.rules.casework.landlord import CLERK, PORTER, Story, clauses, incident, why

THREAT = incident("threat", 1, (Behaviour.THREAT, Severity.SERIOUS))
HATE = incident("hate", 1, (Behaviour.DISCRIMINATION, Severity.SERIOUS))


def considered(ref: str, *, reported: bool, has_reason: bool) -> ConsiderPolice:
    return ConsiderPolice(CLERK, (ref,), reported, has_reason)


def test_a_report_is_recorded() -> None:
    story = Story([THREAT])
    assert story.does(considered("threat", reported=True, has_reason=False)).accepted
    assert [(done.by, done.reported) for done in story.file.police] == [(CLERK, True)]


def test_not_reporting_what_must_be_reported_needs_a_reason() -> None:
    refused = Story([THREAT]).does(considered("threat", reported=False, has_reason=False))
    assert clauses(refused) == {Unmet.NO_REASON: "NB-16"}
    assert Story([THREAT]).does(considered("threat", reported=False, has_reason=True)).accepted
    assert Story([HATE]).does(considered("hate", reported=False, has_reason=False)).accepted
    assert Story([incident("rude", 1)]).does(considered("rude", reported=False, has_reason=False)).accepted


def test_who_and_about_what() -> None:
    refused = Story([THREAT]).does(ConsiderPolice(PORTER, ("nothing",), reported=True, has_reason=True))
    assert why(refused) == {Unmet.WRONG_POST, Unmet.NO_EVIDENCE}
