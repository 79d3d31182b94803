"""Write to an account privately (POST /2/dm_conversations/with/:id/messages). X refuses where it may not be written to.

X takes the same words twice without a word, so the conversation is always looked at before trying again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.platform import Action, Json, Look, Sight
from adapters.x.act.mute import somebody_else
from adapters.x.act.notes import Note, Notes
from adapters.x.desk import AT_ONCE, Desk, items, next_token
from adapters.x.errors import Refusal
from adapters.x.words import LETTER_LIMIT, shown, unfit, without_links

_NOTES = "x letters"
_PAGES = 5
LETTER_FIELDS = ["created_at", "dm_conversation_id", "event_type", "sender_id", "text"]


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Send it once. A letter that may have been sent before is looked for first."""
    who = somebody_else(desk, action)
    words = without_links(action.text, desk.settings.instead_of_link) if desk.settings.instead_of_link else action.text
    if why := unfit(words, LETTER_LIMIT):
        raise Refusal("Unfit", why)
    async with desk.lock("letters"):
        notes = Notes(desk.notebook, _NOTES)
        await notes.read()
        note = notes.of(action)
        if note is None:
            note = Note(who, await _newest(desk, who), words)
            await notes.write(action, note)
        elif found := note.id or await _standing(desk, note, notes.claimed(action)):
            await notes.write(action, replace(note, id=found))
            return {"event": found}
        sent = await _send(desk, note)
        await notes.write(action, replace(note, id=sent))
    return {"event": sent}


async def look(desk: Desk, action: Action) -> Look:
    """In the conversation, as far as our notes tell."""
    notes = Notes(desk.notebook, _NOTES)
    await notes.read()
    note = notes.of(action)
    if note is None:
        return Look(Sight.ABSENT)
    found = ""

    async def shows() -> bool:
        nonlocal found
        found = await _standing(desk, note, notes.claimed(action))
        return bool(found)

    return Look(Sight.PRESENT, {"event": found}) if await desk.seen(shows) else Look(Sight.ABSENT)


async def _send(desk: Desk, note: Note) -> str:
    answer = await desk.session.write(
        "letter", lambda x: x.create_direct_message(participant_id=note.to, text=note.words)
    )
    data = answer.get("data")
    return str(data.get("dm_event_id", "")) if isinstance(data, dict) else ""


async def _newest(desk: Desk, who: str) -> str:
    page = await _page(desk, who, {"max_results": 1})
    return str(items(page)[0]["id"]) if items(page) else "0"


async def _standing(desk: Desk, note: Note, claimed: frozenset[str]) -> str:
    """The id of our letter after the noted place, or nothing; newest first, page by page."""
    asked: dict[str, Any] = {"max_results": AT_ONCE}
    for _ in range(_PAGES):
        page = await _page(desk, note.to, asked)
        for event in items(page):
            if int(event["id"]) <= int(note.after):
                return ""
            if event["id"] == note.id or (not note.id and event["id"] not in claimed and _is(desk, event, note)):
                return str(event["id"])
        if not (token := next_token(page)):
            return ""
        asked["pagination_token"] = token
    raise Refusal("NotFound", "too much was written since to find our letter again; look at the conversation")


async def _page(desk: Desk, who: str, asked: Mapping[str, Any]) -> Json:
    return await desk.session.read(
        "letter_read",
        lambda x: x.get_direct_message_events(
            participant_id=who, event_types="MessageCreate", dm_event_fields=LETTER_FIELDS, **asked
        ),
        "conversation",
    )


def _is(desk: Desk, event: Json, note: Note) -> bool:
    if event.get("sender_id") != desk.us or not isinstance(event.get("text"), str):
        return False
    return shown({"text": event["text"]}).strip() == note.words.strip()
