"""What cannot be taken back waits for the capture; nothing else does; and a person may say that it goes on without."""

from typing import Any

import pytest

from adapters.platform import Subject
from bot.actions.dispatch import Dispatcher
from bot.actions.outbox import ActionState, Approval, Planned, put
from bot.desk.answer import Answer
from bot.desk.desk import Desk
from bot.evidence.capture.queue import NEVER
from bot.staff.people import add, find
from bot.staff.rights import Staff
from bot.store.capture_tables import CaptureRow
from rules.model.decision import TaskKind
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import CHANNEL, DELIVERY, Comment, Kit
from tests.bot.evidence.capture.kit import Album

PERSON = Approval("s_helen", "threatens a colleague")


def report(kit: Kit, comment: Comment, **changes: Any) -> str:
    return kit.queue(comment, MeasureKind.REPORT, Verb.REPORT, approval=PERSON, **changes)


def failed(kit: Kit, comment: Comment) -> None:
    """Its picture could not be had."""
    with kit.database.session() as session:
        row = session.get_one(CaptureRow, comment.interaction_id)
        row.state, row.why = "failed", "gone"
        session.add(row)


def helen(kit: Kit, role: Role = Role.APPROVER) -> Staff:
    add(kit.database, kit.clock, None, "helen", "Helen", frozenset({role}))
    found = find(kit.database, "helen")
    assert found is not None
    return found


def go_on(kit: Kit, comment: Comment, reason: str = "we both saw it", role: Role = Role.APPROVER) -> Answer:
    return Desk(kit.database, kit.clock, {}).go_on(helen(kit, role), comment.interaction_id, reason)


async def test_a_one_way_act_waits_until_the_comment_is_captured(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment)
    for _ in range(3):
        await kit.dispatcher.step()
        kit.clock.move(seconds=3)
    assert kit.state(deed) == "queued"
    assert kit.story(deed) == [], "nothing was attempted"
    assert "waits until what came with the comment is kept" in kit.action(deed).why
    await kit.settle()
    assert kit.world.effects() == {kit.action(deed).key: 1}


async def test_what_nobody_asked_to_be_captured_is_asked_for_now(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment)
    with kit.database.session() as session:
        session.delete(session.get_one(CaptureRow, comment.interaction_id))
    await kit.dispatcher.step()
    assert kit.state(deed) == "queued"
    with kit.database.look() as session:
        assert session.get_one(CaptureRow, comment.interaction_id).state == "waiting"


@pytest.mark.parametrize(
    ("measure", "verb"),
    [
        (MeasureKind.HIDE, Verb.HIDE),
        (MeasureKind.REPLY, Verb.REPLY),
        (MeasureKind.WARNING_PRIVATE, Verb.MESSAGE),
        (MeasureKind.BLOCK, Verb.BLOCK),
    ],
)
async def test_a_dead_picture_disarms_nothing_that_can_be_undone_or_said(
    kit: Kit, measure: MeasureKind, verb: Verb
) -> None:
    comment = kit.hear()
    deed = kit.queue(
        comment, measure, verb, approval=PERSON, text="hello" if verb in {Verb.REPLY, Verb.MESSAGE} else ""
    )
    failed(kit, comment)
    await kit.dispatcher.step()
    assert kit.state(deed) == "done"


async def test_what_is_only_simulated_waits_for_nothing_and_captures_nothing(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment, simulate=True)
    await kit.dispatcher.step()
    assert kit.state(deed) == "simulated"
    assert kit.tasks() == []
    with kit.database.look() as session:
        assert session.get(CaptureRow, comment.interaction_id) is None


async def test_where_it_failed_a_person_is_asked_and_nothing_goes_out(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment)
    failed(kit, comment)
    await kit.settle(steps=5)
    assert kit.state(deed) == "proposed"
    assert kit.story(deed) == ["capture_failed"], "no brake went on: something could not be kept"
    assert "could not be kept (it is gone)" in kit.action(deed).held
    (task,) = kit.tasks()
    assert (task.kind, task.about) == (TaskKind.LOOK, deed)
    assert kit.world.deeds() == []


