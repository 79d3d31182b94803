"""Edits and removals of what was heard: X tells of neither, so known posts are looked up again.

A post that X shows no more is gone for us: deleted, protected, or its account suspended. A partial answer names each.
"""

from adapters.platform import Json
from adapters.x.desk import AT_ONCE, Desk, items
from adapters.x.listen.hearing import Found, Hearing

_GONE = ("resource-not-found", "not-authorized-for-resource")


async def check(desk: Desk, hearing: Hearing) -> None:
    """Look at the newest known posts, a hundred at once."""
    watched = list(hearing.place.known.items())[-desk.settings.watch_posts :] if desk.settings.watch_posts else []
    for start in range(0, len(watched), AT_ONCE):
        some = dict(watched[start : start + AT_ONCE])
        page = await desk.posts(list(some.values()))
        shown = {str(post["id"]) for post in items(page)}
        missing = named_gone(page)
        found = Found("check")
        found.add(page)
        await hearing.posts(found)
        await hearing.gone([ref for ref, version in some.items() if version not in shown and version in missing])


def named_gone(page: Json) -> set[str]:
    """The ids that X says it does not show. One that is merely left out of the answer is not gone."""
    errors = page.get("errors")
    named = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    return {
        str(one.get("resource_id") or one.get("value"))
        for one in named
        if str(one.get("type")).rpartition("/")[2] in _GONE
    }
