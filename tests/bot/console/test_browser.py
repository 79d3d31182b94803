"""The console in a real Chromium: reachable by key alone, readable by everybody, and nothing in a comment ever acts."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.store.tables import ActionRow
from tests.bot.console.conftest import PASSWORD, House, open_session
from tests.bot.console.seed import ring

AXE = (Path(__file__).parent / "axe.min.js").read_text()
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
PAGES = ["/", "/?show=danger", "/needs", "/needs?closed=yes", "/alarms", "/switches", "/people", "/nothing-here"]
STORIES = ["gas", "threat", "mould", "boiler", "insult", "undecided", "hostile", "complaint", "scam"]
SMALL = """() => [...document.querySelectorAll('button, summary, .button, nav a, input:not([type=hidden]), textarea')]
    .map((one) => one.matches('[type=checkbox], [type=radio]') ? one.closest('label') : one)
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
    .map((one) => one.outerHTML.slice(0, 120))"""
Opened = Callable[..., "asyncio.Future[Page]"]


@pytest.fixture
async def screen(browser: Browser, house: House) -> AsyncIterator[Opened]:
    """A screen where somebody is signed in. Whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    async def opened(login: str = "helen", size: str = "desktop", scheme: str = "light") -> Page:
        width, height = SIZES[size]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-GB",
        )
        contexts.append(context)
        if login:
            visit = await asyncio.to_thread(open_session, house, login)
            await context.add_cookies([{"name": "doorstep", "value": visit.token, "url": house.address}])
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        return page

    yield opened  # type: ignore[misc]  # a coroutine function is awaited in the same way
    for context in contexts:
        await context.close()
    refusals = ("responded with a status of 4", "Response Status Error Code 404")  # pages that tests ask for on purpose
    assert [one for one in complaints if not any(words in one for words in refusals)] == []


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, one line each."""
    await page.evaluate(AXE)
    found = json.loads(await page.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_stands_in_anybodys_way(screen: Opened, house: House, size: str) -> None:
    page = await screen("helen", size)
    await _nothing_wrong(page, house, [*PAGES, *(house.item(name) for name in STORIES)])


async def test_nor_in_the_dark(screen: Opened, house: House) -> None:
    """The same marks and words in other colours: the contrast is what may differ."""
    page = await screen("helen", "desktop", "dark")
    pages = ["/", "/needs", "/switches", *(house.item(name) for name in ("threat", "boiler", "insult"))]
    await _nothing_wrong(page, house, pages)


async def _nothing_wrong(page: Page, house: House, paths: list[str]) -> None:
    wrong = {}
    for path in paths:
        await page.goto(house.address + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        wrong[path] = await violations(page)
        over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} px too wide"
    assert {path: lines for path, lines in wrong.items() if lines} == {}


@pytest.mark.parametrize("size", SIZES)
async def test_nor_before_signing_in(screen: Opened, house: House, size: str) -> None:
    page = await screen("", size)
    for path in ("/sign-in", "/set-up/none"):
        await page.goto(house.address + path)
        assert await violations(page) == []


async def test_everything_to_press_is_large_enough_for_a_thumb(screen: Opened, house: House) -> None:
    page = await screen("helen", "phone")
    for path in ("/", "/switches", "/people", house.item("threat"), house.item("boiler")):
        await page.goto(house.address + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert await page.evaluate(SMALL) == [], path


async def test_by_keys_alone_sign_in_open_approve_undo(screen: Opened, house: House) -> None:
    page = await screen("")
    keys = page.keyboard
    await page.goto(f"{house.address}/sign-in")
    await keys.type("priya")
    await keys.press("Tab")
    await keys.type(PASSWORD)
    await keys.press("Enter")
    await expect(page).to_have_title("▲ 1 ringing · Queue · Doorstep")
    await page.goto(f"{house.address}/?show=decide")
    for _ in range(3):
        await keys.press("j")
    await keys.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("tellitlikeitis.example")
    await keys.press("a")  # moves to the button, and does nothing
    await expect(page.get_by_role("button", name="Approve: hide the comment")).to_be_focused()
    assert await state(house, "phone") == "proposed"
    await keys.press("Enter")
    await expect(page.locator("#said")).to_contain_text("Approved. It goes out now")
    assert await state(house, "phone") == "queued"
    await keys.press("u")
    await keys.type("it is the office number")
    await keys.press("Enter")
    await expect(page.locator("#said")).to_contain_text("It is being taken back.")
    assert await state(house, "phone") == "declined"


async def state(house: House, story: str) -> str:
    def read() -> str:
        with house.database.look() as session:
            return session.get_one(ActionRow, house.seeded.actions[story, "hide"]).state

    return await asyncio.to_thread(read)


async def test_keys_open_panels_and_never_act(screen: Opened, house: House) -> None:
    page = await screen("helen")
    await page.goto(house.address + house.item("threat"))
    before = await page.locator(".record li").count()
    for key in ("2", "4", "d", "u"):
        await page.keyboard.press(key)
        await page.keyboard.press("Escape")
    assert await page.evaluate("document.activeElement.matches('summary')")
    await page.reload()
    assert await page.locator(".record li").count() == before


async def test_a_block_is_never_one_key_away(screen: Opened, house: House) -> None:
    page = await screen("helen")
    await page.goto(house.address + house.item("threat"))
    keys = await page.evaluate("[...document.querySelectorAll('.next [data-keys]')].map((one) => one.dataset.keys)")
    assert keys == ["d"]  # declining only; a block is approved by its own button, with a reason and an end


async def test_keys_do_nothing_while_typing_and_can_be_turned_off(screen: Opened, house: House) -> None:
    page = await screen("priya")
    await page.goto(house.address + house.item("boiler"))
    await page.locator("#warn-offered").fill("")
    await page.keyboard.type("4 weeks? u did it again")
    await expect(page.locator("#warn-offered")).to_have_value("4 weeks? u did it again")
    await page.get_by_text("Keys ?").click()
    await page.get_by_role("button", name="Turn keys off").click()
    await page.locator("#main").focus()
    await page.keyboard.press("4")
    assert await page.locator("details.deed[open]").count() == 0


async def test_typed_text_and_focus_survive_an_update(screen: Opened, house: House) -> None:
    page = await screen("priya")
    await page.goto(house.address + house.item("boiler"))
    await page.locator("#warn-offered").fill("We have it in hand, and")
    with house.database.write() as tx:
        ring(tx, house.seeded.items["mould"], "A hazard that nobody has answered.", house.clock())
    await expect(page.locator("#announce")).to_have_text(
        "2 alarms ringing. A hazard that nobody has answered.", timeout=15_000
    )
    await expect(page.locator("#warn-offered")).to_be_focused()
    await page.keyboard.type(" Karen rings you")
    await expect(page.locator("#warn-offered")).to_have_value("We have it in hand, and Karen rings you")
    await expect(page).to_have_title(
        "▲ 2 ringing · dean-m.example: Karen on your phones is a patronising cow, told me · Doorstep"
    )


async def test_the_queue_updates_under_the_reader_without_taking_the_focus(screen: Opened, house: House) -> None:
    page = await screen("priya")
    await page.goto(house.address)
    boiler = page.locator(f"#a-{house.seeded.items['boiler']}")
    await boiler.focus()
    with house.database.write() as tx:
        tx.exec_driver_sql("UPDATE decision SET desk = 'done' WHERE interaction_id = ?", (house.seeded.items["mould"],))
    await expect(page.locator(f"#a-{house.seeded.items['mould']}")).to_have_count(0, timeout=15_000)
    await expect(boiler).to_be_focused()


async def test_a_lost_connection_is_said(screen: Opened, house: House) -> None:
    page = await screen("priya")
    await page.goto(house.address)
    await expect(page.locator("#lost")).to_be_hidden()
    await page.route("**/live/**", lambda route: route.fulfill(status=404))
    await expect(page.locator("#lost")).to_be_visible(timeout=15_000)
    await expect(page.locator("#lost")).to_contain_text("lost its connection to Doorstep")


async def test_a_warning_that_is_too_long_is_counted_and_held_back(screen: Opened, house: House) -> None:
    page = await screen("priya")
    await page.goto(house.address + house.item("boiler"))
    await page.locator("#warn-offered").fill("é😀" * 501)
    await expect(page.locator("#count-offered")).to_have_text("1002 of 1000 characters: too long")
    await page.get_by_role("button", name="Send the warning").click()
    assert await page.evaluate("document.querySelector('#warn-offered').validity.customError")
    await page.locator("#warn-offered").fill("Please stop.")
    await page.get_by_role("button", name="Send the warning").click()
    await expect(page.locator("#said")).to_contain_text("The warning is on its way.")


HOSTILE = [
    "<script>document.title = 'taken'</script>",
    "<img src=x onerror=\"document.title='taken'\">",
    '"><svg onload="document.title=\'taken\'">',
    "'-document.title='taken'-'",
    "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "</title></textarea></script><script>document.title='taken'</script>",
    "<div hx-get='/switches' hx-trigger='load'>hx</div><a data-keys='a' href='javascript:document.title=1'>x</a>",
    "\u202e\u2066\u200f" * 50 + "desrever",
    "😀👩‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 200,
    "x" * 10_000,
    "Z̸̢̛͓͈̟̰͉̈́̍͌̕a̷̛͚̫̯̥̐́̎͆l̵̨̛̲̘̞̝͗̃̔̕g̶̢̛̝͖̮͚͐̂̆̕o̴̧̟̥̪̱͑̐̈́͘͝" * 60,
    "\x00\x08\x1b[31mred\x7f\ud83d half",
]


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_said_ever_acts_or_breaks_the_page(screen: Opened, house: House, size: str) -> None:
    page = await screen("helen", size)
    _say_everywhere(house)
    stories = [house.item(name) for name in ("boiler", "threat", "insult", "scam")]
    for path in ("/", *stories, "/needs", "/alarms", "/switches", "/people"):
        await page.goto(house.address + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert "Doorstep" in await page.title()
        assert await page.locator("main h1").count() == 1
        assert await page.locator("script").count() == 2
        assert await page.locator("svg, iframe, object, main img").count() == 0
        assert await page.locator("main [hx-get='/switches']").count() == 0
        assert await page.locator("[href^='javascript:']").count() == 0
        over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} px too wide"


PLACES = {
    "account": ("id", ("handle",)),
    "action": ("id", ("why", "held", "reason")),
    "task": ("id", ("why",)),
    "alarm": ("id", ("why",)),
    "staff": ("id", ("name",)),
    "channel": ("name", ("why",)),
    "brake": ("name", ("why",)),
}
"""Where something from outside, or typed by somebody, is kept: the table, its key, its columns."""


def _say_everywhere(house: House) -> None:
    """Put every hostile text wherever anything from outside is shown, another one in each row."""
    with house.database.write() as tx:
        said = "FROM content WHERE field IN ('text', 'parent_text', 'say')"
        rows = tx.exec_driver_sql(f"SELECT seq, field, owner, salt {said} ORDER BY seq, field").all()
        kept = [(*row, _hostile(n).encode("utf-8", "surrogatepass")) for n, row in enumerate(rows)]
        assert len(kept) > len(HOSTILE)
        tx.exec_driver_sql(f"DELETE {said}")  # content is erased or left alone: it cannot be changed in place
        tx.exec_driver_sql("INSERT INTO content (seq, field, owner, salt, value) VALUES (?, ?, ?, ?, ?)", kept)
        since = ("2026-11-23T08:00:00.000Z",)
        names = ("kill", "busy", "sensitive:all", "sensitive:<b>thread</b>", "quota:<i>c</i>:hide", 'rule:c:"><b>')
        tx.exec_driver_sql("INSERT INTO brake VALUES (?, ?, '', '')", [(name, *since) for name in names])
        tx.exec_driver_sql("UPDATE channel SET state = 'down'")
        tx.exec_driver_sql("UPDATE interaction SET permalink = ?", ("javascript:document.title='taken'",))
        for table, (key, columns) in PLACES.items():
            for n, (row_key,) in enumerate(tx.exec_driver_sql(f"SELECT {key} FROM {table}").all()):
                plain = _hostile(n).encode("utf-8", "replace").decode().replace("\x00", "")
                sets = ", ".join(f"{column} = ?" for column in columns)
                tx.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE {key} = ?", (*[plain] * len(columns), row_key))


def _hostile(n: int) -> str:
    return HOSTILE[n % len(HOSTILE)]


async def test_the_page_works_without_scripts(browser: Browser, house: House) -> None:
    context = await browser.new_context(java_script_enabled=False)
    visit = await asyncio.to_thread(open_session, house, "priya")
    await context.add_cookies([{"name": "doorstep", "value": visit.token, "url": house.address}])
    page = await context.new_page()
    await page.goto(house.address + house.item("phone"))
    await page.get_by_role("button", name="Approve: hide the comment").click()
    await expect(page.locator("#said")).to_contain_text("Approved.")
    assert await state(house, "phone") == "queued"
    await context.close()
