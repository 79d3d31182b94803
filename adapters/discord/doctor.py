"""What stands in the way on the server: intents, permissions, the order of roles, rooms, AutoMod. Each with its fix."""

from collections.abc import Iterator

from adapters.discord import automod, rights
from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import Answered
from adapters.discord.listen.rooms import Rooms
from adapters.discord.rights import Right
from adapters.platform import Ailment, Json

_MEMBERS, _CONTENT = 1 << 14 | 1 << 15, 1 << 18 | 1 << 19
_PORTAL = "the Bot page of the developer portal (https://discord.com/developers/applications)"
_IN_CHANNEL = {
    Right.VIEW_CHANNEL: "nothing said there is heard",
    Right.READ_MESSAGE_HISTORY: "what was said there while Doorstep was away is lost",
    Right.SEND_MESSAGES: "nothing can be answered there",
}
_IN_FORUM = {Right.SEND_MESSAGES_IN_THREADS: "posts there cannot be answered"}
_FORUMS = frozenset({15, 16})
_ROOMS = frozenset({0, 2, 5, 13, 15, 16})


async def examine(desk: Desk) -> tuple[Ailment, ...]:
    """Everything that is wrong; nothing when all is well. Raises Trouble where the server does not answer."""
    server_id = int(desk.settings.server_id)
    ask = desk.connection.read
    application = as_json(await ask(lambda http: http.application_info()))
    server = as_json(await ask(lambda http: http.get_guild(server_id)))
    member = as_json(await ask(lambda http: http.get_member(server_id, desk.us)))
    channels = [as_json(one) for one in await ask(lambda http: http.get_all_guild_channels(server_id))]
    bits = rights.on_server(server, member)
    found = [*_intents(application), *_permissions(bits), *_order(server, member)]
    found += _rooms(desk, bits, server, member, channels)
    return (*found, *await _rules(desk, server_id))


def _intents(application: Json) -> Iterator[Ailment]:
    flags = application.get("flags")
    held = flags if isinstance(flags, int) else 0
    for bits, intent, loss in (
        (
            _CONTENT,
            "Message Content Intent",
            "Discord does not let the bot sign in to listen, or sends messages without words",
        ),
        (_MEMBERS, "Server Members Intent", "Discord does not let the bot sign in to listen"),
    ):
        if not held & bits:
            yield Ailment(f"intent '{intent}'", f"switched off: {loss}", f"Switch it on, on {_PORTAL}.")


def _permissions(bits: int) -> Iterator[Ailment]:
    for right in rights.missing(bits):
        what = rights.name(right)
        yield Ailment(
            f"permission '{what}'",
            f"missing: the bot cannot {rights.NEEDED[right]}",
            f"Server settings, Roles, the bot's role, switch on '{what}'.",
        )
    if bits & Right.ADMINISTRATOR:
        yield Ailment(
            "permission 'Administrator'",
            "the bot has it, and needs far less",
            "Server settings, Roles, the bot's role: switch it off, and on what docs/connect-discord.md lists.",
            grave=False,
        )


def _order(server: Json, member: Json) -> Iterator[Ailment]:
    own = rights.highest(server, member)
    roles = server.get("roles")
    above = [
        str(role.get("name"))
        for role in (roles if isinstance(roles, list) else [])
        if role.get("position", 0) >= own
        and role.get("id") != server.get("id")
        and role.get("id") not in member["roles"]
    ]
    if above:
        yield Ailment(
            "order of roles",
            f"the bot can neither ban nor time out who holds {', '.join(above)}",
            "If it should: Server settings, Roles, drag the bot's role above them.",
            grave=False,
        )


def _rooms(desk: Desk, bits: int, server: Json, member: Json, channels: list[Json]) -> Iterator[Ailment]:
    rooms, there = Rooms(desk), {str(one.get("id")) for one in channels}
    staff = desk.settings.staff_channel
    for one in channels:
        number, kind = str(one.get("id")), one.get("type")
        if kind not in _ROOMS or not (rooms.wanted(number) or number == staff):
            continue
        held = rights.in_channel(bits, server, member, one)
        needed = _IN_CHANNEL | (_IN_FORUM if kind in _FORUMS else {})
        for right, loss in needed.items():
            if not held & right and bits & right:
                yield Ailment(
                    f"channel #{one.get('name')}",
                    f"the bot lacks '{rights.name(right)}': {loss}",
                    "Edit channel, Permissions: allow it for the bot's role; or put the channel's id under leave_out.",
                )
    for number in sorted({*desk.settings.channels, *([staff] if staff else [])} - there):
        yield Ailment(f"channel {number}", "there is none with this id", "Right-click it, Copy Channel ID; mend it.")


async def _rules(desk: Desk, server_id: int) -> list[Ailment]:
    try:
        rules = await desk.connection.read(lambda http: http.get_auto_moderation_rules(server_id))
    except Answered as no:
        if no.passing:
            raise
        return [Ailment("AutoMod", f"its rules cannot be read: {no.why}", "Give the bot's role 'Manage Server'.")]
    return [
        Ailment(
            f"AutoMod rule '{name}'",
            f"{does}: what it stops was never posted, so a call for help in it is seen by nobody but us, if at all",
            "Server settings, AutoMod: leave only 'Send an alert' on; Doorstep judges what is said.",
        )
        for name, does in automod.harmful(as_json(rule) for rule in rules)
    ]
