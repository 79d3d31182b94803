"""`doorstep demo` as a new user starts it: comments arrive, measures happen, the record grows and is whole."""

import json
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import text

from bot.store.database import Database
from tests.bot.cli.run import doorstep
from tests.stories.process import Process, until


class Played(NamedTuple):
    """A demo that was played, and what its people sign in with."""

    folder: Path
    password: str


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A demo that told its night and a little of its morning, and was stopped."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    with Process("demo", "--folder", str(folder), "--port", "0", "--seed", "3") as demo:
        address = demo.wait_for(r"demo landlord: (http://127\.0\.0\.1:\d+)").group(1)
        password = demo.wait_for(r"password (\S+)").group(1)
        with urllib.request.urlopen(address, timeout=10) as page:
            assert b"Sign in" in page.read()
        database = Database(f"sqlite:///{folder}/doorstep.db")
        until(lambda: count(database, "SELECT count(*) FROM interaction WHERE kind = 'quote'"), "the morning came")
        until(
            lambda: count(database, "SELECT count(*) FROM action WHERE state = 'confirmed' AND measure = 'hide'"),
            "a hide was confirmed",
        )
        database.close()
        assert demo.stop() == 0, demo.said()
    return Played(folder, password)


def count(database: Database, question: str) -> int:
    with database.read() as tx:
        return int(tx.execute(text(question)).scalar_one())


def test_the_record_is_whole(played: Played) -> None:
    done = doorstep("verify", "--json", home=played.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["entries"] > 100


def test_the_gas_leak_of_the_night_called_a_person_and_has_a_clock(played: Played) -> None:
    database = Database(f"sqlite:///{played.folder}/doorstep.db")
    gas = (
        "SELECT i.id FROM interaction i JOIN content c ON c.seq = i.text_seq AND c.field = 'text'"
        " WHERE c.value = CAST('strong smell of gas in the stairwell at Ash Court, everyones got headaches,"
        " your line is just ringing out' AS BLOB)"
    )
    assert count(database, f"SELECT count(*) FROM alarm WHERE interaction_id IN ({gas}) AND calls > 0")
    assert count(database, f"SELECT count(*) FROM need WHERE interaction_id IN ({gas}) AND kind = 'emergency'")
    assert not count(
        database, f"SELECT count(*) FROM action WHERE interaction_id IN ({gas}) AND measure IN ('hide', 'hold')"
    )
    database.close()


def test_anything_on_record_can_be_explained_and_replays(played: Played) -> None:
    database = Database(f"sqlite:///{played.folder}/doorstep.db")
    with database.read() as tx:
        hidden = tx.execute(text("SELECT interaction_id FROM action WHERE measure = 'hide' LIMIT 1")).scalar_one()
        reference = tx.execute(text("SELECT reference FROM need LIMIT 1")).scalar_one()
    database.close()
    for name in (hidden, reference):
        done = doorstep(
            "explain", name, "--json", "--as", "priya", home=played.folder, DOORSTEP_PASSWORD=played.password
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["replayed"] is True


def test_a_folder_that_is_not_a_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    done = doorstep("demo", "--folder", str(tmp_path))
    assert done.returncode == 2
    assert (tmp_path / "mine.txt").read_text() == "keep me"
