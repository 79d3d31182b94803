"""How sure we are who an account is: the last link that still holds."""

from datetime import UTC, datetime, timedelta

from rules.identity.links import Link, Unlink, identity
from rules.model.account import Assurance, Identity

AT = datetime(2026, 11, 1, tzinfo=UTC)
CLAIMED = Link("c1", Assurance.CLAIMED, "said so in a message", "s1", AT)
VERIFIED = Link("c1", Assurance.VERIFIED, "answered security questions", "s1", AT + timedelta(days=1))


def test_nobody_until_somebody_links() -> None:
    assert identity([], AT) == Identity()


def test_a_later_link_stands_and_can_be_taken_back() -> None:
    assert identity([CLAIMED, VERIFIED], AT) == Identity(Assurance.VERIFIED, "c1")
    assert identity([CLAIMED, VERIFIED, Unlink("c1", "s2", AT)], AT) == Identity()


def test_a_link_ends_when_it_expires() -> None:
    until = Link("c1", Assurance.VERIFIED, "letter", "s1", AT, expires=AT + timedelta(days=30))
    assert identity([until], AT + timedelta(days=29)).assurance is Assurance.VERIFIED
    assert identity([until], AT + timedelta(days=30)) == Identity()


def test_rule_1_a_name_match_is_only_a_suggestion() -> None:
    assert identity([Link("c1", Assurance.NONE, "same name", "machine", AT)], AT) == Identity()


def test_of_two_customers_the_one_linked_last_and_taking_it_back_restores_the_other() -> None:
    other = Link("c2", Assurance.CLAIMED, "letter", "s1", AT)
    assert identity([VERIFIED, other], AT) == Identity(Assurance.CLAIMED, "c2")
    assert identity([VERIFIED, other, Unlink("c2", "s2", AT)], AT) == Identity(Assurance.VERIFIED, "c1")
