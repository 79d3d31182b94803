"""The X adapter: one account, signed in, as a `Platform`."""

from adapters.media import fetch
from adapters.platform import Action, Fetched, Intake, Look, Notebook, Outcome, OutcomeState, Sight, Subject
from adapters.x.act import VERBS_DONE, by_hand
from adapters.x.can import BY_HAND, VERBS, Standing, abilities
from adapters.x.cost import Clock, Meter, utc_now
from adapters.x.desk import Desk
from adapters.x.errors import NotOpen, Trouble, outcome
from adapters.x.listen.loop import Listener
from adapters.x.session import XSession
from adapters.x.settings import XSettings
from adapters.x.translate import translate
from rules.model.interaction import Heard, Media
from rules.model.measure import Abilities

_NO_LETTERS_WANTED = "direct messages are switched off for this channel"


class XPlatform:
    """A `Platform` over one X account. `clock` says what day it is for the budget."""

    def __init__(self, settings: XSettings, notebook: Notebook, clock: Clock = utc_now) -> None:
        self.name = settings.channel
        self.verbs = VERBS
        self.own_refs = settings.ours
        self._settings = settings
        self.meter = Meter(settings.budget, notebook, clock)
        self._session = XSession(settings, self.meter)
        self._desk = Desk(settings, self._session, notebook, self.meter)
        self.signed_in = False

    @property
    def notice(self) -> str:
        """Said with the channel's state while it goes on: that the day's budget is spent, or why no letters are heard."""
        spent = f"heard once in {self._settings.floor_seconds / 60:.0f} minutes: {self.meter.why()}"
        return spent if self.meter.used_up else self._desk.no_letters

    async def open(self) -> None:
        self.signed_in = False
        await self._session.open()
        await self._desk.open()
        self.signed_in = True

    async def close(self) -> None:
        self.signed_in = False
        await self._session.close()

    def translate(self, payload: bytes, heard_at_iso: str) -> tuple[Heard, ...]:
        return translate(payload, heard_at_iso, self.name)

    def can(self, subject: Subject, *, private: bool) -> Abilities:
        desk, mine = self._desk, self._settings
        why = desk.no_letters if mine.direct_messages else _NO_LETTERS_WANTED
        standing = Standing(desk.us, desk.ours, desk.writers, mine.write_first, why, desk.summoned, mine.answer_replies)
        return abilities(standing, subject, private=private)

    async def listen(self, intake: Intake) -> None:
        await Listener(self._desk).listen(intake)

    async def fetch(self, media: Media, most: int, seconds: float) -> Fetched:
        return await fetch(media, self._settings.media_hosts, self._settings, most, seconds)

    async def act(self, action: Action) -> Outcome:
        if action.verb in BY_HAND:
            return by_hand.refused(action)
        if action.verb not in VERBS_DONE:
            return Outcome(OutcomeState.UNSUPPORTED, "NotHere", f"X has no way to {action.verb}")
        do, _ = VERBS_DONE[action.verb]
        try:
            if not self.signed_in:
                raise NotOpen
            return Outcome(OutcomeState.DONE, receipt=await do(self._desk, action))
        except Trouble as trouble:
            return outcome(trouble)

    async def find(self, action: Action) -> Look:
        if action.verb in BY_HAND:
            return by_hand.unseen(action)
        if action.verb not in VERBS_DONE:
            return Look(Sight.ABSENT, why=f"X has no way to {action.verb}")
        _, look = VERBS_DONE[action.verb]
        try:
            seen = await look(self._desk, action)
            if not self.signed_in and not seen.repeatable:  # what X never shows may be done again, signed in or not
                raise NotOpen
            return seen
        except Trouble as trouble:
            return Look(Sight.CANNOT_TELL, why=trouble.why)
