"""What every verb works with: the connection, who we are, what the bot may do, and messages as the server has them."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from adapters.discord import rights
from adapters.discord.connection import Connection
from adapters.discord.errors import NOT_THERE, Answered, Refusal
from adapters.discord.ids import Place, is_id, place_of
from adapters.discord.settings import DiscordSettings
from adapters.platform import Action, ChannelDown, Json, Notebook

_REMEMBERED = 1000
_DM = 1


@dataclass
class Desk:
    """Shared by all verbs of one server. `removed` holds the messages we deleted ourselves, newest last."""

    settings: DiscordSettings
    connection: Connection
    notebook: Notebook
    locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    removed: OrderedDict[str, None] = field(default_factory=OrderedDict)
    closed_to_us: set[str] = field(default_factory=set)
    rights: int = 0

    @property
    def us(self) -> str:
        """The bot's own id; empty before the first sign-in."""
        return self.connection.us

    @property
    def ours(self) -> frozenset[str]:
        """All accounts of the landlord that we know."""
        return self.settings.own_ids | ({self.us} if self.us else frozenset())

    def lock(self, name: str) -> asyncio.Lock:
        """The one lock of this name, as long as somebody holds or waits for it."""
        return self.locks.setdefault(name, asyncio.Lock())

    async def learn_rights(self) -> None:
        """Ask what the bot may do on the server now. Raises ChannelDown where it is not there at all."""
        server_id = int(self.settings.server_id)
        try:
            server = as_json(await self.connection.read(lambda http: http.get_guild(server_id)))
            member = as_json(await self.connection.read(lambda http: http.get_member(server_id, self.us)))
        except Answered as no:
            if no.passing:
                raise
            raise ChannelDown(
                f"The bot is not on the server {self.settings.server_id} ({no.why}): invite it with the link on the "
                "OAuth2 page of the developer portal, or mend server_id."
            ) from no
        self.rights = rights.on_server(server, member)

    async def message(self, place: Place) -> Json | None:
        """A message as it stands now, or None when it is not there."""
        try:
            found = await self.connection.read(lambda http: http.get_message(place.channel, place.message))
        except Answered as no:
            if no.code in NOT_THERE:
                return None
            raise
        return as_json(found)

    async def channel(self, channel_id: str) -> Json:
        """A channel or thread. Raises Refusal where it is gone."""
        if not is_id(channel_id):
            raise Refusal("NoChannel", f"{channel_id[:40]!r} is no channel")
        try:
            return as_json(await self.connection.read(lambda http: http.get_channel(channel_id)))
        except Answered as no:
            if no.code in NOT_THERE:
                raise Refusal(no.code, no.why) from no
            raise

    def ours_to_forget(self, ref: str) -> None:
        """We delete it ourselves: what the gateway says of it then is no removal by its author."""
        self.removed[ref] = None
        while len(self.removed) > _REMEMBERED:
            self.removed.popitem(last=False)


def message_place(action: Action) -> Place:
    """The message that an action is about. Raises Refusal where it is about none."""
    place = place_of(action.subject.ref)
    if place is None:
        raise Refusal("NoMessage", "this is not about a message that can be reached")
    return place


def somebody_else(desk: Desk, action: Action) -> str:
    """The account meant. Raises Refusal when it is unknown or our own."""
    who = action.subject.author or ""
    if not is_id(who):
        raise Refusal("NoAccount", "it is not known which account is meant")
    if who in desk.ours:
        raise Refusal("Ourselves", "this is an account of the landlord")
    return who


def as_json(value: object) -> Json:
    """The library's typed dictionaries as what they are."""
    return value if isinstance(value, dict) else {}


def audit(action: Action) -> str:
    """The reason in the server's audit log: a code that leads back to the record, and nothing about anybody."""
    return f"Doorstep {action.key}"[:512]
