"""Direct messages, from the chat service's log (chat.bsky.convo.getLog).

The log is read on from the place kept. The first run takes its place from the newest conversation, and reads what was
written since the look-back from the conversations themselves.
"""

from adapters.bluesky import payloads
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of
from adapters.bluesky.errors import Answered
from adapters.bluesky.listen.hearing import Hearing
from adapters.platform import Json, Payload

_CREATED = "chat.bsky.convo.defs#logCreateMessage"
_MOST_PAGES = 50
_REMEMBERED = 500


class Letters:
    """Reads the log on. Names of authors are looked up once."""

    def __init__(self, desk: Desk, hearing: Hearing) -> None:
        self._desk = desk
        self._hearing = hearing
        self._people: dict[str, Json] = {}

    async def read(self) -> None:
        """Keep what came since."""
        if self._hearing.place.letters is None:
            await self._first()
            return
        for _ in range(_MOST_PAGES):
            place = self._hearing.place.letters
            page = await self._chat("getLog", {"cursor": place} if place else {})
            logs = [log for log in list_of(page, "logs") if str(at(log, "rev") or "") > place]
            cursor = str(page.get("cursor") or place)
            kept = [await self._payload(at(log, "message"), str(at(log, "convoId"))) for log in logs if _is_new(log)]
            await self._hearing.letters([payload for payload in kept if payload], max(cursor, place))
            if not logs or cursor == place:
                return

    async def _first(self) -> None:
        convos = list_of(await self._chat("listConvos", {"limit": 100}), "convos")
        newest = max([str(at(convo, "rev") or "") for convo in convos], default="")
        kept: list[Payload] = []
        for convo in convos:
            if str(at(convo, "lastMessage", "sentAt") or "") < self._hearing.place.since:
                continue
            page = await self._chat("getMessages", {"convoId": str(at(convo, "id")), "limit": 100})
            for message in reversed(list_of(page, "messages")):
                if str(at(message, "sentAt") or "") >= self._hearing.place.since:
                    payload = await self._payload(message, str(at(convo, "id")))
                    kept += [payload] if payload else []
        await self._hearing.letters(kept, newest)

    async def _payload(self, message: object, convo: str) -> Payload | None:
        did = at(message, "sender", "did")
        if not isinstance(message, dict) or not isinstance(did, str) or did in self._desk.ours or "text" not in message:
            return None
        return payloads.letter(message, convo, await self._person(did), self._desk.ours)

    async def _person(self, did: str) -> Json:
        if did not in self._people:
            if len(self._people) > _REMEMBERED:
                self._people.clear()
            self._people[did] = {"did": did, **await self._profile(did)}
        return self._people[did]

    async def _profile(self, did: str) -> Json:
        try:
            return await self._desk.profile(did)
        except Answered as no:
            if no.passing:
                raise
            return {}  # no profile (yet): the DID stands for the name

    async def _chat(self, method: str, parameters: dict[str, str | int]) -> Json:
        service = f"{self._desk.settings.chat_did}#bsky_chat"
        return await self._desk.session.read(f"chat.bsky.convo.{method}", parameters, service=service)


def _is_new(log: object) -> bool:
    return bool(at(log, "$type") == _CREATED)
