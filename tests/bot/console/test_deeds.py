"""What staff press, against the real desk: done, or refused with the reason; never twice, never without the right."""

import asyncio

import pytest
from sqlmodel import Session, select

from bot.store.tables import AccountRow, ActionRow, AlarmRow, Brake, Channel, Content, DecisionRow, NeedRow
from rules.model.account import AccountMark
from tests.bot.console.conftest import House, Visit
from tests.bot.console.looking import entries, kinds, look, state, text


async def test_approve_then_undo(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    action, back = house.seeded.actions["phone", "hide"], {"back": house.item("phone")}
    page = text(await priya.post(f"/do/approve/{action}", back))
    assert "✓ Approved. It goes out now, and is checked on the platform. Undo it U" in page
    assert "Hide the comment: about to be done By Priya Shah" in page
    assert state(house, "phone", "hide") == "queued"
    page = text(await priya.post(f"/do/undo/{action}", {**back, "reason": "it is the office number"}))
    assert "✓ It is being taken back." in page
    assert state(house, "phone", "hide") == "declined"
    decided = [kind for kind in kinds(house, "phone") if kind in ("approved", "declined")]
    assert (decided[0], decided[-1]) == ("approved", "declined")


async def test_decline_needs_no_more_than_a_reason(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    action = house.seeded.actions["phone", "hide"]
    page = await priya.post(
        f"/do/decline/{action}", {"back": house.item("phone"), "reason": "it is our own public number"}
    )
    assert "Declined." in page
    assert state(house, "phone", "hide") == "declined"


async def test_a_warning_goes_out_in_the_words_that_were_typed(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    words = "We have your boiler in hand. Please leave Karen’s name out of it. <b>Thank you</b>"
    page = await priya.post(f"/do/warn/{house.seeded.items['boiler']}", {"text": words, "back": house.item("boiler")})
    assert "The warning is on its way." in page
    assert state(house, "boiler", "warning_private") == "superseded"

    def sent(session: Session) -> tuple[ActionRow, bytes]:
        chosen = select(ActionRow).where(
            ActionRow.interaction_id == house.seeded.items["boiler"], ActionRow.state == "queued"
        )
        row = session.exec(chosen).one()
        return row, session.get_one(Content, (row.text_seq, "say")).value

    row, said = look(house, sent)
    assert (row.measure, row.verb, row.approved_by is not None) == ("warning_private", "message", True)
    assert said.decode() == words
    assert "&lt;b&gt;Thank you" in page


async def test_a_warning_that_is_too_long_is_refused_and_its_words_are_kept(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    words = "Please stop. " * 100
    page = await priya.post(f"/do/warn/{house.seeded.items['boiler']}", {"text": words, "back": house.item("boiler")})
    assert "Not done: The warning has 1299 characters, and the platform takes 1000." in text(page)
    assert words.strip() in page
    assert state(house, "boiler", "warning_private") == "proposed"


async def test_hide_leave_and_report(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    item = house.seeded.items["hostile"]
    page = await priya.post(f"/do/hide/{item}", {"reason": "spam 4.4", "back": house.item("hostile")})
    assert "It is being hidden." in page
    page = await priya.post(f"/do/report/{item}", {"reason": "a script in it", "back": house.item("hostile")})
    assert "The report is on its way to the platform." in page
    page = await priya.post(f"/do/leave/{house.seeded.items['undecided']}", {"back": "/"})
    assert "Left up." in page
    assert house.seeded.items["undecided"] not in page.split("<main")[1]


async def test_leaving_a_need_never_closes_it(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    await priya.post(f"/do/leave/{house.seeded.items['mould']}", {"reason": "fair"})
    assert look(house, lambda session: session.get_one(NeedRow, house.seeded.needs["HZ-118"]).state) == "open"
    assert "HZ-118" in await priya.get("/needs")


async def test_a_block_takes_two_people_a_reason_and_an_end(house: House, visit: Visit) -> None:
    priya, helen = await visit("priya"), await visit("helen")
    item, back = house.seeded.items["insult"], {"back": house.item("insult")}
    page = await priya.post(f"/do/block/{item}", {**back, "reason": "fourth time this week", "ends_on": "2026-12-21"})
    assert "It is proposed." in page
    chosen = select(ActionRow).where(ActionRow.interaction_id == item, ActionRow.measure == "block")
    block = look(house, lambda session: session.exec(chosen).one())
    assert "You proposed it, so somebody else approves it." in await priya.get(house.item("insult"))
    await priya.post(f"/do/approve/{block.id}", {**back, "reason": "me again", "ends_on": "2026-12-21"})
    assert look(house, lambda session: session.get_one(ActionRow, block.id).state) == "proposed"
    page = await helen.post(f"/do/approve/{block.id}", {**back, "reason": "", "ends_on": "2026-12-21"})
    assert "Not done: It needs your reason." in page
    page = await helen.post(f"/do/approve/{block.id}", {**back, "reason": "agreed", "ends_on": "2026-12-21"})
    assert "Others can see it. A block is public here" in page
    done = look(house, lambda session: session.get_one(ActionRow, block.id))
    assert (done.state, done.reason, done.ends_at) == ("queued", "agreed", "2026-12-21T23:59:59.000Z")


async def test_a_date_that_is_none(house: House, visit: Visit) -> None:
    helen = await visit("helen")
    fields = {"reason": "x", "ends_on": "<script>"}
    page = await helen.post(f"/do/approve/{house.seeded.actions['threat', 'block']}", fields, status=400)
    assert "is not a date" in page
    assert "<script>&" not in page
    assert "&lt;script&gt;" in page


async def test_a_form_sent_twice_acts_once(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    form = {"text": "Please stop.", "number": "same", "back": house.item("boiler")}
    path = f"/do/warn/{house.seeded.items['boiler']}"
    await asyncio.gather(*(priya.post(path, form) for _ in range(4)))
    chosen = select(ActionRow).where(
        ActionRow.interaction_id == house.seeded.items["boiler"], ActionRow.state == "queued"
    )
    assert len(look(house, lambda session: session.exec(chosen).all())) == 1
    assert "That was sent already, and was done once." in await priya.post(path, form)


async def test_an_alarm_stops_when_somebody_says_i_am_on_it(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    alarm = house.seeded.alarms["threat"]
    page = await priya.post(f"/do/answer/{alarm}", {"back": house.item("threat")})
    assert "You are on it: the ringing has stopped." in page
    assert 'data-ringing="0"' in page
    row = look(house, lambda session: session.get_one(AlarmRow, alarm))
    assert row.state == "answered"
    assert "by Priya Shah" in text(page)


async def test_calling_a_person_rings_and_says_nothing_of_the_comment(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    item = house.seeded.items["boiler"]
    page = await priya.post(f"/do/call/{item}", {"back": house.item("boiler"), "reason": "baby, 9 degrees"})
    assert "It rings now, and again until somebody answers." in page
    assert "A colleague asked for a person, by Priya Shah" in text(page).replace(": by", ", by")
    chosen = select(AlarmRow).where(AlarmRow.interaction_id == item)
    alarm = look(house, lambda session: session.exec(chosen).one())
    assert (alarm.state, alarm.why) == ("ringing", "A colleague asks for a person now, about a comment.")


async def test_needs_and_tasks_are_closed_with_a_note(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    page = await priya.post(f"/do/close-need/{house.seeded.needs['CP-77']}", {"back": "/needs", "note": " "})
    assert "Not done: A note of what was done is needed." in page
    page = await priya.post(f"/do/close-need/{house.seeded.needs['CP-77']}", {"back": "/needs", "note": "rang her"})
    assert "Closed." in page
    assert "CP-77" not in page
    assert "need_closed" in kinds(house, "mould")


async def test_a_hide_is_kept_by_a_person(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    action = house.seeded.actions["insult", "hide"]
    page = await priya.get(house.item("insult"))
    assert f'action="/do/confirm/{action}"' in page
    assert "shows again tomorrow 23:59 unless a person keeps it hidden" in text(page)
    page = await priya.post(f"/do/confirm/{action}", {"back": house.item("insult")})
    assert "It stays hidden." in page
    assert look(house, lambda session: session.get_one(ActionRow, action).keep_by) is None


async def test_switches(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    page = await priya.post("/do/switch", {"about": "busy", "on": "yes", "why": "rent letter", "back": "/switches"})
    assert "Busy thread mode." in page
    assert look(house, lambda session: session.get_one(Brake, "busy").why) == "rent letter"
    page = await priya.post("/do/switch", {"about": "busy", "on": "", "why": "calm again", "back": "/switches"})
    assert look(house, lambda session: session.get(Brake, "busy")) is None
    page = await priya.post("/do/switch", {"about": "nothing", "on": "yes", "why": "x", "back": "/switches"})
    assert "Not done: There is no such switch" in page


async def test_modes_are_for_administrators(house: House, visit: Visit) -> None:
    priya, helen = await visit("priya"), await visit("helen")
    form = {"about": "town-page", "mode": "assist", "back": "/switches"}
    await priya.post("/do/mode", form, status=403)
    assert "The mode is changed." in await helen.post("/do/mode", form)
    assert look(house, lambda session: session.get_one(Channel, "town-page").mode) == "assist"


async def test_marks_of_an_account(house: House, visit: Visit) -> None:
    helen = await visit("helen")
    chosen = select(AccountRow).where(AccountRow.handle == "gwen-p.example")
    account = look(house, lambda session: session.exec(chosen).one())
    form = {"mark-mp": "yes", "mark-union": "yes", "back": house.item("complaint")}
    page = await helen.post(f"/do/mark/{account.id}", form)
    assert look(house, lambda session: session.get_one(AccountRow, account.id).marks) == "mp,union"
    assert "MP" in page
    assert AccountMark.MP in AccountMark


async def test_a_refusal_of_the_desk_changes_nothing(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    before = entries(house)
    page = await priya.post(
        f"/do/hide/{house.seeded.items['complaint']}", {"reason": "x", "back": house.item("complaint")}
    )
    assert "Not done: The channel town-page only observes" in page
    page = await priya.post("/do/approve/a_none", {"back": "/"})
    assert "Not done: There is no such action." in page
    assert entries(house) == before


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"],
)
async def test_nobody_is_sent_elsewhere(house: House, visit: Visit, back: str) -> None:
    priya = await visit("priya")
    form = {"csrf": priya.csrf, "back": back, "about": "busy", "on": "yes", "why": "x"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    async with priya.http.post(
        f"{house.address}/do/switch", data=form, headers=headers, allow_redirects=False
    ) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        assert "Set-Cookie" not in answer.headers


async def test_the_desk_keeps_a_second_look(house: House, visit: Visit) -> None:
    """Left off the queue once nothing waits."""
    priya = await visit("priya")
    await priya.post(f"/do/leave/{house.seeded.items['scam']}", {"reason": "gone already"})
    chosen = select(DecisionRow.desk).where(DecisionRow.interaction_id == house.seeded.items["scam"])
    assert look(house, lambda session: session.exec(chosen).one()) == "open"  # a task by hand still waits


async def test_where_nothing_can_be_hidden_a_caseworker_deletes_for_good(house: House, visit: Visit) -> None:
    assert "Delete for good" not in await (await visit("priya")).get(house.item("chat")), "not a moderator's"
    helen = await visit("helen")
    assert "Delete for good" not in await helen.get(house.item("boiler")), "it can be hidden there"
    page = text(await helen.get(house.item("chat")))
    assert "This cannot be taken back. It is kept in our record, and its words go back to whoever wrote it." in page
    about, back = house.seeded.items["chat"], {"back": house.item("chat")}
    page = text(await helen.post(f"/do/delete/{about}", {**back, "reason": "4.4 degrading words"}))
    assert "It is being deleted; its words go back to whoever wrote it." in page
    assert "Delete for good" not in page, "never twice"
    chosen = select(ActionRow.measure).where(ActionRow.interaction_id == about, ActionRow.state == "queued")
    assert set(look(house, lambda session: session.exec(chosen).all())) == {"delete", "hide_notice"}
