"""Good payloads spoilt, for every platform's fuzz: places in the JSON tree replaced by something odd or taken away."""

import copy
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from adapters.platform import Untranslatable
from rules.model.interaction import Heard, Removal

Place = tuple[Any, ...]


def places(value: Any, here: Place = ()) -> list[Place]:
    """Every place in a JSON tree, but the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path for name, item in inner for path in places(item, (*here, name))]
    return [here, *found] if here else found


def spoilt(chance: Random, good: Sequence[Any], odd: Callable[[], Any], gone: float) -> Any:
    """One of the good payloads with one to four of its places replaced by `odd()` or, with the chance `gone`, taken away."""
    body = copy.deepcopy(chance.choice(good))
    for _ in range(chance.randint(1, 4)):
        there = places(body)
        if not there:
            break
        *way, last = chance.choice(there)
        place: Any = body
        for name in way:
            place = place[name]
        if chance.random() < gone:
            del place[last]
        else:
            place[last] = copy.deepcopy(odd())
    return body


def answer(translate: Callable[[bytes], tuple[Heard, ...]], payload: bytes) -> tuple[Heard, ...]:
    """What was heard: nothing where it is refused, for a reason that can be shown. Any other exception fails the test."""
    try:
        return translate(payload)
    except Untranslatable as why:
        reason = str(why)
    assert 0 < len(reason) <= 200
    return ()


def storable(one: Heard) -> bool:
    """Whether all of it can be written into a database: no lone surrogate, no time without a zone."""
    if isinstance(one, Removal):
        return bool(one.ref.encode())
    who = (one.author.ref, one.author.handle, one.author.display_name)
    where = (one.ref, one.version, one.parent or "", one.root or "", one.permalink or "")
    for text in (one.text, one.parent_text or "", *who, *where, *one.mentions, *one.languages):
        text.encode()
    for medium in one.media:
        (medium.url + medium.alt + medium.mime).encode()
    return one.at.tzinfo is not None


def as_bytes(body: Any) -> bytes:
    """As it would come over the wire; lone surrogates stay escaped."""
    return json.dumps(body).encode()
