"""The words that somebody answered are somebody else's, unless they are proven to be the landlord's own."""

import json
from typing import Any

import pytest

from bot.desk import erasing
from bot.desk.sitting import Refused
from bot.evidence.append import Draft, append
from bot.rights.subject.cut import CUT
from bot.rights.subject.handing import Waiting
from bot.rights.subject.kinds import Kind
from bot.rights.subject.others import names_others
from bot.store.ids import stamp
from rules.model.disclosure import Ground, Weighed
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind
from rules.model.staff import Role
from tests.bot.cases.kit import House
from tests.bot.pipeline.kit import After
from tests.bot.rights.subject.kit import Town

WORDS = "the lift smells of paint again, says nora from number nine"
ROB, NORA, US = "did:plc:rob", "did:plc:nora", "did:plc:us"


def _post(**others: Any) -> dict[str, Any]:
    """A post of Rob's as a network with lasting ids shows it."""
    author = {"did": ROB, "handle": "rob.test", "displayName": "Rob T"}
    post = {"uri": f"at://{ROB}/app.bsky.feed.post/1", "author": author, "record": {"text": "well"}}
    return {"type": "post", "ours": [US], "post": post, **others}


async def _answer(house: House, **more: Any) -> tuple[Town, After]:
    """Rob answers words of Nora's; what the town knows of him is that."""
    house.hire({"dee": (Role.DATA_PROTECTION, "Data Protection Officer")})
    said = await house.page.after("well I never", author="rob.terrace", parent_text=WORDS, **more)
    return Town(house, house.people["dee"], said.row.account_id, "", said.id), said


def _kinds(waiting: Waiting) -> dict[str, str]:
    """What a person must weigh now; staff are named by themselves."""
    return {one.field: str(one.kind) for one in waiting.held.to_weigh if one.kind != Kind.STAFF}


def _weigh_all_but(town: Town, field: str) -> None:
    row = next(one for one in town.open().weighings if one.field == field)
    town.weigh(row, Weighed.WITHHELD, Ground.THIRD_PARTY)
    town.give_the_rest()


async def test_words_of_a_neighbour_are_weighed_and_the_delivery_that_holds_them(house: House) -> None:
    nora = await house.page.after(WORDS, author="nora.nine")
    town, said = await _answer(house, parent=nora.row.ref)
    payload = f"payload:{said.row.payload_n}"
    assert _kinds(town.open()) == {"parent_text": "others_words", payload: "payload"}
    _weigh_all_but(town, "parent_text")
    with pytest.raises(Refused, match=f"{payload} is to be given, and holds words that are not"):
        town.hand_over()
    _weigh_all_but(town, payload)
    town.hand_over()
    assert not [name for name, content in town.files.items() if WORDS.encode() in content]


async def test_they_are_weighed_still_when_their_author_was_erased_or_was_never_on_record(house: House) -> None:
    nora = await house.page.after(WORDS, author="nora.nine")
    town, said = await _answer(house, parent=nora.row.ref)
    stranger = await house.page.after("hear hear", author="rob.terrace", parent="never-heard", parent_text=WORDS)
    house.page.clock.move(days=40)
    erasing.erase(house.page.database, house.page.clock, town.dee, nora.id, ErasureReason.NOT_NEEDED)
    held = town.open().held
    for one in (said, stranger):
        piece = held.pieces.get((one.row.text_seq, "parent_text"))
        assert piece is None or piece.kind == "others_words", "gone, or weighed"
        delivery = held.pieces.get((0, f"payload:{one.row.payload_n}"))
        assert delivery is None or delivery.kind == "payload"
    assert held.pieces[stranger.row.text_seq, "parent_text"].kind == "others_words"


async def test_the_landlords_own_words_are_proven_by_the_reference_alone(house: House) -> None:
    """Where the delivery says who we are, and the reference whose it is. In doubt a person looks."""
    town, said = await _answer(house, parent=f"at://{US}/app.bsky.feed.post/3")
    with house.page.database.write() as tx:
        tx.exec_driver_sql(f"UPDATE account SET ref = '{ROB}', handle = 'rob.test' WHERE id = '{town.account}'")
    assert _kinds(town.open())["parent_text"] == "others_words", "nothing says who we are"
    _redeliver(house, said, _post(parent_text=WORDS))
    assert _kinds(town.open()) == {}
    with house.page.database.write() as tx:
        tx.exec_driver_sql(f"UPDATE interaction SET parent = 'at://{US}/{NORA}' WHERE id = '{said.id}'")
    assert _kinds(town.open()).keys() == {"parent_text", f"payload:{said.row.payload_n}"}


