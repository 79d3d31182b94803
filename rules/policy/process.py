"""The parts of a pack about process: who approves, the formal route, appeals, reviews, and what the landlord must supply."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from rules.policy.part import ClauseId, Days, Line, Part


class Approval(Part):
    """Who approves an access measure: a post the policy names or, where it names none, a setting of the landlord.

    `formal`: the policy counts page access as a restriction of contact (Derby Homes 2020, 4), so there is no block of its
    own: only the formal way leads to one, by a restriction that is carried out on the platform. `formal_if_known`: so for a
    confirmed customer; only an account that nobody is known to hold has a block of its own (Watford, 5.4 and 6.2).
    """

    post: str | None = None
    setting: str | None = None
    formal: bool = False
    formal_if_known: bool = False
    clause: ClauseId

    def restricts(self, *, known: bool) -> bool:
        """Whether a block of this account is a restriction of contact. `known`: somebody confirmed who holds it."""
        return self.formal or (self.formal_if_known and known)


class Appeal(Part):
    """The right to have a decision looked at again. Day counts are working days; None where the policy sets no limit."""

    any_decision: bool
    within: Days | None
    sent_to: Line
    decided_by: Line
    decided_within: Days | None
    restriction_continues: bool | None
    ombudsman: Line
    clause: ClauseId


class Review(Part):
    """How often a restriction is looked at again, in months from its start."""

    months: Annotated[int, Field(ge=1, le=120, strict=True)] | None
    clause: ClauseId


class OwnReview(Part):
    """When the landlord meant to look at the policy itself again: by a day, or every so many years."""

    due: date | None = None
    every_years: Annotated[int, Field(ge=1, le=10, strict=True)] | None = None
    clause: ClauseId

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if self.due is None and self.every_years is None:
            raise ValueError("give the day it is due, or every how many years")
        return self


class Setting(Part):
    """Something only the landlord can say, and why the policy needs it."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    reason: Line
    clause: ClauseId | None = None
