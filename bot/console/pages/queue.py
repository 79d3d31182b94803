"""The queue: ordered by harm and clock, narrowed by a few views, kept up to date while it is open."""

from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from sqlmodel import Session

from bot.console.pages.live import answer
from bot.console.pages.look import look, stood_in_list
from bot.console.reading import queue
from bot.console.reading.queue import PAGE, Filter, Show
from bot.console.reading.today import loose_tasks
from bot.console.render import part, signed_in

VIEWS = {
    Show.ALL: "All",
    Show.DANGER: "Danger",
    Show.DECIDE: "To decide",
    Show.CONFIRM: "Hidden, to confirm",
    Show.NEEDS: "With a need",
}


async def show(request: web.Request) -> web.Response:
    """What waits for a person."""
    context = await _context(request)
    inner, digest = part(request, "part/queue.html", context)
    return signed_in(request, "queue.html", context["today"], {**context, "inner": inner, "digest": digest})


async def live(request: web.Request) -> web.Response:
    """The list again, when it changed."""
    return answer(request, "part/queue.html", "part/queue_frame.html", await _context(request))


async def _context(request: web.Request) -> dict[str, Any]:
    chosen = _filter(request)

    def read(session: Session) -> dict[str, Any]:
        return {
            "waiting": queue.waiting(session, chosen),
            "counts": queue.counts(session, chosen.channel),
            "loose": loose_tasks(session),
        }

    today, rows = await look(request, read)
    await stood_in_list(request, [(one.said.id, one.text) for one in rows["waiting"]])
    query = urlencode({"show": chosen.show.value, "channel": chosen.channel, "page": chosen.page})
    return {**rows, "today": today, "chosen": chosen, "views": VIEWS, "query": query, "size": PAGE}


def _filter(request: web.Request) -> Filter:
    show, number = request.query.get("show", "all"), request.query.get("page", "0")
    return Filter(
        Show(show) if show in set(Show) else Show.ALL,
        request.query.get("channel", "")[:200],
        min(int(number), 10_000) if number.isascii() and number.isdigit() and len(number) < 6 else 0,
    )


ROUTES = [web.get("/", show), web.get("/live/queue", live)]
