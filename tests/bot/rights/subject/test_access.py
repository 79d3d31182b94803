"""What somebody gets who asks what is held about them, and what a person must weigh before."""

import json
from pathlib import Path

import pytest
from sqlalchemy import exc

from bot.desk.sitting import Refused
from bot.evidence import checkpoints
from bot.evidence.append import commitment, leaf_hash
from bot.evidence.proofs import included
from bot.evidence.verify import verify
from bot.rights.subject.nameless import NOT_NAMED
from bot.rights.subject.requests import Outcome
from bot.rights.subject.shown import LEFT_OUT
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.disclosure import Ground, Weighed
from rules.model.evidence import EntryKind
from tests.bot.rights.subject.kit import CHECKED, INSULT, NEIGHBOUR, SAID, Town


async def test_what_concerns_others_waits_for_a_person_and_nothing_goes_out_before(town: Town) -> None:
    assert town.kinds() == {"note", "others_words", "police", "staff"}
    waiting = town.open()
    assert {one.kind for one in waiting.unweighed} == {"note", "others_words", "police"}
    own = [piece for piece in waiting.held.pieces.values() if INSULT.encode() in piece.value]
    assert own
    assert not [piece for piece in own if piece.kind], "nobody weighs their own words"
    with pytest.raises(Refused, match=r"\d+ things have not been weighed: doorstep subject list u_"):
        town.hand_over()
    assert not town.files
    request = waiting.request
    with pytest.raises(exc.DBAPIError, match="has not been weighed"), town.house.page.database.write() as tx:
        tx.exec_driver_sql(f"UPDATE subject_request SET state = 'exported' WHERE id = '{request.id}'")


async def test_each_thing_as_it_was_weighed(any_town: Town) -> None:
    any_town.weigh(
        any_town.item("note", holding="Jones"), Weighed.SHORTENED, Ground.THIRD_PARTY, "Mrs Jones of number 11"
    )
    any_town.weigh(any_town.item("others_words"), Weighed.WITHHELD, Ground.THIRD_PARTY)
    any_town.weigh(any_town.item("police"), Weighed.WITHHELD, Ground.CRIME)
    any_town.give_the_rest()
    plain = any_town.hand_over()
    everything = "".join(content.decode("utf-8", "replace") for content in any_town.files.values())
    assert INSULT in everything
    assert SAID.replace("Mrs Jones of number 11", LEFT_OUT) in everything
    assert not [
        words for words in ("Jones", NEIGHBOUR, "sergeant", "PoliceConsidered", "nora.nine") if words in everything
    ]
    assert plain["left_out"] == {"crime": 1, "third_party": 2}
    assert plain["customer"] == "T-1001"
    assert any_town.page.count("because giving it") == 0
    assert "it would be likely to stand in the way of preventing or detecting crime" in any_town.page


async def test_findings_scores_notes_and_views_about_them_are_there(town: Town) -> None:
    town.give_the_rest()
    plain = town.hand_over()
    decided = [json.loads(one["body"])["data"] for one in plain["record"] if one["kind"] == "decided"]
    [finding] = [one for data in decided for one in data["given"]["found"]["findings"]][-1:]
    assert finding["score"] > 0
    assert f"{finding['score']} of 1000" in town.page
    for words in (INSULT, "words of the grounds", SAID, "call note 77", "Hazard", "one named person to contact"):
        assert words in town.page, words
    assert {one["name"] for one in plain["staff"].values()} >= {"Owen", "Helen", "Dan"}
    assert plain["rows"]["restriction"]
    assert plain["rows"]["need"][0]["kind"] == "hazard"


