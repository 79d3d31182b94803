"""The other rooms: needs, alarms, switches, people; parts that keep up to date; the record."""

import re
from html import unescape

from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import NeedRow
from tests.bot.conftest import TestClock
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import text
from tests.bot.console.seed import ring


def _references(page: str) -> list[str]:
    return re.findall(r'<th scope="row" role="rowheader"><a href="[^"]+">([^<]+)</a>', page)


class TestOtherRooms:
    async def test_needs_by_when_and_with_whom(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        page = await priya.get("/needs")
        references = _references(page)
        assert references[0] == "EM-104"
        assert set(references) == {"EM-104", "HZ-118", "CP-77", "RP-2041", "FOI-12", "CP-78", "AD-9"}
        page = await priya.get("/needs?with=repairs")
        assert set(_references(page)) == {
            "HZ-118",
            "RP-2041",
        }

    async def test_closed_needs(self, house: House, visit: Visit) -> None:
        with house.database.session() as session:
            need = session.get_one(NeedRow, house.seeded.needs["CP-77"])
            need.state, need.closed_at = "closed", stamp(house.clock())
        page = text(await (await visit("priya")).get("/needs?closed=yes"))
        assert "CP-77" in page
        assert "HZ-118" not in page

    async def test_alarms_answered(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get("/alarms"))
        assert "Smell of gas at Ash Court, children in the flat. yesterday 23:35" in page

    async def test_switches_say_what_they_do(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get("/switches"))
        assert "Stop the machine off Nothing is done without a person, on any channel." in page
        assert "Assist: a person presses the key for every step" in page

    async def test_people_add_and_show_the_link_once(self, house: House, visit: Visit) -> None:
        helen = await visit("helen")
        page = await helen.post("/people", {"login": "martin", "name": "Martin Obi", "role-caseworker": "yes"})
        link = re.search(r'value="(http://[^"]+/set-up/[^"]+)"', page)
        assert link is not None
        assert house.access.invited(link[1].rsplit("/", 1)[1]) == "martin"
        page = await helen.get("/people")
        assert "/set-up/" not in page
        assert "Martin Obi" in page
        assert "Caseworker" in page

    async def test_people_refusals_keep_what_was_typed(self, house: House, visit: Visit) -> None:
        page = await (await visit("helen")).post("/people", {"login": "priya", "name": "Another"}, status=422)
        assert 'value="Another"' in page
        assert "A login, a name and at least one role are needed." in page

    async def test_letting_somebody_go_ends_their_session(self, house: House, visit: Visit) -> None:
        helen, priya = await visit("helen"), await visit("priya")
        page = await helen.post("/people/let-go", {"login": "priya"})
        assert "priya can no longer sign in." in page
        async with priya.http.get(f"{house.address}/", allow_redirects=False) as answer:
            assert answer.status == 303


class TestLive:
    async def test_a_poll_that_finds_nothing_new_answers_204(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        for page in ("/", house.item("boiler")):
            for address in re.findall(r'hx-get="([^"]+)"', await priya.get(page)):
                assert await priya.get(unescape(address), status=204) == ""

    async def test_a_new_danger_changes_the_top_and_is_said_aloud(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        address = unescape(re.search(r'hx-get="(/live/top[^"]+)"', await priya.get("/"))[1])  # type: ignore[index]  # it is there
        with house.database.write() as tx:
            ring(tx, house.seeded.items["boiler"], "No heat with a baby in the flat.", house.clock())
        part = await priya.get(address)
        assert 'hx-swap-oob="innerHTML:#announce"' in part
        assert "2 alarms ringing. No heat with a baby in the flat." in text(part)
        again = unescape(re.search(r'hx-get="([^"]+)"', part)[1])  # type: ignore[index]  # it is there
        assert again != address
        await priya.get(again, status=204)

    async def test_a_page_left_open_is_told_that_something_changed(self, house: House, visit: Visit) -> None:
        priya, helen = await visit("priya"), await visit("helen")
        page = await priya.get(house.item("mould"))
        address = unescape(re.search(r'hx-get="(/live/comments[^"]+)"', page)[1])  # type: ignore[index]  # it is there
        await helen.post(f"/do/close-need/{house.seeded.needs['CP-77']}", {"note": "rang her, wants no complaint"})
        part = await priya.get(address)
        assert 'hx-swap-oob="innerHTML:#stale"' in part
        assert "Something changed since you opened this." in part
        assert "Need closed" in part


class TestRecord:
    async def test_the_foot_says_that_the_record_was_checked(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        page = ""
        for _ in range(50):
            page = text(await priya.get("/alarms"))
            if "being checked" not in page:
                break
        assert "✓ in one unbroken chain when checked at 09:00" in page

    async def test_a_broken_record_is_on_top_of_every_page(self, house: House, visit: Visit, clock: TestClock) -> None:
        _break(house.database)
        priya = await visit("priya")
        page = ""
        for _ in range(50):
            page = text(await priya.get("/alarms"))
            if "being checked" not in page:
                break
        assert "The record is not whole." in page
        assert "entry 3" in page
        assert "✕ NOT whole" in page


def _break(database: Database) -> None:
    with database.write() as tx:
        (name,) = tx.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='entry' AND sql LIKE '%UPDATE%'"
        ).scalars()
        sql = tx.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
        tx.exec_driver_sql(f'DROP TRIGGER "{name}"')
        tx.exec_driver_sql("UPDATE entry SET kind = 'done' WHERE seq = 3")
        tx.exec_driver_sql(sql)
