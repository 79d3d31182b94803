"""The queue."""

from aiohttp import web

from bot.console.render import page


async def show(request: web.Request) -> web.Response:
    """What waits for a person."""
    return page(request, "queue.html", {})


ROUTES = [web.get("/", show)]
