"""The payloads this adapter hands to the intake: JSON that says all that `translate` needs, with X's own words.

{"type": "post", "ours": [id...], "by", "post": {id, text, ...}, "author": {id, username, name}, "media": [...],
 "owner": whose thread, "quotes_us", "parent_text"}
{"type": "gone", "ref", "version", "when_removed"}
{"type": "letter", "ours": [id...], "event": {id, text, sender_id, ...}, "author": {id, username, name}}
{"type": "trouble", "why"}: something a person must mend; it cannot be translated, and so reaches one
"""

import json
from collections.abc import Collection

from adapters.platform import Json, Payload
from adapters.x.ids import first

_POST = (
    "id",
    "text",
    "author_id",
    "created_at",
    "conversation_id",
    "in_reply_to_user_id",
    "edit_history_tweet_ids",
    "edit_history_post_ids",
    "referenced_tweets",
    "referenced_posts",
    "note_tweet",
    "note_post",
    "display_text_range",
    "entities",
    "lang",
)
_AUTHOR = ("id", "username", "name")
_MEDIA = ("media_key", "type", "url", "preview_image_url", "alt_text")


def post(
    found: Json,
    author: Json,
    media: Collection[Json],
    ours: Collection[str],
    *,
    by: str,
    owner: str,
    quotes_us: bool,
    parent_text: str | None,
) -> Payload:
    """A post as X shows it, less counters. `by`: how it was heard (mentions, conversation, quotes, stream)."""
    body: Json = {
        "type": "post",
        "ours": sorted(ours),
        "by": by,
        "post": _some(found, _POST),
        "author": _some(author, _AUTHOR),
        "media": [_some(one, _MEDIA) for one in media],
        "owner": owner,
        "quotes_us": quotes_us,
        "parent_text": parent_text,
    }
    return _payload(body, f"post {first(found)}/{found.get('id')}")


def gone(ref: str, version: str, when_removed: str) -> Payload:
    """A known post that X shows no more: deleted, protected, or its account suspended."""
    body: Json = {"type": "gone", "ref": ref, "version": version, "when_removed": when_removed}
    return _payload(body, f"gone {ref}/{version}")


def letter(event: Json, author: Json, ours: Collection[str]) -> Payload:
    """A direct message."""
    body: Json = {"type": "letter", "ours": sorted(ours), "event": event, "author": _some(author, _AUTHOR)}
    return _payload(body, f"letter {event.get('id')}")


def trouble(why: str, day: str) -> Payload:
    """Something a person must mend, said once a day."""
    return _payload({"type": "trouble", "why": why}, f"trouble {day} {why}")


def _some(body: Json, names: Collection[str]) -> Json:
    return {name: body[name] for name in names if name in body}


def _payload(body: Json, key: str) -> Payload:
    return Payload(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace"), key)
