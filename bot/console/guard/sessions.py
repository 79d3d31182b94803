"""Who is there: the session cookie, looked up in the server's own table on every request, so it can be revoked at once."""

import asyncio

from aiohttp import web

from bot.console.guard.headers import Next
from bot.console.keys import ACCESS, PARTS, VISIT
from bot.staff.sign_in import Visit

OPEN_TO_ALL = ("/sign-in", "/set-up/", "/static/", "/hooks/", "/alive")
LIVE = "/live/"
DAY = 12 * 3600


@web.middleware
async def sessions(request: web.Request, handler: Next) -> web.StreamResponse:
    """Find the visit, or send the browser to sign in. Polling (`/live/`) never keeps a session alive."""
    if request.path.startswith("/static/"):
        return await handler(request)
    token = request.cookies.get(cookie_name(request), "")
    visit = await asyncio.to_thread(_look, request, token) if token else None
    if visit is not None:
        request[VISIT] = visit
    elif not request.path.startswith(OPEN_TO_ALL):
        return _sign_in_first(request)
    return await handler(request)


def _look(request: web.Request, token: str) -> Visit | None:
    return request.app[ACCESS].visit(token, seen=not request.path.startswith(LIVE))


def _sign_in_first(request: web.Request) -> web.Response:
    if request.headers.get("HX-Request"):
        return web.Response(status=401, headers={"HX-Redirect": "/sign-in"})
    if request.method == "GET":
        raise web.HTTPSeeOther("/sign-in")
    raise web.HTTPForbidden(text="Your session has ended, so nothing was done. Sign in and try again.")


def cookie_name(request: web.Request) -> str:
    """`__Host-` behind https: the browser then refuses it from any other host, path or plain connection."""
    return "__Host-doorstep" if request.app[PARTS].secure else "doorstep"


def set_cookie(request: web.Request, response: web.StreamResponse, token: str) -> None:
    """Give the browser its session."""
    secure = request.app[PARTS].secure
    response.set_cookie(
        cookie_name(request), token, max_age=DAY, path="/", httponly=True, secure=secure, samesite="Lax"
    )


def drop_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Take it away."""
    secure = request.app[PARTS].secure
    response.del_cookie(cookie_name(request), path="/", httponly=True, secure=secure, samesite="Lax")
