"""Checkpoints: signed in time, handed to a witness outside, and what they show that a ledger alone cannot."""

import asyncio
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.platform import Letter
from adapters.post.drop import DropPost, DropSettings
from bot.evidence import checkpoints, notary, witness
from bot.evidence.checkpoints import BadCheckpoint, Broken, Checkpoint, read, read_files
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from tests.bot.evidence.signing import Signed
from tests.bot.evidence.test_verify import past_the_triggers
from tests.bot.store.test_migrations import refused


def run(signed: Signed) -> Checkpoint | None:
    return asyncio.run(signed.notary.step())


def alarms(signed: Signed) -> list[str]:
    with signed.database.read() as tx:
        return list(tx.execute(text("SELECT why FROM alarm")).scalars())


def states(signed: Signed) -> list[tuple[int, str, int]]:
    with signed.database.read() as tx:
        return [tuple(row) for row in tx.execute(text("SELECT size, state, tries FROM witness ORDER BY size"))]


def test_it_signs_after_so_many_entries_or_minutes(any_signed: Signed) -> None:
    assert run(any_signed) is None
    any_signed.add(3)  # with the key's own: four
    first = run(any_signed)
    assert first is not None
    assert first.size == 4
    any_signed.add()
    any_signed.clock.move(minutes=14, seconds=59)
    assert run(any_signed) is None
    any_signed.clock.move(seconds=1)
    second = run(any_signed)
    assert second is not None
    assert (second.size, second.ledger) == (6, first.ledger), "the witness's answer is an entry too"
    any_signed.clock.move(days=1)
    assert run(any_signed) is None  # nothing new but that answer: nothing signed
    with any_signed.database.read() as tx:
        assert checkpoints.newest(tx) == second


def test_the_root_that_is_signed_is_the_ledgers_in_whatever_steps_it_grew(signed: Signed) -> None:
    for count in (1, 2, 5, 1, 17, 1003):
        signed.add(count)
        signed.clock.move(minutes=1)
        assert signed.sign().root == verify(signed.database).root
    assert verify(signed.database).vouched.checkpoints == 6


def test_a_witness_is_sent_each_checkpoint_once_and_what_it_kept_proves_completeness(
    any_signed: Signed, tmp_path: Path
) -> None:
    any_signed.add(3)
    made = run(any_signed)
    run(any_signed)
    (letter,) = any_signed.post.sent
    assert states(any_signed) == [(4, "sent", 1)]
    (tmp_path / "kept.txt").write_text(letter.text)
    assert made is not None
    assert read_files(tmp_path / "kept.txt") == [made]
    any_signed.add(2)
    shown = verify(any_signed.database, outside=Outside(checkpoints=(made,)))
    assert shown.ok
    assert "Complete up to entry 4, as witnessed at 2026-11-23T09:00:00.000Z" in str(shown)
    assert f"the checkpoint's own key {made.key}" in str(shown)
    both = str(verify(any_signed.database, outside=Outside(made.key, (made,))))
    assert f"Origin: signed under the key {made.key}. Complete up to entry 4" in both
    assert "Completeness not checked." in str(verify(any_signed.database, outside=Outside(made.key)))
    assert str(verify(any_signed.database)).endswith(
        "1 checkpoints signed, the newest covering 4 entries. Origin and completeness not checked."
    )


def test_a_witness_that_does_not_answer_is_tried_again_and_then_a_person_is_called(signed: Signed) -> None:
    signed.post.down = "the mail server answered 550"
    signed.add(3)
    run(signed)
    assert states(signed) == [(4, "failed", 1)]
    run(signed)
    assert states(signed) == [(4, "failed", 1)]  # not before its time
    signed.clock.move(minutes=1)
    run(signed)
    assert states(signed) == [(4, "failed", 2)]
    assert alarms(signed) == []
    signed.clock.move(hours=24)
    run(signed)
    run(signed)
    assert alarms(signed) == [notary.UNWITNESSED]  # once
    with signed.database.read() as tx:
        assert witness.states(tx)[0].why == "the mail server answered 550"
    signed.post.down = ""
    signed.clock.move(hours=2)
    run(signed)
    assert states(signed)[0][1] == "sent"
    with signed.database.read() as tx:
        assert witness.waiting_since(tx) is None


