"""Parts of a page that keep up to date. A poll that finds nothing new answers 204, and nothing on the screen moves."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.console.pages.look import look
from bot.console.render import html, part, rendered


def answer(request: web.Request, template: str, frame: str, context: Mapping[str, Any]) -> web.Response:
    """The framed part when it differs from what the browser has, else 204."""
    inner, digest = part(request, template, context)
    if request.query.get("seen") == digest:
        return web.Response(status=204)
    return html(rendered(request, frame, {**context, "inner": inner, "digest": digest}))


async def top(request: web.Request) -> web.Response:
    """Alarms, brakes and switches: on every page."""
    today, _ = await look(request, lambda _: None)
    return answer(request, "part/top.html", "part/top_frame.html", {"today": today, "spoken": True})


ROUTES = [web.get("/live/top", top)]
