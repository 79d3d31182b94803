"""Write to an account privately (chat.bsky.convo). The chat service knows no idempotency keys, so we keep our own notes.

Before sending, the notebook gets the place in the conversation after which our message would stand. After an unclear
answer the same words after that place are ours, unless another action's receipt already claims them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from adapters.bluesky.act.mute import somebody_else
from adapters.bluesky.can import LETTER_LIMIT
from adapters.bluesky.concern import at
from adapters.bluesky.desk import Desk, list_of
from adapters.bluesky.errors import NO_LETTERS_CODE, Answered, BlueskyTrouble, Refusal
from adapters.bluesky.words import fits, link_facets
from adapters.platform import Action, Json, Look, Sight

_NOTES = "bluesky letters"
_REMEMBERED = 500
_PAGES = 10


@dataclass(frozen=True, slots=True)
class Note:
    """About one letter: its conversation, the last message before it, and its own id once that is known."""

    convo: str
    after: str
    id: str = ""


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Send it once. A letter that may have been sent before is looked for first."""
    who = somebody_else(desk, action)
    if why := fits(action.text, LETTER_LIMIT):
        raise Refusal("TooLong", why)
    async with desk.lock("letters"):
        notes = await _notes(desk)
        if note := notes.get(_name(action)):
            if found := note.id or await _sent(desk, action, note, notes):
                return {"convo": note.convo, "id": found}
        else:
            note = await _start(desk, who)
            await _write(desk, notes, action, note)
        sent = await _chat(desk, "sendMessage", {"convoId": note.convo, "message": _words(action.text)})
        note = replace(note, id=str(sent.get("id", "")))
        await _write(desk, notes, action, note)
        return {"convo": note.convo, "id": note.id}


async def look(desk: Desk, action: Action) -> Look:
    """In the conversation, as far as we can tell from our notes."""
    notes = await _notes(desk)
    note = notes.get(_name(action))
    if note is None:
        return Look(Sight.ABSENT)
    try:
        found = await _sent(desk, action, note, notes)
    except Refusal as cannot:
        return Look(Sight.CANNOT_TELL, why=cannot.why)
    return Look(Sight.PRESENT, {"convo": note.convo, "id": found}) if found else Look(Sight.ABSENT)


async def _start(desk: Desk, who: str) -> Note:
    answer = await _chat(desk, "getConvoForMembers", None, members=[who])
    convo = str(at(answer, "convo", "id") or "")
    if not convo:
        raise Refusal("NoConversation", "the chat service gave no conversation")
    newest = await _chat(desk, "getMessages", None, convoId=convo, limit=1)
    return Note(convo, str(at((list_of(newest, "messages") or [None])[0], "id") or ""))


async def _sent(desk: Desk, action: Action, note: Note, notes: Mapping[str, Note]) -> str:
    """The id of our message after the noted place, or nothing; newest first, page by page."""
    claimed = {other.id for name, other in notes.items() if other.id and name != _name(action)}
    where: dict[str, str | int | bool | list[str]] = {"convoId": note.convo, "limit": 100}
    found = ""
    for _ in range(_PAGES):
        page = await _chat(desk, "getMessages", None, **where)
        for message in list_of(page, "messages"):
            if at(message, "id") == note.after:
                return found
            if _ours(desk, message, action.text) and at(message, "id") not in claimed:
                found = str(at(message, "id"))
        if not isinstance(page.get("cursor"), str):
            break
        where["cursor"] = str(page["cursor"])
    if note.after:
        raise Refusal("NotFound", "the place before our message was not found; look at the conversation")
    return found


def _ours(desk: Desk, message: object, text: str) -> bool:
    return bool(at(message, "sender", "did") == desk.us and at(message, "text") == text)


async def _chat(desk: Desk, method: str, body: Json | None, **parameters: str | int | bool | list[str]) -> Json:
    service = f"{desk.settings.chat_did}#bsky_chat"
    try:
        if body is None:
            return await desk.session.read(f"chat.bsky.convo.{method}", parameters, service=service)
        return await desk.session.write(f"chat.bsky.convo.{method}", body, service=service)
    except Answered as no:
        raise plainly(no) from None


def plainly(no: Answered) -> BlueskyTrouble:
    """The chat service's refusals in words that a person can act on."""
    if no.code == NO_LETTERS_CODE:
        return Refusal(no.code, "the app password does not allow direct messages: make one that does")
    plain = {
        "MessagesDisabled": "the account does not accept direct messages",
        "NotFollowedBySender": "the account accepts messages only from accounts it follows",
        "BlockedActor": "there is a block between us",
        "RecipientNotFound": "the account is no longer there",
        "ConvoLocked": "the conversation is locked",
    }
    return Refusal(no.code, plain[no.code]) if no.code in plain else no


def _words(text: str) -> Json:
    return {"text": text, "facets": link_facets(text)}


def _name(action: Action) -> str:
    return hashlib.sha256(action.key.encode()).hexdigest()[:24]


async def _notes(desk: Desk) -> dict[str, Note]:
    kept = json.loads(await desk.notebook.read(_NOTES) or "{}")
    return {name: Note(**note) for name, note in kept.items()}


async def _write(desk: Desk, notes: dict[str, Note], action: Action, note: Note) -> None:
    notes[_name(action)] = note
    newest = list(notes.items())[-_REMEMBERED:]
    await desk.notebook.write(_NOTES, json.dumps({name: asdict(kept) for name, kept in newest}))
