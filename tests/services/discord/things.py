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


def guild(number: str, owner: str, roles: list[Thing]) -> Thing:  # long: every field that the description requires
    """A server, as it is shown without its channels."""
    return {
        "id": number,
        "name": "Tenants",
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": ["COMMUNITY"],
        "banner": None,
        "owner_id": owner,
        "application_id": None,
        "region": "london",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 2,
        "roles": roles,
        "default_message_notifications": 1,
        "mfa_level": 1,
        "explicit_content_filter": 2,
        "max_presences": None,
        "max_members": 1000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-GB",
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "premium_progress_bar_enabled_user_updated_at": None,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
        "inventory_settings": None,
        "embed_enabled": False,
        "embed_channel_id": None,
    }
