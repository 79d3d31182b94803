"""The payloads this adapter hands to the intake: JSON that says all that `translate` needs, with the network's own words.

{"type": "post", "ours": [did...], "post": {uri, cid, record, author, indexedAt, embed}, "parent_text", "edited"}
{"type": "gone", "uri", "cid"}
{"type": "letter", "ours": [did...], "convo", "message": {id, rev, text, sender, sentAt}, "author": {did, handle}}
{"type": "trouble", "why"}: something a person must mend; it cannot be translated, and so reaches one
"""

import json
from collections.abc import Collection

from adapters.bluesky.ids import payload_key
from adapters.platform import Json, Payload

_KEPT = ("uri", "cid", "record", "author", "indexedAt", "embed")
_AUTHOR = ("did", "handle", "displayName")


def post(view: Json, ours: Collection[str], *, parent_text: str | None, edited: bool) -> Payload:
    """A post as the network shows it (app.bsky.feed.defs#postView), less counters and the viewer's own state."""
    kept = {name: view[name] for name in _KEPT if name in view}
    author = view.get("author")
    if isinstance(author, dict):
        kept["author"] = {name: author[name] for name in _AUTHOR if name in author}
    body: Json = {"type": "post", "ours": sorted(ours), "post": kept, "parent_text": parent_text, "edited": edited}
    return _payload(body, payload_key(str(view.get("uri")), str(view.get("cid"))))


def gone(uri: str, cid: str) -> Payload:
    """A known post that is no longer there. `cid` is the end of the version last seen."""
    return _payload({"type": "gone", "uri": uri, "cid": cid}, f"gone {payload_key(uri, cid)}")


def letter(message: Json, convo: str, author: Json, ours: Collection[str]) -> Payload:
    """A direct message (chat.bsky.convo.defs#messageView)."""
    who = {name: author[name] for name in _AUTHOR if name in author}
    body: Json = {"type": "letter", "ours": sorted(ours), "convo": convo, "message": message, "author": who}
    return _payload(body, f"letter {convo}/{message.get('id')}")


def trouble(why: str, day: str) -> Payload:
    """Something a person must mend, said once a day."""
    return _payload({"type": "trouble", "why": why}, f"trouble {day} {why}")


def _payload(body: Json, key: str) -> Payload:
    return Payload(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace"), key)