async def test_the_record_proves_itself_whatever_is_left_out(any_town: Town, tmp_path: Path) -> None:
    any_town.weigh(any_town.item("others_words"), Weighed.WITHHELD, Ground.THIRD_PARTY)
    any_town.weigh(any_town.item("note", holding="Jones"), Weighed.SHORTENED, Ground.THIRD_PARTY, "Mrs Jones")
    any_town.give_the_rest()
    any_town.sign(tmp_path)
    plain = any_town.hand_over()
    point = checkpoints.read(plain["checkpoint"].encode())
    opened = proved = 0
    for one in plain["record"]:
        body = one["body"].encode()
        leaf = leaf_hash(body)
        assert leaf.hex() == one["hash"]
        if one["path"] is not None:
            path = [bytes.fromhex(step) for step in one["path"]]
            assert included(leaf, one["seq"] - 1, point.size, path, point.root)
            proved += 1
        for name, shown in one["fields"].items():
            if "salt" in shown and "text" in shown:
                value = shown["text"].encode()
                assert commitment(bytes.fromhex(shown["salt"]), name, value) == json.loads(body)["commit"][name]
                opened += 1
            assert ("salt" in shown) == ("not_whole" not in shown)
    assert opened > 10
    assert proved > 20
    assert verify(any_town.house.page.database).ok


async def test_staff_are_named_unless_it_is_not_safe(town: Town) -> None:
    owen = town.house.people["owen"]
    row = next(one for one in town.open().weighings if one.field == owen.id)
    with pytest.raises(Refused, match="named, unless it would put their safety at risk"):
        town.weigh(row, Weighed.WITHHELD, Ground.THIRD_PARTY)
    town.weigh(row, Weighed.WITHHELD, Ground.SAFETY)
    town.house.must(
        town.house.do(
            "dan", town.case, lambda by: d.RecordOnSystem(by, (), "HMS"), private={"note": "Owen met him at the door"}
        )
    )
    town.give_the_rest()
    plain = town.hand_over()
    assert plain["staff"][owen.id] == {"not_named": "for their safety"}
    assert "Owen" not in town.page
    assert f"{NOT_NAMED} met him at the door" in town.page
    assert "1 member of staff is not named" in town.page
    again = next(one for one in town.open().weighings if one.field == owen.id)
    assert (again.state, again.ground) == ("withheld", "safety"), "it holds for the next request too"
    as_customer = next(one for one in town.open("T-1001").weighings if one.field == owen.id)
    assert (as_customer.state, as_customer.ground) == ("withheld", "safety"), "and when he is asked about as a customer"


async def test_every_step_is_an_entry_and_is_erased_with_what_it_is_about(town: Town) -> None:
    row = town.item("note", holding="Jones")
    town.weigh(row, Weighed.SHORTENED, Ground.THIRD_PARTY, "Mrs Jones")
    town.desk.look(town.dee, row.id)
    town.give_the_rest()
    plain = town.hand_over()
    steps = town.entries(EntryKind.DISCLOSURE)
    assert [one["what"] for one in steps][:2] == ["asked", "weighed"]
    assert all(one["by"] == town.dee.id for one in steps)
    [export] = town.entries(EntryKind.EXPORTED)
    assert (export["what"], export["request"]) == ("subject_access", plain["request"]["id"])
    viewed = [one["what"] for one in town.entries(EntryKind.VIEWED)]
    assert viewed.count("weighing") == 1
    assert set(viewed) == {"weighing", "weighing_list"}, "how each thing begins stood in the list"
    with town.house.page.database.read() as tx:
        owners = tx.exec_driver_sql("SELECT owner FROM content WHERE field IN ('without', 'checked')").scalars().all()
    assert set(owners) == {town.case, town.account}
    assert CHECKED not in town.page


async def test_a_customer_gets_the_accounts_that_were_confirmed_and_no_others(town: Town) -> None:
    await town.house.hear("{abuse serious} me too", "rob.second")
    town.house.must(town.house.link("dan", "rob.second", assurance=Assurance.CLAIMED))
    waiting = town.open("T-1001")
    assert waiting.held.whose.accounts == (town.account,)
    assert len(waiting.held.whose.unsure) == 1
    with pytest.raises(Refused, match="Nobody on record is called"):
        town.open("T-9")


