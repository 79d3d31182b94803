"""One comment with all that belongs to it."""

import re

from bot.store.tables import ActionRow
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import text


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
        assert "Derby Homes Unacceptable Customer Behaviour Policy, version 2024.2" in page
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

    async def test_a_neighbours_words_above_are_not_our_post(self, house: House, visit: Visit) -> None:
        other = house.seeded.items["insult"]
        with house.database.write() as tx:
            tx.exec_driver_sql(
                "UPDATE interaction SET parent = (SELECT ref FROM interaction WHERE id = ?) WHERE id = ?",
                (other, house.seeded.items["boiler"]),
            )
        page = text(await (await visit("priya")).get(house.item("boiler")))
        assert "Our post, above it" not in page
        assert "Somebody else’s words, above it Rent and service charges from April" in page
        with house.database.write() as tx:
            tx.exec_driver_sql("UPDATE interaction SET parent = 'never-heard'")
        page = text(await (await visit("priya")).get(house.item("boiler")))
        assert "Above it; whose words these are is not known" in page

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
