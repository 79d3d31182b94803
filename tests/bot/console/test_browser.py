"""The console in a real Chromium: reachable by key alone, readable by everybody, and nothing in a comment ever acts."""

import asyncio

from playwright.async_api import Browser, expect

from bot.store.tables import ActionRow
from tests.bot.console.conftest import PASSWORD, House, open_session
from tests.bot.console.screen import Opened
from tests.bot.console.seed import ring


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
