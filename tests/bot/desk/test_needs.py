"""A need opened by hand: a reference and a clock of its own, whatever is open already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.compose import pack
from bot.desk.answer import Answer
from bot.desk.desk import Desk
from bot.evidence.verify import verify
from bot.routing.references import is_reference
from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.database import Database
from bot.store.ids import moment, stamp
from bot.store.tables import NeedRow
from bot.store.writer import Writer
from rules.calendar import add_working_days, end_of_day, london_date
from rules.model.finding import NeedKind
from rules.model.staff import Role
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import SETTINGS, After, Page


@dataclass
class Here:
    """A page, and a moderator at its desk."""

    page: Page
    desk: Desk
    priya: Staff

    def open(self, comment: After, kind: NeedKind = NeedKind.HAZARD, note: str = "") -> Answer:
        return self.desk.open_need(self.priya, comment.id, kind, note)

    def opened(self, comment: After) -> NeedRow:
        [row] = comment.needs
        assert isinstance(row, NeedRow)
        return row


@pytest.fixture
def here(database: Database, clock: TestClock) -> Iterator[Here]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    add(database, clock, None, "priya", "Priya", frozenset({Role.MODERATOR}))
    priya = find(database, "priya")
    assert priya is not None
    settings = {**SETTINGS, "destination.hazard": "damp-team"}
    yield Here(page, Desk(database, clock, {"derby-2024": pack("derby-2024")}, settings), priya)
    writer.close()
    page.world.close()


async def test_another_hazard_gets_its_own_reference_and_the_clock_of_its_own_comment(here: Here) -> None:
    first = await here.page.after("{need hazard} mould in the bedroom", author="ann")
    here.page.clock.move(days=7)
    second = await here.page.after("{need hazard} and now the ceiling", author="ann")
    assert second.needs == []  # the machine took it for the same matter
    said = here.page.clock()
    here.page.clock.move(days=2)
    done = here.open(second, note="the ceiling, not the mould")
    assert done.accepted
    need = here.opened(second)
    assert is_reference(need.reference)
    assert need.reference != here.opened(first).reference
    assert need.reference in done.why
    assert need.starts_at == stamp(said)
    assert need.due_at == stamp(end_of_day(add_working_days(london_date(said), 10)))
    assert need.destination == "damp-team"
    *_, (kind, data) = [entry for entry in here.page.entries(second.id) if entry[0] == "routed"]
    assert (kind, data["reference"], data["by"]) == ("routed", need.reference, here.priya.id)
    assert (data["carried"], data["attached"]) == (False, False)
    assert not any("ceiling, not" in str(entry) for entry in here.page.entries())  # the note is private
    assert verify(here.page.database).ok


async def test_somebody_is_asked_and_it_stands_in_the_queue(here: Here) -> None:
    comment = await here.page.after("nice weather", author="ann")
    assert comment.decision.desk == "done"
    assert here.open(comment).accepted
    again = here.page.of(comment.row.ref)
    assert (again.decision.desk, again.decision.harm) == ("open", 6)
    assert again.tasks["answer"].why.endswith(f"Reference: {here.opened(again).reference}.")
    assert again.alarms == []
    assert here.desk.close_need(here.priya, here.opened(again).id, "seen to").accepted
    assert here.page.of(comment.row.ref).decision.desk == "done"


async def test_danger_that_a_person_saw_rings(here: Here) -> None:
    comment = await here.page.after("nice weather", author="ann")
    assert here.open(comment, NeedKind.EMERGENCY).accepted
    again = here.page.of(comment.row.ref)
    assert [alarm.task_id for alarm in again.alarms] == [again.tasks["call"].id]
    assert here.opened(again).due_at == stamp(moment(comment.row.at) + timedelta(hours=24))


async def test_a_comment_has_one_of_a_kind(here: Here) -> None:
    comment = await here.page.after("{need hazard} mould", author="ann")
    assert here.opened(comment).reference in here.open(comment).why
    assert here.open(comment, NeedKind.COMPLAINT).accepted
    here.page.world.edit(comment.row.ref, "mould, worse")
    await here.page.hear()
    later = here.page.of(comment.row.ref)
    assert "has one of its own already" in here.open(later).why


async def test_whoever_only_looks_opens_nothing(here: Here) -> None:
    comment = await here.page.after("nice weather", author="ann")
    add(here.page.database, here.page.clock, None, "vera", "Vera", frozenset({Role.VIEWER}))
    vera = find(here.page.database, "vera")
    assert vera is not None
    assert "roles do not allow" in here.desk.open_need(vera, comment.id, NeedKind.HAZARD).why
    assert "no such comment" in here.desk.open_need(here.priya, "i_none", NeedKind.HAZARD).why
    assert here.page.rows(NeedRow) == []