@pytest.mark.parametrize(("tries", "state"), [(1, "queued"), (2, "proposed")])
async def test_a_person_is_asked_long_before_the_last_try(kit: Kit, tries: int, state: str) -> None:
    """Whoever is threatened does not wait three quarters of an hour for a dead picture."""
    comment = kit.hear()
    deed = report(kit, comment)
    with kit.database.session() as session:
        row = session.get_one(CaptureRow, comment.interaction_id)
        row.tries, row.why, row.next_at = tries, "timeout", NEVER
        session.add(row)
    await kit.settle()
    assert kit.state(deed) == state
    assert go_on(kit, comment).accepted == (state == "proposed")


async def test_a_person_says_it_goes_on_without_and_then_it_does(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment)
    failed(kit, comment)
    await kit.settle()
    assert go_on(kit, comment, "  ").why == "Your reason is needed."
    answer = Desk(kit.database, kit.clock, {}).go_on(_found(kit), comment.interaction_id, "we both saw it")
    assert answer.accepted, answer.why
    with kit.database.look() as session:
        row = session.get_one(CaptureRow, comment.interaction_id)
    assert row.without_by == _found(kit).id
    with kit.database.read() as tx:
        kept = tx.exec_driver_sql(f"SELECT value FROM content WHERE seq = {row.without_seq} AND field = 'reason'")
        assert bytes(kept.scalar_one()) == b"we both saw it"
    kit.set("action", deed, state=ActionState.QUEUED.value)  # as an approval lets it go; the desk's own tests do that
    await kit.settle()
    assert kit.world.effects() == {kit.action(deed).key: 1}


def _found(kit: Kit) -> Staff:
    found = find(kit.database, "helen")
    assert found is not None
    return found


async def test_who_may_not_approve_may_not_say_so(kit: Kit) -> None:
    comment = kit.hear()
    report(kit, comment)
    failed(kit, comment)
    assert not go_on(kit, comment, role=Role.VIEWER).accepted


async def test_nothing_to_go_on_without(kit: Kit) -> None:
    comment = kit.hear()
    report(kit, comment)
    assert "still being fetched" in go_on(kit, comment).why
    await kit.capturer.step()
    assert "is kept" in Desk(kit.database, kit.clock, {}).go_on(_found(kit), comment.interaction_id, "why").why


async def test_a_comment_erased_meanwhile_is_not_acted_on(kit: Kit) -> None:
    comment = kit.hear()
    deed = report(kit, comment)
    with kit.database.session() as session:
        row = session.get_one(CaptureRow, comment.interaction_id)
        row.state = "erased"
        session.add(row)
    await kit.settle()
    assert kit.state(deed) == "proposed"
    assert "the comment is not kept any more" in kit.action(deed).held


async def test_the_whole_way_a_picture_is_kept_before_the_act(album: Album) -> None:
    """Judged, planned by a person, held back, fetched over HTTP, then done: in this order in the record."""
    page = album.page
    dispatcher = Dispatcher(page.database, page.writer, {CHANNEL: page.platform}, page.clock, DELIVERY)
    after = await page.after("you lot are useless {abuse serious}", media=[album.pictures.put("/a.png")])
    subject = Subject(after.row.ref, after.row.version, after.row.root, "tenant")
    deed = Planned(MeasureKind.REPORT, Verb.REPORT, subject, "k_report", ActionState.QUEUED, Role.MODERATOR, False)
    with page.database.write() as tx:
        put(tx, after.id, after.decision.id, CHANNEL, [deed], page.clock(), PERSON)
    await dispatcher.step()
    assert "k_report" not in page.world.effects()
    await album.capturer.step()
    page.clock.move(seconds=3)
    await dispatcher.step()
    assert page.world.effects()["k_report"] == 1
    assert album.pictures.paths == ["/a.png"]
    story = [kind for kind, data in page.entries(after.id) if data.get("verb") == "report" or kind == "captured"]
    assert [kind for kind in story if kind != "planned"] == ["captured", "attempting", "done"]