def test_an_end_that_was_cut_off_is_found_by_what_was_signed(signed: Signed) -> None:
    signed.add(5)
    made = signed.sign()
    whole = verify(signed.database).root
    cut = ["DELETE FROM entry WHERE seq > 3", "DELETE FROM content WHERE seq > 3"]
    with past_the_triggers(signed.database) as tx:
        for statement in cut:
            tx.execute(text(statement))
    assert "a checkpoint covers 6 entries, but the ledger ends at 3" in verify(signed.database).wrong
    assert run(signed) is None
    assert alarms(signed) == [notary.UNSIGNED]
    with past_the_triggers(signed.database) as tx:
        tx.execute(text("DELETE FROM checkpoint"))
    assert verify(signed.database).ok  # nothing in the database tells any more
    told = verify(signed.database, outside=Outside(checkpoints=(made,))).wrong
    assert "a checkpoint kept outside covers 6 entries" in told
    assert "the ledger ends at 4" in told or "the ledger ends at 3" in told
    with pytest.raises(Broken, match=r"6 entries were signed at .* an older copy was put back"):
        signed.notary.sign()
    assert whole == made.root


def test_an_older_copy_that_was_put_back_is_not_silently_continued(signed: Signed) -> None:
    signed.add(3)
    signed.sign()
    file = Path(signed.database.url.removeprefix("sqlite:///"))
    signed.database.close()
    shutil.copy(file, copy := file.with_suffix(".copy"))
    signed.add(4)
    lost = signed.sign()
    signed.database.close()
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    shutil.copy(copy, file)
    assert verify(signed.database).ok
    with signed.database.read() as tx:
        assert "8 entries were signed" in notary.older(signed.folder, tx)
    signed.add(9)  # it went on, and is longer than before: still another ledger
    with pytest.raises(Broken, match="entry 8 is another than the one that was signed"):
        signed.notary.sign()
    said = notary.accept(signed.folder, signed.database, signed.clock, "s_1", "Disk failed")
    assert "entry 8 is another" in said
    signed.sign()
    assert verify(signed.database).ok
    assert "not those that were signed" in verify(signed.database, outside=Outside(checkpoints=(lost,))).wrong
    assert notary.accept(signed.folder, signed.database, signed.clock, "s_1", "again") == ""


def test_a_checkpoint_of_another_ledger_or_key_is_named(signed: Signed, tmp_path: Path) -> None:
    made = signed.sign()
    line = made.line.encode()
    for at in range(len(line)):
        broken = bytearray(line)
        broken[at] ^= 1
        with pytest.raises(BadCheckpoint):
            read(bytes(broken))
    (tmp_path / "letter.txt").write_text("nothing here")
    with pytest.raises(BadCheckpoint, match=r"letter.txt: there is no checkpoint in it"):
        read_files(tmp_path / "letter.txt")


def test_a_saved_e_mail_will_do(signed: Signed, tmp_path: Path) -> None:
    made = signed.sign()
    message = EmailMessage()
    message["Subject"] = "A checkpoint"
    message.set_content(witness.letter(made).text)
    (tmp_path / "saved.eml").write_bytes(bytes(message))
    assert read_files(tmp_path / "saved.eml") == [made]


async def test_a_file_drop_keeps_each_and_overwrites_none(tmp_path: Path, signed: Signed) -> None:
    folder = tmp_path / "share"
    post = DropPost("share", DropSettings(folder=folder))
    letter = witness.letter(signed.sign())
    assert (await post.send(letter)).why == "the folder is not there: is it mounted?"
    folder.mkdir()
    assert (await post.send(letter)).accepted
    assert (await post.send(letter)).accepted
    assert [file.name for file in folder.iterdir()] == [f"{letter.key}.txt"]
    other = await post.send(Letter(letter.key, "", "other"))
    assert (other.accepted, other.why) == (False, "another file of that name is in the folder")
    assert len(read_files(folder)) == 1


REFUSED: dict[str, tuple[str, str]] = {
    "checkpoint changed": ("UPDATE checkpoint SET at = 'x'", "UPDATE refused"),
    "checkpoint gone": ("DELETE FROM checkpoint", "DELETE refused"),
    "checkpoint beyond": (
        "INSERT INTO checkpoint SELECT 99, at, root, edge, fingerprint, body, signature FROM checkpoint",
        "INSERT refused",
    ),
    "checkpoint again": ("INSERT INTO checkpoint SELECT * FROM checkpoint", "INSERT refused"),
    "key changed": ("UPDATE ledger_key SET public = signature", "UPDATE refused"),
    "key gone": ("DELETE FROM ledger_key", "DELETE refused"),
    "key out of line": (
        "INSERT INTO ledger_key SELECT 3, 'x', public, at, body, signature, NULL FROM ledger_key",
        "INSERT refused",
    ),
    "witness gone": ("DELETE FROM witness", "DELETE refused"),
    "witness unsaid": ("UPDATE witness SET state = 'waiting'", "UPDATE refused"),
}


@pytest.mark.parametrize("deed", REFUSED)
def test_the_database_itself_refuses(any_signed: Signed, deed: str) -> None:
    any_signed.add(3)
    run(any_signed)
    refused(any_signed.database, *REFUSED[deed])
