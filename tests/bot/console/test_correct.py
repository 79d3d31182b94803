"""What should have been found, said on a comment's page: checked on the server, kept as an entry, and nothing else."""

from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import kinds, text


async def test_what_should_have_been_found_is_kept_as_an_example(house: House, visit: Visit) -> None:
    priya, vic = await visit("priya"), await visit("vic")
    item, back = house.seeded.items["phone"], {"back": house.item("phone")}
    assert "Say what should have been found" not in await vic.get(house.item("phone"))
    page = await priya.get(house.item("phone"))
    assert 'name="behaviour-private_data" value="yes" checked' in page
    labels = {"need-repair": "yes", "target": "thing", "outcome": "leave", "reason": "our own number"}
    assert "Your role does not allow this" in await vic.post(f"/do/correct/{item}", {**labels, **back}, status=403)
    refused = text(await priya.post(f"/do/correct/{item}", {**labels, **back, "outcome": "hide"}))
    assert "Not done: Nothing is hidden without a breach" in refused
    assert "Not done" in text(await priya.post(f"/do/correct/{item}", {**labels, **back, "target": "rude"}))
    page = text(await priya.post(f"/do/correct/{item}", {**labels, **back}))
    assert "It is kept as an example." in page
    assert "What should have been found, says a colleague: repair (leave it up), by Priya Shah" in page
    assert kinds(house, "phone").count("corrected") == 1
    page = await priya.get(house.item("phone"))
    assert 'name="need-repair" value="yes" checked' in page, "the form begins with what a colleague said"
    assert 'name="behaviour-private_data" value="yes" checked' not in page
    page = await priya.post(f"/do/correct/{item}", {"take_back": "yes", "reason": "wrong comment", **back})
    assert "It is no example any more." in page
    assert ">Take it back<" not in page


async def test_how_much_somebody_wrote_is_shown_as_figures(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    pages = [text(await priya.get(house.item(name))) for name in house.seeded.items]
    shown = [page for page in pages if "How much, as figures" in page]
    assert shown, "two of the morning's comments stand in one thread"
    assert all("A figure is held against nobody." in page for page in shown)
    assert any(" comments by " in page or " comments within " in page for page in shown)
