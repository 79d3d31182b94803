"""Payloads as this adapter keeps them, written by hand in the shapes of the network's lexicons."""

from typing import Any

from adapters.platform import Json

US = "did:plc:landlord000000000000000"
THEM = "did:plc:tenant00000000000000000"
OTHER = "did:plc:other000000000000000000"
ROOT = f"at://{US}/app.bsky.feed.post/3kroot2222222"
SAID = f"at://{THEM}/app.bsky.feed.post/3ksaid2222222"
ELSEWHERE = f"at://{OTHER}/app.bsky.feed.post/3kelse2222222"
CID = "bafyreiggle5arlgz32qehhedeciyu62sumdbmvaf4nz6e75m4c24siqmea"
HEARD = "2026-11-22T09:00:05+00:00"


def ref(uri: str) -> Json:
    return {"uri": uri, "cid": CID}


def reply(root: str = ROOT, parent: str | None = None) -> Json:
    return {"root": ref(root), "parent": ref(parent or root)}


def quote(of: str = ROOT) -> Json:
    return {"$type": "app.bsky.embed.record", "record": ref(of)}


def quote_with_picture(of: str = ROOT) -> Json:
    return {"$type": "app.bsky.embed.recordWithMedia", "media": {"images": []}, "record": quote(of)}


def mention(did: str = US) -> list[Json]:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
    return [{"index": {"byteStart": 0, "byteEnd": 9}, "features": [feature]}]


def record(text: str = "No heating for a week", **extra: Any) -> Json:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2020-01-01T00:00:00Z", "langs": ["en"], **extra}


def post(text: str = "No heating for a week", *, author: str = THEM, **extra: Any) -> Json:
    """A kept post; by default a reply in our thread."""
    said = record(text, **(extra or {"reply": reply()}))
    view = {
        "uri": SAID.replace(THEM, author),
        "cid": CID,
        "record": said,
        "author": {"did": author, "handle": "tenant.test", "displayName": "A Tenant"},
        "indexedAt": "2026-11-22T09:00:00.123Z",
        "embed": {"images": [{"fullsize": "https://cdn.bsky.app/img/1@jpeg", "alt": "a wet wall"}]},
    }
    return {"type": "post", "ours": [US], "post": view, "parent_text": "Boiler visits this week", "edited": False}


def letter() -> Json:
    message = {
        "id": "m1",
        "rev": "2222",
        "text": "Privately",
        "sender": {"did": THEM},
        "sentAt": "2026-11-22T09:00:00Z",
    }
    return {
        "type": "letter",
        "ours": [US],
        "convo": "c1",
        "message": message,
        "author": {"did": THEM, "handle": "t.test"},
    }


def gone() -> Json:
    return {"type": "gone", "uri": SAID, "cid": CID[-10:]}


ALL = [
    post(),
    post(embed=quote()),
    post(embed=quote_with_picture()),
    post(facets=mention()),
    post(reply=reply(ELSEWHERE, ROOT)),
    letter(),
    gone(),
    {"type": "trouble", "why": "Direct messages are not heard"},
]
