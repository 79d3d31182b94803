"""One subject in ten of a large ledger is erased: verify passes, and nothing of them is left in any file, nor in a copy.

The ledger is built by what writes the record (`append`, the store's tables), without judging each comment; erasing,
searching, verifying, copying and putting back are the real ones.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.evidence.append import Draft, append
from bot.evidence.backup import backup, restore
from bot.evidence.erasure import deed, register, scour
from bot.evidence.erasure.search import Needles
from bot.evidence.erasure.target import target
from bot.evidence.verify import verify
from bot.store.database import Database, insert_many
from bot.store.ids import stamp
from rules.model.erasure import ErasureReason
from rules.model.evidence import EntryKind
from tests.bot.conftest import TestClock

PER_ACCOUNT = 10
_PAYLOAD = ("n", "channel", "key", "body", "received_at", "state")
_ACCOUNT = ("id", "platform", "ref", "handle", "marks", "first_at")
_INTERACTION = (
    "id", "payload_n", "channel", "platform", "ref", "version", "account_id", "kind", "place", "root", "parent",
    "permalink", "at", "heard_at", "text_seq", "state",
)  # fmt: skip


@pytest.mark.exam
@pytest.mark.timeout(3600)
def test_one_subject_in_ten_is_erased_and_nothing_is_left(
    database: Database, clock: TestClock, tmp_path: Path, exam_count: Callable[[int, int], int], exam_seed: int
) -> None:  # long: one story, timed step by step
    draw = random.Random(exam_seed)
    comments = exam_count(1_000, 50_000)  # two entries each
    accounts = [f"u_{n:016x}" for n in range(comments // PER_ACCOUNT)]
    words = _fill(database, clock, draw, accounts)
    chosen = draw.sample(accounts, len(accounts) // 10)
    with database.read() as tx:
        entries = tx.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
    copy, _ = backup(tmp_path, database, clock())

    began = time.perf_counter()
    done = []
    for start in range(0, len(chosen), 50):
        with database.write() as tx:
            done += [_erase(tx, one, clock) for one in chosen[start : start + 50]]
    deleted = time.perf_counter()
    register.write_down(tmp_path, database)
    found = scour.after(database, tmp_path, done, clock)
    searched = time.perf_counter()

    assert found.clean, str(found)
    checked = verify(database)
    verified = time.perf_counter()
    assert checked.ok, str(checked)
    assert checked.erased == sum(one.fields for one in done) == 2 * PER_ACCOUNT * len(chosen)
    gone = Needles(word.encode() for one in chosen for word in words[one])
    kept = Needles(word.encode() for one in accounts if one not in set(chosen) for word in words[one])
    left = [file for file in tmp_path.iterdir() if file.is_file() and gone.in_file(file)]
    assert left == []
    there = set().union(*(kept.in_file(file) for file in tmp_path.iterdir() if file.is_file()))
    assert len(there) == len(kept), "the others' words are all there, so the search does find"

    back = restore(tmp_path, database.url, copy, clock)
    restored = time.perf_counter()
    assert back.again == len(done)
    assert back.searched.clean, str(back.searched)
    assert back.verified.ok
    assert [file for file in tmp_path.iterdir() if file.is_file() and gone.in_file(file)] == []
    print(
        f"{entries:,} entries, {len(chosen):,} of {len(accounts):,} subjects erased ({checked.erased:,} private fields):"
        f" deleted in {deleted - began:.1f} s; cleaned and searched ({found.needles:,} pieces, {found.size:,} bytes) in"
        f" {searched - deleted:.1f} s; verified in {verified - searched:.1f} s; copy put back, erased again, searched and"
        f" verified in {restored - verified:.1f} s"
    )


def _erase(tx: Connection, account: str, clock: TestClock) -> deed.Erasure:
    return deed.erase(tx, target(tx, account), ErasureReason.REQUEST, "s_dee", clock())


def _fill(database: Database, clock: TestClock, draw: random.Random, accounts: list[str]) -> dict[str, set[str]]:
    """A ledger of *heard* and *decided*; for each account the words that only it said, and its names."""
    words: dict[str, set[str]] = {}
    number = 0
    for start in range(0, len(accounts), 100):
        with database.write() as tx:
            for account in accounts[start : start + 100]:
                name = f"name-{draw.randbytes(8).hex()}"
                insert_many(tx, "account", _ACCOUNT, [(account, "memory", f"did:{name}", name, "", stamp(clock()))])
                said = [f"said-{draw.randbytes(8).hex()} " * draw.randrange(1, 30) for _ in range(PER_ACCOUNT)]
                _say(tx, account, name, said, number, stamp(clock()))
                number += PER_ACCOUNT
                words[account] = {name, *(one.split()[0] for one in said)}
    return words


def _say(tx: Connection, account: str, name: str, said: list[str], number: int, at: str) -> None:
    ids = [f"i_{number + place:016x}" for place in range(len(said))]
    drafts: list[Draft] = []
    for one, text in zip(ids, said, strict=True):
        private = {"text": text.encode(), "source": f'{{"author":"did:{name}","handle":"{name}"}}'.encode()}
        drafts += [Draft(EntryKind.HEARD, one, {"account": account}, private), Draft(EntryKind.DECIDED, one, {})]
    seqs = [one.seq for one in append(tx, drafts, at)][::2]
    payloads, rows = [], []
    for place, (one, text, seq) in enumerate(zip(ids, said, seqs, strict=True)):
        n = number + place + 1
        payloads.append((n, "page", f"key-{name}-{n}", f'{{"by":"{name}","text":"{text}"}}'.encode(), at, "judged"))
        ref = f"at://{name}/{n}"
        rows.append(
            (one, n, "page", "memory", ref, "1", account, "comment", "our_page", None, None, f"https://x.test/{name}/{n}",
             at, at, seq, "live")
        )  # fmt: skip
    insert_many(tx, "payload", _PAYLOAD, payloads)
    insert_many(tx, "interaction", _INTERACTION, rows)
