"""Staff whom it is not safe to name stand nowhere in an answer: not in letters, not in what others said, not in part."""

import json

import pytest

from bot.cases import sending
from bot.evidence.append import Draft, append
from bot.rights.subject.nameless import NOT_NAMED, Nameless
from bot.store.ids import stamp
from rules.model.disclosure import Ground, Weighed
from rules.model.evidence import EntryKind
from tests.bot.rights.subject.kit import Town

NAMES = Nameless(["Priya Shah", "ann", "Siân O'Brien", "An Li", "J Wu"])
LEFT_OUT = [
    ("Priya rang", "{} rang"),
    ("priya SHAH, Priya's", "{}, {}'s"),
    ("Priya\n Shah", "{}"),
    ("ann_ann-ann@homes.test", "{}_{}-{}@homes.test"),
    ("annual Annexe shahs Joann", "annual Annexe shahs Joann"),
    ("<p>O&#x27;Brien, O&#39;Brien</p>", "<p>{}, {}</p>"),
    ("an answer from An and Wu", "an answer from {} and {}"),
    ("J is a letter", "J is a letter"),
]


@pytest.mark.parametrize(("said", "shown"), LEFT_OUT)
def test_whole_words_alone_are_left_out(said: str, shown: str) -> None:
    assert NAMES(said) == shown.replace("{}", NOT_NAMED)


def test_without_names_nothing_is_left_out() -> None:
    assert not Nameless([])
    assert Nameless(["", " "])("as it was") == "as it was"


async def _letter(town: Town, documents: dict[str, bytes]) -> None:
    """A letter to Rob, gone out."""
    house, owen = town.house, town.house.people["owen"]
    row = next(one for one in reversed(house.letters(town.case)) if one.state == "draft")
    house.must(sending.attach(house.room, owen, row.id, documents))
    house.must(sending.approve(house.room, owen, row.id))
    house.must(sending.sent(house.room, owen, row.id))


def _hide(town: Town, login: str) -> None:
    row = next(one for one in town.open().weighings if one.field == town.house.people[login].id)
    town.weigh(row, Weighed.WITHHELD, Ground.SAFETY)


def _withhold(town: Town, field: str) -> None:
    [row] = [one for one in town.open().unweighed if one.field == field]
    town.weigh(row, Weighed.WITHHELD, Ground.SAFETY)


async def test_a_letter_is_given_without_the_name(town: Town) -> None:
    await _letter(town, {"letter.html": b"<p>Dear Rob, yours, Owen, <a href='mailto:owen@homes.test'>write</a></p>"})
    _hide(town, "owen")
    town.give_the_rest()
    plain = town.hand_over()
    [shown] = [one["fields"]["letter.html"] for one in plain["record"] if "letter.html" in one["fields"]]
    letter = town.files[shown["file"]].decode()
    assert letter == f"<p>Dear Rob, yours, {NOT_NAMED}, <a href='mailto:{NOT_NAMED}@homes.test'>write</a></p>"
    assert shown["not_whole"] == "a name was left out, for safety"
    assert "salt" not in shown, "it is not what was committed to"
    assert not [name for name, content in town.files.items() if b"owen" in content.lower()]


async def test_a_letter_in_which_names_cannot_be_found_is_looked_at_by_a_person(town: Town) -> None:
    await _letter(town, {"letter.pdf": b"%PDF-1.7 \x9c Owen", "letter.html": b"<p>O<b>we</b>n</p>"})
    assert not [one for one in town.open().weighings if one.kind == "letter"], "it went to him: it is his"
    _hide(town, "owen")
    waiting = [one for one in town.open().unweighed if one.kind == "letter"]
    assert sorted(one.field for one in waiting) == ["letter.html", "letter.pdf"]
    for row in waiting:
        town.weigh(row, Weighed.WITHHELD, Ground.SAFETY)
    town.give_the_rest()
    town.hand_over()
    assert not [name for name in town.files if "letter" in name]


async def test_in_what_others_said_and_what_he_answered_too_but_not_in_his_own_words(town: Town) -> None:
    own = await town.house.hear("And Owen too {abuse serious}", "rob.terrace", parent_text="Owen from the office here")
    await town.house.hear("Owen is right, says the whole street", "nora.nine", parent=own.row.ref)
    _hide(town, "owen")
    _withhold(town, f"payload:{own.row.payload_n}")
    town.give_the_rest()
    plain = town.hand_over()
    told = json.dumps(plain)
    assert f"{NOT_NAMED} from the office here" in told
    assert f"{NOT_NAMED} is right" in told
    assert "And Owen too" in told


async def test_a_delivery_that_names_them_beside_his_own_words_is_looked_at(town: Town) -> None:
    own = await town.house.hear("Owen knows me", "rob.terrace")
    payload = f"payload:{own.row.payload_n}"
    _hide(town, "owen")
    assert payload not in {one.field for one in town.open().weighings}, "his own words"
    with town.house.page.database.write() as tx:
        body = b'{"text": "Owen knows me", "under": "Welcome, says Owen"}'
        tx.exec_driver_sql("UPDATE payload SET body = ? WHERE n = ?", (body, own.row.payload_n))
    _withhold(town, payload)


async def test_looking_is_kept_even_where_nobody_owns_the_words(town: Town) -> None:
    """A brake's reason, say, that names him: it is filed under nobody, and was looked at because of him."""
    page = town.house.page
    with page.database.write() as tx:
        append(
            tx,
            [Draft(EntryKind.BRAKE, None, {"what": "on"}, {"reason": b"rob.terrace floods us"})],
            stamp(page.clock()),
        )
    row = town.item("elsewhere", holding="floods us")
    assert row.owner == ""
    town.desk.look(town.dee, row.id)
    town.weigh(row, Weighed.WITHHELD, Ground.NOT_ABOUT)
    with page.database.read() as tx:
        seen = tx.exec_driver_sql("SELECT item FROM entry WHERE kind = 'viewed' ORDER BY seq DESC").scalars().first()
        nobody = tx.exec_driver_sql("SELECT 1 FROM entry WHERE kind = 'disclosure' AND item IS NULL").first()
    assert seen == town.account
    assert nobody is None
