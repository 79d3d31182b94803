"""A warning counts from when it went out, not from when it was written (Karbon, capitals: until it has been received)."""

from dataclasses import replace

from rules.model.case import deeds as d
from rules.model.case.words import Unmet, WarningForm
from tests.rules.casework.landlord import OFFICER, READY, SAID, Story, day, incident, proposal, why


def written() -> Story:
    """As READY, but the letter is only written, and something happens after it."""
    story = Story(READY[:4])
    warn = d.Warn("letter", OFFICER, WarningForm.LETTER, ("one", "two"), SAID, sent=False)
    assert story.does(warn, 3).accepted
    return story


def test_a_written_warning_counts_for_nothing_until_it_is_sent() -> None:
    story = written().knows(incident("three", 5))
    assert [one.id for one in story.file.unsent_warnings] == ["letter"]
    assert Unmet.WARNING_MISSING in why(story.does(proposal()))


def test_once_sent_it_counts_from_that_day() -> None:
    story = written()
    assert story.does(d.SendNotice(OFFICER, "letter"), 4).accepted
    (warning,) = story.file.standing_warnings
    assert (warning.at, warning.sent, story.file.unsent_warnings) == (day(4), True, ())
    assert story.knows(incident("three", 5)).does(proposal()).accepted


def test_what_happened_before_it_went_out_is_no_repeat() -> None:
    story = written().knows(incident("three", 4))
    assert story.does(d.SendNotice(OFFICER, "letter"), 5).accepted
    assert Unmet.NO_REPEAT in why(story.does(proposal()))


def test_telling_of_it_again_moves_nothing() -> None:
    story = Story()
    before = story.file.standing_warnings
    story.does(d.SendNotice(OFFICER, "letter"), 6)
    assert story.file.standing_warnings == before
    assert replace(before[0], sent=True) == before[0]
