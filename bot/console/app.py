"""The console and the webhooks as one aiohttp application, and the server that runs it."""

from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.console import render
from bot.console.chain import Chain
from bot.console.flash import Flash
from bot.console.guard.csrf import csrf
from bot.console.guard.errors import errors
from bot.console.guard.headers import headers
from bot.console.guard.sessions import sessions
from bot.console.hooks import PREFIX, Hooks
from bot.console.keys import ACCESS, CHAIN, FLASH, HOOKS, PARTS
from bot.console.pages import ROUTES
from bot.console.ports import Parts
from bot.staff.sign_in import Access

HERE = Path(__file__).parent
MOST_BYTES = 4 * 1024 * 1024
"""The largest webhook taken; a form of the console is far smaller (guard/csrf.py)."""


def make_app(parts: Parts, access: Access, hooks: Hooks | None = None) -> web.Application:
    """Pages over `parts`, sign-in through `access`, webhooks through `hooks` (the `Routes` port that adapters are given)."""
    app = web.Application(middlewares=[headers, errors, sessions, csrf], client_max_size=MOST_BYTES)
    app[PARTS], app[ACCESS], app[HOOKS], app[FLASH] = parts, access, hooks or Hooks(), Flash()
    app[CHAIN] = Chain(parts.database, parts.clock)
    app.on_cleanup.append(app[CHAIN].stop)
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        filters=render.FILTERS,
        default_helpers=False,
    )
    app.add_routes(ROUTES)
    app.router.add_post(PREFIX + "{rest:.*}", app[HOOKS].serve)
    app.router.add_static("/static/", HERE / "static", show_index=False)
    return app


class Server:
    """Runs the application on one host and port, from `start` to `stop`."""

    def __init__(self, app: web.Application, host: str, port: int) -> None:
        self._app, self._host, self._port = app, host, port
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen; returns the address to open (with the port chosen, where 0 was asked). Raises OSError if it is taken."""
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=2)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def stop(self) -> None:
        """Finish what is being answered, then close."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
