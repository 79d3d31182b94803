"""What we say on Bluesky: whether it fits, and where its links are."""

import re
from typing import Any

_LINK = re.compile(r"https?://[^\s<>\"]+")
_AFTER_A_LINK = ".,;:!?)'\""


def fits(text: str, limit: int) -> str:
    """Why the text cannot be sent, or nothing. The limit counts graphemes; code points are never fewer, so this is strict.

    Words are never cut to fit: a notice cut short may say something else.
    """
    if not text.strip():
        return "there is nothing to say"
    if len(text) > limit or len(text.encode()) > limit * 10:
        return f"the text is longer than {limit} characters"
    return ""


def link_facets(text: str) -> list[dict[str, Any]]:
    """Facets that make links work; positions count UTF-8 bytes (app.bsky.richtext.facet#byteSlice)."""
    facets = []
    for found in _LINK.finditer(text):
        url = found.group().rstrip(_AFTER_A_LINK)
        start = len(text[: found.start()].encode())
        feature = {"$type": "app.bsky.richtext.facet#link", "uri": url}
        facets.append({"index": {"byteStart": start, "byteEnd": start + len(url.encode())}, "features": [feature]})
    return facets
