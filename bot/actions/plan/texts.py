"""The pack's fixed texts, filled in. What cannot be filled or does not fit is not said: a person writes it."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([a-z_]+)\}")


class Unfit(Exception):
    """A fixed text cannot be said here; the text is the reason in one line."""


def said(notices: Mapping[str, str], notice: str, fill: Mapping[str, str], limit: int | None) -> str:
    """The notice with its placeholders filled, at most `limit` characters. Raises Unfit.

    Code points are counted: never fewer than the graphemes some platforms count.
    """
    text = notices.get(notice)
    if text is None:
        raise Unfit(f"the policy has no text called {notice}")
    missing = [name for name in _PLACE.findall(text) if not fill.get(name)]
    if missing:
        raise Unfit(f"the text {notice} needs {missing[0]}, which is not set")
    text = _PLACE.sub(lambda place: fill[place[1]], text)
    if limit is not None and len(text) > limit:
        raise Unfit(f"the text {notice} has {len(text)} characters, and the platform takes {limit}")
    return text
