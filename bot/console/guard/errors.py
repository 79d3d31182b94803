"""A refusal or a fault becomes a plain page that says what to do. Never a traceback."""

import secrets
import traceback
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.console.guard.headers import Next
from bot.console.render import page

_log = structlog.get_logger("doorstep.console")

WORDS = {
    400: ("That could not be understood", "Go back and try again."),
    403: (
        "That is not allowed",
        "Nothing was done. If you need this for your work, ask whoever looks after Doorstep here.",
    ),
    404: ("There is nothing here", "It may have been closed or the address may be wrong. Go back to the queue."),
    405: ("That cannot be done here", "Go back to the queue."),
    413: ("That is too much text", "Shorten it and send it again. Nothing was done."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
}
FAULT = ("Something went wrong here", "Nothing you typed was acted on unless the record says so. Try again.")


@web.middleware
async def errors(request: web.Request, handler: Next) -> web.StreamResponse:
    """Every HTTP refusal as a page; every unforeseen error as a page with a number that the service's own record has too."""
    try:
        return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < HTTPStatus.BAD_REQUEST:
            raise
        return _page(request, refusal.status, refusal.text or "")
    except Exception as fault:  # noqa: BLE001 - the one place where a page's fault becomes an answer; the number ties both ends together
        number = secrets.token_hex(4)
        _log.error("page failed", path=request.path, method=request.method, number=number, **_where(fault))
        return _page(request, 500, f"The number of this fault is {number}.")


def _where(fault: Exception) -> dict[str, object]:
    """Kind and place only: the message and the local values of a fault may hold what people said, or a password."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    return {"fault": type(fault).__name__, "at": [f"{frame.filename}:{frame.lineno}" for frame in frames]}


def _page(request: web.Request, status: int, why: str) -> web.Response:
    title, todo = WORDS.get(status, FAULT)
    said = "" if why == f"{status}: {HTTPStatus(status).phrase}" else why
    return page(request, "error.html", {"title": title, "todo": todo, "why": said}, status)
