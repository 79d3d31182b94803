"""Signing in: wrong guesses wait, sessions end, nothing tells whether a login exists."""

import pytest

from bot.staff import passwords, people
from bot.staff.guesses import FREE_FROM_ONE_ADDRESS
from bot.staff.people import add
from bot.staff.sign_in import NO, STRANGERS_RECORDED, Access, Visit
from bot.store.database import Database
from rules.model.staff import Role
from tests.bot.conftest import TestClock
from tests.bot.staff.test_people import entries

PASSWORD = "three brown teapots"
HERE = "127.0.0.1"


@pytest.fixture
def access(database: Database, clock: TestClock) -> Access:
    access = Access(database, clock)
    invited = add(database, clock, None, "jo", "Jo", frozenset({Role.MODERATOR}))
    assert access.set_up(invited.code or "", PASSWORD) is None
    return access


@pytest.fixture
def visit(access: Access) -> Visit:
    visit = access.sign_in("jo", PASSWORD, HERE)
    assert isinstance(visit, Visit)
    return visit


def test_the_right_password_opens_a_session(access: Access, visit: Visit, database: Database) -> None:
    seen = access.visit(visit.token, seen=True)
    assert seen is not None
    assert (seen.staff.login, seen.csrf, seen.token) == ("jo", visit.csrf, "")
    assert [entry["what"] for entry in entries(database, "sign_in")] == ["signed_in"]


def test_only_the_hash_of_a_token_is_kept(visit: Visit, database: Database) -> None:
    with database.read() as tx:
        kept = tx.exec_driver_sql("SELECT token_hash FROM session").scalar_one()
        password = tx.exec_driver_sql("SELECT password FROM staff").scalar_one()
    assert kept != visit.token
    assert password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("password", ["short", "x" * 257, "aaaaaaaaaaaaaaaa", "jo jo jo jo jo jo"])
def test_weak_passwords_are_not_taken(password: str) -> None:
    assert passwords.weakness(password, "jo") is not None


def test_an_idle_session_ends_and_polling_does_not_keep_it(access: Access, visit: Visit, clock: TestClock) -> None:
    clock.move(minutes=20)
    assert access.visit(visit.token, seen=False)
    clock.move(minutes=10)
    assert access.visit(visit.token, seen=True) is None


def test_a_used_session_ends_after_twelve_hours(access: Access, visit: Visit, clock: TestClock) -> None:
    for _ in range(12 * 3 - 1):
        clock.move(minutes=20)
        assert access.visit(visit.token, seen=True)
    clock.move(minutes=20)
    assert access.visit(visit.token, seen=True) is None


def test_signing_out_ends_it(access: Access, visit: Visit) -> None:
    access.sign_out(visit.token)
    assert access.visit(visit.token, seen=True) is None
    access.sign_out(visit.token)


def test_a_new_password_ends_older_sessions(access: Access, visit: Visit, database: Database, clock: TestClock) -> None:
    code = people.invite_again(database, clock, None, "jo").code
    assert access.set_up(code or "", "four green kettles") is None
    assert access.visit(visit.token, seen=True) is None
    assert access.sign_in("jo", PASSWORD, HERE) == NO


def test_guessing_waits_longer_and_longer(access: Access, clock: TestClock, database: Database) -> None:
    for _ in range(FREE_FROM_ONE_ADDRESS):
        assert access.sign_in("jo", "wrong", HERE) == NO
    assert access.sign_in("jo", PASSWORD, HERE) == NO, "even the right password waits now"
    assert isinstance(access.sign_in("jo", PASSWORD, "127.0.0.2"), Visit), "the real person elsewhere is not locked out"
    for _ in range(FREE_FROM_ONE_ADDRESS):
        access.sign_in("jo", "wrong", HERE)
    clock.move(seconds=31)
    assert isinstance(access.sign_in("jo", PASSWORD, HERE), Visit)
    failed = [entry for entry in entries(database, "sign_in") if entry["what"] == "sign_in_failed"]
    assert len(failed) == FREE_FROM_ONE_ADDRESS, "a try that was turned away unread is no entry"


def test_an_unknown_login_costs_the_same_work(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    verify = passwords._HASHER.verify

    def spy(kept: str, password: str) -> bool:
        checked.append(kept.rsplit("$", 2)[0])
        return verify(kept, password)

    class Spy:
        verify = staticmethod(spy)
        hash = staticmethod(passwords._HASHER.hash)

    monkeypatch.setattr(passwords, "_HASHER", Spy)
    assert access.sign_in("jo", "wrong", HERE) == NO
    assert access.sign_in("nobody", "wrong", HERE) == NO
    assert checked == ["$argon2id$v=19$m=65536,t=3,p=4"] * 2, "one argon2id of the same parameters for each"


def test_a_flood_of_unknown_logins_does_not_flood_the_evidence(
    access: Access, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "fits", lambda kept, password: False)  # the slow part is tested above
    for n in range(STRANGERS_RECORDED + 5):
        assert access.sign_in(f"guess{n}", "wrong", HERE) == NO
    assert len(entries(database, "sign_in")) == STRANGERS_RECORDED
