# long: one landlord's whole formal process, to be read beside its policy
"""The parts of a pack about formal action: warning, proposal, quorum, duration, review, notices, markers, records, telling.

Everything in which landlords differ is a field here (domain notes, section 2). Posts are the landlord's own words and
must stand in the pack's `roles`.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rules.model.case.words import Exemption, RestrictionKind, Says
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.policy.part import ClauseId, Line, Part

Months = Annotated[int, Field(ge=1, le=120, strict=True)]
Count = Annotated[int, Field(ge=1, le=9, strict=True)]


class Seats(Part):
    """So many distinct people, each holding one of these posts (or a deputy's)."""

    posts: tuple[Line, ...] = Field(min_length=1)
    count: Count = 1


class Quorum(Part):
    """Who must agree, and for which restrictions (none named: all that no other quorum names).

    `seats` may be empty only where `setting` names the landlord's setting that holds the post, because the policy is silent.
    `label` is how the whole quorum is called on screen. `exhausted`: only once the complaints procedure has ended.
    """

    restrictions: tuple[RestrictionKind, ...] = ()
    seats: tuple[Seats, ...] = ()
    setting: str | None = None
    label: Line | None = None
    exhausted: bool = False
    clause: ClauseId

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if bool(self.seats) == (self.setting is not None):
            raise ValueError("name either seats or the setting that names the post")
        return self


class Demand(StrEnum):
    """How strictly a policy wants a warning before formal action."""

    ALWAYS = "always"
    """None without; only the pack's own exemptions, with reason and name."""
    WHERE_POSSIBLE = "where_possible"
    """Skipping it needs an exemption, with reason and name."""
    FIRST_OPTION = "first_option"
    """It stands first among the options: the route is not shown as open without, a person may still propose."""


class WarningRule(Part):
    """The warning before formal action.

    `letter`: only the pack's formal letter counts towards it. `by`: posts that may issue the letter (empty: whoever may
    warn).
    `says`: what the letter must say. `record_first`: the system it is recorded on before it is written. `exemptions`:
    grounds that stand in for a warning. `repeat`: nothing formal unless something happened since the warning.
    """

    demand: Demand
    letter: bool = False
    by: tuple[Line, ...] = ()
    says: tuple[Says, ...] = ()
    record_first: Line | None = None
    exemptions: tuple[Exemption, ...] = ()
    repeat: bool = False
    clause: ClauseId


class Features(Part):
    """How many distinct incidents or features anything formal takes (Derby Homes 2020, 3: one is not enough)."""

    needed: Count
    clause: ClauseId


class Offered(Part):
    """One kind of restriction the policy offers. `leaves`: what stays open, in words for the notice.

    `breached_by`: contact that goes against it. `on_platform`: it is also carried out as a block on the page.
    """

    kind: RestrictionKind
    leaves: Line
    breached_by: tuple[Literal["public", "private"], ...] = ()
    on_platform: bool = False
    clause: ClauseId


class Longer(Part):
    """A period longer than the standard one: so many must agree, then one of these posts signs, with a reason."""

    agree: Seats
    sign: tuple[Line, ...] = Field(min_length=1)
    clause: ClauseId


class Duration(Part):
    """How long a restriction lasts. `standard` months hold where a proposal names none; None: it must name its own.

    `fixed`: always the standard. `longest` is the limit; where there is `longer`, what exceeds `standard` needs it.
    """

    standard: Months | None = None
    fixed: bool = False
    longest: Months = 24
    longer: Longer | None = None
    clause: ClauseId


class ReviewRule(Part):
    """How restrictions are reviewed. `every` months from the start; None: set with each proposal.

    `by`: seats that must all be filled by people who agree on the outcome. `appointed_by`: the post that names the reviewer.
    `says`: what the review must have looked at. `listed_monthly_for`: who sees the monthly list. `fresh_appeal`: the
    outcome can be appealed anew. `owner` is who sees an overdue review.
    """

    every: Months | None = None
    by: tuple[Seats, ...] = Field(min_length=1)
    appointed_by: Line | None = None
    says: tuple[Says, ...] = ()
    listed_monthly_for: Line | None = None
    fresh_appeal: bool = False
    owner: Line
    clause: ClauseId


class AppealRule(Part):
    """Who decides an appeal: `posts`, and never anybody involved. `label` is how they are called on screen."""

    posts: tuple[Line, ...] = Field(min_length=1)
    label: Line
    representative: bool = True
    clause: ClauseId


class Marker(Part):
    """A marker on the landlord's system, set and removed by hand. `code` is ours, `label` is the landlord's word.

    `valid_to_blank`: it has no end date there, so only our review date guards it. `consider`: not set by a decision,
    but a task to think about it for these behaviours at these severities. `set_by`: the post whose task it is to set it,
    where the policy names one; whoever knows that it was done may say so.
    """

    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{2,40}$")]
    label: Line
    system: Line
    valid_to_blank: bool = False
    consider: tuple[Behaviour, ...] = ()
    consider_from: Severity = Severity.SERIOUS
    set_by: Line | None = None
    clause: ClauseId


class Moment(StrEnum):
    """When something is recorded on a system or somebody is told."""

    WARNING_DUE = "warning_due"
    WARNED = "warned"
    INCIDENT = "incident"
    REFERRED = "referred"
    REFERRAL_DECIDED = "referral_decided"
    RESTRICTED = "restricted"
    BREACH = "breach"
    REVIEWED = "reviewed"
    LIFTED = "lifted"
    APPEAL_DECIDED = "appeal_decided"
    OVERTURNED = "overturned"


class RecordRule(Part):
    """What a person records on which system, and when. For incidents: `behaviours` from `severity` up.

    `about_customer`: it is a customer's record, so nothing is written there of somebody nobody has confirmed; false for a
    log of what happened to staff.
    """

    system: Line
    about_customer: bool = True
    at: tuple[Moment, ...] = Field(min_length=1)
    behaviours: tuple[Behaviour, ...] = ()
    severity: Severity = Severity.SERIOUS
    clause: ClauseId


class TellRule(Part):
    """Who is told, and when. `whom` is a post or a group such as `officers_need_to_know`."""

    whom: Line
    at: tuple[Moment, ...] = Field(min_length=1)
    clause: ClauseId


class Ask(StrEnum):
    """What else a person is asked to do about a comment."""

    SPEAK_DIRECTLY = "speak_directly"
    REFER = "refer"
    LINE_MANAGER_REPLIES = "line_manager_replies"
    ASK_IDENTITY = "ask_identity"
    """Ask privately who it is; only where nobody has confirmed who holds the account."""


class Step(Part):
    """A thing asked of a person when such findings are made. `first_only`: before any warning; `after_warning`: only
    after one.

    `where_personal`: only for what reached a colleague personally. `system` is where it is done, if somewhere.
    `decided_by`: the posts that decide what was referred (empty: whoever may decide a proposal).
    """

    ask: Ask
    behaviours: tuple[Behaviour, ...] = Field(min_length=1)
    severities: tuple[Severity, ...] = Field(min_length=1)
    first_only: bool = False
    after_warning: bool = False
    where_personal: bool = False
    post: Line
    system: Line | None = None
    decided_by: tuple[Line, ...] = ()
    clause: ClauseId


class Liaison(Part):
    """The support worker is spoken to before these (Karbon 4.10). Each needs a talk since the last incident relied on."""

    before: tuple[Literal["warning", "restriction"], ...]
    clause: ClauseId


class Contents(Part):
    """What each letter must say, besides what fairness always demands (`rules.casework.letters.ALWAYS`)."""

    decision: tuple[Says, ...]
    measure: tuple[Says, ...] = (Says.REASON, Says.ACTION, Says.APPEAL_ROUTE)
    review: tuple[Says, ...] = (Says.REASON, Says.ACTION)
    lifting: tuple[Says, ...] = (Says.REASON, Says.ACTION)
    appeal: tuple[Says, ...] = (Says.REASON, Says.ACTION)
    clause: ClauseId


class Telling(Part):
    """Whether every measure must go with a message saying what is done and why (Watford 5.4-5.5)."""

    every_action: bool
    clause: ClauseId


class Unanswered(Part):
    """Needs that a restriction never closes, for the notice; domain §7 rule 9 adds its own."""

    needs: tuple[NeedKind, ...] = ()


class Casework(Part):
    """A landlord's formal process. A pack without one has no formal action."""

    warning: WarningRule
    features: Features | None = None
    proposers: tuple[Line, ...] = ()
    approval: tuple[Quorum, ...] = Field(min_length=1)
    restrictions: tuple[Offered, ...] = Field(min_length=1)
    duration: Duration
    review: ReviewRule
    appeal: AppealRule
    contents: Contents
    telling: Telling | None = None
    markers: tuple[Marker, ...] = ()
    records: tuple[RecordRule, ...] = ()
    tells: tuple[TellRule, ...] = ()
    steps: tuple[Step, ...] = ()
    liaison: Liaison | None = None
    deputies: dict[str, tuple[str, ...]] = Field(default_factory=dict)
