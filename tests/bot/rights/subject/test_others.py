"""Where other people stand in what is held about somebody: deliveries, pictures, cases about several, hidden names."""

from collections.abc import AsyncIterator

import pytest

from bot.rights.subject.handing import Waiting
from bot.rights.subject.others import names_others
from bot.store.database import Database
from rules.model.staff import Role
from tests.bot.cases.kit import House
from tests.bot.evidence.capture.kit import Album
from tests.bot.rights.subject.kit import Town
from tests.services.media import PNG, Shelf, shelf


@pytest.fixture
async def pictures() -> AsyncIterator[Shelf]:
    async with shelf() as made:
        yield made


async def test_their_pictures_are_given_and_named_by_what_they_are(house: House, pictures: Shelf) -> None:
    house.hire({"dee": (Role.DATA_PROTECTION, "Data Protection Officer")})
    picture = pictures.put("/virus.exe", mime="text/html")
    said = await Album(house.page, pictures).captured(author="rob.terrace", media=[picture])
    town = Town(house, house.people["dee"], said.row.account_id, "", said.id)
    town.give_the_rest()
    plain = town.hand_over()
    [name] = [name for name in town.files if "media" in name]
    assert name.endswith("-media.0.png")
    assert town.files[name] == PNG
    [captured] = [one for one in plain["record"] if one["kind"] == "captured"]
    assert captured["fields"]["media.0"]["file"] == name
    assert f'href="{name}"' in town.page


async def test_a_case_about_two_gives_nothing_of_the_other(town: Town) -> None:
    second = await town.house.hear("{abuse serious} from me too", "sue.second")
    town.house.must(town.house.link("dan", "sue.second"))
    others = [one for one in _mine(town.open()) if second.id in one or town.house.account("sue.second") in one]
    assert not [body for body in others if '"Incident"' in body], "what she did is no fact about him"


async def test_a_delivery_that_names_others_is_weighed(database: Database, town: Town) -> None:
    mine = [town.account]
    with database.read() as tx:
        assert not names_others(tx, b'{"author": "rob.terrace", "text": "hello nora.nine", "n": 7}', mine)
        assert names_others(tx, b'{"author": "rob.terrace", "to": "nora.nine"}', mine), "an account that we know"
        two = b'{"user": {"username": "rob.terrace"}, "includes": [{"username": "ann"}, {"handle": "bo"}]}'
        assert names_others(tx, two, mine), "whoever else stands where platforms write names"
        assert names_others(tx, b"\xff not JSON", mine), "in doubt a person looks"


def _mine(waiting: Waiting) -> list[str]:
    return [entry.body.decode() for entry in waiting.held.entries.values()]