NOT_WEIGHED = [
    (Outcome(Weighed.GIVEN, None, " "), "Your reason"),
    (Outcome(Weighed.WITHHELD, None, "why"), "needs its ground"),
    (Outcome(Weighed.GIVEN, Ground.CRIME, "why"), "what is given has none"),
    (Outcome(Weighed.SHORTENED, Ground.THIRD_PARTY, "why", ("Mr Smith",)), "These words do not stand in it: Mr Smith"),
    (Outcome(Weighed.SHORTENED, Ground.THIRD_PARTY, "why"), "nothing named"),
    (Outcome(Weighed.WAITING, None, "why"), "Say whether"),
]


async def test_a_weighing_says_what_and_why(town: Town) -> None:
    row = town.item("note", holding="Jones")
    for outcome, says in NOT_WEIGHED:
        with pytest.raises(Refused, match=says):
            town.desk.weigh(town.dee, [row.id], outcome)
    assert town.item("note", holding="Jones").state == "waiting"


async def test_only_data_protection_and_only_once(town: Town) -> None:
    sam = town.house.people["helen"]
    row = town.item("note", holding="Jones")
    town.reach.clear()
    with pytest.raises(Refused, match="data_protection_contact, is empty"):
        town.hand_over()
    town.reach["data_protection_contact"] = "dee@homes.test"
    for deed in (
        lambda: town.desk.open(sam, town.account),
        lambda: town.desk.look(sam, row.id),
        lambda: town.desk.weigh(sam, [row.id], Outcome(Weighed.GIVEN, None, "why")),
        lambda: town.desk.requests(sam),
        lambda: town.desk.listed(sam, town.account),
    ):
        with pytest.raises(Refused, match="Your roles do not allow this"):
            deed()
    town.give_the_rest()
    town.hand_over()
    with pytest.raises(Refused, match="is exported: what was weighed in it stays"):
        town.weigh(row, Weighed.WITHHELD, Ground.THIRD_PARTY)
    with pytest.raises(Refused, match="is open: doorstep subject open"):
        town.desk.listed(town.dee, town.account)


async def test_what_cannot_be_saved_was_not_handed_over_and_what_comes_meanwhile_is_weighed_too(town: Town) -> None:
    town.give_the_rest()

    def full(_: object) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        town.desk.hand_over(town.dee, town.account, CHECKED, town.told(), full)
    assert town.open().request.state == "open"
    assert town.entries(EntryKind.EXPORTED) == []
    await town.house.hear("rob.terrace is right for once", "nora.nine")
    with pytest.raises(Refused, match="1 thing has not been weighed"):
        town.hand_over()
    assert town.item("elsewhere").state == "waiting"


async def test_reasons_about_a_customers_request_go_with_their_account(town: Town) -> None:
    request = town.open("T-1001").request
    town.desk.lengthen(town.dee, request.id, "he has written for years")
    town.desk.close(town.dee, request.id, "he took it back")
    with town.house.page.database.read() as tx:
        steps = tx.exec_driver_sql("SELECT item FROM entry WHERE kind = 'disclosure'").scalars().all()
    assert steps == [town.account] * 3, "asked, lengthened, closed"


async def test_it_is_due_in_a_month_can_be_lengthened_and_closed(town: Town) -> None:
    request = town.open().request
    assert (request.received, request.due) == ("2026-11-25", "2026-12-25")
    assert town.desk.requests(town.dee)[0][0].id == request.id
    assert town.desk.lengthen(town.dee, request.id, "three years of messages").due == "2027-02-25"
    assert town.desk.close(town.dee, request.id, "taken back").state == "closed"
    assert town.desk.requests(town.dee) == []
    with pytest.raises(Refused, match="closed already"):
        town.desk.close(town.dee, request.id, "again")
