# long: one story of tampering after another against the same ledger
"""Whoever gets past the triggers is found out: each changed byte, each missing, added or exchanged entry, by name."""

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, text

from bot.evidence.append import GENESIS, Draft, append, leaf_hash
from bot.evidence.tree import Frontier
from bot.evidence.verify import Verified, verify
from bot.store import guard
from bot.store.database import Database
from rules.model.evidence import EntryKind
from tests.bot.evidence.signing import Signed

AT = "2026-11-23T09:00:00.000Z"
COUNT = 8


@pytest.fixture
def ledger(any_database: Database) -> Database:
    return fill(any_database)


@pytest.fixture
def sqlite_ledger(database: Database) -> Database:
    return fill(database)


def fill(database: Database, count: int = COUNT) -> Database:
    """Entries that know their number: *heard* with two private fields, and *decided* with data and none."""
    for number in range(1, count, 2):
        heard = Draft(EntryKind.HEARD, f"i_{number}", {"n": number}, {"text": b"\xff\x00cold", "author": b"ann"})
        with database.write() as tx:
            append(
                tx, [heard, Draft(EntryKind.DECIDED, f"i_{number}", {"course": "leave", "scores": [number, None]})], AT
            )
    return database


@contextmanager
def past_the_triggers(database: Database) -> Iterator[Connection]:
    """What somebody with the database password can do, leaving no trace in the triggers."""
    every = guard.SQLITE if database.is_sqlite else guard.POSTGRESQL
    with database.write() as tx:
        for trigger in every:
            tx.exec_driver_sql(f"DROP TRIGGER {trigger.name}" + ("" if database.is_sqlite else f" ON {trigger.table}"))
        yield tx
        for trigger in every:
            tx.exec_driver_sql(trigger.sqlite if database.is_sqlite else trigger.postgresql)


def tampered(database: Database, *statements: str, **values: object) -> Verified:
    with past_the_triggers(database) as tx:
        for statement in statements:
            tx.execute(text(statement), values)
    return verify(database)


def hashes(database: Database) -> list[bytes]:
    with database.read() as tx:
        return [bytes(row) for row in tx.exec_driver_sql("SELECT hash FROM entry ORDER BY seq").scalars()]


def test_a_whole_ledger_is_consistent_and_says_what_was_not_checked(ledger: Database) -> None:
    seen: list[tuple[int, int]] = []
    result = verify(ledger, lambda done, total: seen.append((done, total)))
    tree = Frontier()
    for leaf in hashes(ledger):
        tree.add(leaf)
    assert result == Verified(COUNT, COUNT, 0, tree.root(), "")
    assert result.ok
    assert seen == [(COUNT, COUNT)]
    assert str(result).endswith("Origin and completeness not checked.")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            "UPDATE content SET value = 'words' WHERE seq = 3",
            "entry 3 (heard): bytes were exchanged for something else (str)",
        ),
        ("UPDATE content SET salt = 9999999999999 WHERE seq = 3", "entry 3 (heard): bytes were exchanged for"),
        ("UPDATE entry SET body = CAST(body AS TEXT) WHERE seq = 2", "entry 2 (heard): bytes were exchanged for"),
        ("UPDATE entry SET hash = 'x' WHERE seq = 2", "entry 2 (heard): bytes were exchanged for something else (str)"),
        ("UPDATE ledger_key SET public = 'x'", "a key or a checkpoint cannot be read"),
        ("UPDATE checkpoint SET root = 'x'", "a key or a checkpoint cannot be read"),
    ],
)
def test_words_or_a_number_in_the_place_of_bytes(signed: Signed, change: str, named: str) -> None:
    """SQLite holds anything in any column: it is a fault with a name, and no crash."""
    signed.add(3)
    signed.sign()
    assert tampered(signed.database, change).wrong.startswith(named)


def test_an_empty_ledger_is_whole(any_database: Database) -> None:
    assert verify(any_database) == Verified(0, 0, 0, Frontier().root(), "")


def test_a_ledger_longer_than_one_look(database: Database) -> None:
    with database.write() as tx:
        append(tx, [Draft(EntryKind.BRAKE, None, {"n": number}) for number in range(2_345)], AT)
    seen: list[int] = []
    assert verify(database, lambda done, total: seen.append(done)).entries == 2_345
    assert seen == [1_000, 2_000, 2_345]


def test_what_was_erased_is_counted_and_breaks_nothing(ledger: Database) -> None:
    before = verify(ledger)
    with ledger.write() as tx:
        tx.exec_driver_sql("DELETE FROM content WHERE owner = 'i_3'")
    without = verify(ledger)
    assert without.wrong == "entry 3: private fields of it are gone, and no entry says that they were erased"
    with ledger.write() as tx:
        append(tx, [Draft(EntryKind.ERASED, "i_3", {"reason": "retention"})], AT)
    after = verify(ledger)
    assert (after.ok, after.contents, after.erased) == (True, COUNT - 2, 2), after.wrong
    assert "2 erased" in str(after)
    assert before.ok


