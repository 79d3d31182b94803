"""Replies, quotes and mentions as notifications tell them (app.bsky.notification.listNotifications).

They are sorted by a time the author may claim (never later than the server's): a post dated back stands further down
the list. So each look goes back a little behind the newest, and a deep look goes all the way back now and then.
Deleted posts, muted and blocked authors and hidden replies are missing here: see threads.py and changes.py.
"""

from datetime import datetime, timedelta

from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of
from adapters.bluesky.place import Place

_PAGE = 100
_MOST_PAGES = 200
_OVERLAP = timedelta(minutes=10)


async def named(desk: Desk, place: Place, *, back_to: str) -> tuple[list[str], str]:
    """Addresses not yet kept in this version, oldest first, and the newest time met. Reads back until `back_to`."""
    found: list[str] = []
    newest, cursor = place.newest, ""
    for _ in range(_MOST_PAGES):
        page = await desk.session.read("app.bsky.notification.listNotifications", _asked(cursor))
        times = []
        for one in list_of(page, "notifications"):
            uri, cid, time = str(at(one, "uri")), str(at(one, "cid")), str(at(one, "indexedAt"))
            times.append(time)
            if time >= back_to and not place.knows(uri, cid):
                found.append(uri)
        newest = max([newest, *times])
        cursor = str(page.get("cursor") or "")
        if not cursor or (times and min(times) < back_to):
            break
    return found[::-1], newest


def little_back(place: Place) -> str:
    """Where an ordinary look stops: a little behind the newest met, never before the first run's start."""
    if not place.newest:
        return place.since
    try:
        before = datetime.fromisoformat(place.newest) - _OVERLAP
    except ValueError:
        return place.since
    return max(place.since, before.isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def _asked(cursor: str) -> dict[str, str | int | bool | list[str]]:
    asked: dict[str, str | int | bool | list[str]] = {"limit": _PAGE, "reasons": ["reply", "quote", "mention"]}
    return {**asked, "cursor": cursor} if cursor else asked
