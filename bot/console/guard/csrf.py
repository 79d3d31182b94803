"""A POST comes from our own page: the browser says so (Sec-Fetch-Site, else Origin), and the form carries a token."""

import hmac
from urllib.parse import urlsplit

from aiohttp import web

from bot.console.guard.headers import Next
from bot.console.hooks import PREFIX
from bot.console.keys import visit_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 64 * 1024
FIELD = "csrf"
HEADER = "X-CSRF-Token"


@web.middleware
async def csrf(request: web.Request, handler: Next) -> web.StreamResponse:
    """Refuse what another site made the browser send, and what is too large for a form. Webhooks verify themselves."""
    if request.method in SAFE or request.path.startswith(PREFIX):
        return await handler(request)
    if not _from_our_page(request):
        raise web.HTTPForbidden(text="This was sent from another site, so nothing was done.")
    if len(await request.read()) > MOST_BYTES:
        raise web.HTTPRequestEntityTooLarge(
            MOST_BYTES, text="That is more text than a form may carry. Nothing was done."
        )
    if (visit := visit_of(request)) and not hmac.compare_digest((await _token(request)).encode(), visit.csrf.encode()):
        raise web.HTTPForbidden(
            text="This form is out of date, so nothing was done. Go back, load the page again and retry."
        )
    return await handler(request)


def _from_our_page(request: web.Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


async def _token(request: web.Request) -> str:
    if header := request.headers.get(HEADER):
        return header
    value = (await request.post()).get(FIELD, "")
    return value if isinstance(value, str) else ""
