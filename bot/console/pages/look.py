"""One read of the database for a page, in a thread: what every page shows on top, and the page's own rows."""

import asyncio
from collections.abc import Callable, Collection
from typing import TypeVar

from aiohttp import web
from sqlmodel import Session

from bot.console.keys import PARTS, must_visit
from bot.console.reading.lookup import ERASED
from bot.console.reading.today import Today, today
from bot.evidence import seen

Rows = TypeVar("Rows")


async def look(request: web.Request, read: Callable[[Session], Rows]) -> tuple[Today, Rows]:
    """Both out of one consistent view. Alarms ring on every page with the words they are about."""
    found = await asyncio.to_thread(_look, request, read)
    await stood_in_list(request, [(alarm.interaction_id or "", words) for alarm, words in found[0].alarms])
    return found


def _look(request: web.Request, read: Callable[[Session], Rows]) -> tuple[Today, Rows]:
    with request.app[PARTS].database.look() as session:
        return today(session), read(session)


async def stood_in_list(request: web.Request, shown: Collection[tuple[str, str]]) -> None:
    """These comments (id, words) are about to stand in a list before whoever asked: that is in the record first."""
    ids = [one for one, words in shown if one and words not in {"", ERASED}]
    parts = request.app[PARTS]
    await asyncio.to_thread(seen.listed, parts.database, must_visit(request).staff.id, ids, parts.clock(), what="list")
