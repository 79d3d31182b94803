"""Readable and reachable by everybody: axe-core on every page, at both sizes, in light and dark; thumbs."""

import json

import pytest
from playwright.async_api import Page

from tests.bot.console.conftest import House
from tests.bot.console.screen import AXE, PAGES, SIZES, SMALL, STORIES, Opened


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
