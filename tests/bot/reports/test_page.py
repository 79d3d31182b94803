"""The page as people see it: axe-core at both widths, light and dark; hostile names; every chart a table."""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.reports.page import page
from bot.reports.period import Period
from bot.reports.plain import sheet, words
from bot.reports.table import Report, Row, Table
from tests.bot.console.screen import AXE, SIZES

MONTHS = tuple(f"{name} 2026" for name in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"))
FIGURES = (0, 120, 240, None, 480, 600, 720, 840, 960, 1080)
ROWS = tuple(Row(month, (figure,)) for month, figure in zip(MONTHS, FIGURES, strict=True))
DRAWN = Table("Comments heard, by month", "A note.", "Month", ("Number",), ROWS, drawn=True, total=Row("All", (5400,)))
WIDE = Table(
    "What was done, by month", "", "What", (*MONTHS, "All"), (Row("Comments hidden", (*range(10), None)),)
)  # fmt: skip
LONG = "4.4 (derby-2024 2024.2): Offensive, derogatory or patronising words are not accepted. " * 3
CLAUSES = Table("Reasons by clause", "All: 12.", "Clause", ("Number",), (Row(LONG, (12,)),), drawn=True)
NONE = Table(
    "Blocks: reasons by clause", "All: [c]. Too few to be told by clause.", "Clause", ("Number",), (), drawn=True
)
ACTS = Table(
    "In the order of the record", "", "When", ("How", "What", "Entry"), (Row("Sun", ("Saw", "a comment", "17")),)
)


def report(landlord: str = "Example Homes") -> Report:
    period, lines = Period(date(2026, 1, 1), date(2026, 10, 31)), ("What a reader must know.",)
    tables, made = (DRAWN, WIDE, CLAUSES, NONE, ACTS), "2026-11-22T12:00:00.000Z"
    return Report("transparency", "How we looked after our pages", landlord, period, made, lines, tables)


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "light"), ("desktop", "dark")])
async def test_nothing_stands_in_anybodys_way(browser: Browser, tmp_path: Path, size: str, scheme: str) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(report()), encoding="utf-8")
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    shown = await context.new_page()
    await shown.goto(file.as_uri())
    await shown.evaluate(AXE)
    found = json.loads(await shown.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    assert [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]] == []
    over = await shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    widths = await shown.evaluate(
        "[...document.querySelectorAll('rect')].map((one) => one.getBoundingClientRect().width)"
    )
    assert len(widths) == len(DRAWN.rows) + len(CLAUSES.rows)
    assert widths[9] == max(widths[:10]) > 30 > widths[3] == 0  # the longest bar, and none for what is not shown
    await context.close()


def test_whatever_anybody_is_called_is_only_words() -> None:
    text = page(report("<script>alert(1)</script> & Sons"))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in text
    assert "http" not in text.replace("http-equiv", "")
    hostile = Table("=cmd()", "", "What", ("+1",), (Row("@sum", ("-2+3",)),))
    assert "\n'=cmd(),'@sum,'+1,'-2+3" in sheet(
        Report("foi", "t", "l", report().period, report().made_at, (), (hostile,))
    ).replace("\r", "")


def test_on_a_terminal_figures_stand_under_each_other() -> None:
    lines = words(report()).splitlines()
    start = lines.index("COMMENTS HEARD, BY MONTH")
    table = lines[start + 2 : start + 14]
    assert len({len(line) for line in table}) == 1
    figures = "Number 0 120 240 [c] 480 600 720 840 960 1,080 5,400".split()
    assert [line.split()[-1] for line in table] == figures
