"""What can be done to one item on Discord, with what the bot may do now. Each limit with its reason. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from adapters.discord.ids import place_of
from adapters.discord.rights import EVERYTHING, Right, name
from adapters.platform import Subject
from rules.model.measure import IMPOSSIBLE, Abilities, Can, Capability, Undo, Verb

TEXT_LIMIT = 2000

_CANNOT_HIDE = "Discord cannot hide a message: a person may delete it, once it is kept, and that cannot be undone"
_REPORT = "bots cannot report on Discord: open the message, choose Report Message, then note here that it is done"
_DELETED = "everybody sees that it is gone; it is kept with us, and cannot be put back"
_LETTER = "if the account accepts direct messages from the bot"

_NEEDS: Mapping[Verb, Right] = {
    Verb.DELETE: Right.MANAGE_MESSAGES,
    Verb.MUTE: Right.MODERATE_MEMBERS,
    Verb.UNMUTE: Right.MODERATE_MEMBERS,
    Verb.BLOCK: Right.BAN_MEMBERS,
    Verb.UNBLOCK: Right.BAN_MEMBERS,
}

_TO_ACCOUNT = {
    Verb.MESSAGE: Capability(Can.AUTO_IF, Undo.ONE_WAY, _LETTER, TEXT_LIMIT),
    Verb.MUTE: Capability(Can.AUTO, why="a time-out: the account can read and not write, for 28 days at most"),
    Verb.UNMUTE: Capability(Can.AUTO),
    Verb.BLOCK: Capability(Can.AUTO, why="a ban from the whole server; its messages stay", public=True, silences=True),
    Verb.UNBLOCK: Capability(Can.AUTO, why="the account must be invited again to come back"),
}
_REPLIES = {
    Verb.RESTRICT_REPLIES: Capability(
        Can.AUTO, why="a thread is locked; a channel gets slow mode, for everybody", public=True
    ),
    Verb.OPEN_REPLIES: Capability(Can.AUTO, public=True),
}

VERBS = frozenset({*_TO_ACCOUNT, *_REPLIES, Verb.REPLY, Verb.DELETE, Verb.WITHDRAW})
"""What the adapter carries out. Hiding is impossible here, and reporting is for a person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answer depends on besides the item: who we are, what the bot may do, and who refuses our letters."""

    us: str
    ours: Collection[str]
    rights: int = EVERYTHING
    letters: bool = True
    closed_to_us: Collection[str] = field(default_factory=frozenset)


def abilities(standing: Standing, subject: Subject, *, private: bool) -> Abilities:
    """What the platform has, less what the bot is not allowed to do: that is left to a person, with the reason."""
    able = _to_account(standing, subject)
    if not private:
        able |= {Verb.HIDE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, _CANNOT_HIDE)}
        able |= _on_server(standing, subject)
    return {verb: _allowed(standing, verb, capability) for verb, capability in able.items()}


def _to_account(standing: Standing, subject: Subject) -> Abilities:
    who = subject.author
    if not who or who in standing.ours:
        return {}
    able = dict(_TO_ACCOUNT)
    if not standing.letters:
        able[Verb.MESSAGE] = Capability(Can.MANUAL, Undo.ONE_WAY, "direct messages are switched off for this channel")
    elif who in standing.closed_to_us:
        able[Verb.MESSAGE] = Capability(
            Can.MANUAL, Undo.ONE_WAY, "this account accepts no direct messages from the bot"
        )
    return able


def _on_server(standing: Standing, subject: Subject) -> Abilities:
    able: Abilities = dict(_REPLIES) if subject.root else {}
    if place_of(subject.ref) is None:
        return able
    able |= {Verb.REPLY: Capability(Can.AUTO, limit=TEXT_LIMIT, public=True)}
    if subject.author in standing.ours:
        return able | {Verb.WITHDRAW: Capability(Can.AUTO, Undo.ONE_WAY, why="only our own messages")}
    able |= {Verb.DELETE: Capability(Can.AUTO, Undo.ONE_WAY, _DELETED, public=True)}
    return able | {Verb.REPORT: Capability(Can.MANUAL, Undo.ONE_WAY, _REPORT)}


def _allowed(standing: Standing, verb: Verb, capability: Capability) -> Capability:
    needed = _NEEDS.get(verb)
    if capability is IMPOSSIBLE or needed is None or standing.rights & needed:
        return capability
    why = f"the bot has no permission '{name(needed)}': give it to its role, or do it by hand"
    return replace(capability, can=Can.MANUAL, why=why)
