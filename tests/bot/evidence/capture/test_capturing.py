"""What belongs to a comment besides its words is kept: media, thread, author, times, versions, later looks."""

import inspect
import json
import re
from hashlib import sha256

import pytest

from adapters import media
from bot.clock import now
from bot.evidence.capture import capturer
from bot.evidence.capture.codes import WORDS
from bot.evidence.verify import verify
from bot.settings import CaptureSettings
from bot.store.clock_source import ClockSource, clock_source
from bot.store.ids import stamp
from tests.bot.evidence.capture.kit import RUDE, Album
from tests.services.media import PNG, noise


async def test_everything_about_a_comment_in_one_entry(any_album: Album) -> None:
    album = any_album
    page, photo = album.page, noise(70_000)
    first = await page.after("fair play, the bins are good", author="neighbour")
    page.clock.move(minutes=1)
    after = await album.captured(
        parent_text="Our new bins",
        parent=first.row.ref,
        name="Alex Example",
        media=[album.pictures.put("/a.jpg", photo, "image/jpeg"), album.pictures.put("/b.png")],
    )
    (entry,) = album.entries(after.id, "captured")
    assert entry == {"payload": 2, "media": [0, 1], "missing": [], "before": 1, "versions": 1, "late": False}
    kept = album.kept(after.id)
    assert (kept["media.0"], kept["media.1"]) == (photo, PNG), "the very bytes"
    about = album.read(after.id, "media.0.about")
    assert about == {
        "url": album.pictures.at("/a.jpg"),
        "alt": "",
        "called": "",
        "type": "image/jpeg",
        "kind": "",
        "size": 70_000,
        "sha256": sha256(photo).hexdigest(),
    }
    assert album.read(after.id, "media.1.about")["kind"] == "image/png", "told from the bytes"
    assert album.state(after.id) == ("done", "")
    found = verify(page.database)
    assert found.ok, found


async def test_who_where_and_when_it_was_said(any_album: Album) -> None:
    album = any_album
    page = album.page
    first = await page.after("fair play, the bins are good", author="neighbour")
    page.clock.move(minutes=1)
    after = await album.captured(parent_text="Our new bins", parent=first.row.ref, name="Alex Example")
    kept = album.kept(after.id)
    assert album.read(after.id, "author")["handle"] == "tenant"
    assert kept["permalink"].decode() == f"memory://{after.row.ref}"
    thread = album.read(after.id, "thread")
    assert thread["parent"] == {"ref": first.row.ref, "interaction": first.id}
    assert [one["id"] for one in thread["said_before"]] == [first.id]
    assert thread["above"] == {"entry": after.row.text_seq, "field": "parent_text", "whose": "others"}
    assert b"bins" not in kept["thread"], "what others said stands in one place"
    times = album.read(after.id, "times")
    assert (times["platform_at"], times["captured_at"]) == (after.row.at, stamp(page.clock()))
    by_hand = {"source": "another", "synchronised": None, "error_us": None}
    assert times["clock"] == times["captured_clock"] == by_hand
    (heard,) = album.entries(after.id, "heard")
    assert (heard["clock"], heard["heard_at"]) == (by_hand, times["received_at"]), "asked at receipt, and in the record"


async def test_a_lawful_comment_nobody_answers_for_is_not_captured(album: Album) -> None:
    after = await album.captured("lovely garden", media=[album.pictures.put("/garden.png")])
    assert album.row(after.id) is None
    assert album.pictures.asked == [], "nothing is fetched of what is lawful"


