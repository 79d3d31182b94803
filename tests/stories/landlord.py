"""A landlord with staff, a duty phone and a Doorstep of their own, as a story needs them.

Everything is done as people do it: settings in a file, passwords by set-up link, deeds by the command line.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, web

from tests.bot.cli.run import doorstep
from tests.stories.process import Process

PASSWORD = "green kettle on a hill"
STAFF = {"sam": ("admin",), "priya": ("moderator",), "helen": ("approver",), "dee": ("data_protection",)}


class DutyPhone:
    """What receives calls: a webhook that keeps every letter."""

    def __init__(self) -> None:
        self.letters: list[dict[str, str]] = []
        self.url = ""

    async def ring(self, request: web.Request) -> web.Response:
        self.letters.append(await request.json())
        return web.Response()


@asynccontextmanager
async def duty_phone() -> AsyncIterator[DutyPhone]:
    phone, app = DutyPhone(), web.Application()
    app.add_routes([web.post("/ring", phone.ring)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    phone.url = f"http://{host}:{port}/ring"
    try:
        yield phone
    finally:
        await runner.cleanup()


class Landlord:
    """One home folder, and the commands its people give. `secrets` are handed over as variables."""

    def __init__(self, home: Path, settings: Mapping[str, object], secrets: Mapping[str, str]) -> None:
        self.home = home
        self.secrets = dict(secrets)
        self.running: Process | None = None
        self.told: list[str] = []
        (home / "doorstep.yaml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML

    async def start(self) -> str:
        """`doorstep run` as its own process; the console's address."""
        self.running = Process("run", home=self.home, **self.secrets)
        greeting = await asyncio.to_thread(self.running.wait_for, r"Doorstep for .*: (http://\S+)", 90)
        return greeting.group(1)

    async def stop(self) -> None:
        """Ctrl-C."""
        assert self.running is not None
        assert await asyncio.to_thread(self.running.stop, 60) == 0, self.running.said()
        self._hang_up()

    def kill(self) -> None:
        """kill -9."""
        assert self.running is not None
        self.running.kill()
        self._hang_up()

    def end(self) -> None:
        """Whatever happened: no process is left behind."""
        if self.running is not None:
            self.running.__exit__(None, None, None)
            self._hang_up()

    def _hang_up(self) -> None:
        if self.running is not None:
            self.running.__exit__(None, None, None)
            self.told.append(self.running.said())
            self.running = None

    async def command(self, *words: str) -> str:
        """A command that must work; what it printed."""
        done = await asyncio.to_thread(doorstep, *words, home=self.home, DOORSTEP_PASSWORD=PASSWORD, **self.secrets)
        assert done.returncode == 0, f"doorstep {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    async def desk(self, *words: str, by: str) -> str:
        """What a member of staff does."""
        return await self.command("desk", *words, "--as", by)

    async def set_up(self, phone: DutyPhone) -> None:
        """Staff with passwords, a duty phone that a person has answered, and data protection's approval."""
        address = await self.start()
        async with ClientSession(headers={"Origin": address}) as browser:
            for login, roles in STAFF.items():
                named = [word for role in roles for word in ("--role", role)]
                added = await self.command("staff", "add", login, "--name", login.title(), *named, "--json")
                code = json.loads(added)["link"].rsplit("/", 1)[1]
                form = {"password": PASSWORD, "again": PASSWORD}
                async with browser.post(f"{address}/set-up/{code}", data=form) as answer:
                    assert answer.status == 200, await answer.text()
        await self.command("calls", "test", "duty", "--as", "sam")
        code = re.search(r"arrives here: (\S+)", phone.letters[-1]["text"])
        assert code is not None, phone.letters[-1]
        await self.command("calls", "acknowledge", "duty", code.group(1), "--as", "sam")
        await self.command("dpia", "approve", "--as", "dee", "--reason", "assessed with the board")
        await self.stop()

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says."""
        with sqlite3.connect(f"file:{self.home}/doorstep.db?mode=ro", uri=True) as database:
            return database.execute(question, values).fetchall()

    def item(self, ref: str, version: str = "") -> str:
        """The id of a comment that was judged, or nothing yet."""
        question = (
            "SELECT i.id FROM interaction i JOIN decision d ON d.interaction_id = i.id"
            " WHERE i.ref = ? AND (? = '' OR i.version = ?)"
        )
        found = self.rows(question, ref, version, version)
        return str(found[0][0]) if found else ""

    def states(self, item: str) -> dict[str, str]:
        """Measure -> state, of everything planned for a comment."""
        found = self.rows("SELECT measure, state FROM action WHERE interaction_id = ? AND undoes IS NULL", item)
        return {str(measure): str(state) for measure, state in found}

    def needs(self, item: str) -> dict[str, str]:
        """Kind -> reference, of the needs found in a comment."""
        found = self.rows("SELECT kind, reference FROM need WHERE interaction_id = ?", item)
        return {str(kind): str(reference) for kind, reference in found}

    def action(self, item: str, measure: str) -> str:
        """The id of a planned action."""
        found = self.rows("SELECT id FROM action WHERE interaction_id = ? AND measure = ?", item, measure)
        assert found, f"no {measure} for {item}: {self.states(item)}"
        return str(found[-1][0])
