"""Payloads in the shapes that Discord's gateway sends, written by us."""

from typing import Any

HEARD = "2026-11-22T09:00:00+00:00"
US, THEM, ROOM, SERVER = "100000000000000001", "100000000000000002", "100000000000000003", "100000000000000009"
NUMBER = "100000000000000004"
Json = dict[str, Any]

AUTHOR: Json = {"id": THEM, "username": "bev", "global_name": "Bev", "discriminator": "0", "avatar": None}
WORDS: Json = {
    "id": NUMBER,
    "channel_id": ROOM,
    "guild_id": SERVER,
    "author": AUTHOR,
    "content": "When is my repair?",
    "timestamp": "2026-11-22T08:59:58.500000+00:00",
    "edited_timestamp": None,
    "mentions": [],
    "attachments": [],
    "embeds": [],
    "type": 0,
}
OURS: Json = {
    "id": "100000000000000005",
    "channel_id": ROOM,
    "author": {"id": US, "username": "homes"},
    "content": "Visits",
}
PICTURE: Json = {
    "id": "1",
    "url": "https://cdn.discordapp.com/a.png",
    "content_type": "image/png",
    "description": "damp",
}


def frame(event: str, data: Any, ours: tuple[str, ...] = (US,)) -> Json:
    return {"op": 0, "s": 7, "t": event, "d": data, "doorstep": {"ours": list(ours)}}


MESSAGE = frame("MESSAGE_CREATE", WORDS)
REPLY = frame(
    "MESSAGE_CREATE",
    {
        **WORDS,
        "type": 19,
        "message_reference": {"type": 0, "channel_id": ROOM, "message_id": OURS["id"], "guild_id": SERVER},
        "referenced_message": OURS,
        "mentions": [{"id": US, "username": "homes"}],
        "attachments": [PICTURE],
    },
)
LETTER = frame("MESSAGE_CREATE", {name: value for name, value in WORDS.items() if name != "guild_id"})
EDIT = frame("MESSAGE_UPDATE", {**WORDS, "content": "Today?", "edited_timestamp": "2026-11-22T09:00:30+00:00"})
UNFURL = frame("MESSAGE_UPDATE", {**WORDS, "embeds": [{"type": "article", "title": "A page"}]})
PARTIAL = frame("MESSAGE_UPDATE", {"id": NUMBER, "channel_id": ROOM, "guild_id": SERVER, "embeds": []})
POLL = frame(
    "MESSAGE_CREATE",
    {
        **WORDS,
        "content": "",
        "poll": {"question": {"text": "Who failed us?"}, "answers": [{"answer_id": 1, "poll_media": {"text": "All"}}]},
    },
)
STICKER = frame(
    "MESSAGE_CREATE", {**WORDS, "content": "", "sticker_items": [{"id": "1", "name": "Fire", "format_type": 1}]}
)
FORWARD = frame(
    "MESSAGE_CREATE",
    {
        **WORDS,
        "content": "",
        "message_reference": {"type": 1, "channel_id": ROOM, "message_id": OURS["id"]},
        "message_snapshots": [{"message": {"content": "Visits this week", "attachments": [PICTURE], "embeds": []}}],
    },
)
GONE = frame("MESSAGE_DELETE", {"id": NUMBER, "channel_id": ROOM, "guild_id": SERVER})
GONE_MANY = frame(
    "MESSAGE_DELETE_BULK", {"ids": [NUMBER, "100000000000000006"], "channel_id": ROOM, "guild_id": SERVER}
)
REACTION_DATA: Json = {
    "user_id": THEM,
    "channel_id": ROOM,
    "message_id": OURS["id"],
    "guild_id": SERVER,
    "emoji": {"id": None, "name": "🤡"},
}
REACTION = frame("MESSAGE_REACTION_ADD", {**REACTION_DATA, "message_author_id": US, "member": {"user": AUTHOR}})
REACTION_GONE = frame("MESSAGE_REACTION_REMOVE", REACTION_DATA)
THREAD_DATA: Json = {
    "id": "100000000000000007",
    "parent_id": ROOM,
    "guild_id": SERVER,
    "owner_id": THEM,
    "name": "Mould",
}
THREAD = frame("THREAD_CREATE", {**THREAD_DATA, "newly_created": True})
THREAD_GONE = frame("THREAD_DELETE", {"id": THREAD_DATA["id"], "parent_id": ROOM, "guild_id": SERVER})
STOPPED = frame(
    "AUTO_MODERATION_ACTION_EXECUTION",
    {
        "guild_id": SERVER,
        "action": {"type": 1},
        "rule_id": "1",
        "user_id": THEM,
        "channel_id": ROOM,
        "content": "You clowns",
    },
)
ALL = [
    MESSAGE, REPLY, LETTER, EDIT, UNFURL, PARTIAL, POLL, STICKER, FORWARD,
    GONE, GONE_MANY, REACTION, REACTION_GONE, THREAD, THREAD_GONE, STOPPED,
]  # fmt: skip
