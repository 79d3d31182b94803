"""The adapter of the platform in memory: it keeps the same promises as every other."""

import asyncio
from collections.abc import Collection

from adapters.line import Line
from adapters.media import fetch
from adapters.memory.can import VERBS, abilities
from adapters.memory.effects import withdrawn_key
from adapters.memory.faults import Fault
from adapters.memory.translate import US, translate
from adapters.memory.world import World
from adapters.platform import (
    Action,
    Fetched,
    Intake,
    Look,
    Outcome,
    OutcomeState,
    Payload,
    Presence,
    Sight,
    Subject,
)
from rules.model.interaction import Heard, Media
from rules.model.measure import Abilities, Can, Verb

_ABOUT_THE_ITEM = frozenset({Verb.HIDE, Verb.DETACH, Verb.REPLY, Verb.REPORT})
RETRY_AFTER = 0.05


class MemoryPlatform:
    """A `Platform` over a `World`. `world` is public: the demo and the tests speak through it."""

    def __init__(
        self,
        name: str,
        world: World,
        *,
        poll_seconds: float = 0.02,
        batch: int = 500,
        media_hosts: Collection[str] = (),
    ) -> None:
        self.name = name
        self.world = world
        self.own_refs = frozenset({US})
        self.verbs = VERBS
        self._poll_seconds = poll_seconds
        self._batch = batch
        self.media_hosts = media_hosts

    async def open(self) -> None:
        """There is nothing to sign in to."""

    async def close(self) -> None:
        """The platform goes on without us: `world` is closed by whoever made it, or with the process."""

    def translate(self, payload: bytes, heard_at_iso: str) -> tuple[Heard, ...]:
        return translate(payload, heard_at_iso, self.name)

    def can(self, subject: Subject, *, private: bool) -> Abilities:
        return abilities(subject, private=private)

    async def listen(self, intake: Intake) -> None:
        place = int(await intake.cursor() or 0)
        while True:
            rows = [] if self.world.down else self.world.feed(place, self._batch)
            if rows:
                place = rows[-1][0]
                await intake.keep([Payload(body.encode(), f"happening-{seq}") for seq, body in rows], str(place))
            if len(rows) < self._batch:
                await asyncio.sleep(self._poll_seconds)

    async def act(self, action: Action) -> Outcome:
        if refusal := self._refusal(action):
            return refusal
        fault = self.world.take_fault(action.verb)
        if fault in {Fault.REFUSE, Fault.FAIL, Fault.LOST_REQUEST}:
            return _WRONG[fault]
        receipt = self.world.do(action)
        if fault is Fault.LOST_ANSWER:
            return _WRONG[fault]
        return Outcome(OutcomeState.DONE, receipt=receipt)

    def _refusal(self, action: Action) -> Outcome | None:
        able = abilities(action.subject, private=action.subject.root is None and action.verb is Verb.MESSAGE)
        if action.verb not in able or able[action.verb].can is not Can.AUTO:
            return Outcome(OutcomeState.UNSUPPORTED, "NotHere", f"{action.verb} does not exist for this item")
        limit = able[action.verb].limit
        if limit is not None and len(action.text) > limit:
            return Outcome(OutcomeState.REFUSED, "TooLong", f"the text is longer than {limit} characters")
        judged = action.subject.version
        if judged and action.verb in _ABOUT_THE_ITEM and self.world.version(action.subject.ref) != judged:
            return Outcome(OutcomeState.REFUSED, "Stale", "it was edited or removed since it was judged", stale=True)
        return None

    async def fetch(self, media: Media, most: int, seconds: float) -> Fetched:
        return await fetch(media, self.media_hosts, Line(), most, seconds)

    async def presence(self, subject: Subject) -> Presence:
        version = self.world.version(subject.ref)
        if version is None:
            return Presence.GONE
        return Presence.THERE if version == subject.version else Presence.EDITED

    async def find(self, action: Action) -> Look:
        if action.verb is Verb.REPORT:
            return Look(Sight.CANNOT_TELL, why="whoever reports cannot see the report afterwards")
        if action.verb not in VERBS or not self.world.present(action):
            return Look(Sight.ABSENT)
        key = withdrawn_key(action) if action.verb is Verb.WITHDRAW else action.key
        return Look(Sight.PRESENT, {"id": f"deed:{key}"})


_LOST = Outcome(OutcomeState.UNKNOWN, "Timeout", "it was sent and nothing came back")
_WRONG = {
    Fault.REFUSE: Outcome(OutcomeState.REFUSED, "NotAllowed", "the platform refuses this for good"),
    Fault.FAIL: Outcome(OutcomeState.FAILED, "Busy", "the platform is busy", retry_after=RETRY_AFTER),
    Fault.LOST_REQUEST: _LOST,
    Fault.LOST_ANSWER: _LOST,
}
