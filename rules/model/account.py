"""Who speaks on a platform (Account), and how sure the landlord is which customer that is (Identity)."""

from dataclasses import dataclass
from enum import StrEnum


class AccountMark(StrEnum):
    """Marks set by a person. An account with one of them always goes to a person."""

    MP = "mp"
    COUNCILLOR = "councillor"
    JOURNALIST = "journalist"
    ADVOCATE = "advocate"
    UNION = "union"


class Assurance(StrEnum):
    """How sure we are that an account is a certain customer. A name match is never more than `none`."""

    NONE = "none"
    CLAIMED = "claimed"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Account:
    """A handle on one platform. `ref` is the platform's lasting id (a DID, a user id); the handle may change."""

    platform: str
    ref: str
    handle: str
    display_name: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """The link from an account to a customer, as known when a decision was made."""

    assurance: Assurance = Assurance.NONE
    customer: str | None = None
