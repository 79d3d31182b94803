"""What was kept of a comment, shown on its page: pictures only to whoever opens them, and who looked at it."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from playwright.async_api import expect
from sqlmodel import select

from adapters.platform import Subject
from bot.actions.outbox import ActionState, Planned, put
from bot.evidence.append import Draft, append
from bot.evidence.verify import verify
from bot.store.capture_tables import CaptureRow
from bot.store.ids import stamp
from bot.store.tables import ActionRow, Content, DecisionRow
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import look, order, text
from tests.bot.console.screen import AXE, Opened
from tests.services.media import PNG

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def about(body: bytes, kind: str, alt: str = "") -> bytes:
    facts = {"url": "https://cdn.example/a", "alt": alt, "called": "image/png", "type": "image/png", "kind": kind}
    return json.dumps({**facts, "size": len(body), "sha256": sha256(body).hexdigest()}).encode()


def capture(house: House, story: str, **row: Any) -> str:
    """A comment of the morning as the capturer leaves it: a picture, and a file that only calls itself one."""
    item, at = house.seeded.items[story], stamp(house.clock())
    clock = {"source": "system", "synchronised": True, "error_us": 1200}
    facts = {
        "author": {"ref": "did:x", "handle": "alex.example", "display_name": "Alex <b>", "handle_now": "alex"},
        "times": {"platform_at": at, "received_at": at, "captured_at": at, "clock": clock},
        "thread": {"said_before": [{"id": "i_1", "text_seq": 1, "at": at}], "above": None},
        "edits": [{"id": item, "version": "1", "at": at, "heard_at": at, "text_seq": 1}],
    }
    private = {name: json.dumps(value).encode() for name, value in facts.items()}
    private |= {"media.0": PNG, "media.0.about": about(PNG, "image/png", 'a "red" door <script>')}
    private |= {"media.1": SCRIPT, "media.1.about": about(SCRIPT, "")}
    with house.database.session() as session:
        tx = session.connection()
        append(tx, [Draft(EntryKind.CAPTURED, item, {"media": [0, 1]}, private)], at)
        later = {"check": 1, "measures": [], "on_platform": "edited", "on_record": "live"}
        append(tx, [Draft(EntryKind.STATE_SEEN, item, later)], stamp(house.clock() + timedelta(hours=1)))
        known = {"interaction_id": item, "channel": "bluesky-main", "state": "done", "asked_at": at, "next_at": at}
        session.merge(CaptureRow(**(known | row)))
    return item


async def test_the_page_says_what_was_kept_and_of_when(house: House, visit: Visit) -> None:
    capture(house, "boiler")
    html = await (await visit("priya")).get(house.item("boiler"))
    page = text(html)
    assert "✓ All that came with it is kept" in page
    assert "Author then alex.example" in page
    assert "by this machine’s clock, which is kept right" in page
    assert "it stands there, edited" in page
    assert "Alex &lt;b&gt;" in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html, "what an author calls a picture is words"


async def test_who_looked_is_shown_and_the_page_is_not_stale_for_it(house: House, visit: Visit) -> None:
    item = capture(house, "boiler")
    priya, helen = await visit("priya"), await visit("helen")
    first = await priya.get(house.item("boiler"))
    state = first.split(f"/live/comments/{item}?state=")[1].split("&")[0]
    page = text(await helen.get(house.item("boiler")))
    assert "Who looked at it here Priya Shah" in page
    assert "Something changed" not in await priya.get(f"/live/comments/{item}?state={state}")
    for _ in range(3):
        await priya.get(house.item("boiler"))
    assert looks(house, item) == 2, "once a person and hour"


async def test_words_in_a_list_leave_a_trace_for_each_comment_before_the_page_is_sent(
    house: House, visit: Visit
) -> None:
    priya, helen = await visit("priya"), await visit("helen")
    page = await priya.get("/")
    names = order(page, house)
    for name in names:
        (seen,) = viewed(house, house.seeded.items[name])
        assert seen["what"] == "list"
    await priya.get("/")
    await priya.get("/live/queue?show=all&seen=nothing")
    assert [looks(house, house.seeded.items[name]) for name in names] == [1] * len(names), "once a person and day"
    await helen.get("/needs")
    assert looks(house, house.seeded.items["boiler"]) == 2
    assert looks(house, house.seeded.items["hostile"]) == 1, "it has no need: it did not stand before her"
    assert verify(house.database).ok


async def test_a_picture_is_shown_to_whoever_opens_it_and_that_is_evidence(house: House, visit: Visit) -> None:
    item = capture(house, "boiler")
    priya = await visit("priya")
    async with priya.http.get(f"{house.address}/comments/{item}/media/0") as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", PNG)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    assert {"by", "media"} in [set(data) for data in viewed(house, item)]


async def test_a_file_that_calls_itself_a_picture_is_only_handed_over(house: House, visit: Visit) -> None:
    item = capture(house, "boiler")
    priya = await visit("priya")
    async with priya.http.get(f"{house.address}/comments/{item}/media/1") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    page = await priya.get(house.item("boiler"))
    assert f'src="/comments/{item}/media/0"' in page
    assert f'src="/comments/{item}/media/1"' not in page


async def test_what_is_not_there_or_not_ones_own_is_not_shown(house: House, visit: Visit) -> None:
    item = capture(house, "boiler")
    await (await visit("priya")).get(f"/comments/{item}/media/7", 404)
    await (await visit("priya")).get(f"/comments/{item}/media/0.about", 404)
    nobody = await visit("priya")
    nobody.http.cookie_jar.clear()
    async with nobody.http.get(f"{house.address}/comments/{item}/media/0", allow_redirects=False) as answer:
        assert answer.status in {303, 401, 403}


async def test_erased_is_said(house: House, visit: Visit) -> None:
    item = capture(house, "boiler", state="erased")
    with house.database.session() as session:
        for row in session.exec(select(Content).where(Content.owner == item)).all():
            session.delete(row)
    assert "What was kept of it has been erased." in text(await (await visit("priya")).get(house.item("boiler")))


async def test_a_failed_capture_holds_a_report_until_a_person_goes_on(house: House, visit: Visit) -> None:
    item = capture(house, "scam", state="failed", why="gone")
    action = held_report(house, item)
    helen = await visit("helen")
    page = text(await helen.get(house.item("scam")))
    assert "Something that came with it could not be kept (it is gone)" in page
    assert "this cannot be taken back" in page
    assert f'action="/do/approve/{action}"' not in await helen.get(house.item("scam"))
    back = {"back": house.item("scam"), "reason": "a screenshot is with legal"}
    page = text(await helen.post(f"/do/go-on/{item}", back))
    assert "It goes on without what could not be kept." in page
    assert "Helen Marsh said that a delete or report goes on without it: “ a screenshot is with legal ”" in page
    assert f'action="/do/approve/{action}"' in await helen.get(house.item("scam"))
    await helen.post(f"/do/approve/{action}", {"back": house.item("scam")})
    assert look(house, lambda session: session.get_one(ActionRow, action).state) == "queued"


def held_report(house: House, item: str) -> str:
    """A report that the dispatcher gave back to a person."""
    subject = Subject(f"at://{item}", "1", None, "did:x")
    held = "it cannot be taken back, and what came with the comment could not be kept (gone)"
    planned = Planned(
        MeasureKind.REPORT, Verb.REPORT, subject, "k_report", ActionState.PROPOSED, Role.MODERATOR, False, held=held
    )
    with house.database.session() as session:
        row = session.exec(select(DecisionRow).where(DecisionRow.interaction_id == item)).one()
        (action,) = put(session.connection(), item, row.id, "bluesky-main", [planned], house.clock())
    return action


def viewed(house: House, item: str) -> list[dict[str, Any]]:
    with house.database.read() as tx:
        rows = tx.exec_driver_sql(f"SELECT body FROM entry WHERE item = '{item}' AND kind = 'viewed'").all()
    return [json.loads(row.body)["data"] for row in rows]


def looks(house: House, item: str) -> int:
    return len(viewed(house, item))


@pytest.mark.browser
@pytest.mark.parametrize("size", ["desktop", "phone"])
async def test_in_a_real_browser_a_picture_comes_only_when_it_is_opened(
    house: House, screen: Opened, size: str
) -> None:
    item = capture(house, "boiler")
    page = await screen("helen", size)
    await page.goto(house.address + house.item("boiler"))
    await page.wait_for_timeout(300)
    assert not [data for data in viewed(house, item) if "media" in data], "nobody has opened it"
    await page.locator("summary", has_text="Picture 1").click()
    # Not `wait_for_function`: where it has to look twice it calls `eval`, which our pages forbid.
    await expect(page.locator("img.kept")).not_to_have_js_property("naturalWidth", 0)
    assert [data for data in viewed(house, item) if data.get("media") == 0]
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [one["id"] for one in found["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
