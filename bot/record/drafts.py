"""The entries about a batch. Data holds codes and opaque ids; words, names and references are private fields."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

from bot.evidence.append import Draft
from bot.evidence.canonical import of_words, once
from bot.record.judged import Garbled, Gone, Item, OpenNeed, Trouble
from bot.store.ids import stamp
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.finding import Found
from rules.model.history import History
from rules.model.interaction import Interaction
from rules.model.measure import Abilities
from rules.model.plain import to_plain
from rules.text import digest

_SURROGATES = "surrogatepass"
_NOTHING_FOUND = Found()


def heard(item: Item) -> Draft:
    """*heard*: where, when, by whose clock; the words are the private field `text`, all that names anybody in `source`."""
    said = item.said
    data = {
        "account": item.account_id,
        "at": stamp(said.at),
        "channel": said.channel,
        "clock": _clock(item.kept.clock),
        "edited": said.edited,
        "heard_at": stamp(said.heard_at),
        "kind": said.kind.value,
        "payload": item.kept.n,
        "platform": said.platform,
        "where": said.where.value,
    }
    private = {"text": said.text.encode("utf-8", _SURROGATES), "source": source(said, item.kept.body)}
    if said.parent_text is not None:
        private["parent_text"] = said.parent_text.encode("utf-8", _SURROGATES)
    return Draft(EntryKind.HEARD, item.id, data, private)


def source(said: Interaction, payload: bytes) -> bytes:
    """Who said it and where exactly, as JSON; the payload's SHA-256 ties the words to the bytes received."""
    author = said.author
    fields: dict[str, Any] = {
        "author": author.ref,
        "display_name": author.display_name,
        "handle": author.handle,
        "media": [(media.url, media.mime, media.alt) for media in said.media],
        "payload_sha256": sha256(payload).hexdigest(),
        "permalink": said.permalink,
        "ref": said.ref,
        "root": said.root,
        "version": said.version,
    }
    try:
        return msgspec.json.encode(fields)
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(fields))


def judged(item: Item, detector: str) -> Draft:
    """*decided* with all it was given, or *undecided* with where it went wrong."""
    if item.decision is None or item.given is None:
        return _undecided(item.id, item.trouble or Trouble("decide", "nothing"), detector)
    data = {
        "decision": _decision(item.decision),
        "decision_id": item.decision_id,
        "detector": detector,
        "given": _given(item.given, item.said.text),
        "mode": item.mode.value,
        "pack": item.decision.pack,
        "version": item.decision.version,
        "unplanned": [{"measure": each.measure.value, "why": each.why} for each in item.plan.unplanned],
    }
    if item.trouble is None:
        return Draft(EntryKind.DECIDED, item.id, data)
    data["trouble"] = {"stage": item.trouble.stage, "error": item.trouble.error}
    return Draft(EntryKind.DECIDED, item.id, data, {"error": item.trouble.words.encode("utf-8", _SURROGATES)})


def _given(given: Given, text: str) -> dict[str, Any]:
    """As `to_plain(given)`, but for the digests. What is the same for most comments is written out once."""
    return {
        "item": of_words(given.item),
        "found": of_words(given.found) if given.found != _NOTHING_FOUND else _written(_NOTHING_FOUND),
        "now": to_plain(given.now),
        "history": _history(given.history, text),
        "identity": _written(given.identity),
        "circumstances": _written(given.circumstances),
        "abilities": None if given.abilities is None else _abilities(given.abilities),
        "settings": given.settings,
    }


def _history(history: History, text: str) -> msgspec.Raw:
    """A digest would tell, after the words are erased, whether somebody's guess is right: only whether it is the same words
    as this comment's stands in evidence (1, else 0)."""
    if not history.items:
        return _written(history)
    mine = digest(text)
    items = tuple(replace(item, digest=int(item.digest == mine)) for item in history.items)
    return of_words(replace(history, items=items))


def _decision(decision: Decision) -> msgspec.Raw:
    """As `to_plain(decision)`; one that considered nothing is the same for every clean comment."""
    return of_words(decision) if decision.considered else _written(decision)


@lru_cache(maxsize=1024)
def _written(thing: object) -> msgspec.Raw:
    return of_words(thing)


_WRITTEN: dict[tuple[int, ...], tuple[Abilities, msgspec.Raw]] = {}
"""Abilities written out, by the identity of their parts; each is kept here, so that no identity comes to mean another."""

_MOST_WRITTEN = 256


def _abilities(abilities: Abilities) -> msgspec.Raw:
    key = (*map(id, abilities), *map(id, abilities.values()))
    known = _WRITTEN.get(key)
    if known is None:
        if len(_WRITTEN) >= _MOST_WRITTEN:
            _WRITTEN.clear()
        known = _WRITTEN[key] = (dict(abilities), once(to_plain(abilities)))
    return known[1]


def routed(item_id: str, need: OpenNeed) -> Draft:
    """*routed*: to whom and by when, under which reference."""
    row = need.routed
    data = {
        "need": need.id,
        "reference": need.reference,
        "kind": row.kind.value,
        "destination": row.destination,
        "urgency": row.urgency.value,
        "clock": row.clock,
        "source": row.source,
        "due_at": stamp(row.due_at),
        "carried": need.carried,
        "attached": need.attached,
    }
    return Draft(EntryKind.ROUTED, item_id, data)


def garbled(one: Garbled) -> Iterator[Draft]:
    """*untranslated* where the platform's adapter says so; else it was *heard*, and is *undecided*."""
    item = item_of(one)
    digest = {"payload_sha256": sha256(one.kept.body).hexdigest().encode()}
    data = {
        "channel": one.kept.channel,
        "clock": _clock(one.kept.clock),
        "heard_at": one.kept.received_at,
        "payload": one.kept.n,
    }
    if one.unreadable:
        why = one.trouble.words.encode("utf-8", _SURROGATES)
        yield Draft(EntryKind.UNTRANSLATED, item, data, {**digest, "why": why})
        return
    yield Draft(EntryKind.HEARD, item, data, digest)
    yield _undecided(item, one.trouble, "")


@lru_cache(maxsize=8)
def _clock(source: str) -> msgspec.Raw:
    """Whose clock the time of receipt is of; the same for a minute, so made canonical once."""
    return once(msgspec.json.decode(source) if source else None)


def item_of(one: Garbled) -> str:
    """How the record names a payload that never became an interaction."""
    return f"payload:{one.kept.n}"


def gone(one: Gone) -> Draft:
    """*removed_by_author*: what was kept stays kept."""
    return Draft(EntryKind.REMOVED_BY_AUTHOR, one.interaction_id, {"channel": one.channel, "payload": one.n})


def _undecided(item: str, trouble: Trouble, detector: str) -> Draft:
    data = {"stage": trouble.stage, "error": trouble.error, "detector": detector}
    return Draft(EntryKind.UNDECIDED, item, data, {"error": trouble.words.encode("utf-8", _SURROGATES)})


def _clean(thing: Any) -> Any:
    """Halves of characters cannot stand in JSON; the exact bytes stay in the payload."""
    if isinstance(thing, str):
        return thing.encode("utf-8", "replace").decode()
    if isinstance(thing, list | tuple):
        return [_clean(each) for each in thing]
    return {key: _clean(value) for key, value in thing.items()} if isinstance(thing, dict) else thing
