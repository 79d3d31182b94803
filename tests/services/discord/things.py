"""The things of Discord as its API writes them: ids, users, members, channels, messages."""

import itertools
import time
from datetime import UTC, datetime
from typing import Any

Thing = dict[str, Any]

_EPOCH = 1420070400000
_count = itertools.count()
_last = [0]


def snowflake() -> str:
    """A new id; later ones are greater."""
    milliseconds = int(time.time() * 1000) - _EPOCH
    _last[0] = max(_last[0] + 1, milliseconds << 22)
    return str(_last[0])


def now() -> str:
    return datetime.now(UTC).isoformat()


def user(name: str, *, bot: bool = False) -> Thing:
    return {
        "id": snowflake(),
        "username": name,
        "global_name": name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }


def member(of: Thing, roles: list[str]) -> Thing:
    return {
        "user": of,
        "nick": None,
        "roles": roles,
        "joined_at": now(),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "premium_since": None,
        "collectibles": None,
    }


def role(name: str, position: int, permissions: int, role_id: str = "") -> Thing:
    return {
        "id": role_id or snowflake(),
        "name": name,
        "description": None,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": position,
        "permissions": str(permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(server: str, kind: int, name: str) -> Thing:
    forum: Thing = {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    return {
        "id": snowflake(),
        "type": kind,
        "guild_id": server,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
        **(forum if kind == 15 else {}),
    }


def thread(server: str, parent: str, name: str, owner: str, thread_id: str) -> Thing:
    return {
        "id": thread_id,
        "type": 11,
        "guild_id": server,
        "name": name,
        "parent_id": parent,
        "owner_id": owner,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": now(),
            "auto_archive_duration": 1440,
            "locked": False,
            "create_timestamp": now(),
        },
    }


def message(place: str, author: Thing, content: str, **more: Any) -> Thing:
    return {
        "id": snowflake(),
        "channel_id": place,
        "author": author,
        "content": content,
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
        **more,
    }
