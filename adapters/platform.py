# long: every promise between adapters and bot, read as one
"""The promises between a platform adapter and the bot: what goes in, what comes back, and the ports the bot implements.

A platform is a `Platform`: it says what it can do to one item, translates payloads, listens, acts, and looks.
It opts into verbs by listing them in `Platform.verbs`; a verb it does not list is impossible, never quietly replaced.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from rules.model.interaction import Heard, Media
from rules.model.measure import Abilities, Verb


class Untranslatable(Exception):
    """A payload that cannot be understood. It stays kept raw and reaches a person; the text is the reason in one line."""


class ChannelDown(Exception):
    """The platform cannot be reached or refuses our sign-in; the text says which and what to do. Listening is retried."""


@dataclass(frozen=True, slots=True)
class Payload:
    """Raw bytes as received. `key` names it for the platform (dedupes repeats), empty when it has no name of its own."""

    body: bytes
    key: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action is about: the item judged (`ref`, `version`), its thread's `root`, its author's lasting id.

    For a block or a mute only `author` counts; for restricting replies only `root`.
    """

    ref: str
    version: str = ""
    root: str | None = None
    author: str | None = None
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One planned deed. `key` is the idempotency key: same key, one visible effect, however often it is sent.

    `text` is what is said, where something is said; `params` are the platform's own small codes (a report reason).
    """

    key: str
    verb: Verb
    subject: Subject
    text: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


class OutcomeState(StrEnum):
    """What became of an attempt. `unknown`: it was sent and nothing came back."""

    DONE = "done"
    REFUSED = "refused"
    UNSUPPORTED = "unsupported"
    FAILED = "failed"
    SIMULATED = "simulated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The platform's answer. `code` is the platform's own error name; `why` is for a person.

    `failed` may be tried again, after `retry_after` seconds where given; `refused` is for good and becomes a manual task.
    `stale` means that the item changed since it was judged (another version, or gone): nothing was done, judge again.
    `receipt` holds what is needed to find or undo it (a record URI, a message id).
    """

    state: OutcomeState
    code: str = ""
    why: str = ""
    receipt: Mapping[str, str] = field(default_factory=dict)
    retry_after: float | None = None
    stale: bool = False


class Sight(StrEnum):
    """What looking shows: the effect of an action is there, is not there, or this platform cannot tell."""

    PRESENT = "present"
    ABSENT = "absent"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Look:
    """The answer of `find`: what was seen, and the receipt when the effect is there.

    `repeatable`, where it cannot be told: the deed only sets a state, so that doing it again changes nothing more.
    """

    sight: Sight
    receipt: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    repeatable: bool = False


class Intake(Protocol):
    """Implemented by bot. `keep` returns only after one commit that holds the payloads and the cursor."""

    async def keep(self, payloads: Sequence[Payload], cursor: str | None) -> None:
        """Keep raw payloads and the place to go on from; acknowledge to the platform only after it returns."""

    async def cursor(self) -> str | None:
        """The cursor of the last `keep`, or None on the first run."""


class Notebook(Protocol):
    """Implemented by bot: small encrypted state of one channel (sessions, tokens)."""

    async def read(self, name: str) -> str | None:
        """The text last written under `name`, or None."""

    async def write(self, name: str, text: str) -> None:
        """Keep `text` under `name`; returns after the commit."""


Handler = Callable[[bytes, Mapping[str, str]], Awaitable[tuple[int, bytes]]]
"""(raw body, headers) -> (status, body): webhooks are verified over raw bytes."""


class Routes(Protocol):
    """Implemented by bot: its one HTTP server."""

    def add(self, path: str, handler: Handler) -> None:
        """Serve `handler` under `path` (POST)."""


@dataclass(frozen=True, slots=True)
class StaffCommand:
    """A command that arrived through a platform's staff channel: who (platform id), what, about which row."""

    actor: str
    verb: str
    about: str
    reason: str = ""
    trusted: bool = True
    """False where the platform itself says that this account has no role that counts: refused, and recorded."""
    ends_on: str = ""
    """The end that was written down with an approval, as it was written."""


@dataclass(frozen=True, slots=True)
class StaffNotice:
    """Something that waits for staff. `verbs`: buttons about the row `about`; `link` opens it.

    Verbs are approve, approve_until (asks for a reason and an end first), decline (asks for a reason first), answer.
    """

    key: str
    title: str
    text: str
    about: str
    verbs: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """Accepted, or refused with the reason in one line."""

    accepted: bool
    why: str = ""


class StaffDesk(Protocol):
    """Implemented by bot, which maps the actor to a member of staff and a role."""

    async def submit(self, command: StaffCommand) -> StaffAnswer:
        """Carry out or refuse."""


