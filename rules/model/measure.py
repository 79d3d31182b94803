"""Measures (what policy may call for), the verbs a platform offers for them, and what a platform can do."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Tier(IntEnum):
    """Interaction measure, access measure, formal action: each has its own gate."""

    INTERACTION = 1
    ACCESS = 2
    FORMAL = 3


class MeasureKind(StrEnum):
    """What policy may call for. `tier_of` and `verb_of` say how grave it is and how a platform carries it out."""

    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    REMINDER = "reminder"
    HIDE_NOTICE = "hide_notice"
    WARNING_PUBLIC = "warning_public"
    WARNING_PRIVATE = "warning_private"
    HIDE = "hide"
    HOLD = "hold"
    DETACH = "detach"
    REPORT = "report"
    DELETE = "delete"
    MUTE = "mute"
    BLOCK_MESSAGES = "block_messages"
    TIME_OUT = "time_out"
    BLOCK = "block"
    RESTRICT_REPLIES = "restrict_replies"
    OPEN_CASE = "open_case"
    WARNING_LETTER = "warning_letter"
    RESTRICTION = "restriction"


class Verb(StrEnum):
    """One deed on a platform. Each has at most one that undoes it (`UNDOES`)."""

    REPLY = "reply"
    MESSAGE = "message"
    HIDE = "hide"
    UNHIDE = "unhide"
    DETACH = "detach"
    ATTACH = "attach"
    DELETE = "delete"
    REPORT = "report"
    MUTE = "mute"
    UNMUTE = "unmute"
    BLOCK_MESSAGES = "block_messages"
    UNBLOCK_MESSAGES = "unblock_messages"
    BLOCK = "block"
    UNBLOCK = "unblock"
    RESTRICT_REPLIES = "restrict_replies"
    OPEN_REPLIES = "open_replies"
    WITHDRAW = "withdraw"


UNDOES: dict[Verb, Verb] = {
    Verb.HIDE: Verb.UNHIDE,
    Verb.DETACH: Verb.ATTACH,
    Verb.MUTE: Verb.UNMUTE,
    Verb.BLOCK_MESSAGES: Verb.UNBLOCK_MESSAGES,
    Verb.BLOCK: Verb.UNBLOCK,
    Verb.RESTRICT_REPLIES: Verb.OPEN_REPLIES,
    Verb.REPLY: Verb.WITHDRAW,
}
"""Forward verb to the verb that undoes it (`withdraw` deletes our own post, nobody else's)."""

_TIER = {
    MeasureKind.MUTE: Tier.ACCESS,
    MeasureKind.BLOCK_MESSAGES: Tier.ACCESS,
    MeasureKind.TIME_OUT: Tier.ACCESS,
    MeasureKind.BLOCK: Tier.ACCESS,
    MeasureKind.RESTRICT_REPLIES: Tier.ACCESS,
    MeasureKind.OPEN_CASE: Tier.FORMAL,
    MeasureKind.WARNING_LETTER: Tier.FORMAL,
    MeasureKind.RESTRICTION: Tier.FORMAL,
}

_VERB = {
    MeasureKind.ACKNOWLEDGE: Verb.REPLY,
    MeasureKind.REPLY: Verb.REPLY,
    MeasureKind.REMINDER: Verb.REPLY,
    MeasureKind.HIDE_NOTICE: Verb.MESSAGE,
    MeasureKind.WARNING_PUBLIC: Verb.REPLY,
    MeasureKind.WARNING_PRIVATE: Verb.MESSAGE,
    MeasureKind.HIDE: Verb.HIDE,
    MeasureKind.HOLD: Verb.HIDE,
    MeasureKind.DETACH: Verb.DETACH,
    MeasureKind.REPORT: Verb.REPORT,
    MeasureKind.DELETE: Verb.DELETE,
    MeasureKind.MUTE: Verb.MUTE,
    MeasureKind.BLOCK_MESSAGES: Verb.BLOCK_MESSAGES,
    MeasureKind.BLOCK: Verb.BLOCK,
    MeasureKind.RESTRICT_REPLIES: Verb.RESTRICT_REPLIES,
}

COUNTING = frozenset({MeasureKind.WARNING_PUBLIC, MeasureKind.WARNING_PRIVATE, MeasureKind.WARNING_LETTER})
"""Measures that count against an account. A reminder, a hide or a notice never does."""


def tier_of(kind: MeasureKind) -> Tier:
    """The tier a measure belongs to (design, 'Three tiers')."""
    return _TIER.get(kind, Tier.INTERACTION)


def verb_of(kind: MeasureKind) -> Verb | None:
    """The platform verb that carries a measure out, or None for formal action, which no platform performs."""
    return _VERB.get(kind)


class Can(StrEnum):
    """Whether a platform can do a verb to one item, now."""

    AUTO = "auto"
    AUTO_IF = "auto_if"
    MANUAL = "manual"
    IMPOSSIBLE = "impossible"


class Undo(StrEnum):
    """Whether it can be taken back."""

    REVERSIBLE = "reversible"
    ONE_WAY = "one_way"
    UNDO_MANUAL = "undo_manual"


@dataclass(frozen=True, slots=True)
class Capability:
    """What a platform can do to one item. `why` is for a person; `limit` is the longest text in the platform's units.

    `public` is true when others can see that it was done (a Bluesky block record is public). `silences` is true when the
    account cannot be written to afterwards (a Discord ban): whatever must be said is said before.
    """

    can: Can
    undo: Undo = Undo.REVERSIBLE
    why: str = ""
    limit: int | None = None
    public: bool = False
    silences: bool = False


IMPOSSIBLE = Capability(Can.IMPOSSIBLE, Undo.ONE_WAY)

Abilities = dict[Verb, Capability]
"""What a platform can do to one item: a verb that is missing is impossible."""
