"""`doorstep ledger` and `doorstep verify --key --checkpoint`, as a landlord would use them."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import gather
from bot.clock import now
from bot.demo.staff import hire
from bot.doctor import ledger
from bot.evidence import keys
from bot.evidence.checkpoints import Broken
from bot.letters.gather import _sealed
from bot.settings import Home
from bot.staff.sign_in import Access
from bot.store import migrate
from bot.store.database import Database


class Landlord:
    """A home with a witness: a folder of another machine."""

    def __init__(self, path: Path) -> None:
        self.share = path / "share"
        self.share.mkdir()
        self.home = Home(path / "home")
        self.home.make()
        (self.home.path / "doorstep.yaml").write_text(
            f"ledger: {{witnesses: [{{name: share, kind: drop, options: {{folder: {self.share}}}}}]}}"
        )
        self.url = self.home.database_url(self.home.settings())
        migrate.upgrade(self.url)
        self.database = Database(self.url)
        keys.ensure(self.home.path, self.database, now)
        self.password = hire(self.database, Access(self.database, now), now)

    def run(self, *words: str) -> Result:
        said = [*words, "--home", str(self.home.path)]
        return CliRunner().invoke(gather(said), said, env={"DOORSTEP_PASSWORD": self.password})

    def told(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json").stdout)


@pytest.fixture
def landlord(tmp_path: Path) -> Iterator[Landlord]:
    made = Landlord(tmp_path)
    yield made
    made.database.close()


def test_sign_send_and_verify_with_what_was_kept_outside(landlord: Landlord) -> None:
    assert landlord.run("ledger", "sign").stdout.endswith("Sent to 1 of 1 witnesses\n")
    assert landlord.run("ledger", "sign").stdout.startswith("Nothing new to sign")
    status = landlord.told("ledger", "status")
    assert [(row["name"], row["state"], row["size"]) for row in status["witnesses"]] == [
        ("share", "sent", status["size"])
    ]
    (kept,) = landlord.share.iterdir()
    printed = re.findall(
        r"^Key ((?:[0-9a-f]{4} ){7}[0-9a-f]{4})$", landlord.run("ledger", "status").stdout, re.MULTILINE
    )
    done = landlord.run("verify", "--key", printed[0], "--checkpoint", str(kept))
    assert done.exit_code == 0
    assert f"Origin: signed under the key {status['key']}. Complete up to entry {status['size']}" in done.stdout
    told = landlord.told("verify", "--checkpoint", str(landlord.share))
    assert (told["ok"], told["witnessed"], told["origin"]) == (True, status["size"], "")


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--key", "0" * 64), 1, "the ledger has no key 000"),
        (("--key", "12 34"), 2, "a key is named by 32 or 64 digits of its fingerprint, not 4"),
    ],
)
def test_a_wrong_key_is_one_line(landlord: Landlord, words: tuple[str, ...], code: int, line: str) -> None:
    done = landlord.run("verify", *words)
    assert done.exit_code == code
    assert line in done.output
    assert len(done.output.splitlines()) == 1


def test_a_file_that_is_no_checkpoint_is_one_line(landlord: Landlord, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello")
    done = landlord.run("verify", "--checkpoint", str(tmp_path / "note.txt"))
    assert (done.exit_code, done.output.strip()) == (1, f"doorstep: {tmp_path}/note.txt: there is no checkpoint in it")


def test_only_an_admin_changes_the_key_and_what_they_do_is_recorded(landlord: Landlord) -> None:
    before = landlord.told("ledger", "status")["key"]
    assert landlord.run("ledger", "rotate", "--as", "priya").exit_code == 4
    assert landlord.told("ledger", "status")["key"] == before
    assert landlord.run("ledger", "rotate", "--as", "sam").exit_code == 0
    assert landlord.run("ledger", "backed-up", "--as", "sam").exit_code == 0
    after = landlord.told("ledger", "status")
    assert after["key"] != before
    assert after["backed_up_at"] is not None
    landlord.run("ledger", "sign")
    assert landlord.told("verify", "--key", before)["keys"] == 2


def test_a_lost_key_is_replaced_by_an_admin_and_everybody_is_told(landlord: Landlord) -> None:
    landlord.run("ledger", "sign")
    before = landlord.told("ledger", "status")["key"]
    (landlord.home.path / keys.FILE).unlink()
    asked = next(
        f for f in ledger(landlord.home, landlord.home.settings(), landlord.database) if f.what == "ledger key"
    )
    assert "doorstep ledger key lost --as LOGIN --reason WHY" in asked.do
    words = ("ledger", "key", "lost", "--reason", "The disk failed, and the memory stick with it", "--as")
    assert landlord.run(*words, "priya").exit_code == 4
    done = landlord.run(*words, "sam")
    assert done.exit_code == 0, done.output
    assert "Nobody before it vouches for it: tell its fingerprint to whoever knew the old one" in done.stdout
    landlord.run("ledger", "sign")
    refused = landlord.run("verify", "--key", before)
    assert refused.exit_code == 1
    assert "Ask for its fingerprint by another way" in refused.stdout
    after = landlord.told("ledger", "status")["key"]
    told = landlord.told("verify", "--key", after)
    assert (told["ok"], told["origin"], len(told["breaks"])) == (True, after, 1)
    again = landlord.run(*words, "sam")
    assert isinstance(again.exception, keys.NoKey)
    with landlord.database.read() as tx:
        why = tx.exec_driver_sql("SELECT value FROM content WHERE field = 'why' ORDER BY seq DESC").scalar()
    assert why == b"The disk failed, and the memory stick with it"


def test_an_older_copy_that_was_put_back_is_shown_and_accepted_with_a_reason(landlord: Landlord) -> None:
    file = Path(landlord.url.removeprefix("sqlite:///"))
    landlord.database.close()
    shutil.copy(file, copy := file.with_suffix(".copy"))
    landlord.run("ledger", "backed-up", "--as", "sam")
    landlord.run("ledger", "sign")
    shutil.copy(copy, file)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    done = landlord.run("ledger", "sign")
    assert isinstance(done.exception, Broken)
    assert "an older copy was put back" in landlord.told("ledger", "status")["wrong"]
    said = landlord.run("ledger", "accept", "--as", "sam", "--reason", "Disk failed; Thursday's copy put back")
    assert said.exit_code == 0, said.output
    assert "Recorded." in said.stdout
    assert landlord.run("ledger", "sign").exit_code == 0
    told = landlord.told("verify", "--checkpoint", str(landlord.share))
    assert not told["ok"]  # the witness remembers what was lost


def test_doctor_says_who_vouches_for_the_record(landlord: Landlord) -> None:
    def found() -> dict[str, tuple[str, str]]:
        return {
            f.what: (f.level.value, f.says) for f in ledger(landlord.home, landlord.home.settings(), landlord.database)
        }

    before = found()
    assert before["record"] == ("advice", "nothing signed yet")
    assert before["witness share"] == ("advice", "nothing sent yet")
    assert before["ledger key"][1].endswith("nobody said that a copy is kept elsewhere")
    landlord.share.rename(landlord.share.with_name("unmounted"))
    landlord.run("ledger", "sign")
    level, says = found()["witness share"]
    assert (level, says.endswith("the folder is not there: is it mounted?")) == ("bad", True)
    landlord.share.with_name("unmounted").rename(landlord.share)
    landlord.run("ledger", "backed-up", "--as", "sam")
    landlord.run("ledger", "sign")
    after = found()
    assert {what: level for what, (level, _) in after.items()} == dict.fromkeys(after, "good")
    (landlord.home.path / keys.FILE).chmod(0o644)
    assert found()["ledger key"][0] == "bad"


def test_what_a_letter_says_of_the_record_is_checked(landlord: Landlord) -> None:
    landlord.run("ledger", "sign")
    status = landlord.told("ledger", "status")
    with landlord.database.read() as tx:
        sealed = _sealed(tx)
    assert sealed is not None
    done = landlord.run("verify", "--root", f"{sealed.size:,}: {sealed.root}", "--key", sealed.key)
    assert done.exit_code == 0, done.output
    assert f"Complete up to entry {status['size']}, as read on paper" in done.output
    wrong = landlord.run("verify", "--root", f"{sealed.size}: {'0' * 32}")
    assert (wrong.exit_code, "are not those whose root was printed" in wrong.output) == (1, True)
    assert landlord.run("verify", "--root", f"{sealed.size + 1}:{status['root']}").exit_code == 1
    assert landlord.run("verify", "--root", "12").exit_code == 2
