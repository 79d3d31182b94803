"""The other rooms: needs by whom and by when, alarms, switches and modes."""

from typing import Any

from aiohttp import web
from sqlmodel import Session

from bot.actions.brakes import BUSY, KILL, sensitive
from bot.console.pages.look import look, stood_in_list
from bot.console.reading import today as standing
from bot.console.reading import work
from bot.console.reading.lookup import names
from bot.console.render import signed_in
from bot.console.show.words import MODES

SWITCHES = (
    (
        KILL,
        "Stop the machine",
        "Nothing is done without a person, on any channel. Needs are still passed on and people still called.",
    ),
    (BUSY, "Busy thread mode", "Only what harms somebody while it can be read is hidden without a person."),
    (
        sensitive(None),
        "Sensitive incident",
        "After a fire or a death: no fixed texts, and nothing is done without a person.",
    ),
)


async def needs(request: web.Request) -> web.Response:
    """What is open, for whom, by when."""
    destination = request.query.get("with", "")[:100]
    closed = request.query.get("closed") == "yes"

    def read(session: Session) -> dict[str, Any]:
        return {
            "wanted": work.needs(session, destination, closed=closed),
            "destinations": work.destinations(session),
            "staff": names(session),
        }

    today, rows = await look(request, read)
    await stood_in_list(request, [(one.said.id, one.text) for one in rows["wanted"]])
    return signed_in(request, "needs.html", today, {**rows, "destination": destination, "closed": closed})


async def alarms(request: web.Request) -> web.Response:
    """Who was called, and who answered."""
    today, (answered, staff) = await look(request, lambda session: (standing.alarms(session), names(session)))
    return signed_in(request, "alarms.html", today, {"answered": answered, "staff": staff})


async def switches(request: web.Request) -> web.Response:
    """What can be stopped, and what each channel may do by itself."""
    today, staff = await look(request, names)
    on = {brake.name: brake for brake in today.brakes}
    fixed = {name for name, _, _ in SWITCHES}
    tripped = [brake for brake in today.brakes if brake.name not in fixed]
    context = {"switches": SWITCHES, "on": on, "tripped": tripped, "modes": MODES, "staff": staff}
    return signed_in(request, "switches.html", today, context)


ROUTES = [web.get("/needs", needs), web.get("/alarms", alarms), web.get("/switches", switches)]
