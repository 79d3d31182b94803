"""Captured content is erased, searched for, kept as long as its comment, verified in small pieces, and copied."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.evidence.append import Draft, append
from bot.evidence.erasure import retention, scour
from bot.evidence.erasure.deed import erase
from bot.evidence.erasure.search import Needles
from bot.evidence.erasure.target import target
from bot.evidence.seen import seen
from bot.evidence.verify import verify
from bot.settings import RetentionSettings
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind
from tests.bot.evidence.capture.kit import Album
from tests.bot.evidence.erasure.kit import still_there
from tests.services.media import noise

HANDLE = "quietwatermill77"


async def test_erasing_a_comment_takes_its_pictures_thread_and_names(any_album: Album) -> None:
    album, photo = any_album, noise(200_000)
    page = album.page
    after = await album.captured(author=HANDLE, media=[album.pictures.put("/kitchen-7731.jpg", photo)])
    with page.database.write() as tx:
        done = erase(tx, target(tx, after.row.account_id), ErasureReason.REQUEST, "s_dee", page.clock())
    assert photo in done.remains, "its bytes are looked for afterwards"
    assert still_there(page.database, HANDLE, "kitchen-7731", f"memory://{after.row.ref}") == set()
    assert album.kept(after.id) == {}
    assert album.state(after.id) == ("erased", "")
    page.clock.move(days=40)
    await album.capturer.step()
    assert album.entries(after.id, "state_seen") == [], "nobody looks for what was erased"
    found = verify(page.database)
    assert found.ok, found
    assert found.erased > 6


async def test_the_raw_bytes_are_searched_for_the_picture(album: Album, tmp_path: Path) -> None:
    page, photo = album.page, noise(120_000)
    after = await album.captured(author=HANDLE, media=[album.pictures.put("/a.jpg", photo)])
    with page.database.write() as tx:
        done = erase(tx, target(tx, after.row.account_id), ErasureReason.REQUEST, "s_dee", page.clock())
    export = tmp_path / "export.zip"
    export.write_bytes(bytes(10_000) + photo[50_000:54_096] + bytes(10_000))
    left = scour.after(page.database, tmp_path, [done], page.clock)
    assert not left.clean
    assert "export.zip" in left.why
    export.unlink()
    clean = scour.after(page.database, tmp_path, [done], page.clock)
    assert clean.clean, clean.why
    assert clean.needles > 200


def test_a_page_of_what_is_left_of_a_picture_is_found_and_padding_is_not() -> None:
    photo = noise(300_000)
    needles = Needles([photo + bytes(50_000)])
    assert 500 < len(needles) < 700, "a few hundred pieces of a picture, not ten thousand"
    for start in (1_000, 77_777, 250_001):
        assert needles.in_parts([b"\x00" * 333 + photo[start : start + 4_096] + b"\xff" * 333])
    assert needles.in_parts([bytes(100_000), b"\xff" * 100_000, noise(100_000, "another")]) == set()


async def test_erased_while_it_is_being_fetched_nothing_comes_back(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = album.page
    after = await page.after("you lot {abuse serious}", media=[album.pictures.put("/a.png")])
    fetch = page.platform.fetch

    async def slowly(*given: object) -> object:
        with page.database.write() as tx:
            erase(tx, target(tx, after.row.account_id), ErasureReason.REQUEST, "s_dee", page.clock())
        return await fetch(*given)  # type: ignore[arg-type]  # as the capturer gave them

    monkeypatch.setattr(page.platform, "fetch", slowly)
    await album.capturer.step()
    assert album.kept(after.id) == {}
    assert album.state(after.id)[0] == "erased"


async def test_pictures_go_with_their_comment_when_its_time_is_over(album: Album) -> None:
    page = album.page
    after = await album.captured(media=[album.pictures.put("/a.png")])
    with page.database.write() as tx:
        for table in ("task", "action", "need"):
            tx.execute(text(f"DELETE FROM {table} WHERE interaction_id = '{after.id}'"))
        tx.execute(text("UPDATE decision SET desk = 'done'"))
    page.clock.move(days=400)
    with page.database.write() as tx:
        plan = retention.plan(tx, RetentionSettings(), {}, page.clock())
        assert [one.target.comments for one in plan.due] == [(after.id,)]
        retention.erase(tx, plan.due, "", page.clock())
    assert album.kept(after.id) == {}
    assert verify(page.database).ok


async def test_looking_at_a_case_does_not_make_it_younger(album: Album) -> None:
    """Who looks at an old case leaves an entry; the case is as old as what last happened in it."""
    page = album.page
    with page.database.write() as tx:
        tx.execute(
            text(
                "INSERT INTO case_file (id, state, opened_at, opened_for, high_impact, look_at) VALUES"
                " ('c_old', 'open', '2020-01-01T09:00:00.000Z', 'repeated', false, '2020-01-01T09:00:00.000Z')"
            )
        )
        append(tx, [Draft(EntryKind.CASE_OPENED, "c_old", {})], "2020-01-01T09:00:00.000Z")
        seen(tx, EntryKind.VIEWED, "s_ann", "c_old", page.clock())
        seen(tx, EntryKind.EXPORTED, "s_ann", "c_old", page.clock(), what="letter")
        plan = retention.plan(tx, RetentionSettings(), {}, page.clock())
    assert [one.target.cases for one in plan.due] == [("c_old",)]


async def test_verify_reads_pictures_one_at_a_time(album: Album, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand entries are read at once; a thousand pictures never are."""
    for n in range(3):
        await album.captured(author=f"tenant{n}", media=[album.pictures.put(f"/{n}.jpg", noise(100_000, str(n)))])
    found = verify(album.page.database)
    assert found.ok, found
    database = album.page.database
    with database.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER content_no_update")
        tx.exec_driver_sql("UPDATE content SET value = zeroblob(100000) WHERE field = 'media.0' AND seq > 10")
    assert "'media.0' is not what was committed to" in verify(database).wrong
