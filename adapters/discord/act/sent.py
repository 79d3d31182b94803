"""Say something once. Discord remembers a nonce for a few minutes only, so we keep notes of our own as well.

Before sending, the notebook gets the place after which our message would stand. After an unclear answer the same words
after that place are ours, unless another action's note already claims them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from discord import AllowedMentions
from discord.http import handle_message_parameters
from discord.utils import MISSING

from adapters.discord.can import TEXT_LIMIT
from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import Refusal
from adapters.discord.ids import Place, nonce
from adapters.platform import Action, Json, Look, Sight

_NOTES = "discord sent"
_REMEMBERED = 500
_PAGE, _PAGES = 100, 10
_MENTIONS = AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)


@dataclass(frozen=True, slots=True)
class Note:
    """About one message of ours: its channel, the newest message before it, and its own id once that is known."""

    channel: str
    after: str
    id: str = ""


async def say(desk: Desk, action: Action, channel: str, answers: str = "") -> Mapping[str, str]:
    """Send `action.text` to a channel, as an answer to the message `answers` if given. What was sent before is found."""
    if why := _unfit(action.text):
        raise Refusal("TooLong", why)
    async with desk.lock("say"):
        notes = await _notes(desk)
        if note := notes.get(_name(action)):
            if found := note.id or await _standing(desk, action, note, notes):
                return {"channel": note.channel, "message": found}
        else:
            note = Note(channel, await _newest(desk, channel))
            await _write(desk, notes, action, note)
        sent = await _send(desk, action, channel, answers)
        note = replace(note, id=str(sent.get("id", "")))
        await _write(desk, notes, action, note)
        return {"channel": channel, "message": note.id}


async def look(desk: Desk, action: Action) -> Look:
    """Whether it stands in its channel now, as far as our notes and the server can tell."""
    notes = await _notes(desk)
    note = notes.get(_name(action))
    if note is None:
        return Look(Sight.ABSENT)
    if note.id:
        there = await desk.message(Place(note.channel, note.id)) is not None
        found = note.id if there else ""
    else:
        found = await _standing(desk, action, note, notes)
    return Look(Sight.PRESENT, {"channel": note.channel, "message": found}) if found else Look(Sight.ABSENT)


async def _send(desk: Desk, action: Action, channel: str, answers: str) -> Json:
    parameters = handle_message_parameters(
        content=action.text,
        nonce=nonce(action.key),
        message_reference={"message_id": answers, "channel_id": channel} if answers else MISSING,
        allowed_mentions=_MENTIONS,
    )
    return as_json(await desk.connection.write(lambda http: http.send_message(int(channel), params=parameters)))


async def _newest(desk: Desk, channel: str) -> str:
    page = await desk.connection.read(lambda http: http.logs_from(int(channel), 1))
    return str(as_json(page[0]).get("id")) if page else "0"


async def _standing(desk: Desk, action: Action, note: Note, notes: Mapping[str, Note]) -> str:
    """The id of our message after the noted place, or nothing."""
    claimed = {other.id for name, other in notes.items() if other.id and name != _name(action)}
    after = note.after
    for _ in range(_PAGES):
        messages = await _page(desk, note.channel, after)
        for one in messages:
            if _ours(desk, one, action.text) and one["id"] not in claimed:
                return str(one["id"])
        if len(messages) < _PAGE:
            return ""
        after = str(messages[-1]["id"])
    raise Refusal("NotFound", "too much was said since to find our message again; look at the channel")


async def _page(desk: Desk, channel: str, after: str) -> list[Json]:
    """What was said next, oldest first."""
    page = await desk.connection.read(lambda http: http.logs_from(int(channel), _PAGE, after=int(after)))
    return sorted((as_json(one) for one in page), key=lambda one: int(one["id"]))


def _ours(desk: Desk, message: Json, text: str) -> bool:
    return as_json(message.get("author")).get("id") == desk.us and str(message.get("content")).strip() == text.strip()


def _unfit(text: str) -> str:
    """Why it cannot be sent, or nothing. Words are never cut to fit: a notice cut short may say something else."""
    if not text.strip():
        return "there is nothing to say"
    return f"the text is longer than {TEXT_LIMIT} characters" if len(text) > TEXT_LIMIT else ""


def _name(action: Action) -> str:
    return hashlib.sha256(action.key.encode()).hexdigest()[:24]


async def _notes(desk: Desk) -> dict[str, Note]:
    kept = json.loads(await desk.notebook.read(_NOTES) or "{}")
    return {name: Note(**note) for name, note in kept.items()}


async def _write(desk: Desk, notes: dict[str, Note], action: Action, note: Note) -> None:
    notes[_name(action)] = note
    newest = list(notes.items())[-_REMEMBERED:]
    await desk.notebook.write(_NOTES, json.dumps({name: asdict(kept) for name, kept in newest}))