@runtime_checkable
class TellsStaff(Protocol):
    """A platform with a staff channel on the same connection."""

    def staff_room(self, desk: StaffDesk) -> bool:
        """What is pressed there goes to `desk` from now on; whether there is a staff channel at all."""

    @property
    def logins(self) -> Mapping[str, str]:
        """Who is who: the platform's id of an account -> login of a member of staff."""

    async def tell_staff(self, notice: StaffNotice) -> "Receipt":
        """Show it there, once for each `key`. Never raises for what the platform answers."""

    async def open_cards(self) -> tuple[str, ...]:
        """Keys of the notices that still stand there with buttons, oldest first."""

    async def close_card(self, key: str, line: str) -> "Receipt":
        """Take the buttons away and say in one line what became of it. Never raises for what the platform answers."""


class Listens(Protocol):
    """Hears what is said. Runs until cancelled; comes back from outages by itself and fills the gap."""

    async def listen(self, intake: Intake) -> None:
        """Feed `intake` for ever. Raises ChannelDown only for what a person must mend (sign-in refused)."""


class Acts(Protocol):
    """Acts and looks. An adapter opts into verbs; each verb is carried out by one function of its own."""

    async def act(self, action: Action) -> Outcome:
        """Carry out `action`. Never raises for what the platform answers: refused, failed, unknown are outcomes."""

    async def find(self, action: Action) -> Look:
        """Look whether the effect of `action` is there: before any retry, to read back, and before an undo."""


class Platform(Listens, Acts, Protocol):
    """One connected channel of one platform."""

    name: str
    own_refs: frozenset[str]
    verbs: frozenset[Verb]

    def translate(self, payload: bytes, heard_at_iso: str) -> tuple[Heard, ...]:
        """Payload to what was heard; pure and total: an answer (maybe empty) or Untranslatable. Own posts are dropped."""

    def can(self, subject: Subject, *, private: bool) -> Abilities | None:
        """What can be done to this item, now. Missing verbs are impossible. None while we are not signed in: not known."""

    async def open(self) -> None:
        """Sign in. Raises ChannelDown with a reason a person can act on."""

    async def close(self) -> None:
        """Give everything back; loses nothing that was kept."""


class NotFetched(Exception):
    """A picture or file could not be had. `code`: host, address, redirected, forbidden, gone, refused, packed, too_large,
    empty, timeout, not_reached. `again`: another try may go better. The text is for a person, and names nobody.
    """

    def __init__(self, code: str, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.code, self.again = code, again


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes exactly as they came, and what the server called them (never trusted)."""

    body: bytes
    mime: str


@runtime_checkable
class Fetches(Protocol):
    """A platform whose media can be fetched, from the hosts that it serves them from."""

    async def fetch(self, media: Media, most: int, seconds: float) -> Fetched:
        """At most `most` bytes within `seconds`. Raises NotFetched."""


@runtime_checkable
class SignsIn(Protocol):
    """A platform that can do nothing before it has signed in: whether it has. Others always can."""

    @property
    def signed_in(self) -> bool: ...


class Presence(StrEnum):
    """Whether an item still stands on its platform as it was judged. `cannot_tell`: the platform does not say."""

    THERE = "there"
    EDITED = "edited"
    GONE = "gone"
    CANNOT_TELL = "cannot_tell"


@runtime_checkable
class Attends(Protocol):
    """A platform that can be asked, at no cost, whether an item still stands there."""

    async def presence(self, subject: Subject) -> Presence:
        """As its readers see it now. Never raises for what the platform answers."""


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something on the platform's side that stands in the way: what, what it costs, and how to mend it in one line."""

    what: str
    says: str
    do: str
    grave: bool = True


@runtime_checkable
class Examinable(Protocol):
    """A platform that can be asked, once open, what stands in the way (`doorstep doctor --connect`)."""

    async def examine(self) -> Sequence[Ailment]:
        """Nothing when all is well. Raises ChannelDown where it does not answer."""


class Post(Protocol):
    """A way to call a person: e-mail, signed webhook, memory."""

    name: str

    async def send(self, letter: "Letter") -> "Receipt":
        """Deliver; `Receipt.accepted` is what the other side answered, never assumed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to a person of the landlord: no tenancy facts in `subject`. `sealed`: bytes to be stamped with the time."""

    key: str
    subject: str
    text: str
    link: str = ""
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side answered: an acknowledged delivery is not yet an acknowledged call."""

    accepted: bool
    why: str = ""
    proof: bytes = b""
    """What the answer proves by itself, for as long as somebody keeps it: a time stamp."""


Json = dict[str, Any]
"""A decoded JSON object; Any because platforms send what they like, and translate checks each field it reads."""
