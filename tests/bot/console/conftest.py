"""An invented landlord's Monday morning behind a real server on loopback, and staff who can sign in."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from playwright.async_api import Browser, Page
from yarl import URL

from bot.compose import pack
from bot.console.app import Server, make_app
from bot.console.hooks import Hooks
from bot.console.ports import Parts
from bot.desk.desk import Desk
from bot.staff import people
from bot.staff import sign_in as staff_sign_in
from bot.staff.passwords import hashed
from bot.staff.sign_in import Access
from bot.store.database import Database
from bot.store.tables import StaffRow
from rules.explain import passages
from rules.model.staff import Role
from tests.bot.conftest import TestClock
from tests.bot.console.judged import PACK
from tests.bot.console.screen import SIZES, Opened
from tests.bot.console.seed import Seeded, seed

PASSWORD = "three words in a row 9"
STAFF = {
    "priya": ("Priya Shah", {Role.MODERATOR}),
    "helen": ("Helen Marsh", {Role.APPROVER, Role.ADMIN}),
    "vic": ("Vic Ode", {Role.VIEWER}),
    "audit": ("Ann Audit", {Role.AUDITOR}),
}


@dataclass
class House:
    """The console, running, and what is in its database."""

    address: str
    database: Database
    clock: TestClock
    access: Access
    hooks: Hooks
    seeded: Seeded
    tokens: dict[str, str] = field(default_factory=dict)

    def item(self, name: str) -> str:
        """The path of a story's page."""
        return f"/comments/{self.seeded.items[name]}"


@cache
def kept() -> str:
    """The password as the database keeps it: argon2id is slow on purpose, so once a run."""
    return hashed(PASSWORD)


def hire(database: Database, clock: TestClock) -> None:
    """Everybody on the list, with a password."""
    for login, (name, roles) in STAFF.items():
        invited = people.add(database, clock, None, login, name, frozenset(roles))
        with database.session() as session:
            row = session.get_one(StaffRow, invited.staff_id)
            row.password, row.setup_hash, row.setup_until = kept(), "", None
            session.add(row)


@pytest.fixture(scope="session")
def morning(database_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seeded]:
    """The morning in a database file to copy: written once a run."""
    file, clock = tmp_path_factory.mktemp("morning") / "doorstep.db", TestClock()
    shutil.copy(database_template, file)
    database = Database(f"sqlite:///{file}")
    seeded = seed(database, clock())
    hire(database, clock)
    database.close()  # the last connection writes the log back into the file
    return file, seeded


@pytest.fixture
async def house(morning: tuple[Path, Seeded], tmp_path: Path, clock: TestClock) -> AsyncIterator[House]:
    """The console on 127.0.0.1 with the morning in it."""
    file, seeded = morning
    database = Database(f"sqlite:///{shutil.copy(file, tmp_path / 'doorstep.db')}")
    access, hooks, packs = Access(database, clock), Hooks(), {PACK: pack(PACK)}
    app = make_app(Parts(database, Desk(database, clock, packs), clock, packs, passages), access, hooks)
    server = Server(app, "127.0.0.1", 0)
    yield House(await server.start(), database, clock, access, hooks, seeded)
    await server.stop()
    database.close()


@dataclass
class Browsing:
    """A browser without a screen: follows links, sends forms as our own pages send them."""

    http: ClientSession
    house: House
    csrf: str

    async def get(self, path: str, status: int = 200) -> str:
        """The page as text."""
        async with self.http.get(self.house.address + path) as answer:
            assert answer.status == status, await answer.text()
            return await answer.text()

    async def post(self, path: str, fields: dict[str, str] | None = None, status: int = 200) -> str:
        """Send a form and follow where it leads."""
        form = {"csrf": self.csrf, "number": self.number(), **(fields or {})}
        origin = {"Sec-Fetch-Site": "same-origin"}
        async with self.http.post(self.house.address + path, data=form, headers=origin) as answer:
            assert answer.status == status, await answer.text()
            return await answer.text()

    def number(self) -> str:
        """A form's number, as if a new page had been loaded."""
        self.sent = getattr(self, "sent", 0) + 1
        return f"{id(self)}-{self.sent}"


def open_session(house: House, login: str) -> staff_sign_in.Visit:
    """A session without the password: argon2id is slow on purpose, and test_sign_in_pages.py signs in for real."""
    staff = people.find(house.database, login)
    assert staff is not None
    opened = house.access._open(staff.id, PASSWORD, "127.0.0.1")
    assert not isinstance(opened, str)
    return opened


Visit = Callable[[str], Awaitable[Browsing]]


@pytest.fixture
async def visit(house: House) -> AsyncIterator[Visit]:
    """Sign somebody in: `priya = await visit("priya")`."""
    sessions: list[ClientSession] = []

    async def sign_in(login: str) -> Browsing:
        http = ClientSession(cookie_jar=CookieJar(unsafe=True))
        sessions.append(http)
        opened = await asyncio.to_thread(open_session, house, login)
        http.cookie_jar.update_cookies({"doorstep": opened.token}, URL(house.address))
        house.tokens[login] = opened.token
        return Browsing(http, house, opened.csrf)

    yield sign_in
    for http in sessions:
        await http.close()


@pytest.fixture
async def screen(browser: Browser, house: House) -> AsyncIterator[Opened]:
    """A screen where somebody is signed in. Whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    async def opened(login: str = "helen", size: str = "desktop", scheme: str = "light") -> Page:
        width, height = SIZES[size]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-GB",
        )
        contexts.append(context)
        if login:
            visit = await asyncio.to_thread(open_session, house, login)
            await context.add_cookies([{"name": "doorstep", "value": visit.token, "url": house.address}])
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        return page

    yield opened
    for context in contexts:
        await context.close()
    refusals = ("responded with a status of 4", "Response Status Error Code 404")  # pages that tests ask for on purpose
    assert [one for one in complaints if not any(words in one for words in refusals)] == []
