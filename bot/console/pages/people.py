"""Staff: who there is, adding somebody with a set-up link that is shown once, letting somebody go."""

import asyncio
from typing import Any

from aiohttp import web

from bot.console.flash import Said
from bot.console.keys import ACCESS, FLASH, PARTS, must_visit
from bot.console.pages.form import field, fields
from bot.console.pages.look import look
from bot.console.render import signed_in
from bot.staff import people
from bot.staff.rights import Right, Staff, may
from rules.model.staff import Role


async def show(request: web.Request) -> web.Response:
    """The list, for whoever manages staff."""
    _manager(request)
    return await _page(request, {})


async def add(request: web.Request) -> web.Response:
    """Add somebody; the page that answers shows the link, and it is shown nowhere again."""
    by, form = _manager(request), await fields(request)
    roles = frozenset(role for role in Role if field(form, f"role-{role.value}") == "yes")
    login, name = field(form, "login", 60), field(form, "name", 100)
    code, why = await asyncio.to_thread(request.app[ACCESS].invite, by, login, name, roles)
    return await _answer(request, code, why, login, {"login": login, "name": name, "roles": roles})


async def link(request: web.Request) -> web.Response:
    """A new link for somebody who lost the first one or forgot the password."""
    by, login, parts = _manager(request), field(await fields(request), "login", 60), request.app[PARTS]
    invited = await asyncio.to_thread(people.invite_again, parts.database, parts.clock, by, login)
    return await _answer(request, invited.code, invited.why, login, {})


async def let_go(request: web.Request) -> web.Response:
    """No more sign-in; sessions end at once."""
    by, login, parts = _manager(request), field(await fields(request), "login", 60), request.app[PARTS]
    why = await asyncio.to_thread(people.deactivate, parts.database, parts.clock, by, login)
    said = Said(f"Not done: {why}", done=False) if why else Said(f"{login} can no longer sign in.")
    request.app[FLASH].say(must_visit(request).csrf, said)
    return web.Response(status=303, headers={"Location": "/people"})


async def _answer(request: web.Request, code: str | None, why: str, login: str, typed: dict[str, Any]) -> web.Response:
    if code is None:
        return await _page(request, {"why": why, "typed": typed}, 422)
    return await _page(request, {"link": f"{_origin(request)}/set-up/{code}", "invited": login.strip()})


async def _page(request: web.Request, context: dict[str, Any], status: int = 200) -> web.Response:
    database = request.app[PARTS].database
    today, _ = await look(request, lambda _: None)
    everybody = await asyncio.to_thread(people.people, database)
    shown = {"people": everybody, "roles": list(Role), "why": "", "typed": {}, "link": "", "invited": ""}
    return signed_in(request, "people.html", today, {**shown, **context}, status)


def _origin(request: web.Request) -> str:
    return f"{'https' if request.app[PARTS].secure else request.scheme}://{request.host}"


def _manager(request: web.Request) -> Staff:
    staff = must_visit(request).staff
    if not may(staff, Right.MANAGE_STAFF):
        raise web.HTTPForbidden(text="Only an administrator looks after staff.")
    return staff


ROUTES = [
    web.get("/people", show),
    web.post("/people", add),
    web.post("/people/link", link),
    web.post("/people/let-go", let_go),
]