async def test_half_a_character_survives(album: Album) -> None:
    """JSON can hold half of an emoji: the payload's bytes keep it, and capturing goes on."""
    said = {"type": "said", "ref": "post-half", "version": "1", "kind": "comment", "text": RUDE, "where": "our_page"}
    author = {"ref": "tenant", "handle": "tenant", "name": "half \ud83d"}
    body = json.dumps({**said, "author": author, "at": album.page.clock().isoformat(), "root": None})
    album.page.world.garble(body)
    await album.page.hear()
    await album.capturer.step()
    after = album.page.of("post-half")
    with album.page.database.read() as tx:
        assert bytes(tx.exec_driver_sql("SELECT body FROM payload").scalar_one()) == body.encode("ascii")
    assert album.read(after.id, "author")["display_name"].startswith("half ")
    assert album.state(after.id) == ("done", "")


async def test_each_version_is_captured_with_all_before_it(album: Album) -> None:
    first = await album.captured()
    album.page.clock.move(minutes=5)
    album.page.world.edit(first.row.ref, RUDE + " and worse")
    await album.page.hear()
    await album.capturer.step()
    second = album.page.of(first.row.ref)
    assert second.id != first.id
    assert [one["id"] for one in album.read(second.id, "edits")] == [first.id, second.id]
    assert len(album.read(first.id, "edits")) == 1, "as it was then"


async def test_a_dead_picture_is_an_entry_and_the_rest_is_kept_at_once(album: Album) -> None:
    dead = album.pictures.at("/gone.png", "410")
    after = await album.captured(media=[dead, album.pictures.put("/b.png")])
    assert album.state(after.id) == ("failed", "gone")
    assert set(album.kept(after.id)) >= {"media.1", "author", "thread", "times"}
    (failed,) = album.entries(after.id, "capture_failed")
    assert failed == {"media": [0], "codes": ["gone"]}


async def test_what_comes_late_is_added_and_what_was_had_is_not_fetched_again(any_album: Album) -> None:
    album = any_album
    late = album.pictures.at("/late.png", "503")
    after = await album.captured(media=[album.pictures.put("/a.png"), late])
    assert album.state(after.id) == ("waiting", "refused")
    album.page.clock.move(seconds=2)
    await album.capturer.step()
    assert album.pictures.paths == ["/a.png", "/late.png"], "not sooner than it is due"
    album.pictures.behave.clear()
    album.pictures.put("/late.png", noise(3_000))
    album.page.clock.move(seconds=4)
    await album.another().step()
    assert album.pictures.paths == ["/a.png", "/late.png", "/late.png"]
    first, second = album.entries(after.id, "captured")
    assert (first["media"], first["missing"], second["media"], second["late"]) == ([0], [1], [1], True)
    assert album.kept(after.id)["media.1"] == noise(3_000)
    assert album.state(after.id) == ("done", "")
    assert album.entries(after.id, "capture_failed") == []


async def test_after_six_tries_it_has_failed(album: Album) -> None:
    after = await album.captured(media=[album.pictures.at("/never.png", "500")])
    for _ in range(8):
        album.page.clock.move(hours=1)
        await album.capturer.step()
    assert album.pictures.paths == ["/never.png"] * 6
    assert album.state(after.id) == ("failed", "refused")
    assert len(album.entries(after.id, "captured")) == len(album.entries(after.id, "capture_failed")) == 1


async def test_limits_of_pieces_and_bytes(album: Album) -> None:
    album.capturer = album.another(CaptureSettings(pieces=3, each_megabytes=1, all_megabytes=2))
    many = [album.pictures.put(f"/{n}.bin", noise(900_000, str(n))) for n in range(4)]
    after = await album.captured(media=[album.pictures.put("/big.bin", bytes(1_000_001)), *many])
    (entry,) = album.entries(after.id, "captured")
    assert (entry["media"], entry["missing"]) == ([1, 2], [0, 3, 4])
    (failed,) = album.entries(after.id, "capture_failed")
    assert failed == {"media": [0, 3, 4], "codes": ["too_large", "too_many"]}
    after = await album.captured(media=many[:3])
    assert album.entries(after.id, "captured")[0]["media"] == [0, 1], "two megabytes of one comment"


