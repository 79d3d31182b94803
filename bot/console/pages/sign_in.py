"""Signing in and out, and the set-up link with which a member of staff sets the first password."""

import asyncio

from aiohttp import web

from bot.console.guard.sessions import cookie_name, drop_cookie, set_cookie
from bot.console.keys import ACCESS, visit_of
from bot.console.pages.form import field, fields
from bot.console.render import page

SHORTEST = 12


async def show(request: web.Request) -> web.Response:
    """The sign-in form; somebody signed in goes to the queue."""
    if visit_of(request):
        raise web.HTTPSeeOther("/")
    return page(request, "sign_in.html", {"why": "", "login": ""})


async def sign_in(request: web.Request) -> web.Response:
    """Check login and password; a refusal says no more than that they do not fit."""
    form = await fields(request)
    login, password = field(form, "login").strip(), field(form, "password")
    visit = await asyncio.to_thread(request.app[ACCESS].sign_in, login, password, request.remote or "")
    if isinstance(visit, str):
        return page(request, "sign_in.html", {"why": visit, "login": login}, status=401)
    response = web.Response(status=303, headers={"Location": "/"})
    set_cookie(request, response, visit.token)
    return response


async def sign_out(request: web.Request) -> web.Response:
    """End the session here and in the server's table."""
    if visit_of(request):
        await asyncio.to_thread(request.app[ACCESS].sign_out, request.cookies[cookie_name(request)])
    response = web.Response(status=303, headers={"Location": "/sign-in"})
    drop_cookie(request, response)
    return response


async def show_set_up(request: web.Request) -> web.Response:
    """The form behind a set-up link."""
    login = await asyncio.to_thread(request.app[ACCESS].invited, request.match_info["code"])
    return _set_up_page(request, login, "")


async def set_up(request: web.Request) -> web.Response:
    """Set the first password, twice the same and long enough."""
    code, form = request.match_info["code"], await fields(request)
    access, password = request.app[ACCESS], field(form, "password")
    login = await asyncio.to_thread(access.invited, code)
    why: str | None = _unfit(password, field(form, "again"))
    if not why:
        why = await asyncio.to_thread(access.set_up, code, password)
    if why:
        return _set_up_page(request, login, why)
    return page(request, "set_up_done.html", {"login": login})


def _unfit(password: str, again: str) -> str:
    if password != again:
        return "The two passwords are not the same."
    return "" if len(password) >= SHORTEST else f"Use at least {SHORTEST} characters. Three words in a row are fine."


def _set_up_page(request: web.Request, login: str | None, why: str) -> web.Response:
    context = {"login": login, "why": why, "shortest": SHORTEST}
    return page(request, "set_up.html", context, status=400 if why or login is None else 200)


async def alive(_request: web.Request) -> web.Response:
    """For a supervisor: the server answers."""
    return web.Response(text="alive\n")


ROUTES = [
    web.get("/sign-in", show),
    web.post("/sign-in", sign_in),
    web.post("/sign-out", sign_out),
    web.get("/set-up/{code}", show_set_up),
    web.post("/set-up/{code}", set_up),
    web.get("/alive", alive),
]
