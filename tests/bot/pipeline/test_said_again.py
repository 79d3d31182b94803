"""A need that somebody is seeing to already is not opened a second time; danger always is."""

from datetime import timedelta

from bot.store.tables import NeedRow
from tests.bot.pipeline.kit import After, Page


def routed(page: Page, after: After) -> list[tuple[str, bool, bool]]:
    """Reference, carried, attached of each *routed* entry about a comment."""
    return [(d["reference"], d["carried"], d["attached"]) for kind, d in page.entries(after.id) if kind == "routed"]


def close_all(page: Page) -> None:
    with page.database.write() as tx:
        tx.exec_driver_sql("UPDATE need SET state = 'closed'")


async def test_a_chaser_keeps_reference_and_clock_and_is_answered_with_it(page: Page) -> None:
    first = await page.after("my tap drips {need repair}", author="ann")
    (opened,) = first.needs
    page.clock.move(days=8)
    again = await page.after("it still drips {need repair} {need complaint}", author="ann")
    assert [need.kind for need in again.needs] == ["complaint"]
    assert (opened.reference, True, True) in routed(page, again)
    assert [need.reference for need in page.rows(NeedRow) if need.kind == "repair"] == [opened.reference]
    decided = again.decided()
    assert decided["decision"]["attached"] == ["repair"]
    assert decided["given"]["circumstances"]["open_needs"] == ["repair"]
    page.clock.move(days=1)
    alone = await page.after("and on it drips {need repair}", author="ann")
    assert opened.reference in alone.said("acknowledge")
    assert f"Reference: {opened.reference}." in alone.tasks["answer"].why
    assert alone.decision.desk == "open"


async def test_a_burst_within_one_batch_sees_itself(page: Page) -> None:
    refs = [page.say("no heating {need repair}", author="ann") for _ in range(3)]
    await page.hear()
    assert [len(page.of(ref).needs) for ref in refs] == [1, 0, 0]
    references = {entry[0] for ref in refs for entry in routed(page, page.of(ref))}
    assert len(references) == 1


async def test_what_others_need_what_was_seen_to_and_what_is_long_ago_is_opened_anew(page: Page) -> None:
    first = await page.after("my tap drips {need repair}", author="ann")
    other = await page.after("mine too {need repair}", author="bob")
    assert len(other.needs) == 1
    close_all(page)
    page.clock.move(hours=1)
    later = await page.after("it drips again {need repair}", author="ann")
    assert len(later.needs) == 1
    assert later.decided()["decision"]["attached"] == []
    page.clock.moment += timedelta(days=91)
    old = await page.after("and again {need repair}", author="ann")
    assert len(old.needs) == 1
    assert len({need.reference for one in (first, later, old) for need in one.needs}) == 3


async def test_danger_is_opened_anew_every_time(page: Page) -> None:
    for _ in range(2):
        after = await page.after("I smell gas {need emergency now}", author="ann")
        assert [need.kind for need in after.needs] == ["emergency"]
        assert len(after.alarms) == 1
    soon = await page.after("no heating {need repair}", author="bob")
    now = await page.after("no heating and my baby is blue {need repair now}", author="bob")
    assert (len(soon.needs), len(now.needs)) == (1, 1)


async def test_an_edit_of_a_chaser_keeps_the_same_reference(page: Page) -> None:
    first = await page.after("my tap drips {need repair}", author="ann")
    (opened,) = first.needs
    chaser = await page.after("stil drips {need repair}", author="ann")
    page.world.edit(chaser.row.ref, "still drips {need repair}")
    await page.hear()
    assert routed(page, page.of(chaser.row.ref, "2")) == [(opened.reference, True, True)]
    page.world.edit(first.row.ref, "my kitchen tap drips {need repair}")
    await page.hear()
    edited = page.of(first.row.ref, "2")
    assert routed(page, edited) == [(opened.reference, True, False)]
    assert edited.decided()["decision"]["attached"] == []
    assert len(page.rows(NeedRow)) == 1


async def test_a_restart_forgets_nothing_that_is_open(page: Page) -> None:
    (opened,) = (await page.after("my tap drips {need repair}", author="ann")).needs
    page.judge = page.another()
    again = await page.after("it still drips {need repair}", author="ann")
    assert routed(page, again) == [(opened.reference, True, True)]


async def test_who_is_kept_waiting_is_never_held_to_have_asked_too_often(page: Page) -> None:
    first = await page.after("my tap drips {need repair}", author="ann")
    page.clock.move(days=60)
    chaser = await page.after("it drips, it drips {volume serious} {need repair}", author="ann")
    assert chaser.decided()["given"]["circumstances"]["overdue_matter"] is True
    assert (chaser.decision.course, chaser.decision.breach) == ("leave", False)
    stranger = await page.after("post, post, post {volume serious}", author="bob")
    assert stranger.decided()["given"]["circumstances"]["overdue_matter"] is None
    assert stranger.decision.course == "review"
    assert first.needs
