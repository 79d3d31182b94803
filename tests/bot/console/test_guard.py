"""What stands between the network and the pages: sessions, forged posts, sizes, headers, errors."""

import asyncio
import json

import pytest
from aiohttp import ClientSession

from bot.console.guard.csrf import MOST_BYTES
from bot.console.hooks import Hooks
from bot.staff import people
from bot.store.tables import AlarmRow
from tests.bot.console.conftest import House, Visit

PAGES = ["/", "/needs", "/alarms", "/switches", "/people", "/comments/i_1", "/live/top", "/live/queue"]


async def test_nobody_sees_a_page_without_signing_in(house: House) -> None:
    async with ClientSession() as http:
        for path in PAGES:
            async with http.get(house.address + path, allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
                assert await answer.text() == "303: See Other"


async def test_a_poll_of_somebody_signed_out_sends_the_page_to_sign_in(house: House) -> None:
    async with ClientSession() as http, http.get(f"{house.address}/live/top", headers={"HX-Request": "true"}) as answer:
        assert (answer.status, answer.headers["HX-Redirect"]) == (401, "/sign-in")


async def test_the_headers_of_every_answer(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    for path in ("/", "/nothing-here", "/sign-in", "/static/console.js", "/live/queue", "/hooks/none"):
        async with priya.http.get(house.address + path) as answer:
            policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
            assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
            assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == ("max-age=3600" if "static" in path else "no-store")


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    form = {"login": "priya", "password": "three words in a row 9"}
    sign_in = f"{house.address}/sign-in"
    async with ClientSession() as http, http.post(sign_in, data=form, allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


class TestForged:
    async def ringing(self, house: House) -> str:
        def state() -> str:
            with house.database.look() as session:
                return session.get_one(AlarmRow, house.seeded.alarms["threat"]).state

        return await asyncio.to_thread(state)

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
    async def test_a_post_from_another_site_does_nothing(self, house: House, visit: Visit, site: str) -> None:
        priya = await visit("priya")
        alarm = f"/do/answer/{house.seeded.alarms['threat']}"
        form, headers = {"csrf": priya.csrf}, {"Sec-Fetch-Site": site}
        async with priya.http.post(house.address + alarm, data=form, headers=headers) as answer:
            assert answer.status == 403
            assert "another site" in await answer.text()
        assert await self.ringing(house) == "ringing"

    async def test_an_old_browser_is_judged_by_its_origin(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        alarm = f"/do/answer/{house.seeded.alarms['threat']}"
        form = {"csrf": priya.csrf}
        async with priya.http.post(
            house.address + alarm, data=form, headers={"Origin": "https://evil.example"}
        ) as answer:
            assert answer.status == 403
        async with priya.http.post(house.address + alarm, data=form, headers={"Origin": "null"}) as answer:
            assert answer.status == 403
        assert await self.ringing(house) == "ringing"

    @pytest.mark.parametrize("token", ["", "wrong", "é"])
    async def test_a_post_without_the_sessions_token_does_nothing(self, house: House, visit: Visit, token: str) -> None:
        priya = await visit("priya")
        page = await priya.post(f"/do/answer/{house.seeded.alarms['threat']}", {"csrf": token}, status=403)
        assert "out of date" in page
        assert await self.ringing(house) == "ringing"

    async def test_the_token_of_somebody_else_does_not_do(self, house: House, visit: Visit) -> None:
        priya, helen = await visit("priya"), await visit("helen")
        await priya.post(f"/do/answer/{house.seeded.alarms['threat']}", {"csrf": helen.csrf}, status=403)
        assert await self.ringing(house) == "ringing"

    async def test_the_token_may_come_as_a_header(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        headers = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": priya.csrf, "HX-Request": "true"}
        path = f"{house.address}/do/answer/{house.seeded.alarms['threat']}"
        async with priya.http.post(path, headers=headers) as answer:
            assert answer.status == 200
        assert await self.ringing(house) == "answered"

    async def test_no_deed_is_a_get(self, house: House, visit: Visit) -> None:
        priya = await visit("priya")
        await priya.get(f"/do/answer/{house.seeded.alarms['threat']}", status=405)
        await priya.get("/sign-out", status=405)
        assert await self.ringing(house) == "ringing"


async def test_a_form_that_is_far_too_large_is_refused(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    path = f"/do/hide/{house.seeded.items['insult']}"
    page = await priya.post(path, {"reason": "x" * (MOST_BYTES + 1)}, status=413)
    assert "too much text" in page
    page = await priya.post(path, {"reason": "x" * 600}, status=400)
    assert "may be 500 characters long; this is 600" in page


async def test_a_session_revoked_in_the_database_ends_at_once(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    await priya.get("/")
    await asyncio.to_thread(people.deactivate, house.database, house.clock, None, "priya")
    async with priya.http.get(f"{house.address}/", allow_redirects=False) as answer:
        assert answer.status == 303
    page = await priya.post(f"/do/answer/{house.seeded.alarms['threat']}", status=403)
    assert "Your session has ended, so nothing was done" in page


async def test_signing_out_ends_the_session_in_the_table_too(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    await priya.post("/sign-out")
    assert await asyncio.to_thread(lambda: house.access.visit(house.tokens["priya"], seen=False)) is None


async def test_polling_does_not_keep_a_session_alive(house: House, visit: Visit) -> None:
    priya, polled = await visit("priya"), 0
    for _ in range(5):
        house.clock.move(minutes=7)
        async with priya.http.get(f"{house.address}/live/top", allow_redirects=False) as answer:
            polled = answer.status
    assert polled == 303  # 35 minutes with nobody there


async def test_a_fault_is_a_page_with_a_number_and_no_traceback(
    house: House, visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    priya = await visit("priya")

    def broken(*_: object, **__: object) -> None:
        secret = "a tenant's own words"
        raise RuntimeError(secret)

    monkeypatch.setattr("bot.console.pages.rooms.work.needs", broken)
    page = await priya.get("/needs", status=500)
    number = page.split("The number of this fault is ")[1][:8]
    assert "Traceback" not in page
    assert "RuntimeError" not in page
    logged = capsys.readouterr().out
    assert number in logged
    assert "RuntimeError" in logged
    assert "tenant" not in logged


class TestHooks:
    async def test_an_adapter_gets_the_raw_body(self, house: House) -> None:
        async def handler(body: bytes, headers: object) -> tuple[int, bytes]:
            return 202, body + b" " + dict(headers)["x-signed"].encode()  # type: ignore[call-overload]  # headers are a mapping

        house.hooks.add("/hooks/platform", handler)
        async with ClientSession() as http:
            url = f"{house.address}/hooks/platform"
            async with http.post(url, data=b'{"a": 1}', headers={"X-Signed": "yes"}) as answer:
                assert (answer.status, await answer.read()) == (202, b'{"a": 1} yes')
            async with http.post(f"{house.address}/hooks/other", data=json.dumps({})) as answer:
                assert answer.status == 404

    def test_a_path_is_taken_once_and_lies_under_hooks(self) -> None:
        async def handler(_body: bytes, _headers: object) -> tuple[int, bytes]:
            return 200, b""

        hooks = Hooks()
        hooks.add("/hooks/a", handler)
        with pytest.raises(ValueError, match="taken already"):
            hooks.add("/hooks/a", handler)
        with pytest.raises(ValueError, match="starts with /hooks/"):
            hooks.add("/sign-in", handler)
