"""Reading a form: text fields only, bounded, no surprises."""

from collections.abc import Mapping

from aiohttp import web

Form = Mapping[str, object]


async def fields(request: web.Request) -> Form:
    """The form as sent."""
    return await request.post()


def field(form: Form, name: str, most: int = 5000) -> str:
    """One text field; empty where it is missing or a file. Raises HTTPBadRequest where it is longer than `most`."""
    value = form.get(name, "")
    text = value if isinstance(value, str) else ""
    if len(text) > most:
        raise web.HTTPBadRequest(text=f"'{name}' may be {most} characters long; this is {len(text)}.")
    return text.replace("\r\n", "\n")
