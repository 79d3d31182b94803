"""Signing in, and the set-up link."""

import asyncio

from aiohttp import ClientSession

from bot.staff import people
from rules.model.staff import Role
from tests.bot.console.conftest import House, Visit

ORIGIN = {"Sec-Fetch-Site": "same-origin"}


async def test_a_wrong_password_and_a_wrong_login_read_the_same(house: House) -> None:
    pages = []
    async with ClientSession() as http:
        for login in ("priya", "nobody"):
            form = {"login": login, "password": "not the password at all"}
            async with http.post(f"{house.address}/sign-in", data=form, headers=ORIGIN) as answer:
                assert answer.status == 401
                pages.append((await answer.text()).replace(login, "LOGIN"))
    assert pages[0] == pages[1]


async def test_what_was_typed_as_login_comes_back_harmless(house: House) -> None:
    form = {"login": '"><script>alert(1)</script>', "password": "x"}
    async with ClientSession() as http, http.post(f"{house.address}/sign-in", data=form, headers=ORIGIN) as answer:
        page = await answer.text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_somebody_signed_in_goes_from_sign_in_to_the_queue(house: House, visit: Visit) -> None:
    priya = await visit("priya")
    assert "<title>Queue" in await priya.get("/sign-in")


async def test_a_set_up_link_from_invitation_to_first_sign_in(house: House) -> None:
    invited = await asyncio.to_thread(
        people.add, house.database, house.clock, None, "new", "New Person", frozenset({Role.VIEWER})
    )
    link = f"{house.address}/set-up/{invited.code}"
    async with ClientSession() as http:
        async with http.get(link) as answer:
            assert "Set your password" in await answer.text()
        different = {"password": "a long enough one", "again": "another long enough"}
        async with http.post(link, data=different, headers=ORIGIN) as answer:
            assert answer.status == 400
            assert "not the same" in await answer.text()
        short = {"password": "short", "again": "short"}
        async with http.post(link, data=short, headers=ORIGIN) as answer:
            assert "at least 12 characters" in await answer.text()
        good = {"password": "green kettle on a hill", "again": "green kettle on a hill"}
        async with http.post(link, data=good, headers=ORIGIN) as answer:
            assert "Your password is set" in await answer.text()
        async with http.get(link) as answer:  # it works once
            assert answer.status == 400
            assert "no longer works" in await answer.text()
        form = {"login": "new", "password": "green kettle on a hill"}
        async with http.post(f"{house.address}/sign-in", data=form, headers=ORIGIN, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")


async def test_an_unknown_link_says_what_to_do(house: House) -> None:
    async with ClientSession() as http, http.get(f"{house.address}/set-up/nothing") as answer:
        assert answer.status == 400
        assert "Ask whoever looks after Doorstep here for a new one" in await answer.text()
