"""One subject in ten of a large ledger is erased: verify passes, and nothing of them is left in any file, nor in a copy.

The ledger holds what a year of moderation holds of people (`town`): comments, answers with a copy of the words above them,
our own replies in the outbox, captured pictures, second opinions, corrections, links to customers, cases with notes and
letters. Beside it lie an export and a log that hold words of somebody, as people make them. Erasing, searching, verifying,
copying and putting back are the real ones.
"""

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.evidence.backup import backup, restore
from bot.evidence.erasure import deed, register, scour
from bot.evidence.erasure.search import Needles
from bot.evidence.erasure.target import target
from bot.evidence.verify import verify
from bot.store.database import Database
from rules.model.erasure import ErasureReason
from tests.bot.conftest import TestClock
from tests.bot.evidence.erasure.town import FIELDS, PER_ACCOUNT, Person, fill


@pytest.mark.exam
@pytest.mark.timeout(3600)
def test_one_subject_in_ten_is_erased_and_nothing_is_left(
    database: Database, clock: TestClock, tmp_path: Path, exam_count: Callable[[int, int], int], exam_seed: int
) -> None:  # long: one story, timed step by step
    draw = random.Random(exam_seed)
    people = fill(database, clock, draw, exam_count(1_000, 38_000) // PER_ACCOUNT)  # 28 entries each
    chosen = draw.sample(people, len(people) // 10)
    staying = [one for one in people if one not in set(chosen)]
    with database.read() as tx:
        entries = tx.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
    left_about = beside(tmp_path, chosen[0])
    copy, _ = backup(tmp_path, database, clock())

    began = time.perf_counter()
    done = []
    for start in range(0, len(chosen), 50):
        with database.write() as tx:
            done += [_erase(tx, one.account, clock) for one in chosen[start : start + 50]]
    deleted = time.perf_counter()
    register.write_down(tmp_path, database)
    found = scour.after(database, tmp_path, done, clock)
    searched = time.perf_counter()
    assert (found.clean, [file.name for file in left_about if file.name not in found.why]) == (False, []), "both named"
    for file in left_about:
        file.unlink()
    found = scour.after(database, tmp_path, done, clock)
    assert found.clean, str(found)

    again = time.perf_counter()
    checked = verify(database)
    verified = time.perf_counter()
    assert checked.ok, str(checked)
    copies = sum(one.answers in set(chosen) for one in staying if one.answers)
    assert checked.erased == sum(one.fields for one in done) == FIELDS * len(chosen) - (people[0] in chosen) + copies
    gone, kept = needles(chosen), needles(staying)
    assert holding(tmp_path, gone) == []
    there = set().union(*(kept.in_file(file) for file in tmp_path.iterdir() if file.is_file()))
    assert len(there) == len(kept), "the others' words are all there, so the search does find"

    put_back = time.perf_counter()
    back = restore(tmp_path, database.url, copy, clock)
    restored = time.perf_counter()
    assert back.again == len(done)
    assert back.searched.clean, str(back.searched)
    assert back.verified.ok
    assert holding(tmp_path, gone) == []
    print(
        f"{entries:,} entries, {len(chosen):,} of {len(people):,} subjects erased ({checked.erased:,} private fields):"
        f" deleted in {deleted - began:.1f} s; cleaned and searched ({found.needles:,} pieces, {found.size:,} bytes) in"
        f" {searched - deleted:.1f} s; verified in {verified - again:.1f} s; copy put back, erased again, searched and"
        f" verified in {restored - put_back:.1f} s"
    )


def beside(home: Path, person: Person) -> list[Path]:
    """What people leave in Doorstep's folder: an export, and a log that somebody's program wrote words into."""
    export, log = home / "exports" / "answer.json", home / "web.log"
    export.parent.mkdir()
    export.write_text(f'{{"about": "{person.account}", "words": "{person.others["note"]}"}}')
    log.write_text(f"200 POST /translate {person.said[3]}\n")
    return [export, log]


def needles(people: Iterable[Person]) -> Needles:
    return Needles(word for one in people for word in one.words)


def holding(home: Path, words: Needles) -> list[Path]:
    """Files of the folder itself in which any of it stands: not the copies, which expire."""
    return [file for file in home.iterdir() if file.is_file() and words.in_file(file)]


def _erase(tx: Connection, account: str, clock: TestClock) -> deed.Erasure:
    return deed.erase(tx, target(tx, account), ErasureReason.REQUEST, "s_dee", clock())
