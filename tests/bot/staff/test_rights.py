"""Least privilege: the table says it all."""

from bot.staff.rights import RIGHTS, Right, Staff, fills, may
from rules.model.staff import Role


def somebody(*roles: Role) -> Staff:
    return Staff("s_1", "a", "A", frozenset(roles))


def test_every_role_is_in_the_table_and_every_right_has_a_holder() -> None:
    assert set(RIGHTS) == set(Role)
    assert frozenset().union(*RIGHTS.values()) == set(Right)


def test_an_administrator_has_no_say_over_comments() -> None:
    admin = somebody(Role.ADMIN)
    assert not any(may(admin, right) for right in (Right.HIDE, Right.WARN, Right.APPROVE, Right.UNDO, Right.LEAVE))


def test_nobody_without_a_role_may_anything() -> None:
    assert not any(may(somebody(), right) for right in Right)


def test_a_higher_role_fills_a_lesser_one_and_never_the_other_way() -> None:
    assert fills(somebody(Role.APPROVER), Role.MODERATOR)
    assert not fills(somebody(Role.MODERATOR), Role.APPROVER)
    assert not fills(somebody(Role.CASEWORKER), Role.APPROVER)
