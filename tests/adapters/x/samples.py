"""Payloads as the adapter makes them, about people and posts that do not exist."""

from typing import Any

HEARD = "2026-11-22T09:00:00+00:00"
US, THEM, OTHER = "1000", "2000", "3000"
ROOT = "2100000000000000001"
_SAID = "2100000000000000002"
_AUTHOR = {"id": THEM, "username": "tenant", "name": "A Tenant"}


def post(**changes: Any) -> dict[str, Any]:
    """A reply in our thread; `changes` go into the post itself."""
    found = {
        "id": _SAID,
        "text": "@oakhomes No heating &amp; no answer",
        "author_id": THEM,
        "created_at": "2026-11-22T08:59:00.000Z",
        "conversation_id": ROOT,
        "in_reply_to_user_id": US,
        "edit_history_tweet_ids": [_SAID],
        "referenced_tweets": [{"type": "replied_to", "id": ROOT}],
        "display_text_range": [10, 36],
        "entities": {"mentions": [{"start": 0, "end": 9, "username": "oakhomes", "id": US}]},
        "lang": "en",
        **changes,
    }
    return {
        "type": "post",
        "ours": [US],
        "by": "mentions",
        "post": found,
        "author": dict(_AUTHOR),
        "media": [],
        "owner": US,
        "quotes_us": False,
        "parent_text": "Repairs update",
    }


def mention() -> dict[str, Any]:
    """Somebody names us in a thread of their own, with a picture."""
    body = post(
        conversation_id=_SAID,
        referenced_tweets=[],
        in_reply_to_user_id=None,
        text="Look at this, @oakhomes",
        display_text_range=[0, 23],
    )
    media = {"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/a.jpg", "alt_text": "Mould"}
    return {**body, "owner": THEM, "media": [media], "parent_text": None}


def quote() -> dict[str, Any]:
    body = post(conversation_id=_SAID, referenced_tweets=[{"type": "quoted", "id": ROOT}], in_reply_to_user_id=None)
    return {**body, "by": "quotes", "owner": THEM, "quotes_us": True}


def edited() -> dict[str, Any]:
    return post(id="2100000000000000009", edit_history_tweet_ids=[_SAID, "2100000000000000009"])


def long_post() -> dict[str, Any]:
    whole = "@oakhomes " + "the boiler is off again " * 20
    return post(text=whole[:270] + "…", note_tweet={"text": whole})


def letter(**changes: Any) -> dict[str, Any]:
    event = {
        "id": "2100000000000000005",
        "event_type": "MessageCreate",
        "text": "Privately: 3 &lt; 4",
        "sender_id": THEM,
        "created_at": "2026-11-22T08:58:00.000Z",
        "dm_conversation_id": "1000-2000",
        **changes,
    }
    return {"type": "letter", "ours": [US], "event": event, "author": dict(_AUTHOR)}


def gone() -> dict[str, Any]:
    return {"type": "gone", "ref": _SAID, "version": _SAID, "when_removed": "keep"}


ALL = [post(), mention(), quote(), edited(), long_post(), letter(), gone(), {"type": "trouble", "why": "no credits"}]
