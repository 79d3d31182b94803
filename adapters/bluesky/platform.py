"""The Bluesky adapter: one account, signed in, as a `Platform`."""

from adapters.bluesky.act import VERBS_DONE
from adapters.bluesky.can import VERBS, Standing, abilities
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import BlueskyTrouble, NotOpen, outcome
from adapters.bluesky.ids import address
from adapters.bluesky.listen.loop import Listener
from adapters.bluesky.session import BlueskySession, Transport
from adapters.bluesky.settings import BlueskySettings
from adapters.bluesky.translate import translate
from adapters.line import Line
from adapters.media import fetch
from adapters.platform import (
    Action,
    Fetched,
    Intake,
    Look,
    Notebook,
    Outcome,
    OutcomeState,
    Presence,
    Sight,
    Subject,
)
from rules.model.interaction import Heard, Media
from rules.model.measure import Abilities

_ORDINARY_APP_PASSWORD = "com.atproto.appPass"  # noqa: S105 - the name of a token's scope, no secret
_NO_LETTERS = "the app password does not allow direct messages: make one that does"
_NO_LETTERS_WANTED = "direct messages are switched off for this channel"


class BlueskyPlatform:
    """A `Platform` over one Bluesky account. `transport` is for tests that break the line."""

    def __init__(self, settings: BlueskySettings, notebook: Notebook, transport: Transport | None = None) -> None:
        self.name = settings.channel
        self.verbs = VERBS
        self.own_refs = settings.own_dids
        self._settings = settings
        self._session = BlueskySession(settings, notebook, transport)
        self._desk = Desk(settings, self._session, notebook)
        self.signed_in = False

    async def open(self) -> None:
        self.signed_in = False
        await self._session.open()
        self.own_refs = self._desk.ours
        self.signed_in = True

    async def close(self) -> None:
        self.signed_in = False
        await self._session.close()

    def translate(self, payload: bytes, heard_at_iso: str) -> tuple[Heard, ...]:
        return translate(payload, heard_at_iso, self.name)

    def can(self, subject: Subject, *, private: bool) -> Abilities | None:
        if not self._desk.us:
            return None
        return abilities(Standing(self._desk.us, self._desk.ours, self._no_letters()), subject, private=private)

    async def listen(self, intake: Intake) -> None:
        await Listener(self._desk, self._no_letters).listen(intake)

    async def act(self, action: Action) -> Outcome:
        if action.verb not in VERBS_DONE:
            return Outcome(OutcomeState.UNSUPPORTED, "NotHere", f"Bluesky has no way to {action.verb}")
        do, _ = VERBS_DONE[action.verb]
        try:
            if not self.signed_in:
                raise NotOpen
            return Outcome(OutcomeState.DONE, receipt=await do(self._desk, action))
        except BlueskyTrouble as trouble:
            return outcome(trouble)

    async def find(self, action: Action) -> Look:
        if action.verb not in VERBS_DONE:
            return Look(Sight.ABSENT, why=f"Bluesky has no way to {action.verb}")
        _, look = VERBS_DONE[action.verb]
        try:
            if not self.signed_in:
                raise NotOpen
            return await look(self._desk, action)
        except BlueskyTrouble as trouble:
            return Look(Sight.CANNOT_TELL, why=trouble.why)

    async def fetch(self, media: Media, most: int, seconds: float) -> Fetched:
        return await fetch(media, self._settings.media_hosts, Line(), most, seconds)

    async def presence(self, subject: Subject) -> Presence:
        if address(subject.ref) is None:
            return Presence.CANNOT_TELL  # a direct message: its reader may have deleted it for herself only
        try:
            record = await self._desk.record(subject.ref)
        except BlueskyTrouble:
            return Presence.CANNOT_TELL
        if record is None:
            return Presence.GONE
        return Presence.THERE if record.cid == subject.version else Presence.EDITED

    def _no_letters(self) -> str:
        """Why direct messages are impossible, if they are."""
        if not self._settings.direct_messages:
            return _NO_LETTERS_WANTED
        return _NO_LETTERS if self._session.scope == _ORDINARY_APP_PASSWORD else ""
