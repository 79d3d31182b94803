"""Adding and letting go of staff; the first-run link."""

import json

from bot.staff.people import add, deactivate, find, first_run, invite_again, people, set_posts
from bot.staff.rights import Staff
from bot.staff.sign_in import Access, Visit
from bot.store.database import Database
from rules.model.staff import Role
from tests.bot.conftest import TestClock

PASSWORD = "three brown teapots"
MODERATOR = frozenset({Role.MODERATOR})


def entries(database: Database, kind: str) -> list[dict[str, object]]:
    with database.read() as tx:
        rows = tx.exec_driver_sql(f"SELECT body FROM entry WHERE kind = '{kind}' ORDER BY seq").all()
    return [json.loads(row[0])["data"] for row in rows]


def test_first_run_makes_one_link_until_somebody_can_sign_in(database: Database, clock: TestClock) -> None:
    access = Access(database, clock)
    first, second = first_run(database, clock), first_run(database, clock)
    assert first.code is not None
    assert second.code is not None
    assert access.invited(first.code) is None, "a newer link replaces the older"
    assert access.set_up(second.code, PASSWORD) is None
    assert first_run(database, clock).code is None
    assert access.invited(second.code) is None, "a link is used up"


def test_a_link_is_too_old_after_a_day(database: Database, clock: TestClock) -> None:
    invited = add(database, clock, None, "jo", "Jo", MODERATOR)
    assert invited.code is not None
    clock.move(hours=24)
    access = Access(database, clock)
    assert access.invited(invited.code) is None
    assert access.set_up(invited.code, PASSWORD) is not None


def test_only_an_administrator_adds_staff(database: Database, clock: TestClock) -> None:
    add(database, clock, None, "jo", "Jo", MODERATOR)
    jo = find(database, "JO")
    assert jo is not None
    refused = add(database, clock, jo, "al", "Al", frozenset({Role.ADMIN}))
    assert refused.code is None
    forged = Staff(jo.id, jo.login, jo.name, frozenset({Role.ADMIN}))
    assert add(database, clock, forged, "al", "Al", MODERATOR).code is None, "rights are read from the row"
    assert [staff.login for staff, _ in people(database)] == ["jo"]


def test_logins_are_unique_whatever_the_case(database: Database, clock: TestClock) -> None:
    assert add(database, clock, None, "jo", "Jo", MODERATOR).code
    assert "taken" in add(database, clock, None, " JO ", "Joanna", MODERATOR).why


def test_letting_go_ends_sessions_and_links(database: Database, clock: TestClock) -> None:
    access = Access(database, clock)
    invited = add(database, clock, None, "jo", "Jo", MODERATOR)
    assert invited.code is not None
    access.set_up(invited.code, PASSWORD)
    visit = access.sign_in("jo", PASSWORD, "127.0.0.1")
    assert isinstance(visit, Visit)
    again = invite_again(database, clock, None, "jo")
    assert deactivate(database, clock, None, "jo") is None
    assert access.visit(visit.token, seen=True) is None
    assert isinstance(access.sign_in("jo", PASSWORD, "127.0.0.1"), str)
    assert access.invited(again.code or "") is None
    assert find(database, "jo") is None


def test_every_change_is_an_entry_without_names(database: Database, clock: TestClock) -> None:
    add(database, clock, None, "jo.smith", "Jo Smith", MODERATOR)
    deactivate(database, clock, None, "jo.smith")
    data = entries(database, "staff")
    assert [entry["what"] for entry in data] == ["added", "deactivated"]
    assert data[0]["roles"] == ["moderator"]
    with database.read() as tx:
        bodies = b"".join(row[0] for row in tx.exec_driver_sql("SELECT body FROM entry").all())
    assert b"smith" not in bodies.lower()


def test_posts_are_the_landlords_own_words_and_on_record(any_database: Database, clock: TestClock) -> None:
    posts = ["Head of Service", " Head of Service ", "Caution Lead"]
    add(any_database, clock, None, "helen", "Helen", frozenset({Role.APPROVER}), posts)
    helen = find(any_database, "helen")
    assert helen is not None
    assert helen.posts == ("Head of Service", "Caution Lead")
    assert set_posts(any_database, clock, None, "helen", ["Senior Manager"]) is None
    assert [staff.posts for staff, _ in people(any_database)] == [("Senior Manager",)]
    assert [entry["posts"] for entry in entries(any_database, "staff")] == [
        ["Head of Service", "Caution Lead"],
        ["Senior Manager"],
    ]


def test_only_an_administrator_says_who_holds_which_post(database: Database, clock: TestClock) -> None:
    add(database, clock, None, "jo", "Jo", MODERATOR)
    jo = find(database, "jo")
    assert "Only an administrator" in (set_posts(database, clock, jo, "jo", ["Head of Service"]) or "")
    assert "nobody active" in (set_posts(database, clock, None, "al", ["Head of Service"]) or "")
    assert find(database, "jo") == jo
