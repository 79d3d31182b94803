"""The tamper exam of the ledger: whoever gets past the triggers is found out, and what they touched is named.

Every byte of every column of a small ledger is changed in turn; entries, contents, keys, checkpoints and what witnesses
answered are dropped, put in and exchanged; the end is cut off at each checkpoint; the key is replaced and everything signed
anew. The counts are printed.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.evidence import keys
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from bot.store import guard
from bot.store.tables import METADATA
from tests.adapters.post.authority import Authority
from tests.bot.evidence.forgery import Forgery

pytestmark = pytest.mark.exam
KEYS = {"entry": "seq", "content": "rowid", "ledger_key": "n", "checkpoint": "size", "witness": "rowid"}
"""The tables that are evidence themselves, with what names a row of them."""

BESIDE = {
    "payload": "its SHA-256 stands in a private field of *heard*: explain and a bundle compare it",
    "interaction decision need task action alarm account opinion": (
        "written with entries that tell the same; work is done by them"
    ),
    "case_file case_account proposal approval restriction appeal marker letter diary customer identity_link": (
        "a case is read from its facts in the ledger; these rows are there to be found by"
    ),
    "legal_hold erasure capture data_protection subject_request weighing": "each step is an entry of its own",
    "brake channel destination staff": "what is set now; each change is an entry",
    "cursor note follower session": "where something goes on from, and who is signed in: nothing that happened",
}
"""Every other table, and why changing it changes no evidence."""


@pytest.fixture(scope="module")
def forgery(database_template: Path, tmp_path_factory: pytest.TempPathFactory, openssl_path: Path) -> Iterator[Forgery]:
    folder = tmp_path_factory.mktemp("forgery")
    (folder / "authority").mkdir()
    authority = Authority(folder / "authority", openssl_path)
    made = Forgery(Path(shutil.copy(database_template, folder / "doorstep.db")), folder, authority)
    shown = verify(made.database, outside=made.outside).vouched
    assert (shown.checkpoints, shown.stamps) == (3, 1)
    yield made
    made.database.close()


def cells(raw: sqlite3.Connection) -> Iterator[tuple[str, str, Any, Any]]:
    """Every value of the ledger: table, column, the row's key, the value."""
    for table, key in KEYS.items():
        for column in [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]:
            for number, value in raw.execute(f"SELECT {key}, {column} FROM {table}").fetchall():
                if value is not None:
                    yield table, column, number, value


def changed(value: Any) -> Iterator[Any]:
    """The value with each of its bytes changed in turn; a whole number is eight bytes."""
    if isinstance(value, int):
        for at in range(8):
            yield value ^ (64 << 8 * at)  # never another row's number
        return
    raw = value.encode() if isinstance(value, str) else value
    for at in range(len(raw)):
        yield raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]


def test_every_table_is_in_the_exam_or_is_no_evidence_itself() -> None:
    """A new table is looked at here before it is used."""
    beside = [name for names in BESIDE for name in names.split()]
    assert sorted([*KEYS, *beside]) == sorted(METADATA.tables)


def test_every_byte_of_every_column(forgery: Forgery, exam_count: Callable[[int, int], int]) -> None:
    every = exam_count(40, 1)  # in a small exam one byte in forty
    tried: Counter[str] = Counter()
    with closing(sqlite3.connect(forgery.file)) as raw:
        for trigger in guard.SQLITE:
            raw.execute(f"DROP TRIGGER {trigger.name}")
        raw.commit()
        flips = [(*cell, other) for cell in list(cells(raw)) for other in changed(cell[3])]
        for at, (table, column, number, value, other) in enumerate(flips):
            if at % every and f"{table}.{column}" in tried:
                continue
            put(raw, table, column, number, other, isinstance(value, str))
            told = verify(forgery.database).wrong.split("; also: ")[0]
            assert named(table, told), (table, column, number, other, told)
            back = other if column == KEYS[table] else number
            put(raw, table, column, back, value, isinstance(value, str))
            tried[f"{table}.{column}"] += 1
    assert verify(forgery.database).wrong.startswith("the database does not protect the evidence")
    forgery.again()
    print(f"\n{sum(tried.values()):,} of {len(flips):,} bytes changed, each named: {dict(tried)}")
    assert set(tried) == {f"{table}.{column}" for table, column, *_ in flips}


def put(raw: sqlite3.Connection, table: str, column: str, number: Any, value: Any, is_text: bool) -> None:
    mark = "CAST(? AS TEXT)" if is_text else "?"
    raw.execute(f"UPDATE {table} SET {column} = {mark} WHERE {KEYS[table]} = ?", (value, number))
    raw.commit()


def named(table: str, told: str) -> bool:
    """The fault says where: an entry (of contents: whose), a key, a checkpoint (of an answer: to which)."""
    words = {
        "ledger_key": ("key ", "a key"),
        "checkpoint": ("checkpoint ", "a checkpoint", "a key or a checkpoint"),
        "witness": ("checkpoint ", "entry "),
    }
    return told.startswith(words.get(table, ("entry ", "content for entry ")))


