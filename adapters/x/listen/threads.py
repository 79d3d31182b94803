"""What stands in our own recent threads, and who quotes our posts: also from those who left our name out.

Search reaches back seven days; older threads are heard by mentions, as replies begin with our name unless it is taken out.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.platform import Json
from adapters.x.desk import ASKED, AT_ONCE, Desk, items, next_token
from adapters.x.ids import earlier, id_at
from adapters.x.listen.hearing import Found, Hearing

REACH = timedelta(days=6, hours=23)
OVERLAP = timedelta(hours=1)
_IN_A_QUERY = 12
"""A query may have 512 characters."""

_MOST_THREADS = 60
_MOST_PAGES = 20
_OWN_PAGES = 8
_QUOTERS = 20


@dataclass
class Rounds:
    """What the last round met: how often each post of ours was quoted, and the newest reply found by searching."""

    quotes: dict[str, int] = field(default_factory=dict)
    newest: str = ""


async def hear(desk: Desk, hearing: Hearing, rounds: Rounds) -> None:
    """Our own posts, then the replies in their threads, then their quotes where the count has changed.

    The first round after a start goes all the way back, later ones an hour behind the newest: what is late in X's
    search is still found, and old replies are not paid for every day.
    """
    await own_posts(desk, hearing)
    since = _since(hearing)
    after = max(since, earlier(rounds.newest, OVERLAP), key=int) if rounds.newest else since
    threads = ours_only(desk, hearing)[:_MOST_THREADS]
    met = [after]
    for start in range(0, len(threads), _IN_A_QUERY):
        met += await _search(desk, hearing, threads[start : start + _IN_A_QUERY], after)
    rounds.newest = max(met, key=int)
    for post in [one for one in hearing.own.values() if _quoted(one) != rounds.quotes.get(one["id"], 0)][:_QUOTERS]:
        await _quotes(desk, hearing, str(post["id"]))
        rounds.quotes[str(post["id"])] = _quoted(post)


async def own_posts(desk: Desk, hearing: Hearing) -> None:
    """What we said ourselves, as far back as search reaches."""
    asked: dict[str, Any] = {**ASKED, "since_id": _since(hearing), "max_results": AT_ONCE}
    own: dict[str, Json] = {}
    for _ in range(_OWN_PAGES):
        page = await desk.session.read("own_read", lambda x: x.get_users_tweets(desk.us, **asked), "own posts")
        own |= {str(post["id"]): post for post in items(page)}
        if not (token := next_token(page)):
            break
        asked["pagination_token"] = token
    hearing.own = own


def _since(hearing: Hearing) -> str:
    return max(hearing.place.since, id_at(datetime.now(UTC) - REACH), key=int)


def ours_only(desk: Desk, hearing: Hearing) -> list[str]:
    """The threads that are our own, newest first."""
    mine = [str(post["id"]) for post in hearing.own.values() if post.get("conversation_id") == post["id"]]
    return sorted(mine, key=int, reverse=True)


def query(threads: list[str], us: str) -> str:
    """Everything in these threads that is not our own and no bare repost."""
    anywhere = " OR ".join(f"conversation_id:{thread}" for thread in threads)
    return f"({anywhere}) -from:{us} -is:retweet"


async def _search(desk: Desk, hearing: Hearing, threads: list[str], since: str) -> list[str]:
    """Keep what stands in these threads; the ids met."""
    found = Found("conversation")
    asked: dict[str, Any] = {**ASKED, "since_id": since, "max_results": AT_ONCE}
    for _ in range(_MOST_PAGES):
        page = await desk.session.read(
            "post_read", lambda x: x.search_recent_tweets(query(threads, desk.us), **asked), "search"
        )
        found.add(page)
        if not (token := next_token(page)):
            break
        asked["next_token"] = token
    await hearing.posts(found)
    return [str(post["id"]) for post in found.posts.values()]


async def _quotes(desk: Desk, hearing: Hearing, post: str) -> None:
    found = Found("quotes")
    asked: dict[str, Any] = {**ASKED, "max_results": AT_ONCE}
    for _ in range(_MOST_PAGES):
        page = await desk.session.read("post_read", lambda x: x.get_quote_tweets(post, **asked), "quotes")
        fresh = [one for one in found.add(page) if int(one["id"]) >= int(hearing.place.since)]
        if not (token := next_token(page)) or not fresh:
            break
        asked["pagination_token"] = token
    found.posts = {ref: one for ref, one in found.posts.items() if int(one["id"]) >= int(hearing.place.since)}
    await hearing.posts(found)


def _quoted(post: Json) -> int:
    counts = post.get("public_metrics")
    count = counts.get("quote_count") if isinstance(counts, dict) else 0
    return count if isinstance(count, int) else 0