async def test_who_answers_themselves_weighs_nothing(house: House) -> None:
    first = await house.page.after(WORDS, author="rob.terrace")
    town, _ = await _answer(house, parent=first.row.ref)
    assert _kinds(town.open()) == {}


async def test_a_source_that_leads_to_somebody_elses_thread_is_weighed(house: House) -> None:
    house.hire({"dee": (Role.DATA_PROTECTION, "Data Protection Officer")})
    said = await house.page.after("well", author="rob.terrace", root=f"at://{NORA}/app.bsky.feed.post/2")
    town = Town(house, house.people["dee"], said.row.account_id, "", said.id)
    assert _kinds(town.open()) == {"source": "payload", f"payload:{said.row.payload_n}": "payload"}


NAMING = {
    "her lasting id in a reference": _post(reply={"parent": {"uri": f"at://{NORA}/app.bsky.feed.post/2"}}),
    "a handle that we know in a link": {"link": "https://x.test/nora.test/status/1"},
    "one stranger": {"user": {"username": "rob.test"}, "mention": {"username": "ann.unknown"}},
    "one stranger by the name shown": {"user": {"username": "rob.test"}, "to": {"display_name": "Ann"}},
    "a stranger by number": {"author_id": ROB, "in_reply_to_user_id": 77},
    "people of a conversation": {"participant_ids": [ROB, "99"]},
}
NOT_NAMING = {
    "a post of his own": _post(),
    "on our page": _post(reply={"parent": {"uri": f"at://{US}/app.bsky.feed.post/2"}}),
    "our own name": {"doorstep": {"ours": ["7"]}, "to": {"id": "7", "username": "HeronBot"}, "user": {"did": ROB}},
}


async def test_a_delivery_names_others_in_doubt(house: House) -> None:
    rob = (await house.page.after("one", author="rob.terrace")).row.account_id
    nora = (await house.page.after("two", author="nora.nine")).row.account_id
    with house.page.database.write() as tx:
        for account, ref, handle in ((rob, ROB, "rob.test"), (nora, NORA, "nora.test")):
            tx.exec_driver_sql(f"UPDATE account SET ref = '{ref}', handle = '{handle}' WHERE id = '{account}'")
    with house.page.database.read() as tx:
        for why, payload in NAMING.items():
            assert names_others(tx, json.dumps(payload).encode(), [rob]), why
        for why, payload in NOT_NAMING.items():
            assert not names_others(tx, json.dumps(payload).encode(), [rob]), why


async def test_what_stood_around_a_captured_comment_is_told_by_our_own_ids(town: Town) -> None:
    """References of a platform say who its author is; our own ids say that something stood there, and nothing else."""
    above = {"ref": f"at://{NORA}/app.bsky.feed.post/2", "interaction": "i_0123456789abcdef"}
    thread = {"parent": above, "said_before": [{"id": "i_1", "at": "2026-11-23", "text_seq": 3}], "landlord_post": None}
    clock = town.house.page.clock
    with town.house.page.database.write() as tx:
        private = {"thread": json.dumps(thread).encode()}
        append(tx, [Draft(EntryKind.CAPTURED, town.comment, {"media": []}, private)], stamp(clock()))
    town.give_the_rest()
    plain = town.hand_over()
    [shown] = [one["fields"]["thread"] for one in plain["record"] if one["kind"] == "captured"]
    assert shown["not_whole"] == CUT
    assert json.loads(shown["text"]) == {
        "landlord_post": None,
        "parent": {"interaction": "i_0123456789abcdef"},
        "said_before": [{"id": "i_1"}],
    }
    assert "salt" not in shown
    assert NORA not in "".join(content.decode() for content in town.files.values())


def _redeliver(house: House, said: After, body: dict[str, Any]) -> None:
    raw = json.dumps(body).encode()
    with house.page.database.write() as tx:
        tx.exec_driver_sql("UPDATE payload SET body = ? WHERE n = ?", (raw, said.row.payload_n))
