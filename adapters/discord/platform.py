"""The Discord adapter: one server, one bot, as a `Platform`."""

from collections.abc import Iterable, Mapping

from adapters.discord import automod
from adapters.discord.act import VERBS_DONE
from adapters.discord.act.judged import presence
from adapters.discord.can import VERBS, Standing, abilities
from adapters.discord.connection import Connection
from adapters.discord.desk import Desk
from adapters.discord.doctor import examine
from adapters.discord.errors import NotOpen, Trouble, outcome
from adapters.discord.listen.loop import Listener
from adapters.discord.settings import DiscordSettings
from adapters.discord.staff import StaffRoom
from adapters.discord.translate import translate
from adapters.media import fetch
from adapters.platform import (
    Action,
    Ailment,
    ChannelDown,
    Fetched,
    Intake,
    Look,
    Notebook,
    Outcome,
    OutcomeState,
    Presence,
    Receipt,
    Sight,
    StaffDesk,
    StaffNotice,
    Subject,
)
from rules.model.interaction import Heard, Media
from rules.model.measure import Abilities


class DiscordPlatform:
    """A `Platform` over one Discord server."""

    def __init__(self, settings: DiscordSettings, notebook: Notebook) -> None:
        self.name = settings.channel
        self.verbs = VERBS
        self.own_refs = settings.own_ids
        self._settings = settings
        self._connection = Connection(settings)
        self._desk = Desk(settings, self._connection, notebook)
        self._staff = StaffRoom(self._desk)
        self.signed_in = False
        self._connection.press = self._staff.press

    async def open(self) -> None:
        self.signed_in = False
        await self._connection.open()
        try:
            await self._desk.learn_rights()
        except Trouble as trouble:
            await self._connection.close()
            raise ChannelDown(f"Discord does not say what the bot may do: {trouble.why} ({trouble.code})") from None
        self.own_refs = self._desk.ours
        self.signed_in = True

    async def close(self) -> None:
        self.signed_in = False
        await self._connection.close()

    def translate(self, payload: bytes, heard_at_iso: str) -> tuple[Heard, ...]:
        return translate(payload, heard_at_iso, self.name)

    def can(self, subject: Subject, *, private: bool) -> Abilities | None:
        desk = self._desk
        if not desk.us:
            return None
        letters = self._settings.direct_messages
        standing = Standing(desk.us, desk.ours, desk.rights, letters, desk.closed_to_us)
        return abilities(standing, subject, private=private)

    async def listen(self, intake: Intake) -> None:
        await Listener(self._desk, intake).listen()

    async def examine(self) -> tuple[Ailment, ...]:
        """Intents, permissions, order of roles, rooms and AutoMod, as the server has them now."""
        try:
            return await examine(self._desk)
        except Trouble as trouble:
            raise ChannelDown(f"Discord does not answer: {trouble.why} ({trouble.code})") from None

    async def alert_on(self, words: Iterable[str]) -> str:
        """Have AutoMod tell the staff channel of these exact words, and do nothing else; the rule's id.

        Raises:
            Trouble: what Discord refuses.
            ValueError: for words that a rule does not take.
        """
        return await automod.install(self._desk, words)

    def staff_room(self, desk: StaffDesk) -> bool:
        self._staff.answers = desk
        return self._settings.staff_channel is not None

    @property
    def logins(self) -> Mapping[str, str]:
        return self._settings.logins

    async def tell_staff(self, notice: StaffNotice) -> Receipt:
        if self._settings.staff_channel is None:
            return Receipt(accepted=False, why="this channel has no staff channel")
        return await self._staff.tell(notice)

    async def open_cards(self) -> tuple[str, ...]:
        return await self._staff.open_cards()

    async def close_card(self, key: str, line: str) -> Receipt:
        return await self._staff.close_card(key, line)

    async def fetch(self, media: Media, most: int, seconds: float) -> Fetched:
        return await fetch(media, self._settings.media_hosts, self._settings, most, seconds)

    async def presence(self, subject: Subject) -> Presence:
        return await presence(self._desk, subject)

    async def act(self, action: Action) -> Outcome:
        if action.verb not in VERBS_DONE:
            return Outcome(OutcomeState.UNSUPPORTED, "NotHere", f"Discord has no way for a bot to {action.verb}")
        do, _ = VERBS_DONE[action.verb]
        try:
            if not self.signed_in:
                raise NotOpen
            return Outcome(OutcomeState.DONE, receipt=await do(self._desk, action))
        except Trouble as trouble:
            return outcome(trouble)

    async def find(self, action: Action) -> Look:
        if action.verb not in VERBS_DONE:
            return Look(Sight.ABSENT, why=f"Discord has no way for a bot to {action.verb}")
        _, look = VERBS_DONE[action.verb]
        try:
            if not self.signed_in:
                raise NotOpen
            return await look(self._desk, action)
        except Trouble as trouble:
            return Look(Sight.CANNOT_TELL, why=trouble.why)
