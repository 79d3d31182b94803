"""The landlord names who approves, where its policy names nobody. The choice is the landlord's and is logged as that."""

from rules.casework.office import Office
from rules.casework.posts import in_role
from rules.casework.sentences import refusal
from rules.model.case.orders import Refusal
from rules.model.case.words import Person, Unmet
from rules.model.staff import Role
from rules.policy.schema import Pack

SETS = frozenset({Role.ADMIN})
"""Roles that answer for the landlord's settings. Nobody who would approve names herself."""


def configure(office: Office, pack: Pack, by: Person, setting: str, post: str) -> tuple[Refusal, ...]:
    """Everything that stands against naming `post` in `setting`: who may not, and what is no setting or no post here."""
    clause = next((one.clause for one in pack.settings if one.name == setting), None)
    found = in_role(office, pack, by, SETS, clause)
    if setting not in {one.name for one in pack.settings}:
        found.append(refusal(Unmet.NOT_OFFERED, clause))
    if post not in pack.roles:
        found.append(refusal(Unmet.NO_APPROVER, clause))
    return tuple(found)
