"""What the tests in a real Chromium look at, and with what."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page

AXE = (Path(__file__).parent / "axe.min.js").read_text()
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
PAGES = ["/", "/?show=danger", "/needs", "/needs?closed=yes", "/alarms", "/switches", "/people", "/nothing-here"]
STORIES = ["gas", "threat", "mould", "boiler", "insult", "undecided", "hostile", "complaint", "scam"]
SMALL = """() => [...document.querySelectorAll('button, summary, .button, nav a, input:not([type=hidden]), textarea')]
    .map((one) => one.matches('[type=checkbox], [type=radio]') ? one.closest('label') : one)
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
    .map((one) => one.outerHTML.slice(0, 120))"""
Opened = Callable[..., Awaitable[Page]]
