"""One read of the database for a page, in a thread: what every page shows on top, and the page's own rows."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web
from sqlmodel import Session

from bot.console.keys import PARTS
from bot.console.reading.today import Today, today

Rows = TypeVar("Rows")


async def look(request: web.Request, read: Callable[[Session], Rows]) -> tuple[Today, Rows]:
    """Both out of one consistent view."""
    return await asyncio.to_thread(_look, request, read)


def _look(request: web.Request, read: Callable[[Session], Rows]) -> tuple[Today, Rows]:
    with request.app[PARTS].database.look() as session:
        return today(session), read(session)
