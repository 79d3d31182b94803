"""What can be done to one item on X. The platform's real limits, each with its reason. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from adapters.platform import Subject
from adapters.x.ids import is_id, owner, permalink, profile_link
from adapters.x.words import LETTER_LIMIT, POST_LIMIT
from rules.model.measure import Abilities, Can, Capability, Undo, Verb

_HIDE = {
    Verb.HIDE: Capability(Can.AUTO, why="readers can still open hidden replies; X does not show us that it is hidden"),
    Verb.UNHIDE: Capability(Can.AUTO),
}
_MUTE = {
    Verb.MUTE: Capability(Can.AUTO, why="only the landlord sees less; the account is not told"),
    Verb.UNMUTE: Capability(Can.AUTO),
}
_SHUT = {
    Verb.BLOCK_MESSAGES: Capability(
        Can.AUTO,
        why="it can write to us privately no more; what it says in public is heard; X does not show that it is so",
    ),
    Verb.UNBLOCK_MESSAGES: Capability(Can.AUTO),
}
_REPLY = Capability(Can.AUTO, limit=POST_LIMIT, public=True)
_REPLY_IF = Capability(Can.AUTO_IF, why="if X takes it that its author mentioned us", limit=POST_LIMIT, public=True)
_WITHDRAW = Capability(Can.AUTO, Undo.ONE_WAY, why="only our own posts")
_LETTER = Capability(Can.AUTO_IF, Undo.ONE_WAY, "if the account accepts messages from us", LETTER_LIMIT)

VERBS = frozenset({*_HIDE, *_MUTE, *_SHUT, Verb.REPLY, Verb.MESSAGE, Verb.WITHDRAW})
BY_HAND = frozenset({Verb.BLOCK, Verb.UNBLOCK, Verb.REPORT})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answer depends on besides the item: who we are, whom we may write to and why nobody, if so.

    `summoned`: posts known to mention or quote us by their author's own words. `answer_replies`: whether X is known to
    let us answer whoever speaks in our threads.
    """

    us: str
    ours: Collection[str]
    writers: Collection[str] = ()
    write_first: bool = False
    no_letters: str = ""
    summoned: Collection[str] = ()
    answer_replies: bool = False


def abilities(standing: Standing, subject: Subject, *, private: bool) -> Abilities:
    """Hiding only in our own threads; blocking and reporting only by hand; writing first only to who wrote to us."""
    able = _to_account(standing, subject, private=private)
    if private or not is_id(subject.ref):
        return able
    if subject.author in standing.ours:
        return able | {Verb.WITHDRAW: _WITHDRAW}
    version, here = subject.version or subject.ref, owner(subject.root) == standing.us
    welcome = version in standing.summoned or (here and standing.answer_replies)
    able |= {
        Verb.REPLY: _REPLY if welcome else _REPLY_IF,
        Verb.REPORT: _by_hand("report this post", permalink(version)),
    }
    return able | (_HIDE if here else {})


def _to_account(standing: Standing, subject: Subject, *, private: bool) -> Abilities:
    who = subject.author
    if not who or who in standing.ours:
        return {}
    page = profile_link(who)
    by_hand = {Verb.BLOCK: _by_hand("block this account", page), Verb.UNBLOCK: _by_hand("unblock this account", page)}
    return {**_MUTE, **_SHUT, **by_hand, Verb.MESSAGE: _letter(standing, who, private=private)}


def _letter(standing: Standing, who: str, *, private: bool) -> Capability:
    why = standing.no_letters
    if not why and not private and not standing.write_first and who not in standing.writers:
        why = f"X's rules let a machine write only to who wrote first: {profile_link(who)}"
    return Capability(Can.MANUAL, Undo.ONE_WAY, why, LETTER_LIMIT) if why else _LETTER


def _by_hand(what: str, where: str) -> Capability:
    return Capability(Can.MANUAL, Undo.UNDO_MANUAL, f"X lets only a person in its app {what}: {where}")
