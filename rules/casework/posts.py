"""Who may do what. Posts are the landlord's words; a deputy acts in the posts she stands in for."""

from collections.abc import Iterable

from rules.casework.office import Office
from rules.casework.sentences import refusal
from rules.model.case.orders import Refusal
from rules.model.case.words import Person, Unmet
from rules.model.staff import Role
from rules.policy.schema import Pack

ANY_CASE_WORK = frozenset({Role.MODERATOR, Role.CASEWORKER, Role.APPROVER})
"""Roles that may warn, record and refer where the policy names nobody."""

FORMAL_WORK = frozenset({Role.CASEWORKER, Role.APPROVER})
"""Roles that may propose formal action where the policy names nobody."""

DECIDES = frozenset({Role.APPROVER})
"""Roles that decide what was referred to them where the policy names nobody."""


def acts_as(office: Office, pack: Pack, post: str) -> frozenset[str]:
    """The posts that somebody holding `post` may act in."""
    return frozenset({post}) if pack.casework is None else office.posts_of(post, pack.casework)


def in_role(office: Office, pack: Pack, by: Person, roles: frozenset[Role], clause: str | None = None) -> list[Refusal]:
    """WRONG_POST unless one of the person's posts has one of these roles. A post the pack does not know has none."""
    held = {pack.roles.get(post) for post in acts_as(office, pack, by.post)}
    having = [post for post, role in pack.roles.items() if role in roles]
    return [] if held & roles else [wrong_post(by, having, clause)]


def in_post(office: Office, pack: Pack, by: Person, posts: Iterable[str], clause: str | None = None) -> list[Refusal]:
    """WRONG_POST unless the person holds, or deputises for, one of these posts."""
    wanted = tuple(posts)
    return [] if acts_as(office, pack, by.post) & frozenset(wanted) else [wrong_post(by, wanted, clause)]


def wrong_post(by: Person, posts: Iterable[str], clause: str | None = None) -> Refusal:
    """WRONG_POST, saying which posts may: whoever reads it knows whom to ask, or which post of theirs is not recorded."""
    named = ", ".join(dict.fromkeys(one for one in posts if one))
    acting = f"You acted as {by.post}." if by.post else "You hold no post that counts here."
    return refusal(Unmet.WRONG_POST, clause, f"{acting} It takes: {named}." if named else acting)
