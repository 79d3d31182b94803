"""Answer in public, under what was said (POST /2/tweets). X allows it where the author mentioned or quoted us.

Nothing of ours is told by X under an idempotency key: after an unclear answer our own timeline is searched.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.platform import Action, Json, Look, Sight
from adapters.x.act.judged import still_judged
from adapters.x.act.notes import Note, Notes
from adapters.x.desk import ASKED, AT_ONCE, Desk, items, next_token
from adapters.x.errors import DUPLICATE, Answered, Refusal
from adapters.x.translate import refers
from adapters.x.words import POST_LIMIT, shown, unfit, without_links

_NOTES = "x replies"
_PAGES = 8
"""X shows an account's newest 800 posts."""


async def do(desk: Desk, action: Action) -> Mapping[str, str]:
    """Say it once. What may have been sent before is looked for first."""
    words = without_links(action.text, desk.settings.instead_of_link) if desk.settings.instead_of_link else action.text
    if why := unfit(words, POST_LIMIT):
        raise Refusal("Unfit", why)
    async with desk.lock("replies"):
        notes = Notes(desk.notebook, _NOTES)
        await notes.read()
        note = notes.of(action)
        if note is None:
            post = await still_judged(desk, action)
            note = Note(str(post["id"]), str(post["id"]), words)
            await notes.write(action, note)
        elif found := note.id or await _standing(desk, note, notes.claimed(action)):
            await notes.write(action, replace(note, id=found))
            return {"post": found}
        sent = await _send(desk, note, notes.claimed(action))
        await notes.write(action, replace(note, id=sent))
    return {"post": sent}


async def look(desk: Desk, action: Action) -> Look:
    """Whether it stands on X now, as far as our notes tell."""
    notes = Notes(desk.notebook, _NOTES)
    await notes.read()
    note = notes.of(action)
    if note is None:
        return Look(Sight.ABSENT)
    found = note.id

    async def shows() -> bool:
        nonlocal found
        if note.id:
            return await desk.post(note.id) is not None
        found = await _standing(desk, note, notes.claimed(action))
        return bool(found)

    return Look(Sight.PRESENT, {"post": found}) if await desk.seen(shows) else Look(Sight.ABSENT)


async def _send(desk: Desk, note: Note, claimed: frozenset[str]) -> str:
    try:
        answer = await desk.session.write(
            "reply", lambda x: x.create_tweet(text=note.words, in_reply_to_tweet_id=note.to)
        )
    except Answered as no:
        found = await _standing(desk, note, claimed) if no.code == DUPLICATE else ""
        if not found:
            raise
        return found
    data = answer.get("data")
    return str(data.get("id", "")) if isinstance(data, dict) else ""


async def _standing(desk: Desk, note: Note, claimed: frozenset[str]) -> str:
    """The id of our answer, found by what it answers and its words; or nothing."""
    asked: dict[str, Any] = {**ASKED, "since_id": note.after, "max_results": AT_ONCE}
    for _ in range(_PAGES):
        page = await desk.session.read("own_read", lambda x: x.get_users_tweets(desk.us, **asked), "own posts")
        for post in items(page):
            if post["id"] not in claimed and _is(post, note):
                return str(post["id"])
        if not (token := next_token(page)):
            return ""
        asked["pagination_token"] = token
    raise Refusal("NotFound", "too much was said since to find our answer again; look at the thread")


def _is(post: Json, note: Note) -> bool:
    return refers(post, "replied_to") == note.to and shown(post).strip() == note.words.strip()
