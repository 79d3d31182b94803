"""What can be done to one item on Bluesky. The platform's real limits, each with its reason. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.bluesky.ids import address, did_of
from adapters.platform import Subject
from rules.model.measure import Abilities, Can, Capability, Undo, Verb

POST_LIMIT = 300
LETTER_LIMIT = 1000

_PUBLIC_RECORD = "anybody can see it: a block is a public record on Bluesky"
_CLOSED = "the whole thread is closed to everybody, and anybody can see that"

_BLOCK = {
    Verb.BLOCK: Capability(Can.AUTO, why=_PUBLIC_RECORD, public=True),
    Verb.UNBLOCK: Capability(Can.AUTO, public=True),
}
_MUTE = {
    Verb.MUTE: Capability(Can.AUTO, why="only the landlord sees less; the account is not told"),
    Verb.UNMUTE: Capability(Can.AUTO),
}
_HIDE = {
    Verb.HIDE: Capability(Can.AUTO, why="readers can still open hidden replies", public=True),
    Verb.UNHIDE: Capability(Can.AUTO, public=True),
}
_DETACH = {
    Verb.DETACH: Capability(Can.AUTO, why="the quote stands, without our post in it", public=True),
    Verb.ATTACH: Capability(Can.AUTO, public=True),
}
_REPLIES = {
    Verb.RESTRICT_REPLIES: Capability(Can.AUTO, why=_CLOSED, public=True),
    Verb.OPEN_REPLIES: Capability(Can.AUTO, public=True),
}
_WITHDRAW = Capability(Can.AUTO, Undo.ONE_WAY, why="only our own posts")
_REPORT = Capability(Can.AUTO, Undo.ONE_WAY, why="a report cannot be taken back, or seen again by whoever made it")

VERBS = frozenset({*_BLOCK, *_MUTE, *_HIDE, *_DETACH, *_REPLIES, Verb.REPLY, Verb.MESSAGE, Verb.REPORT, Verb.WITHDRAW})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answer depends on besides the item: who we are, and why direct messages cannot be sent, if they cannot."""

    us: str
    ours: Collection[str]
    no_letters: str = ""


def abilities(standing: Standing, subject: Subject, *, private: bool) -> Abilities:
    """Hiding and closing replies only under our own posts, detaching only a quote, public answers only to a post."""
    able = _to_account(standing, subject)
    if private or address(subject.ref) is None:
        return able
    able |= {Verb.REPLY: Capability(Can.AUTO, limit=POST_LIMIT, public=True)}
    if did_of(subject.ref) in standing.ours:
        able |= {Verb.WITHDRAW: _WITHDRAW}
    else:
        able |= {Verb.REPORT: _REPORT}
    return able | _by_place(standing, subject)


def _by_place(standing: Standing, subject: Subject) -> Abilities:
    if subject.root is None:
        return dict(_DETACH)
    if did_of(subject.root) != standing.us:
        return {}
    return {**_REPLIES, **_HIDE} if subject.ref != subject.root else dict(_REPLIES)


def _to_account(standing: Standing, subject: Subject) -> Abilities:
    if not subject.author or subject.author in standing.ours:
        return {}
    return {**_BLOCK, **_MUTE, Verb.MESSAGE: _letter(standing)}


def _letter(standing: Standing) -> Capability:
    if standing.no_letters:
        return Capability(Can.MANUAL, Undo.ONE_WAY, standing.no_letters, LETTER_LIMIT)
    return Capability(Can.AUTO_IF, Undo.ONE_WAY, "if the account accepts messages from us", LETTER_LIMIT)
