"""Who names us, answers us, or speaks in our threads with our name in front (GET /2/users/:id/mentions).

Read on from the newest met, with an overlap: X's lists are a moment behind, and a late one must not be missed.
"""

from datetime import timedelta
from typing import Any

from adapters.platform import Json
from adapters.x.desk import ASKED, AT_ONCE, Desk, next_token
from adapters.x.ids import earlier
from adapters.x.listen import threads
from adapters.x.listen.hearing import Found, Hearing

OVERLAP = timedelta(minutes=5)
_MOST_PAGES = 8
"""X shows an account's newest 800 mentions."""


async def hear(desk: Desk, hearing: Hearing) -> None:
    """Keep what came since."""
    if not hearing.own:
        await threads.own_posts(desk, hearing)
    place, found = hearing.place, Found("mentions")
    after = earlier(place.mentions, OVERLAP) if place.mentions else place.since
    asked: dict[str, Any] = {**ASKED, "since_id": max(after, place.since, key=int), "max_results": AT_ONCE}
    for _ in range(_MOST_PAGES):
        page = await _page(desk, asked)
        found.add(page)
        if not (token := next_token(page)):
            break
        asked["pagination_token"] = token
    newest = max((str(post["id"]) for post in found.posts.values()), key=int, default="")
    await hearing.posts(found, mentions=newest)


async def _page(desk: Desk, asked: dict[str, Any]) -> Json:
    return await desk.session.read("own_read", lambda x: x.get_users_mentions(desk.us, **asked), "mentions")