async def test_nobody_fills_the_disk_with_pictures(album: Album) -> None:
    album.capturer = album.another(CaptureSettings(day_megabytes=1))
    many = [album.pictures.put(f"/{n}.bin", noise(600_000, str(n))) for n in range(3)]
    after = await album.captured(media=many)
    assert album.entries(after.id, "captured")[0]["media"] == [0, 1]
    assert album.state(after.id) == ("waiting", "day_full")
    album.page.clock.move(days=1)
    await album.capturer.step()
    assert album.state(after.id) == ("done", ""), "tomorrow there is room again"


async def test_from_elsewhere_nothing_is_fetched(album: Album) -> None:
    album.page.platform.media_hosts = set()
    after = await album.captured(media=[album.pictures.put("/a.png"), "http://169.254.169.254/latest/meta-data"])
    assert album.state(after.id) == ("failed", "host")
    assert album.pictures.asked == []


async def test_whatever_breaks_in_fetching_is_recorded_and_tried_again(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RecursionError("hostile")

    monkeypatch.setattr(album.page.platform, "fetch", broken)
    after = await album.captured(media=[album.pictures.put("/a.png")])
    assert album.state(after.id) == ("waiting", "broke")


async def test_it_is_looked_for_later_at_set_times(any_album: Album) -> None:
    album = any_album
    after = await album.captured()
    for hours in (0.5, 0.6, 24, 24 * 7, 24 * 30, 24 * 60):
        album.page.clock.move(hours=hours)
        await album.capturer.step()
    seen = album.entries(after.id, "state_seen")
    assert [(one["check"], one["on_platform"], one["on_record"]) for one in seen] == [
        (n, "there", "live") for n in (1, 2, 3, 4)
    ]


async def test_a_later_look_sees_that_it_was_edited_and_then_is_gone(album: Album) -> None:
    after = await album.captured()
    album.page.world.edit(after.row.ref, "never mind")
    album.page.clock.move(hours=2)
    await album.capturer.step()
    album.page.world.delete(after.row.ref)
    album.page.clock.move(days=2)
    await album.capturer.step()
    album.page.clock.move(days=30)
    await album.capturer.step()
    assert [one["on_platform"] for one in album.entries(after.id, "state_seen")] == ["edited", "gone"]


async def test_a_platform_that_cannot_be_asked_is_said_to_be_that(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_: object) -> None:
        raise OSError("the line is cut")

    monkeypatch.setattr(album.page.platform, "presence", down)
    after = await album.captured()
    album.page.clock.move(hours=2)
    await album.capturer.step()
    assert [one["on_platform"] for one in album.entries(after.id, "state_seen")] == ["cannot_tell"]


def test_every_reason_has_its_words() -> None:
    """Each code that is written anywhere in the fetcher or the capturer."""
    source = inspect.getsource(media) + inspect.getsource(capturer)
    codes = set(re.findall(r'NotFetched\(\s*"(\w+)"', source)) | set(media._FOR_GOOD.values()) | {"refused", "host"}
    assert {"too_large", "timeout", "broke"} <= codes <= set(WORDS)


def test_the_machines_own_clock_says_whether_something_keeps_it_right() -> None:
    said = clock_source(now)
    assert said["source"] == "system"
    assert said["synchronised"] in {True, False, None}
    assert said["error_us"] is None or said["error_us"] >= 0


def test_the_kernel_is_asked_once_a_minute_not_once_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("bot.store.clock_source._ask_kernel", lambda: asked.append(1))
    source = ClockSource(now)
    said = {source() for _ in range(500)}
    assert (len(asked), len(said)) == (1, 1)
    assert json.loads(said.pop()) == {"error_us": None, "source": "system", "synchronised": None}
    monkeypatch.setattr("bot.store.clock_source.ASK_AGAIN_SECONDS", 0.0)
    again = ClockSource(now)
    assert again() == again()
    assert len(asked) == 3
