"""The pages, one room each. Every deed is a POST that answers with a redirect, so the console works without scripts too."""

from aiohttp import web

from bot.console.pages import comment, deeds, live, queue, sign_in

ROUTES: list[web.RouteDef] = [*sign_in.ROUTES, *queue.ROUTES, *live.ROUTES, *comment.ROUTES, *deeds.ROUTES]
