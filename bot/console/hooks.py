"""The `Routes` port: webhooks that adapters ask for, served by the same HTTP server as the console."""

from collections.abc import Mapping

from aiohttp import web

from adapters.platform import Handler

PREFIX = "/hooks/"


class Hooks:
    """Handlers by path. An adapter may add one at any time, also while the server runs."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def add(self, path: str, handler: Handler) -> None:
        """Serve `handler` under `path`, which starts with `/hooks/`. Raises ValueError for any other and one taken."""
        if not path.startswith(PREFIX):
            raise ValueError(f"a webhook's path starts with {PREFIX}, this one does not: {path}")
        if path in self._handlers:
            raise ValueError(f"a webhook's path is taken already: {path}")
        self._handlers[path] = handler

    async def serve(self, request: web.Request) -> web.Response:
        """Hand the raw body to the adapter, which verifies it."""
        handler = self._handlers.get(request.path)
        if handler is None:
            raise web.HTTPNotFound
        status, body = await handler(await request.read(), _headers(request))
        return web.Response(status=status, body=body)


def _headers(request: web.Request) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}
