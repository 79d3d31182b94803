"""The demo landlord's staff, with a password made anew at each start."""

import secrets

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


def hire(database: Database, access: Access, clock: Clock) -> str:
    """Add them all; returns the one password they share in this demo."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    for login, name, roles in PEOPLE:
        invited = people.add(database, clock, None, login, name, roles)
        refused = access.set_up(invited.code or "", password)
        if refused is not None:
            raise RuntimeError(f"the demo's {login} cannot sign in: {refused}")
    return password
