"""Turning a template and its rows into a page."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

import aiohttp_jinja2
from aiohttp import web
from jinja2 import pass_context
from jinja2.runtime import Context

from bot.console.keys import CHAIN, FLASH, PARTS, visit_of
from bot.console.reading.today import Today
from bot.console.show import hostile, record, times, view, words
from bot.evidence.capture.codes import in_words
from bot.staff.rights import Right, may
from rules.model.in_words import unanswered

Code = TypeVar("Code")


def page(request: web.Request, template: str, context: Mapping[str, Any], status: int = 200) -> web.Response:
    """The page, with what every template can use: who is signed in, what was just done, what time it is."""
    visit = visit_of(request)
    said = request.app[FLASH].take(visit.csrf) if visit else None
    return html(rendered(request, template, {"said": said, **context}), status)


def signed_in(
    request: web.Request, template: str, today: Today, context: Mapping[str, Any], status: int = 200
) -> web.Response:
    """A page for somebody who is signed in: with what is urgent on top."""
    top, digest = part(request, "part/top.html", {"today": today})
    return page(request, template, {**context, "today": today, "top": top, "top_digest": digest}, status)


def part(request: web.Request, template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """A part of a page as HTML, and its digest: a poll sends it back as `seen`, and is answered 204 when nothing is new."""
    text = rendered(request, template, context)
    return text, sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def rendered(request: web.Request, template: str, context: Mapping[str, Any]) -> str:
    """The page as text."""
    return aiohttp_jinja2.render_string(template, request, {**_shared(request), **context})


def html(text: str, status: int = 200) -> web.Response:
    """`text` as an answer. Halves of characters, which UTF-8 has no bytes for, become question marks."""
    body = text.encode("utf-8", "replace")
    return web.Response(body=body, status=status, content_type="text/html", charset="utf-8")


def _shared(request: web.Request) -> dict[str, Any]:
    visit = visit_of(request)
    return {
        "visit": visit,
        "rights": {right.value for right in Right if visit and may(visit.staff, right)},
        "path": request.path,
        "number": request.app[FLASH].number,
        "now": request.app[PARTS].clock(),
        "remark": request.app[PARTS].remark() if visit else "",
        "chain": request.app[CHAIN].glance() if visit else None,
    }


def named(table: Mapping[Any, str]) -> Callable[[str], str]:
    """A filter from a code to its words; a code this version does not know is shown as it is, never an error."""
    by_code = {str(code): name for code, name in table.items()}
    return lambda code: by_code.get(str(code), words.said(str(code)))


def _now(context: Context) -> datetime:
    moment: datetime = context["now"]
    return moment


@pass_context
def at(context: Context, stamp: str) -> str:
    """A time as people say it."""
    return times.at(stamp, _now(context))


@pass_context
def ago(context: Context, stamp: str) -> str:
    """How long ago."""
    return times.ago(stamp, _now(context))


@pass_context
def clock(context: Context, need: Any) -> times.Chip:
    """How a need's clock stands."""
    return times.clock(need.starts_at, need.due_at, _now(context))


FILTERS: dict[str, Callable[..., Any]] = {
    "at": at,
    "ago": ago,
    "clock": clock,
    "full": times.full,
    "line": hostile.line,
    "plain": hostile.plain,
    "words": words.said,
    "unanswered": unanswered,
    "behaviour": named(words.BEHAVIOURS),
    "need": named(words.NEEDS),
    "measure": named(words.MEASURES),
    "verb": named(words.VERBS),
    "state": named(words.STATES),
    "task": named(words.TASKS),
    "kind": named(words.KINDS),
    "severity": named(words.SEVERITIES),
    "target": named(words.TARGETS),
    "course": named(words.COURSES),
    "assurance": named(words.ASSURANCES),
    "mark": named(words.MARKS),
    "can_words": named(words.CANS),
    "can": view.can,
    "is_access": view.is_access,
    "filled_by": view.filled_by,
    "undoable": view.undoable,
    "entry_detail": record.detail,
    "runs": record.runs,
    "met": named(words.METS),
    "role": named(words.ROLES),
    "mode": named(words.MODES),
    "mode_name": named(words.MODE_NAMES),
    "place": named(words.PLACES),
    "entry": named(words.ENTRIES),
    "band": words.band,
    "presence": named(words.PRESENCES),
    "clock_words": words.clock,
    "size": words.size,
    "lost": in_words,
    "above": named(words.ABOVE),
}
