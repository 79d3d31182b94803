"""Where things hang on the application and on a request."""

from aiohttp import web

from bot.console.chain import Chain
from bot.console.flash import Flash
from bot.console.hooks import Hooks
from bot.console.ports import Parts
from bot.staff.sign_in import Access, Visit

PARTS = web.AppKey("PARTS", Parts)
CHAIN = web.AppKey("CHAIN", Chain)
ACCESS: web.AppKey[Access] = web.AppKey("ACCESS")
HOOKS = web.AppKey("HOOKS", Hooks)
FLASH = web.AppKey("FLASH", Flash)
VISIT = web.RequestKey("VISIT", Visit)


def visit_of(request: web.Request) -> Visit | None:
    """Who is signed in on this request, if anybody is."""
    return request.get(VISIT)


def must_visit(request: web.Request) -> Visit:
    """Who is signed in. Raises HTTPForbidden where nobody is (the session guard has sent them to sign in before)."""
    visit = visit_of(request)
    if visit is None:
        raise web.HTTPForbidden(text="Sign in first.")
    return visit
