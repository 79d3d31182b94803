"""The parts of a pack that judge: behaviours, the ladder, needs, and what may be automatic."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rules.model.decision import Course
from rules.model.finding import Behaviour, NeedKind, Severity
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind
from rules.policy.part import ClauseId, Line, Part, Score

Times = Annotated[int, Field(ge=0, le=99, strict=True)]
"""How often something happened before."""


class Stance(StrEnum):
    """What the policy makes of a behaviour."""

    AGAINST = "against"
    """It goes against the policy; a breach when the finding is sure enough."""
    HOUSE_RULE = "house_rule"
    """Against the page's house rules only: measures on the comment, never held against anybody."""
    PROTECT = "protect"
    """Acted on to protect somebody, kindly told; never a breach, never counted."""
    TEST_EVIDENCE = "test_evidence"
    """A person must look at what it rests on; the machine neither warns nor hides."""
    NOTICED = "noticed"
    """Noticed and left alone."""


class BehaviourRule(Part):
    """How one behaviour is judged. `course`: for each severity, the most it may lead to; one left out is left alone.

    A finding below `review_at` is nothing, from there a person looks, from `act_at` the course holds (scores 0 to 1000).
    `harm_test`: whether it does harm is a named person's record with figures (`Ground.RECORD`); without one the machine
    never gets past a person. `left_in`: forms of contact in which cases up to that severity are left alone (a mild
    reaction). A finding in one of them that is graver is judged as anywhere else.
    """

    behaviour: Behaviour
    stance: Stance
    clauses: tuple[ClauseId, ...] = Field(min_length=1)
    course: dict[Severity, Course] = Field(default_factory=dict)
    review_at: Score = 300
    act_at: Score = 700
    harm_test: bool = False
    left_in: dict[InteractionKind, Severity] = Field(default_factory=dict)
    why: Line


class Rung(Part):
    """One step of the ladder: for these behaviours and severities, after so much, these measures are offered.

    `warnings_*` counts earlier warnings that still count; where `casework.warning.letter` is set, only formal letters do.
    `earlier_*` counts earlier incidents that went against the policy, with a recorded volume of contact as one. None as
    the last number means any from the first up. `house_rule`: offered under the rules of the page and logged as such, not
    as a sanction; it stands beside the rung that the policy itself has for the same finding. `open_case` and
    `warning_letter` are always a named person's.
    """

    behaviours: tuple[Behaviour, ...] = Field(min_length=1)
    severities: tuple[Severity, ...] = Field(min_length=1)
    warnings_from: Times = 0
    warnings_to: Times | None = None
    earlier_from: Times = 0
    earlier_to: Times | None = None
    house_rule: bool = False
    measures: tuple[MeasureKind, ...] = Field(min_length=1)
    clause: ClauseId

    def holds(self, behaviour: Behaviour, severity: Severity, warnings: int, earlier: int = 0) -> bool:
        """Whether this is a rung for a behaviour of that severity after so many warnings and earlier incidents."""
        before = _within(self.warnings_from, warnings, self.warnings_to)
        return (
            before
            and _within(self.earlier_from, earlier, self.earlier_to)
            and behaviour in self.behaviours
            and severity in self.severities
        )


def _within(first: int, number: int, last: int | None) -> bool:
    return first <= number and (last is None or number <= last)


class Automatic(Part):
    """What the pack allows without a person, in `auto` mode. The design allows no others than these four kinds of deed.

    `needs_notice`: a hide demands a notice that can be delivered, else it is proposed. `notice_by`: ways, best first.
    """

    measures: tuple[
        Literal[MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH, MeasureKind.REMINDER, MeasureKind.ACKNOWLEDGE],
        ...,
    ] = ()
    needs_notice: bool = True
    notice_by: tuple[Literal["message", "reply"], ...] = ("message", "reply")
    clause: ClauseId


class Authorities(Part):
    """When a person must (or may) consider telling the police or another authority. The software never tells them itself."""

    behaviours: tuple[Behaviour, ...]
    severities: tuple[Severity, ...]
    duty: Literal["may", "must"]
    clause: ClauseId


class NeedRule(Part):
    """The fixed acknowledgement of a need (a notice id), and whether it may be sent without a person.

    `beside_others`: only where another need in the comment may be acknowledged so; a machine does not answer anger alone.
    """

    need: NeedKind
    acknowledge: str
    automatic: bool | Literal["beside_others"] = True


class Volume(Part):
    """Whether the number of posts counts towards an unacceptable level of contact."""

    counted: bool
    clause: ClauseId
