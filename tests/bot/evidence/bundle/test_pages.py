"""The pages as people see them: axe-core finds nothing, nothing sticks out on a telephone, nothing is asked for outside."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Browser, Request

from tests.bot.console.screen import AXE, SIZES
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import files_of


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
@pytest.mark.parametrize("name", ["1-first-page.html", "2-index.html"])
async def test_nothing_stands_in_anybodys_way(
    browser: Browser, made: Made, tmp_path: Path, name: str, size: str, scheme: str
) -> None:
    (tmp_path / name).write_bytes(files_of(made.bundle.raw)[name])
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    shown = await context.new_page()
    asked: list[str] = []

    def heard(request: Request) -> None:
        asked.append(request.url)

    shown.on("request", heard)
    await shown.goto((tmp_path / name).as_uri())
    await shown.evaluate(AXE)
    found = json.loads(await shown.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    over = await shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (over, asked) == (0, [(tmp_path / name).as_uri()])
    await context.close()
