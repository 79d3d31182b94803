"""The rows of the pages, read on both engines."""

from dataclasses import replace

from bot.console.reading import comment, queue, today, work
from bot.store.database import Database
from tests.bot.conftest import TestClock
from tests.bot.console.seed import seed
from tests.bot.console.stories import MONDAY


def test_everything_that_pages_read(any_database: Database, clock: TestClock) -> None:
    seeded = seed(any_database, clock())
    open_stories = {story.name for story in MONDAY if story.desk == "open"}
    names = {item: name for name, item in seeded.items.items()}
    with any_database.look() as session:
        waiting = queue.waiting(session, queue.Filter())
        assert [names[one.said.id] for one in waiting][:4] == ["gas", "threat", "boiler", "mould"]
        assert {names[one.said.id] for one in waiting} == open_stories
        counts = queue.counts(session)
        assert (counts[queue.Show.ALL], counts[queue.Show.DECIDE]) == (len(open_stories), 3)
        assert queue.counts(session, "town-page")[queue.Show.ALL] == 2
        assert queue.following(session, seeded.items["gas"]) == seeded.items["threat"]
        one = comment.comment(session, seeded.items["boiler"], clock())
        assert one is not None
        assert one.text.startswith("Karen on your phones")
        assert one.judged is not None
        assert [line.text[:5] for line in one.history] == ["Still", "Fair "]
        assert [entry.kind for entry in one.entries] == ["heard", "decided", "routed", "planned"]
        now = today.today(session)
        assert [alarm.why for alarm, _ in now.alarms] == ["A threat against a named colleague."]
        assert len(today.alarms(session)) == 1
        assert work.needs(session)[0].need.reference == "EM-104"
        assert "repairs" in work.destinations(session)


def test_words_that_are_half_a_character_come_back_as_they_were(any_database: Database, clock: TestClock) -> None:
    seeded = seed(any_database, clock(), [replace(MONDAY[-1], name="half", text="a \ud83d half")])
    with any_database.look() as session:
        one = comment.comment(session, seeded.items["half"], clock())
    assert one is not None
    assert one.text == "a \ud83d half"
