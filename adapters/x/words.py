"""What we say on X: how long it is, and that it holds no link. Pure.

A post with a link costs thirteen times as much, and readers of a warning should not be led anywhere.
"""

import html
import re
import unicodedata

POST_LIMIT = 280
LETTER_LIMIT = 10_000

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that count one; all others count two (twitter-text configuration v3)."""

_ENDS = "com|org|net|info|uk|eu|io|co|gov|homes|housing|scot|wales|london|app|dev|me|tv|biz|online|site|social|link"
_LINK = re.compile(rf"https?://[^\s<>\"]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:{_ENDS})\b(?:/[^\s<>\"]*)?", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?)'\""


def weight(text: str) -> int:
    """How much of the limit a text takes."""
    return sum(
        1 if any(low <= ord(sign) <= high for low, high in _LIGHT) else 2 for sign in unicodedata.normalize("NFC", text)
    )


def without_links(text: str, instead: str) -> str:
    """The text with other words where its links are."""

    def other(found: "re.Match[str]") -> str:
        link = found.group()
        return instead + link[len(link.rstrip(_AFTER_A_LINK)) :]

    return _LINK.sub(other, text)


def unfit(text: str, limit: int) -> str:
    """Why the text cannot be sent, or nothing. Words are never cut to fit: a notice cut short may say something else."""
    if not text.strip():
        return "there is nothing to say"
    if _LINK.search(text):
        return "the text holds a link, and no links are sent on X; set `instead_of_link`, or answer by hand"
    if limit == POST_LIMIT and weight(text) > limit:
        return f"the text is longer than {limit} characters as X counts them"
    return f"the text is longer than {limit} characters" if len(text) > limit else ""


def shown(post: dict[str, object]) -> str:
    """What the author wrote, whole: not cut at 280, not escaped, without the names that X puts before a reply."""
    text = _whole(post)
    start = _start(post)
    lead = str(post.get("text"))[:start]
    return html.unescape(text[start:] if start and text.startswith(lead) else text)


def named(post: dict[str, object]) -> list[str]:
    """The ids of the accounts that the author named in their own words, not X in front of a reply."""
    entities, start = post.get("entities"), _start(post)
    listed = entities.get("mentions") if isinstance(entities, dict) else None
    mentions = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [str(one.get("id")) for one in mentions if type(one.get("start")) is int and one["start"] >= start]


def _whole(post: dict[str, object]) -> str:
    for name in ("note_tweet", "note_post"):
        note = post.get(name)
        if isinstance(note, dict) and isinstance(note.get("text"), str):
            return str(note["text"])
    return str(post["text"])


def _start(post: dict[str, object]) -> int:
    """Where the author's own words begin (display_text_range)."""
    shown_range = post.get("display_text_range")
    start = shown_range[0] if isinstance(shown_range, list) and shown_range else 0
    return start if type(start) is int and 0 < start <= len(str(post.get("text"))) else 0
