"""A captured picture, shown to whoever opens it; that they did is evidence. What is no picture is only handed over."""

import asyncio

from aiohttp import web

from bot.console.keys import PARTS, must_visit
from bot.console.reading.captured import medium
from bot.evidence.capture.kind import kind_of
from bot.evidence.seen import view


async def show(request: web.Request) -> web.Response:
    """The bytes, as what they are."""
    item, number = request.match_info["item"], int(request.match_info["number"])
    parts, staff = request.app[PARTS], must_visit(request).staff

    def read() -> bytes | None:
        with parts.database.look() as session:
            body = medium(session, item, number)
        if body is not None:
            view(parts.database, staff.id, item, parts.clock(), media=number)
        return body

    body = await asyncio.to_thread(read)
    if body is None:
        raise web.HTTPNotFound(text="There is no such picture or file here.")
    kind = kind_of(body)
    how = "inline" if kind else "attachment"
    name = f"{item}-{number}.{kind.partition('/')[2] if kind else 'bin'}"
    return web.Response(
        body=body,
        content_type=kind or "application/octet-stream",
        headers={"Content-Disposition": f'{how}; filename="{name}"'},
    )


ROUTES = [web.get(r"/comments/{item}/media/{number:\d{1,3}}", show)]
