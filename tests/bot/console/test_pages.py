"""What the pages show: the queue in its order, one comment with all that belongs to it, needs, alarms, switches, people."""

import re
from html import unescape

import pytest

from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.tables import ActionRow, Brake, Channel, NeedRow, TaskRow
from tests.bot.conftest import TestClock
from tests.bot.console.conftest import House, Visit
from tests.bot.console.seed import MONDAY, ring


def text(page: str) -> str:
    """What a reader sees."""
    return re.sub(r" ([,.:])", r"\1", " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split()))


def order(page: str, house: House) -> list[str]:
    """Stories in the order of the queue."""
    names = {item: name for name, item in house.seeded.items.items()}
    return [names[item] for item in re.findall(r'id="i-(i_[0-9a-f]+)"', page)]


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


class TestComment:
    async def test_words_highlighted_with_what_they_may_be(self, house: House, visit: Visit) -> None:
        html = await (await visit("priya")).get(house.item("boiler"))
        assert '<mark class="serious">a patronising cow<sup class="note">1</sup></mark>' in html
        assert '<mark class="helps">Boilers been off since Thursday<sup class="note">2</sup></mark>' in html
        page = text(html)
        assert "May be abusive words at somebody who works here, at our staff: serious, “a patronising cow”" in page
        assert "Never held against them" in page

    async def test_why_with_the_clause_and_why_not_more(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get(house.item("boiler")))
        assert "Derby Homes Unacceptable Customer Behaviour Policy, version 2024.1" in page
        assert "11.6 Section 10 is followed as closely as possible" in page
        assert "Not to hide the comment: it carries a repair, so it is never hidden for an insult alone." in page
        assert "Formal action is not open: nobody has verified who this account is." in page

    async def test_our_post_the_account_the_thread_and_the_record(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get(house.item("boiler")))
        assert "Our post, above it Rent and service charges from April" in page
        assert "Known customer? Not verified" in page
        assert "Last twelve months here Still no word about my boiler? Second time I ask" in page
        assert "Fair play the new bins are good" in page
        assert "This one: Karen on your phones" in page
        assert "Heard and kept" in page
        assert "Judged by the policy" in page
        assert "Planned: warn privately" in page

    async def test_what_was_done_has_its_tick_only_when_checked(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get(house.item("insult")))
        assert "✓ Hide the comment: done, and checked on the platform Without a person" in page
        assert "✓ Tell the author" not in page
        assert "Tell the author: done, but it could not be checked" in page
        assert "✓ Checked on the platform: it is so" in page
        assert "✕ Could not be checked on the platform" in page

    async def test_capabilities_in_words(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("helen")).get(house.item("threat")))
        assert "Others can see it. A block is public here: anybody can see whom we block." in page
        assert "Hidden replies can still be opened by readers." in page
        assert "Delete: not possible on this platform. Only the author can delete what they wrote." in page

    async def test_two_warnings_offered_are_two_texts_and_the_private_one_comes_first(
        self, house: House, visit: Visit
    ) -> None:
        with house.database.session() as session:
            first = session.get_one(ActionRow, house.seeded.actions["boiler", "warning_private"])
            other = {
                "id": "a_public",
                "key": "k_public",
                "measure": "warning_public",
                "verb": "reply",
                "text_seq": None,
            }
            session.add(ActionRow(**{**first.model_dump(), **other}))
        html = await (await visit("priya")).get(house.item("boiler"))
        ids = re.findall(r' id="([^"]+)"', html)
        assert sorted(ids) == sorted(set(ids))
        page = text(html)
        assert page.index("Next step: Warn privately") < page.index("Also offered: Warn in public")
        assert "Only where a private warning does not get through." in page

    async def test_what_could_not_be_judged_says_so_and_can_be_acted_on(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get(house.item("undecided")))
        assert "It could not be judged, so a person was asked to." in page
        assert "only trying tells" in page

    async def test_a_channel_that_observes_says_that_nothing_is_done(self, house: House, visit: Visit) -> None:
        page = text(await (await visit("priya")).get(house.item("complaint")))
        assert "This channel only observes." in page
        assert "simulated only: nothing was done" in page

    async def test_a_comment_that_is_not_there(self, house: House, visit: Visit) -> None:
        assert "no comment with this number" in await (await visit("priya")).get("/comments/i_none", status=404)

    async def test_erased_words_are_said_to_be_erased(self, house: House, visit: Visit) -> None:
        with house.database.write() as tx:
            tx.exec_driver_sql("DELETE FROM content WHERE owner = ?", (house.seeded.items["mould"],))
        priya = await visit("priya")
        assert "[erased]" in await priya.get("/")
        assert "[erased]" in await priya.get(house.item("mould"))


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
