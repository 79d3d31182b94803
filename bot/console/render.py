"""Turning a template and its rows into a page."""

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.console.keys import FLASH, visit_of

FILTERS: dict[str, Callable[..., Any]] = {}


def page(request: web.Request, template: str, context: Mapping[str, Any], status: int = 200) -> web.Response:
    """The page, with what every template can use: who is signed in, what was just done, where we are."""
    html = aiohttp_jinja2.render_string(template, request, {**_shared(request), **context})
    # what people say may hold halves of characters, which UTF-8 has no bytes for
    body = html.encode("utf-8", "replace")
    return web.Response(body=body, status=status, content_type="text/html", charset="utf-8")


def _shared(request: web.Request) -> dict[str, Any]:
    visit = visit_of(request)
    whole = request.method == "GET" and not request.path.startswith("/live/")
    said = request.app[FLASH].take(visit.csrf) if visit and whole else None
    return {"visit": visit, "said": said, "path": request.path, "number": request.app[FLASH].number}
