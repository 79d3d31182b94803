"""Direct messages, newest first, back to the newest met (GET /2/dm_events; X keeps thirty days)."""

from typing import Any

from adapters.platform import Json, Payload
from adapters.x import payloads
from adapters.x.act.message import LETTER_FIELDS
from adapters.x.desk import AT_ONCE, Desk, included, items, next_token
from adapters.x.listen.hearing import Hearing

_MOST_PAGES = 30


async def hear(desk: Desk, hearing: Hearing) -> None:
    """Keep what was written since, oldest first."""
    after = int(hearing.place.letters or hearing.place.since)
    events: dict[str, Json] = {}
    people: dict[str, Json] = {}
    asked: dict[str, Any] = {"max_results": AT_ONCE}
    for _ in range(_MOST_PAGES):
        page = await _page(desk, asked)
        new = {str(event["id"]): event for event in items(page) if int(event["id"]) > after}
        events |= new
        people |= included(page, "users", "id")
        if len(new) < len(items(page)) or not (token := next_token(page)):
            break
        asked["pagination_token"] = token
    theirs = [events[name] for name in sorted(events, key=int) if events[name].get("sender_id") not in desk.ours]
    newest = max([*events, hearing.place.letters or "0"], key=int) if events else ""
    await hearing.letters(_payloads(desk, theirs, people), newest or hearing.place.letters)
    await desk.wrote(str(event.get("sender_id")) for event in theirs)


def _payloads(desk: Desk, events: list[Json], people: dict[str, Json]) -> dict[str, Payload]:
    return {
        str(event["id"]): payloads.letter(
            event, people.get(str(event.get("sender_id")), {"id": event.get("sender_id")}), desk.ours
        )
        for event in events
    }


async def _page(desk: Desk, asked: dict[str, Any]) -> Json:
    return await desk.session.read(
        "letter_read",
        lambda x: x.get_direct_message_events(
            event_types="MessageCreate",
            dm_event_fields=LETTER_FIELDS,
            expansions=["sender_id"],
            user_fields=["name", "username"],
            **asked,
        ),
        "letters",
    )
