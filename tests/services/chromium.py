"""A real Chromium for the console's tests, driven by Playwright. A page that asks outside 127.0.0.1 fails its test."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright

from tools import find

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
]
"""No sandbox, because tests may run as root in a container; nothing that calls home."""


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    found = find.chromium()
    if found is None:
        pytest.fail("Chromium is not here: run 'make test', or name chromium in SKIP.", pytrace=False)
    return found


@pytest.fixture
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def browser_context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A new visitor, speaking English from London."""
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    outside: list[str] = []

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"127.0.0.1", "localhost"}:
            outside.append(request.url)

    context.on("request", watch)
    yield context
    await context.close()
    assert outside == [], "the page asked for something outside this machine"


@pytest.fixture
async def page(browser_context: BrowserContext) -> Page:
    return await browser_context.new_page()