def test_an_erasure_explains_what_it_lists_and_only_what_was_there(ledger: Database) -> None:
    with ledger.write() as tx:
        append(tx, [Draft(EntryKind.ERASED, "u_1", {"comments": ["i_1", "i_3"], "payloads": [7]})], AT)
        append(tx, [Draft(EntryKind.HEARD, "i_3", {}, {"text": b"later"})], AT)
        tx.exec_driver_sql("DELETE FROM content WHERE owner IN ('i_1', 'i_3') AND seq < 9")
    assert verify(ledger).ok
    with ledger.write() as tx:
        tx.exec_driver_sql("DELETE FROM content WHERE owner = 'i_3'")
    assert verify(ledger).wrong.startswith("entry 10: private fields of it are gone")


BESIDE = "entry 3 (heard): its time, kind or item beside the body is another than in the body"
CHANGES = {
    "entry SET body = hash WHERE seq = 3": "entry 3 (heard): its hash is not that of its body",
    "entry SET hash = prev WHERE seq = 4": "entry 4 (decided): its hash is not that of its body",
    "entry SET prev = body WHERE seq = 5": "entry 5 (heard): it does not follow the entry before it",
    "entry SET kind = 'done' WHERE seq = 3": BESIDE.replace("heard", "done"),
    "entry SET at = '2026' WHERE seq = 3": BESIDE,
    "entry SET item = 'i_1' WHERE seq = 3": BESIDE,
    "entry SET item = NULL WHERE seq = 3": BESIDE,
    "entry SET seq = 80 WHERE seq = 8": "entry 8 is missing",
    "entry SET seq = 0 WHERE seq = 8": "entry 0 stands before the first",
    "content SET value = salt WHERE seq = 3": "entry 3 (heard): its content field 'author' is not what was committed to",
    "content SET salt = value WHERE seq = 3": "entry 3 (heard): its content field 'author' is not what was committed to",
    "content SET owner = 'i_1' WHERE seq = 3": "entry 3 (heard): its content field 'author' is filed under another item",
    "content SET field = 'x' WHERE seq = 3 AND field = 'text'": "entry 3 (heard): its content has a field 'x' that nothing",
    "content SET seq = -1 WHERE seq = 3": "content for entry -1 is there, but no such entry: the last is 8",
}
DROPS = {
    "seq = 4": "entry 4 is missing",
    "seq IN (2, 3, 4)": "entry 2 is missing",
    "seq = 1": "entry 1 is missing",
    "seq >= 7": "content for entry 7 is there, but no such entry: the last is 6",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_past_the_triggers_is_named(ledger: Database, change: str) -> None:
    result = tampered(ledger, f"UPDATE {change}")
    assert result.wrong.startswith(CHANGES[change])
    assert (result.ok, result.root, "\n" in str(result)) == (False, b"", False)


@pytest.mark.parametrize("which", DROPS)
def test_missing_entries_are_named(ledger: Database, which: str) -> None:
    assert tampered(ledger, f"DELETE FROM entry WHERE {which}").wrong == DROPS[which]


def test_two_exchanged_entries_are_named(ledger: Database) -> None:
    result = tampered(
        ledger,
        "UPDATE entry SET seq = 90 WHERE seq = 4",
        "UPDATE entry SET seq = 4 WHERE seq = 6",
        "UPDATE entry SET seq = 6 WHERE seq = 90",
    )
    assert result.wrong.startswith("entry 4 (decided): it does not follow the entry before it")


def test_an_entry_put_in_between_is_named(ledger: Database) -> None:
    moved = [f"UPDATE entry SET seq = {seq + 1} WHERE seq = {seq}" for seq in range(COUNT, 4, -1)]
    copy = "INSERT INTO entry SELECT 5, body, hash, at, kind, item, body FROM entry WHERE seq = 4"
    assert tampered(ledger, *moved, copy).wrong.startswith("entry 5 (decided): it does not follow the entry before it")


def rewritten(database: Database, seq: int, change: Callable[[bytes], bytes]) -> Verified:
    """A forger who also makes the hash right, so that only what follows, or the form, can tell."""
    with database.read() as tx:
        row = tx.execute(text("SELECT body FROM entry WHERE seq = :seq"), {"seq": seq}).scalar_one()
    body = change(bytes(row))
    assert body != bytes(row)
    return tampered(
        database,
        "UPDATE entry SET body = :body, hash = :hash WHERE seq = :seq",
        body=body,
        hash=leaf_hash(body),
        seq=seq,
    )


def test_a_forged_entry_with_a_right_hash_breaks_the_next(ledger: Database) -> None:
    result = rewritten(ledger, 4, lambda body: body.replace(b'"leave"', b'"hide"'))
    assert result.wrong == "entry 5 (heard): it does not follow the entry before it"


def with_body(change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> Callable[[bytes], bytes]:
    return lambda body: msgspec.json.encode(change(msgspec.json.decode(body)), order="deterministic")


FORMS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "spaces": (lambda body: body.replace(b":", b": ", 1), "its body is not canonical JSON"),
    "unsorted": (lambda body: b'{"v":1,' + body[1:].replace(b',"v":1', b""), "its body is not canonical JSON"),
    "twice": (lambda body: body.replace(b'"v":1', b'"v":1,"v":1'), "its body is not canonical JSON"),
    "escaped": (lambda body: body.replace(b"leave", b"l\\u0065ave"), "its body is not canonical JSON"),
    "a float": (lambda body: body.replace(b"[7,", b"[7.0,"), "its body is not an entry: data.scores[0]: a float"),
    "too large": (lambda body: body.replace(b"[7,", b"[9007199254740993,"), "its body is not an entry: data.scores[0]"),
    "no JSON": (lambda body: body[:-1], "its body is not an entry: Input data was truncated"),
    "deep": (lambda body: b"[" * 100_000 + b"]" * 100_000, "its body is not an entry: "),
    "not UTF-8": (lambda body: body.replace(b"leave", b"\xff"), "its body is not an entry: "),
    "a list": (lambda body: b"[]", "its body is not an entry: Expected `object`, got `array`"),
    "another field": (with_body(lambda body: body | {"x": 1}), "its body is not an entry: Object contains unknown field"),
    "no data": (with_body(lambda body: {k: v for k, v in body.items() if k != "data"}), "its body is not an entry: "),
    "another version": (with_body(lambda body: body | {"v": 2}), "its body names another place in the chain, or another"),
    "another place": (with_body(lambda body: body | {"seq": 7}), "its body names another place in the chain"),
    "another past": (with_body(lambda body: body | {"prev": GENESIS.hex()}), "its body names another place in the chain"),
    "another time": (with_body(lambda body: body | {"at": "2025"}), "its time, kind or item beside the body is another"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_last_entry_forged_with_a_right_hash_is_told_by_its_form(sqlite_ledger: Database, form: str) -> None:
    change, line = FORMS[form]
    result = rewritten(sqlite_ledger, COUNT, change)
    assert result.wrong.startswith(f"entry {COUNT} (decided): {line}")


def test_added_content_is_named(ledger: Database) -> None:
    result = tampered(
        ledger,
        "INSERT INTO content SELECT seq, 'note', owner, salt, value FROM content WHERE seq = 3 AND field = 'text'",
    )
    assert result.wrong == "entry 3 (heard): its content has a field 'note' that nothing committed to"


def test_a_missing_trigger_is_named_beside_a_wrong_entry(sqlite_ledger: Database) -> None:
    with sqlite_ledger.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER entry_no_delete")
    assert verify(sqlite_ledger).wrong == (
        "the database does not protect the evidence: the trigger entry_no_delete on entry is missing"
    )
    with sqlite_ledger.write() as tx:
        tx.exec_driver_sql("DELETE FROM entry WHERE seq = 4")
    assert verify(sqlite_ledger).wrong.startswith(
        "entry 4 is missing; also: the database does not protect the evidence"
    )


def test_what_verify_cannot_see_without_a_witness(ledger: Database) -> None:
    """An end cut off with its content, and a chain written anew, are consistent in themselves: hence the closing words."""
    result = tampered(ledger, "DELETE FROM entry WHERE seq >= 7", "DELETE FROM content WHERE seq >= 7")
    assert (result.ok, result.entries) == (True, 6)


def test_every_flipped_byte_is_found(
    sqlite_ledger: Database, exam_seed: int, exam_count: Callable[[int, int], int]
) -> None:
    chance = random.Random(exam_seed)
    for _ in range(exam_count(40, 2_000)):
        table, column, keys = chance.choice(
            [("entry", column, ("seq",)) for column in ("prev", "hash", "at", "kind", "item", "body")]
            + [("content", column, ("seq", "field")) for column in ("salt", "value", "owner", "field")]
        )
        with sqlite_ledger.read() as tx:
            rows = tx.exec_driver_sql(f"SELECT rowid, {column}, {', '.join(keys)} FROM {table}").all()
        row = chance.choice(rows)
        changed, back = flipped(chance, row[1]), row[1]
        put = f"UPDATE {table} SET {column} = :value WHERE rowid = :row"
        assert not tampered(sqlite_ledger, put, value=changed, row=row[0]).ok, (table, column, row, changed)
        assert tampered(sqlite_ledger, put, value=back, row=row[0]).ok


def flipped(chance: random.Random, value: bytes | str) -> bytes | str:
    raw = bytearray(value if isinstance(value, bytes) else value.encode())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(7)
    return bytes(raw) if isinstance(value, bytes) else raw.decode()
