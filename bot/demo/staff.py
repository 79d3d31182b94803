"""The demo landlord's staff, with a password made anew at each start."""

import secrets
from collections.abc import Mapping

from bot.clock import Clock
from bot.staff import people
from bot.staff.sign_in import Access
from bot.store.database import Database
from rules.model.staff import Role

PEOPLE = (
    ("priya", "Priya Shah, social media", frozenset({Role.MODERATOR})),
    ("martin", "Martin Cole, caseworker", frozenset({Role.CASEWORKER})),
    ("helen", "Helen Boyd, head of service", frozenset({Role.APPROVER})),
    ("duty", "Jo Price, on duty at night", frozenset({Role.MODERATOR})),
    ("sam", "Sam Reid, administrator", frozenset({Role.ADMIN, Role.AUDITOR})),
)


def hire(database: Database, access: Access, clock: Clock, posts: Mapping[str, Role] | None = None) -> str:
    """Add them all, each in every post (`posts`: the policy's, with its role) that fits; returns the password they share."""
    known = posts or {}
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    for login, name, roles in PEOPLE:
        invited = people.add(
            database, clock, None, login, name, roles, [post for post, role in known.items() if role in roles]
        )
        refused = access.set_up(invited.code or "", password)
        if refused is not None:
            raise RuntimeError(f"the demo's {login} cannot sign in: {refused}")
    return password
