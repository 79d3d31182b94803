"""One comment: what was said, what it holds, why, what is next, what has happened, and every deed with its undo."""

import asyncio
from typing import Any

from aiohttp import web
from sqlmodel import Session

from bot.console.keys import PARTS, must_visit
from bot.console.pages.live import answer
from bot.console.pages.look import look, stood_in_list
from bot.console.reading import comment as reading
from bot.console.reading import queue
from bot.console.reading.captured import Captured, captured
from bot.console.reading.lookup import names
from bot.console.render import part, signed_in
from bot.console.show import view
from bot.evidence.seen import view as viewed
from bot.opinion.reading import of_comment
from bot.opinion.told import Told
from rules.calendar import london_date
from rules.model.account import AccountMark
from rules.model.evidence import EntryKind


async def show(request: web.Request) -> web.Response:
    """The page."""
    item = request.match_info["item"]
    parts = request.app[PARTS]
    now = parts.clock()

    def read(session: Session) -> tuple[reading.Comment | None, str | None, dict[str, str], Captured, Told | None]:
        found, following = reading.comment(session, item, now), queue.following(session, item)
        return found, following, names(session), captured(session, item), of_comment(session, item)

    today, (found, following, staff, kept, second) = await look(request, read)
    if found is None:
        raise web.HTTPNotFound(text="There is no comment with this number.")
    await asyncio.to_thread(viewed, parts.database, must_visit(request).staff.id, item, now)
    beside = [(line.said.id, line.text) for line in (*found.thread, *found.history) if line.said.id != item]
    await stood_in_list(request, beside)
    shown = view.comment(found, kept, parts.packs, parts.explain)
    record = {"entries": found.entries, "item": item, "staff": staff}
    inner, digest = part(request, "part/record.html", record)
    live_part = {"inner": inner, "digest": digest, "state": _state(found.entries)}
    context = {
        "one": found,
        "kept": kept,
        "shown": shown,
        "next_item": following,
        "marks": list(AccountMark),
        "second": second,
    }
    context["ends_on"] = view.a_while(london_date(now))
    return signed_in(request, "comment.html", today, {**record, **live_part, **context})


async def live(request: web.Request) -> web.Response:
    """What has happened since, and whether the page's buttons are out of date."""
    item = request.match_info["item"]

    def read(session: Session) -> tuple[Any, dict[str, str]]:
        return reading.entries(session, item), names(session)

    _, (entries, staff) = await look(request, read)
    context = {"entries": entries, "item": item, "staff": staff, "state": request.query.get("state", "")[:20]}
    context["stale"] = _state(entries) != context["state"]
    return answer(request, "part/record.html", "part/record_frame.html", context)


def _state(entries: Any) -> str:
    """A second opinion that comes meanwhile makes nobody's buttons out of date."""
    return str(max((entry.seq for entry in entries if entry.kind != EntryKind.OPINION), default=0))


ROUTES = [web.get("/comments/{item}", show), web.get("/live/comments/{item}", live)]
