"""The staff channel at the desk: mapped people decide as at the console, nobody else, and each refusal is an entry."""

import json

import pytest

from adapters.platform import Receipt, StaffCommand, StaffDesk, StaffNotice
from bot.actions.outbox import ActionState
from bot.desk.channel import ChannelDesk
from bot.desk.herald import Herald
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.actions.kit import CHANNEL
from tests.bot.desk.conftest import THREAT, Office


@pytest.fixture
def channel(office: Office) -> ChannelDesk:
    return ChannelDesk(CHANNEL, office.desk, office.kit.database, office.kit.clock, {"1": "mo", "2": "gone"})


@pytest.fixture
def hide(office: Office) -> str:
    comment = office.hear("I will find you", THREAT)
    return office.kit.queue(
        comment, MeasureKind.HIDE, Verb.HIDE, state=ActionState.PROPOSED, automatic=False, held="a person"
    )


def refusals(office: Office) -> list[dict[str, str]]:
    with office.kit.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT body FROM entry ORDER BY seq").all()
    found = [json.loads(body)["data"] for (body,) in rows]
    return [data for data in found if data.get("what") == "command_refused"]


async def test_a_mapped_person_approves_as_at_the_console(office: Office, channel: ChannelDesk, hide: str) -> None:
    answer = await channel.submit(StaffCommand("1", "approve", hide))
    assert answer.accepted
    row = office.kit.action(hide)
    assert (row.state, row.approved_by) == ("queued", office.moderator.id)
    assert office.kit.story(hide) == ["approved"]


async def test_declining_needs_a_reason(office: Office, channel: ChannelDesk, hide: str) -> None:
    assert "reason" in (await channel.submit(StaffCommand("1", "decline", hide))).why
    assert (await channel.submit(StaffCommand("1", "decline", hide, "she said sorry"))).accepted
    assert office.kit.state(hide) == "declined"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (StaffCommand("9", "approve", ""), "not mapped"),
        (StaffCommand("2", "approve", ""), "not on the list of active staff"),
        (StaffCommand("1", "approve", "", trusted=False), "None of your roles"),
    ],
)
async def test_who_cannot_be_mapped_is_refused_and_recorded(
    office: Office, channel: ChannelDesk, hide: str, command: StaffCommand, why: str
) -> None:
    answer = await channel.submit(StaffCommand(command.actor, command.verb, hide, trusted=command.trusted))
    assert not answer.accepted
    assert why in answer.why
    assert office.kit.state(hide) == "proposed"
    (entry,) = refusals(office)
    assert (entry["verb"], entry["about"], entry["channel"]) == ("approve", hide, CHANNEL)
    assert command.actor not in entry.values(), "who pressed is personal: it stands under a commitment"


async def test_what_a_stranger_typed_stands_in_no_entry(office: Office, channel: ChannelDesk) -> None:
    await channel.submit(StaffCommand("9", "Mrs Smith", "lives at 12 Invented Lane\ud800"))
    (entry,) = refusals(office)
    assert (entry["verb"], entry["about"]) == ("other", "")


async def test_what_the_channel_does_not_know_is_done_at_the_console(channel: ChannelDesk, hide: str) -> None:
    assert "console" in (await channel.submit(StaffCommand("1", "delete", hide))).why


class Room:
    """A staff channel that keeps what it is told, and is closed at first."""

    def __init__(self) -> None:
        self.told: list[StaffNotice] = []
        self.tries = 0
        self.logins = {"1": "mo"}
        self.closed: dict[str, str] = {}

    def staff_room(self, desk: StaffDesk) -> bool:
        return desk is not None

    async def tell_staff(self, notice: StaffNotice) -> Receipt:
        self.tries += 1
        if self.tries > 1:
            self.told.append(notice)
        return Receipt(self.tries > 1)

    async def open_cards(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.told if one.key not in self.closed)

    async def close_card(self, key: str, line: str) -> Receipt:
        self.closed[key] = line
        return Receipt(accepted=True)


async def test_what_waits_is_told_once_and_again_where_it_was_not_taken(office: Office, hide: str) -> None:
    room = Room()
    herald = Herald(office.kit.database, office.desk, office.kit.clock, {CHANNEL: room}, "https://homes.example")  # type: ignore[dict-item]  # only the staff side of a platform
    for _ in range(3):
        await herald.tell()
    (notice,) = room.told
    assert (notice.about, notice.verbs) == (hide, ("approve", "decline"))
    assert "I will find you" in notice.text
    assert notice.link.startswith("https://homes.example/comments/")
    assert room.closed == {}, "it still waits"
    assert office.desk.decline(office.moderator, hide, "she said sorry").accepted
    await herald.tell()
    assert room.closed == {hide: "Not done: declined, or no longer proposed. The console says more."}


async def test_a_block_is_approved_with_a_reason_and_a_day(office: Office) -> None:
    comment, kit = office.hear("I will find you", THREAT), office.kit
    role = Role.APPROVER
    block = kit.queue(
        comment, MeasureKind.BLOCK, Verb.BLOCK, state=ActionState.PROPOSED, automatic=False, held="a person", role=role
    )
    channel = ChannelDesk(CHANNEL, office.desk, kit.database, kit.clock, {"3": office.approver.login})
    wrong = await channel.submit(StaffCommand("3", "approve", block, "third time", ends_on="next summer"))
    assert (wrong.accepted, wrong.why) == (False, "'next summer' is not a date: write it as day/month/year.")
    assert "end date" in (await channel.submit(StaffCommand("3", "approve", block, "third time"))).why
    assert (await channel.submit(StaffCommand("3", "approve", block, "third time", ends_on="29/01/2027"))).accepted
    assert kit.action(block).ends_at == "2027-01-29T23:59:59.000Z"
