"""What stands under and around our own posts, read from the threads themselves.

Notifications leave out muted and blocked authors and hidden replies: without this look we would go blind by acting.
"""

from dataclasses import dataclass, field

from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of
from adapters.bluesky.errors import Answered
from adapters.bluesky.ids import did_of
from adapters.bluesky.place import Place

_OWN_POSTS = 50
_DEPTH = 30
_QUOTES = 100


@dataclass
class Counts:
    """How many replies and quotes our own posts had when we last looked: a change is a reason to look at once."""

    last: dict[str, tuple[object, object]] = field(default_factory=dict)


async def named(desk: Desk, place: Place, counts: Counts, *, everywhere: bool) -> list[str]:
    """Addresses not yet kept in this version, under posts of ours with changed counts, or under all recent ones."""
    found: list[tuple[str, str]] = []
    own = await _own_posts(desk, place.since)
    for uri, now in own.items():
        before = counts.last.get(uri)
        if everywhere or before is None or before != now:
            found += await _around(desk, uri, quotes=bool(now[1]))
    counts.last = own
    others = {uri: cid for uri, cid in found if did_of(uri) not in desk.ours}
    return [uri for uri, cid in others.items() if not place.knows(uri, cid)]


async def _own_posts(desk: Desk, since: str) -> dict[str, tuple[object, object]]:
    page = await desk.session.read(
        "app.bsky.feed.getAuthorFeed", {"actor": desk.us, "limit": _OWN_POSTS, "filter": "posts_with_replies"}
    )
    posts = [at(item, "post") for item in list_of(page, "feed")]
    return {
        str(at(post, "uri")): (at(post, "replyCount"), at(post, "quoteCount"))
        for post in posts
        if at(post, "author", "did") == desk.us and str(at(post, "indexedAt")) >= since
    }


async def _around(desk: Desk, uri: str, *, quotes: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    try:
        thread = await desk.session.read(
            "app.bsky.feed.getPostThread", {"uri": uri, "depth": _DEPTH, "parentHeight": 0}
        )
        found += _below(thread.get("thread"))
        if quotes:
            page = await desk.session.read("app.bsky.feed.getQuotes", {"uri": uri, "limit": _QUOTES})
            found += [(str(at(post, "uri")), str(at(post, "cid"))) for post in list_of(page, "posts")]
    except Answered as no:
        if no.passing:
            raise
        return found  # our own post was deleted meanwhile: there is nothing around it any more
    return found


def _below(thread: object) -> list[tuple[str, str]]:
    """Every reply, as (address, version); one by a blocked account is a bare address with no version."""
    found, waiting = [], list_of({"replies": at(thread, "replies")}, "replies")
    while waiting:
        node = waiting.pop()
        uri = at(node, "post", "uri") or at(node, "uri")
        if isinstance(uri, str) and not at(node, "notFound"):
            found.append((uri, str(at(node, "post", "cid") or "")))
        replies = at(node, "replies")
        waiting += replies if isinstance(replies, list) else []
    return found
