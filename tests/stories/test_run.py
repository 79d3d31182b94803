"""`doorstep run` as a landlord starts it: what it refuses, what it waits for, and that it stops without losing anything."""

import sqlite3
import urllib.request
from pathlib import Path

import pytest

from adapters.memory.world import World
from tests.bot.cli.run import doorstep
from tests.stories.process import Process, until

pytestmark = pytest.mark.slow

SETTINGS = """
landlord: Story Homes
console: {port: 0}
channels: [{name: page, platform: memory, options: {file: platform.db}}]
policy_settings: {rules_link: story.example/rules, how_to_challenge: story.example/look-again}
"""

REAL = """
landlord: Story Homes
console: {port: 0}
channels:
  - {name: bluesky, platform: bluesky, options: {handle: story.test, base_url: "http://127.0.0.1:9"}}
emergency: [{name: duty, kind: memory}]
"""


def home_with(tmp_path: Path, settings: str) -> Path:
    (tmp_path / "doorstep.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


def rows(home: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "doorstep.db") as database:
        return database.execute(question).fetchall()


def test_first_run_prints_a_set_up_link_and_what_is_said_is_kept_and_judged(tmp_path: Path) -> None:
    home = home_with(tmp_path, SETTINGS)
    with Process("run", home=home) as running:
        link = running.wait_for(r"First administrator: (http://\S+)").group(1)
        with urllib.request.urlopen(link, timeout=10) as page:
            assert b"password" in page.read()
        World(home / "platform.db").say("Strong smell of gas in our block", author="bev")
        until(lambda: rows(home, "SELECT 1 FROM need WHERE kind = 'emergency'"), "the gas leak became a need")
        assert rows(home, "SELECT mode, state FROM channel") == [("observe", "listening")]
        assert running.stop() == 0
    assert doorstep("verify", home=home).returncode == 0


def test_in_observe_nothing_is_done_on_the_platform(tmp_path: Path) -> None:
    home = home_with(tmp_path, SETTINGS)
    with Process("run", home=home) as running:
        running.wait_for("Doorstep for Story Homes")
        world = World(home / "platform.db")
        world.say("You fucking useless bastards", author="col")
        until(
            lambda: rows(home, "SELECT 1 FROM action WHERE state = 'simulated' AND measure = 'hide'"),
            "a hide was simulated",
        )
        assert world.deeds() == []


def test_a_second_doorstep_on_the_same_database_is_refused(tmp_path: Path) -> None:
    home = home_with(tmp_path, SETTINGS)
    with Process("run", home=home) as running:
        running.wait_for("Doorstep for Story Homes")
        second = doorstep("run", home=home)
        assert second.returncode == 2
        assert "another Doorstep runs on this database" in second.stderr
        assert running.alive


def test_a_real_channel_waits_for_a_test_call_and_for_data_protection(tmp_path: Path) -> None:
    home = home_with(tmp_path, REAL)
    secret = {"DOORSTEP_SECRET_BLUESKY_APP_PASSWORD": "not-a-real-one"}
    with Process("run", home=home, **secret) as running:
        running.wait_for("Doorstep for Story Homes")
        [(state, why)] = until(
            lambda: rows(home, "SELECT state, why FROM channel WHERE state != 'stopped'"), "it waits"
        )
        assert state == "waiting"
        assert "emergency" in str(why)
        with sqlite3.connect(home / "doorstep.db", timeout=10) as database:  # as if the code had come back
            database.execute("UPDATE destination SET acknowledged_at = '2026-11-22T09:00:00.000Z'")
        [(state,)] = until(
            lambda: rows(home, "SELECT state FROM channel WHERE why LIKE 'Nobody in the data-protection role%'"),
            "it waits for data protection",
        )
        assert state == "waiting"
        assert "not-a-real-one" not in running.said()
    assert not rows(home, "SELECT 1 FROM payload")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("channels: [{name: a, platform: pigeon}]", "platform 'pigeon' is not one of"),
        ("channels: [{name: b, platform: bluesky}]", "channel b: handle: Field required"),
        ("policy: nowhere", "no policy pack 'nowhere'"),
        ("landlords: x", "landlords: Extra inputs are not permitted"),
        ("emergency: [{name: c, kind: webhook}]", "destination c"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(tmp_path: Path, settings: str, says: str) -> None:
    done = doorstep("run", home=home_with(tmp_path, settings))
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert done.stderr.strip().count("\n") == 0


def test_a_database_without_its_triggers_is_not_used(tmp_path: Path) -> None:
    home = home_with(tmp_path, SETTINGS)
    assert doorstep("db", "upgrade", home=home).returncode == 0
    with sqlite3.connect(home / "doorstep.db") as database:
        [(trigger,)] = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchall()
        database.execute(f"DROP TRIGGER {trigger}")
    done = doorstep("run", home=home)
    assert done.returncode == 2
    assert trigger in done.stderr
