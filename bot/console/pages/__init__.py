"""The pages, one room each. Every deed is a POST that answers with a redirect, so the console works without scripts too."""

from aiohttp import web

from bot.console.pages import comment, deeds, live, media, people, queue, rooms, sign_in

ROUTES: list[web.RouteDef] = [
    route for room in (sign_in, queue, comment, media, deeds, rooms, people, live) for route in room.ROUTES
]
