"""Whether a post concerns the landlord, and as what: read from the record itself, never from a name. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from adapters.bluesky.ids import did_of
from adapters.platform import Json
from rules.model.interaction import InteractionKind, Where

_MENTION = "app.bsky.richtext.facet#mention"


@dataclass(frozen=True, slots=True)
class Concern:
    """How a post touches the landlord. A quote has no root: it hangs on our post by embedding, not by thread."""

    kind: InteractionKind
    where: Where
    parent: str | None
    root: str | None


def concern(record: Json, uri: str, ours: Collection[str]) -> Concern | None:
    """Reply in our thread, quote of our post, reply to us elsewhere, mention of us: in this order; or None."""
    root, parent = _reply(record)
    quote = quoted(record)
    if root and did_of(root) in ours:
        return Concern(InteractionKind.REPLY, Where.OUR_PAGE, parent, root)
    if quote and did_of(quote) in ours:
        return Concern(InteractionKind.QUOTE, Where.ELSEWHERE, quote, None)
    if parent and did_of(parent) in ours:
        return Concern(InteractionKind.REPLY, Where.ELSEWHERE, parent, root)
    if any(did in ours for did in mentioned(record)):
        return Concern(InteractionKind.MENTION, Where.ELSEWHERE, parent, root or uri)
    return None


def quoted(record: Json) -> str | None:
    """The address of the post that this one quotes (app.bsky.embed.record, app.bsky.embed.recordWithMedia)."""
    inner = at(record, "embed", "record")
    uri = at(inner, "uri") or at(inner, "record", "uri")
    return uri if isinstance(uri, str) else None


def mentioned(record: Json) -> tuple[str, ...]:
    """The accounts mentioned by facets (app.bsky.richtext.facet)."""
    facets = record.get("facets")
    found = []
    for facet in facets if isinstance(facets, list) else []:
        features = at(facet, "features")
        for feature in features if isinstance(features, list) else []:
            did = at(feature, "did")
            if at(feature, "$type") == _MENTION and isinstance(did, str):
                found.append(did)
    return tuple(found)


def _reply(record: Json) -> tuple[str | None, str | None]:
    root, parent = at(record, "reply", "root", "uri"), at(record, "reply", "parent", "uri")
    return (root if isinstance(root, str) else None), (parent if isinstance(parent, str) else None)


def at(value: Any, *names: str) -> Any:
    """The value under a path of names, or None where the path ends early."""
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value
