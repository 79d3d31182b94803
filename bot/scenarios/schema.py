"""A scenario as written: strict types, closed vocabularies. `reading` turns lines into these and errors into one line."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from bot.scenarios.words import (
    Basis,
    BehaviourWord,
    CheckedWord,
    DoesWord,
    ExceptionWord,
    KindWord,
    LinkWord,
    NeedWord,
    OnPlatformWord,
    PlatformWord,
    RestrictionWord,
    SeverityWord,
    StatesWord,
    SystemWord,
    TargetWord,
    WhereWord,
)

Name = Annotated[str, Field(min_length=1, max_length=200)]
Months = Annotated[int, Field(ge=1, le=120, strict=True)]
Number = Annotated[int, Field(ge=1, strict=True)]
"""Events are counted from 1."""


class BadScenario(ValueError):
    """Scenarios that cannot be read or played: file or scenario, event, field, reason, in one line."""


class Written(BaseModel):
    """A part of a scenario: never changed once read, and a field we do not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingWritten(Written):
    """What was found."""

    behaviour: BehaviourWord
    severity: SeverityWord
    target: TargetWord = TargetWord.STAFF


class Happening(Written):
    """What every event has. `note` is for people and decides nothing."""

    at: AwareDatetime
    note: str | None = None


class InteractionEvent(Happening):
    """Somebody says or does something."""

    account: Name
    platform: PlatformWord
    kind: KindWord
    text: str
    findings: tuple[FindingWritten, ...]
    needs: tuple[NeedWord, ...]
    where: WhereWord = WhereWord.OUR_PAGE


class StaffEvent(Happening):
    """A member of staff does something. What names no interaction and no account is about the case as a whole.

    `exception` is the ground somebody claims in their own words; one that is none of ours excuses nothing.
    """

    staff: Name
    person: Name
    does: DoesWord
    about: tuple[Number, ...] = ()
    restriction: RestrictionWord | None = None
    months: Months | Literal["permanent"] | None = None
    review_months: Months | None = None
    checked: tuple[CheckedWord, ...] = ()
    exception: Annotated[ExceptionWord | Name | None, Field(union_mode="left_to_right")] = None
    reason: str | None = None
    states: tuple[StatesWord, ...] = ()
    accounts: tuple[Name, ...] = ()
    sets_role: Name | None = None
    appoints: Name | None = None
    rules_out: tuple[RestrictionWord, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for does, field in _NEEDED:
            if self.does is does and not getattr(self, field):
                raise ValueError(f"{does.value} needs {field}")
        return self


_NEEDED = (
    (DoesWord.PROPOSES_RESTRICTION, "restriction"),
    (DoesWord.CONFIGURES_APPROVER, "sets_role"),
    (DoesWord.APPOINTS_REVIEWER, "appoints"),
)
"""What a deed cannot be without. Where a policy demands more, its absence is refused and not an error."""


class ClockEvent(Happening):
    """Time has come to `at`."""

    clock: str


class SystemEvent(Happening):
    """A platform or the evidence store answered."""

    system: SystemWord
    about: tuple[Number, ...] = Field(min_length=1)


Event = InteractionEvent | StaffEvent | ClockEvent | SystemEvent
KINDS: dict[str, type[Written]] = {
    "account": InteractionEvent,
    "staff": StaffEvent,
    "clock": ClockEvent,
    "system": SystemEvent,
}
"""The field by which each kind of event is known."""


class CustomerWritten(Written):
    """What the landlord knows at the start."""

    linked: LinkWord
    vulnerable: bool
    support_worker: bool
    existing_restriction: bool


class AccountWritten(Written):
    """Whose account it really is, and how sure the landlord is."""

    person: Name
    linked: LinkWord


class ExistingWritten(Written):
    """The live restriction at the start; its notice and marker were in order. No review period: the policy's own."""

    pack: Name
    type: RestrictionWord
    start: date
    months: Months
    review_months: Months | None = None
    proposed_by: Name
    approved_by: tuple[Name, ...] = Field(min_length=1)
    on_platform: OnPlatformWord


class ConfigWritten(Written):
    """The landlord's settings: the role that approves where the policy names none; None is not set."""

    approver: Name | None = None


class Expectation(Written):
    """What must and must not be there after an event."""

    after_event: Number
    must: tuple[Name, ...]
    must_not: tuple[Name, ...]
    cites: tuple[Name, ...] = ()
    basis: Basis
    why: str = ""


class Scenario(Written):
    """One story and what the policy should answer."""

    id: Name
    title: Name
    policy: Name
    events: tuple[Event, ...] = Field(min_length=1)
    customer: CustomerWritten
    expect: tuple[Expectation, ...]
    existing: ExistingWritten | None = None
    config: ConfigWritten = ConfigWritten()
    accounts: dict[Name, AccountWritten] = Field(default_factory=dict)

    @property
    def starts_at(self) -> datetime:
        """When the first event happens."""
        return self.events[0].at
