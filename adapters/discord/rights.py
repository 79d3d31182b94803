"""What the bot may do on a server: Discord's permission arithmetic over roles and overwrites. Pure.

https://docs.discord.com/developers/topics/permissions
"""

from collections.abc import Iterable
from enum import IntFlag

from adapters.platform import Json


class Right(IntFlag):
    """The permissions this adapter has a use for, by their bits."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    READ_MESSAGE_HISTORY = 1 << 16
    MANAGE_THREADS = 1 << 34
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


EVERYTHING = (1 << 60) - 1

NEEDED = {
    Right.VIEW_CHANNEL: "see the channels",
    Right.READ_MESSAGE_HISTORY: "hear what was said while Doorstep was away",
    Right.SEND_MESSAGES: "answer",
    Right.SEND_MESSAGES_IN_THREADS: "answer in threads and forum posts",
    Right.MANAGE_MESSAGES: "delete a message after a person decided it",
    Right.MODERATE_MEMBERS: "give a time-out, and end it",
    Right.BAN_MEMBERS: "ban after two people decided it, and lift it",
    Right.MANAGE_THREADS: "lock a thread, and open it again",
    Right.MANAGE_CHANNELS: "set slow mode on a channel, and take it off",
    Right.MANAGE_GUILD: "read the AutoMod rules, and hear when one is set off",
}
"""Permission and what for, as the setup page lists them."""


def on_server(server: Json, member: Json) -> int:
    """The bits a member holds everywhere on the server."""
    if member_id(member) == server.get("owner_id"):
        return EVERYTHING
    held = {str(server.get("id")), *_names(member.get("roles"))}
    bits = 0
    for role in _objects(server.get("roles")):
        bits |= _bits(role.get("permissions")) if role.get("id") in held else 0
    return EVERYTHING if bits & Right.ADMINISTRATOR else bits


def in_channel(bits: int, server: Json, member: Json, channel: Json) -> int:
    """The bits left in one channel, after its overwrites: everybody's, then the roles', then the member's own."""
    if bits & Right.ADMINISTRATOR:
        return EVERYTHING
    overwrites = {str(one.get("id")): one for one in _objects(channel.get("permission_overwrites"))}
    everybody, own = overwrites.get(str(server.get("id"))), overwrites.get(member_id(member))
    roles = [overwrites[role] for role in _names(member.get("roles")) if role in overwrites]
    for layer in ([everybody] if everybody else []), roles, ([own] if own else []):
        for one in layer:
            bits &= ~_bits(one.get("deny"))
        for one in layer:
            bits |= _bits(one.get("allow"))
    return bits


def missing(bits: int) -> list[Right]:
    """What is needed and not held."""
    return [right for right in NEEDED if not bits & right]


def highest(server: Json, member: Json) -> int:
    """The place of a member's highest role: a bot acts only on those below its own."""
    held = set(_names(member.get("roles")))
    places = [role.get("position") for role in _objects(server.get("roles")) if role.get("id") in held]
    return max([place for place in places if isinstance(place, int)], default=0)


def member_id(member: Json) -> str:
    """The account behind a membership."""
    user = member.get("user")
    return str(user.get("id")) if isinstance(user, dict) else ""


def name(right: Right) -> str:
    """As Discord's own pages write it: Manage Messages."""
    names = {Right.MODERATE_MEMBERS: "Timeout Members", Right.MANAGE_GUILD: "Manage Server"}
    return names.get(right) or str(right.name).replace("_", " ").title()


def _bits(value: object) -> int:
    return int(value) if isinstance(value, str) and value.isdigit() else 0


def _objects(value: object) -> Iterable[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _names(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
