"""A block from the command line: proposed by one person, approved by another with a reason and an end, read back, lifted."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.memory.world import World
from bot.clock import now
from bot.staff import people
from bot.staff.sign_in import Access
from bot.store.database import Database
from rules.model.measure import Verb
from rules.model.staff import Role
from tests.bot.cli.run import doorstep
from tests.stories.process import Process, until
from tests.stories.test_run import SETTINGS, home_with, rows

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

PASSWORD = "a long enough password 7"
STAFF = {"priya": Role.MODERATOR, "helen": Role.APPROVER, "sam": Role.ADMIN}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A running landlord in `assist`, with three people who can sign in."""
    folder = home_with(tmp_path, SETTINGS)
    assert doorstep("db", "upgrade", home=folder).returncode == 0
    database = Database(f"sqlite:///{folder}/doorstep.db")
    for login, role in STAFF.items():
        invited = people.add(database, now, None, login, login.title(), frozenset({role}))
        assert Access(database, now).set_up(invited.code or "", PASSWORD) is None
    database.close()
    with Process("run", home=folder) as running:
        running.wait_for("Doorstep for Story Homes")
        until(lambda: rows(folder, "SELECT 1 FROM channel WHERE state = 'listening'"), "it listens")
        assert desk(folder, "mode", "page", "assist", "--as", "sam") == 0
        yield folder


def desk(home: Path, *words: str, says: str = "") -> int:
    done = doorstep("desk", *words, home=home, DOORSTEP_PASSWORD=PASSWORD)
    print(words, done.stdout, done.stderr)  # shown when the test fails
    assert says in done.stdout + done.stderr
    return done.returncode


def test_a_block_takes_two_people_a_reason_and_an_end_and_can_be_lifted(home: Path) -> None:
    world = World(home / "platform.db")
    world.say("You useless fucking bastards, all of you", author="rob")
    [(item,)] = until(lambda: rows(home, "SELECT id FROM interaction"), "it was judged")
    assert (
        desk(home, "block", str(item), "--as", "priya", "--reason", "third time this week", "--ends", "2027-01-31") == 0
    )
    [(block, proposer)] = rows(
        home, "SELECT id, proposed_by FROM action WHERE measure = 'block' AND proposed_by IS NOT NULL"
    )
    assert proposer
    assert desk(home, "approve", str(block), "--as", "priya", "--reason", "sure", "--ends", "2027-01-31") == 4
    assert desk(home, "approve", str(block), "--as", "helen") == 4
    assert world.standing(Verb.BLOCK) == frozenset()
    assert desk(home, "approve", str(block), "--as", "helen", "--reason", "agreed", "--ends", "2027-01-31") == 0
    until(
        lambda: rows(home, f"SELECT 1 FROM action WHERE id = '{block}' AND state = 'confirmed'"), "the block was seen"
    )
    assert world.standing(Verb.BLOCK) == frozenset({"rob"})
    assert desk(home, "undo", str(block), "--as", "helen", "--reason", "appeal: decision overturned") == 0
    until(lambda: rows(home, f"SELECT 1 FROM action WHERE id = '{block}' AND state = 'undone'"), "the block was lifted")
    assert world.standing(Verb.BLOCK) == frozenset()
    assert doorstep("verify", home=home).returncode == 0


def test_waiting_lists_proposals_needs_and_calls(home: Path) -> None:
    World(home / "platform.db").say("Smell of gas on the stairs, you useless fucking bastards", author="col")
    until(lambda: rows(home, "SELECT 1 FROM alarm"), "a person is called")
    done = doorstep("desk", "waiting", "--json", home=home)
    waiting = json.loads(done.stdout)
    assert {action["measure"] for action in waiting["actions"]} >= {"warning_private"}
    assert {need["kind"] for need in waiting["needs"]} >= {"emergency"}
    [call] = waiting["calls"]
    assert desk(home, "answer", call["id"], "--as", "priya") == 0
    assert not rows(home, "SELECT 1 FROM alarm WHERE state = 'ringing'")


def test_a_wrong_password_is_refused_and_does_nothing(home: Path) -> None:
    done = doorstep("desk", "switch", "kill", "--as", "priya", "--reason", "x", home=home, DOORSTEP_PASSWORD="no")
    assert done.returncode == 4
    assert not rows(home, "SELECT 1 FROM brake")
