"""What is said or done towards the landlord, as translated from a platform's payload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.model.account import Account


class InteractionKind(StrEnum):
    """Kinds of interaction (Derby Homes 2024, 11.1: reactions, tags, hashtags and reviews count too)."""

    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    QUOTE = "quote"
    REVIEW = "review"
    RATING = "rating"
    REACTION = "reaction"
    TAG = "tag"
    HASHTAG = "hashtag"
    DIRECT_MESSAGE = "direct_message"


class Where(StrEnum):
    """Whose place the words stand in; most measures exist only on the landlord's own page."""

    OUR_PAGE = "our_page"
    ELSEWHERE = "elsewhere"
    STAFF_PERSONAL = "staff_personal"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, video or file that came with an interaction; fetched later, never before the text is kept."""

    url: str
    mime: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One thing said or done. `ref` and `version` are the platform's own (a URI and a cid, an id and an edit id).

    `at` is the earliest time the platform's own server vouches for, `heard_at` when Doorstep received it; both are UTC.
    `text` is exactly what was said: folding for matching never alters it.
    """

    channel: str
    platform: str
    kind: InteractionKind
    ref: str
    version: str
    author: Account
    text: str
    at: datetime
    heard_at: datetime
    where: Where = Where.OUR_PAGE
    parent: str | None = None
    root: str | None = None
    parent_text: str | None = None
    rating: int | None = None
    edited: bool = False
    permalink: str | None = None
    mentions: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same interaction heard twice: channel, reference and version."""
        return (self.channel, self.ref, self.version)

    @property
    def private(self) -> bool:
        """True when only the author and the landlord can see it."""
        return self.kind is InteractionKind.DIRECT_MESSAGE

    @property
    def known_from(self) -> datetime:
        """When the landlord's clocks start: the earliest provable time (domain §7 rule 4)."""
        return min(self.at, self.heard_at)


@dataclass(frozen=True, slots=True)
class Removal:
    """The author (or the platform) took an interaction away. What was kept stays kept; the removal is recorded."""

    channel: str
    platform: str
    ref: str
    heard_at: datetime


Heard = Interaction | Removal
