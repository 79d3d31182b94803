"""Nothing that anybody says ever acts, or breaks a page."""

import pytest

from tests.bot.console.conftest import House
from tests.bot.console.screen import SIZES, Opened

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
