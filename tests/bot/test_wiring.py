"""What is built together: the desk knows every dated policy of the landlord, and which of them judges is said aloud."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from sqlmodel import select

from adapters.memory.platform import MemoryPlatform
from adapters.platform import Payload, Subject
from bot import compose
from bot.doctor import Level, examine
from bot.registers import begin_policy
from bot.settings import ChannelSettings, Console, Home, Settings
from bot.staff.people import add, find, invite_again
from bot.staff.rights import Staff
from bot.staff.sign_in import Access
from bot.store.database import Database
from bot.store.intake import StoreIntake
from bot.store.tables import ActionRow, Channel
from bot.store.writer import Writer
from bot.wiring import House, build, live
from rules.model.measure import Abilities
from rules.model.staff import Role
from tests.bot.cli.run import doorstep
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import CHANNEL, SETTINGS, After, Page

PASSWORD = "a long enough password 7"


@pytest.fixture
async def comment(database: Database, clock: TestClock) -> AsyncIterator[After]:
    """Decided under the policy of 2020."""
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock, policy="derby-2020", mode="assist")
    yield await page.after("{abuse serious} you lot", author="ann")
    writer.close()
    page.world.close()


@pytest.fixture
def priya(database: Database, clock: TestClock) -> Staff:
    add(database, clock, None, "priya", "Priya", frozenset({Role.MODERATOR}))
    found = find(database, "priya")
    assert found is not None
    invited = invite_again(database, clock, None, "priya")
    assert Access(database, clock).set_up(invited.code or "", PASSWORD) is None
    return found


def settings(database: Database, policy: str) -> Settings:
    page = (ChannelSettings(name=CHANNEL, platform="memory"),)
    console = Console(port=0)
    return Settings(
        policy=policy, policy_settings=dict(SETTINGS), database=database.url, channels=page, console=console
    )


def home(path: Path, wanted: Settings) -> Home:
    made = Home(path)
    made.write(wanted)
    return made


@asynccontextmanager
async def living(database: Database, clock: TestClock, path: Path, policy: str) -> AsyncIterator[House]:
    wanted = settings(database, policy)
    house = build(home(path, wanted), wanted, clock)
    yield house
    house.writer.close()
    house.database.close()


async def test_the_desk_judges_by_the_policy_a_comment_was_decided_under(
    comment: After, priya: Staff, database: Database, clock: TestClock, tmp_path: Path
) -> None:
    async with living(database, clock, tmp_path, "derby-2024") as house:
        comment.page.set_mode("assist")
        refused = house.desk.propose_block(priya, comment.id, "third time", None)
    assert "propose it in a case" in refused.why  # only the policy of 2020 says so


@pytest.mark.slow
async def test_so_does_the_command_line(comment: After, priya: Staff, database: Database, tmp_path: Path) -> None:
    home(tmp_path, settings(database, "derby-2024"))
    words = ("desk", "block", comment.id, "--as", "priya", "--reason", "third time")
    done = doorstep(*words, home=tmp_path, DOORSTEP_PASSWORD=PASSWORD)
    assert done.returncode == 4
    assert "propose it in a case" in done.stderr


async def test_a_new_policy_starts_in_observe_and_only_once(
    comment: After, database: Database, clock: TestClock, tmp_path: Path
) -> None:
    def mode() -> str:
        [row] = comment.page.rows(Channel)
        return row.mode

    begin_policy(database, "derby-2020", compose.pack("derby-2020").version, clock)
    assert mode() == "assist"
    async with living(database, clock, tmp_path, "derby-2024"):
        assert mode() == "observe"
    [said] = [data for kind, data in comment.page.entries() if kind == "channel" and "policy" in data]
    assert (said["policy"], said["before"], said["mode"]) == ("derby-2024", "assist", "observe")
    comment.page.set_mode("auto")
    async with living(database, clock, tmp_path, "derby-2024"):
        assert mode() == "auto"


def test_which_policy_judges_is_said_only_where_another_is_in_force() -> None:
    landlord = compose.office("derby-2020", {})
    older, newer = compose.pack("derby-2020"), compose.pack("derby-2024")
    said = compose.outdated(landlord, older, date(2024, 3, 1))
    assert "in force since 1 March 2024" in said
    assert "Set policy: derby-2024 in doorstep.yaml" in said
    assert "\n" not in said
    assert compose.outdated(landlord, older, date(2024, 2, 29)) == ""
    assert "derby-2020" in compose.outdated(landlord, newer, date(2024, 2, 29))
    assert compose.outdated(landlord, newer, date(2026, 11, 23)) == ""
    assert compose.outdated(landlord, newer, date(2019, 1, 1)) == ""  # none was in force: nothing to change to


@pytest.mark.slow
def test_doctor_says_so(database: Database, tmp_path: Path) -> None:
    def policy(name: str) -> tuple[Level, str]:
        found = next(one for one in examine(home(tmp_path, settings(database, name))) if one.what == "policy")
        return found.level, found.says

    level, says = policy("derby-2020")
    assert level is Level.ADVICE
    assert "does not judge yet" in says
    assert "does not judge yet" not in policy("derby-2024")[1]


@pytest.mark.parametrize(("name", "said"), [("derby-2020", True), ("derby-2024", False)])
async def test_the_console_says_so_on_top(
    name: str, said: bool, priya: Staff, database: Database, clock: TestClock, tmp_path: Path
) -> None:
    async with living(database, clock, tmp_path, name) as house:
        address = await house.server.start()
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
            page = await signed_in(http, address)
        await house.server.stop()
    assert ("The policy has changed." in page) is said
    assert ("Set policy: derby-2024" in page) is said


async def signed_in(http: ClientSession, address: str) -> str:
    """The first page of somebody who signed in as people do."""
    async with http.get(f"{address}/sign-in") as form:
        assert form.status == 200
    fields = {"login": "priya", "password": PASSWORD}
    origin = {"Sec-Fetch-Site": "same-origin"}
    async with http.post(f"{address}/sign-in", data=fields, headers=origin) as answer:
        text = await answer.text()
        assert answer.status == 200, text
        return text


@pytest.mark.slow
async def test_what_was_kept_is_judged_when_the_platform_can_say_what_is_possible_there(
    database: Database, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill: until the first sign-in a platform does not know who we are, so nothing would be automatic on it."""
    can, signed_in = MemoryPlatform.can, asyncio.Event()

    async def slow(_: MemoryPlatform) -> None:
        await asyncio.sleep(0.5)
        signed_in.set()

    def told(platform: MemoryPlatform, subject: Subject, *, private: bool) -> Abilities | None:
        return can(platform, subject, private=private) if signed_in.is_set() else None

    monkeypatch.setattr(MemoryPlatform, "open", slow)
    monkeypatch.setattr(MemoryPlatform, "can", told)
    async with living(database, clock, tmp_path, "house-rules") as house:
        platform = house.platforms[CHANNEL]
        assert isinstance(platform, MemoryPlatform)
        platform.world.say("You useless fucking wankers", at=clock())
        kept = [Payload(body.encode(), str(seq)) for seq, body in platform.world.feed(0, 10)]
        await StoreIntake(house.writer, CHANNEL, clock, house.judge.wake).keep(kept, str(len(kept)))
        running = asyncio.create_task(live(house))
        planned: dict[str, bool] = {}
        for _ in range(200):
            with database.session() as session:
                planned = dict(session.exec(select(ActionRow.measure, ActionRow.automatic)).all())
            if planned:
                break
            await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.wait([running])
    assert planned["hide"]
