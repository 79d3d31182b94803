"""Headers on every answer: nothing inline, nothing from elsewhere, nothing framed, nothing kept."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Next = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex, nofollow",
}


@web.middleware
async def headers(request: web.Request, handler: Next) -> web.StreamResponse:
    """Set them on pages and on refusals alike. Pages are personal: no cache keeps them."""
    try:
        response = await handler(request)
    except web.HTTPException as refusal:
        _set(request, refusal)
        raise
    _set(request, response)
    return response


def _set(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(ALWAYS)
    response.headers["Cache-Control"] = "max-age=3600" if request.path.startswith("/static/") else "no-store"
