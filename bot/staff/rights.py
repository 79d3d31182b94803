"""What a role may do: one table. Least privilege: a role that is not named for a right does not have it."""

from dataclasses import dataclass
from enum import StrEnum

from rules.model.staff import Role


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff as known when they acted. `id` is opaque; `login` and `name` are personal.

    `posts` are the landlord's own words for what they are; a policy says what a post may decide.
    """

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    posts: tuple[str, ...] = ()


class Right(StrEnum):
    """One thing that staff may be allowed to do."""

    SEE = "see"
    LEAVE = "leave"
    HIDE = "hide"
    DELETE = "delete"
    WARN = "warn"
    REPORT = "report"
    PROPOSE_BLOCK = "propose_block"
    APPROVE = "approve"
    DECLINE = "decline"
    UNDO = "undo"
    CONFIRM_HIDE = "confirm_hide"
    CLOSE_NEED = "close_need"
    CLOSE_TASK = "close_task"
    ANSWER_ALARM = "answer_alarm"
    CALL_PERSON = "call_person"
    CORRECT = "correct"
    MARK_ACCOUNT = "mark_account"
    SWITCH = "switch"
    SET_MODE = "set_mode"
    MANAGE_STAFF = "manage_staff"
    MANAGE_DESTINATIONS = "manage_destinations"
    SEE_EVIDENCE = "see_evidence"
    SEE_CASES = "see_cases"
    EXPORT = "export"
    AUDIT = "audit"
    """Who did, saw and exported what: it is about colleagues, so only for those whose task it is."""
    CASEWORK = "casework"
    LINK_IDENTITY = "link_identity"
    ERASE = "erase"
    HOLD = "hold"
    APPROVE_PROCESSING = "approve_processing"
    DISCLOSE = "disclose"


_MODERATOR = frozenset(
    {
        Right.SEE,
        Right.LEAVE,
        Right.HIDE,
        Right.WARN,
        Right.REPORT,
        Right.PROPOSE_BLOCK,
        Right.APPROVE,
        Right.DECLINE,
        Right.UNDO,
        Right.CONFIRM_HIDE,
        Right.CLOSE_NEED,
        Right.CLOSE_TASK,
        Right.ANSWER_ALARM,
        Right.CALL_PERSON,
        Right.CORRECT,
        Right.SWITCH,
        Right.SEE_CASES,
        Right.CASEWORK,
        Right.LINK_IDENTITY,
    }
)
"""Who may do what in a case the policy says by post; without the right nobody gets so far."""

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.SEE}),
    Role.MODERATOR: _MODERATOR,
    Role.CASEWORKER: _MODERATOR | {Right.DELETE, Right.MARK_ACCOUNT, Right.SEE_EVIDENCE, Right.EXPORT},
    Role.APPROVER: _MODERATOR | {Right.DELETE, Right.MARK_ACCOUNT, Right.SEE_EVIDENCE, Right.EXPORT},
    Role.ADMIN: frozenset(
        {
            Right.SEE,
            Right.SWITCH,
            Right.SET_MODE,
            Right.MANAGE_STAFF,
            Right.MANAGE_DESTINATIONS,
            Right.ANSWER_ALARM,
            Right.CLOSE_TASK,
        }
    ),
    Role.AUDITOR: frozenset({Right.SEE, Right.SEE_EVIDENCE, Right.SEE_CASES, Right.AUDIT}),
    Role.DATA_PROTECTION: frozenset(
        {
            Right.SEE,
            Right.SEE_EVIDENCE,
            Right.SEE_CASES,
            Right.EXPORT,
            Right.CLOSE_NEED,
            Right.CLOSE_TASK,
            Right.ERASE,
            Right.HOLD,
            Right.AUDIT,
            Right.APPROVE_PROCESSING,
            Right.DISCLOSE,
        }
    ),
}

_FILLS: dict[Role, frozenset[Role]] = {
    Role.MODERATOR: frozenset({Role.CASEWORKER, Role.APPROVER}),
    Role.CASEWORKER: frozenset({Role.APPROVER}),
}
"""Roles that may sign where the pack asks for a lesser one."""


def may(staff: Staff, right: Right) -> bool:
    """Whether one of the roles of `staff` has `right`."""
    return any(right in RIGHTS[role] for role in staff.roles)


def fills(staff: Staff, role: Role) -> bool:
    """Whether `staff` holds the role that a pack asks for, or one that stands above it."""
    return bool(staff.roles & ({role} | _FILLS.get(role, frozenset())))
