"""The queue: its order, its lines, its views, and what stands above it."""

import re

import pytest

from bot.store.ids import stamp
from bot.store.tables import Brake, Channel, TaskRow
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import order, text
from tests.bot.console.stories import MONDAY


class TestQueue:
    async def test_by_harm_then_by_the_clock_that_runs_out_first(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        stories = order(await priya.get("/"), house)
        assert stories[:4] == ["gas", "threat", "boiler", "mould"]  # RP-2041 is due before HZ-118
        assert stories[-1] == "hostile"
        assert set(stories) == {story.name for story in MONDAY if story.desk == "open"}

    async def test_a_line_tells_what_priya_must_know(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get("/"))
        assert "Emergency EM-104 due 23:27" in page
        assert "Danger to life Can smell gas strong on the landing" in page
        assert "Called yesterday 23:27, answered yesterday 23:35" in page
        assert "Hazard at home HZ-118 day 0 of 10, due Mon 7 Dec" in page
        assert "Next step: Warn privately, waits for moderator" in page
        assert "Hide the comment: did not work" in page
        assert "Councillor" in page
        assert "town-page · Observe" in page

    @pytest.mark.parametrize(
        ("show", "names"),
        [
            ("danger", {"gas", "threat"}),
            ("decide", {"threat", "boiler", "phone"}),
            ("confirm", {"insult"}),
            ("needs", {"gas", "mould", "boiler", "councillor", "complaint", "ramps"}),
        ],
    )
    async def test_views(self, house: House, visit: Visit, show: str, names: set[str]) -> None:
        priya = await visit("priya")
        page = await priya.get(f"/?show={show}")
        assert set(order(page, house)) == names
        assert re.search(
            rf'id="view-{show}".*?aria-current="true".*?class="count[ a-z]*">{len(names)}<', page, re.DOTALL
        )

    async def test_one_channel(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        assert order(await priya.get("/?channel=town-page"), house) == ["complaint", "ramps"]

    @pytest.mark.parametrize(
        "query", ["show=nothing", "page=-1", "page=99999999999999999999", "page=²", "channel=%00'--"]
    )
    async def test_odd_queries_are_no_fault(self, house: House, visit: Visit, query: str) -> None:
        await (await visit("priya")).get(f"/?{query}")

    async def test_tasks_that_belong_to_no_comment_are_on_top(self, house: House, visit: Visit) -> None:
        with house.database.session() as session:
            row = TaskRow(
                id="t_1", kind="untranslated", role="moderator", urgency="soon",
                why="Something arrived that could not be read.", created_at=stamp(house.clock()),
            )  # fmt: skip
            session.add(row)
        page = text(await (await visit("priya")).get("/"))
        assert "Also waiting Read what could not be read. Something arrived that could not be read." in page

    async def test_brakes_and_a_channel_that_is_down_are_on_every_page(self, house: House, visit: Visit) -> None:
        with house.database.session() as session:
            at = stamp(house.clock())
            session.add(Brake(name="busy", since=at, why="rent letter"))
            session.add(Brake(name="kill", since=at, why="looking into it"))
            session.add(Brake(name="sensitive:all", since=at, why="fire at Ash Court"))
            session.add(Brake(name="rule:bluesky-main:abuse:7", since=at, why="20 hits of 200"))
            session.get_one(Channel, "town-page").state = "down"
        priya = await visit("priya")
        for path in ("/", "/needs", house.item("mould")):
            page = text(await priya.get(path))
            assert "The machine is stopped. Nothing is done without a person" in page
            assert "Busy thread mode. Only the clearest things are done without a person." in page
            assert "Sensitive incident. No fixed texts go out" in page
            assert "Brake: one rule finds far more than usual (bluesky main:abuse:7)" in page
            assert "town-page is down." in page

    async def test_an_alarm_rings_on_every_page(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        for path in ("/", "/switches", house.item("thanks")):
            assert "Ringing since 08:39, called 2 times: A threat against a named colleague." in text(
                await priya.get(path)
            )