def test_dropped_put_in_and_exchanged(forgery: Forgery) -> None:
    with closing(sqlite3.connect(forgery.file)) as raw:
        last = raw.execute("SELECT max(seq) FROM entry").fetchone()[0]
        fields = raw.execute("SELECT seq, field FROM content").fetchall()
    counts: Counter[str] = Counter()
    for seq in range(1, last + 1):
        counts["entry dropped"] += 1
        told = forgery.after(f"DELETE FROM entry WHERE seq = {seq}").wrong
        assert f"{seq}" in told or (seq == last and told.endswith("no entry tells of an answer to it that is kept"))
        moved = [f"UPDATE entry SET seq = {other + 1} WHERE seq = {other}" for other in range(last, seq - 1, -1)]
        copy = f"INSERT INTO entry SELECT {seq}, body, hash, at, kind, item, body FROM entry WHERE seq = {seq + 1}"
        counts["entry put in"] += 1
        assert forgery.after(*moved, copy).wrong.startswith(f"entry {seq} ")
    for seq in range(1, last):
        swap = [(seq, 900), (seq + 1, seq), (900, seq + 1)]
        counts["entries exchanged"] += 1
        found = forgery.after(*(f"UPDATE entry SET seq = {to} WHERE seq = {at}" for at, to in swap))
        assert found.wrong.startswith(f"entry {seq} ")
    for seq, field in fields:
        counts["private field dropped"] += 1
        told = forgery.after(f"DELETE FROM content WHERE seq = {seq} AND field = '{field}'").wrong
        assert told == f"entry {seq}: private fields of it are gone, and no entry says that they were erased"
    for n in (1, 2):
        counts["key dropped"] += 1
        assert "key" in forgery.after(f"DELETE FROM ledger_key WHERE n = {n}").wrong
    counts["key put in"] += 1
    third = "INSERT INTO ledger_key SELECT 3, 'x', public, at, body, signature, NULL FROM ledger_key WHERE n = 2"
    assert forgery.after(third).wrong.startswith("key 3: its fingerprint")
    for one in forgery.kept:
        counts["checkpoint dropped (given the witness)"] += 1
        found = forgery.after(f"DELETE FROM checkpoint WHERE size = {one.size}", outside=forgery.outside)
        assert f"the checkpoint of {one.size} entries kept outside is no longer among" in found.wrong
        counts["checkpoint put in"] += 1
        again = f"SELECT size + 1, at, root, edge, fingerprint, body, signature FROM checkpoint WHERE size = {one.size}"
        told = forgery.after(f"INSERT INTO checkpoint {again}").wrong
        assert told.startswith((f"checkpoint {one.size + 1}: ", f"a checkpoint covers {one.size + 1} entries"))
    assert verify(forgery.database, outside=forgery.outside).ok
    print(f"\n{sum(counts.values())} forgeries, each named: {dict(counts)}")


def test_answers_of_witnesses_dropped_and_put_in(forgery: Forgery) -> None:
    counts: Counter[str] = Counter()
    with closing(sqlite3.connect(forgery.file)) as raw:
        answers = raw.execute("SELECT rowid, size FROM witness").fetchall()
    for row, size in answers:
        counts["answer of a witness dropped"] += 1
        told = forgery.after(f"DELETE FROM witness WHERE rowid = {row}").wrong
        assert told.startswith(f"checkpoint {size}: an answer of a witness is not kept as entry ")
        counts["answer of a witness put in"] += 1
        again = f"SELECT size, 'police', kind, state, at, next_at, tries, why, receipt FROM witness WHERE rowid = {row}"
        told = forgery.after(f"INSERT INTO witness {again}").wrong
        assert told == f"checkpoint {size}: no entry tells of an answer to it that is kept"
    print(f"\n{sum(counts.values())} forgeries of answers, each named: {dict(counts)}")


def test_the_end_cut_off_at_each_checkpoint(forgery: Forgery) -> None:
    """Cleanly, with all that tells of it: only what is kept outside can show it, and it does."""
    for one in forgery.kept[:-1]:
        cut = [
            f"DELETE FROM entry WHERE seq > {one.size}",
            f"DELETE FROM content WHERE seq > {one.size}",
            f"DELETE FROM checkpoint WHERE size > {one.size}",
            "DELETE FROM ledger_key WHERE n > 1",
            "DELETE FROM witness",
            "UPDATE ledger_key SET backed_up_at = NULL",
        ]
        alone = forgery.after(*cut)
        assert (alone.ok, "Origin and completeness not checked" in str(alone)) == (True, True)
        assert forgery.after(*cut, outside=Outside(forgery.key)).ok  # the key alone cannot know of the rest
        told = forgery.after(*cut, outside=forgery.outside).wrong
        assert "it was cut off, or an older copy was put back" in told
        assert f"the ledger ends at {one.size}" in told


def test_the_key_replaced_and_everything_signed_anew(
    forgery: Forgery, database_template: Path, tmp_path: Path, openssl_path: Path
) -> None:
    """A whole other record with a whole line of keys: consistent in itself, and found out by the key or the witness."""
    (tmp_path / "other").mkdir()
    (tmp_path / "authority").mkdir()
    authority = Authority(tmp_path / "authority", openssl_path)
    other = Forgery(Path(shutil.copy(database_template, tmp_path / "forged.db")), tmp_path / "other", authority)
    assert verify(other.database).ok
    assert verify(other.database, outside=Outside(forgery.key)).wrong.startswith("the ledger has no key")
    by_witness = verify(other.database, outside=Outside(checkpoints=forgery.kept)).wrong
    assert "which is no key of this ledger" in by_witness
    other.database.close()


def test_a_key_row_of_ones_own_does_not_pass(forgery: Forgery, tmp_path: Path) -> None:
    """Only the keys replaced, each signing the next, the ledger left as it is: the entries that made the keys known tell."""
    mine = Ed25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw()
    with forgery.past_the_triggers() as raw:
        at = raw.execute("SELECT at FROM ledger_key WHERE n = 1").fetchone()[0]
        body = keys.body(1, public, "", at)
        raw.execute("DELETE FROM ledger_key WHERE n = 2")
        raw.execute(
            "UPDATE ledger_key SET fingerprint = ?, public = ?, body = ?, signature = ?, backed_up_at = NULL",
            (keys.fingerprint(public), public, body, mine.sign(body)),
        )
    assert "key 1 is another than the one it made known" in verify(forgery.database).wrong
    forgery.again()
