"""A second opinion on the page of a comment: beside the explanation, as words that can do nothing."""

from typing import Any

from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from bot.store.opinion_tables import OpinionRow
from rules.model.evidence import EntryKind
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import text

SLY = "</p><script>alert(1)</script><form action=/do/hide> \u202eevoba"


def opinion(house: House, story: str, because: str = SLY, **data: Any) -> str:
    """A comment of the morning as the asker leaves it."""
    item, at = house.seeded.items[story], stamp(house.clock())
    told = {"state": "given", "code": "", "model": "local-7b", "where": "127.0.0.1:1", "decision": 1, "cut": False}
    more = {"milliseconds": 900, "tries": 1, "findings": [{"name": "threat", "percent": 80}], "needs": []}
    private = {"answer": b"{}", "because": because.encode("utf-8", "surrogatepass")}
    with house.database.session() as session:
        draft = Draft(EntryKind.OPINION, item, {**told, **more, **data}, private)
        (entry,) = append(session.connection(), [draft], at)
        row = {"interaction_id": item, "state": data.get("state", "given"), "harm": 3, "asked_at": at, "next_at": at}
        session.merge(OpinionRow(**row, seq=entry.seq))
    return item


async def test_it_stands_beside_the_explanation_and_says_what_it_is(house: House, visit: Visit) -> None:
    opinion(house, "boiler", "It names a place and a time.")
    page = text(await (await visit("priya")).get(house.item("boiler")))
    assert "A second opinion (local-7b) says: a threat 80 %." in page
    assert "It gives as its reason:" in page
    assert "It names a place and a time." in page
    assert "It came after the decision, was part of none, and may be wrong." in page
    assert "A second opinion was asked for" in page, "and in what has happened so far"


async def test_its_words_can_do_nothing(house: House, visit: Visit) -> None:
    opinion(house, "boiler", SLY + "\ud83d")
    html = await (await visit("priya")).get(house.item("boiler"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html
    assert "<form action=/do/hide>" not in html
    assert "\u202e" not in html, "nor turn the page's own words round"


async def test_one_that_did_not_come_says_so(house: House, visit: Visit) -> None:
    opinion(house, "boiler", "", state="failed", code="timeout", findings=[])
    page = text(await (await visit("priya")).get(house.item("boiler")))
    assert "A second opinion was asked for, and local-7b did not answer: no answer came in time." in page
    assert "A machine’s guess" not in page


async def test_where_nobody_asks_nothing_is_said_of_it(house: House, visit: Visit) -> None:
    assert "second opinion" not in text(await (await visit("priya")).get(house.item("boiler"))).lower()


async def test_one_that_comes_while_somebody_reads_makes_no_button_stale(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    page = await priya.get(house.item("boiler"))
    state = page.partition("state=")[2].partition('"')[0].partition("&")[0]
    item = opinion(house, "boiler", "late")
    live = await priya.get(f"/live/comments/{item}?state={state}")
    assert "A second opinion was asked for" in live
    assert "Something changed since you opened this" not in live
