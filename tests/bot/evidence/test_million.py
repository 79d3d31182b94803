"""A million entries, verified with key and witness: memory stays flat. Its times are printed, not held."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from bot.evidence.append import Draft, append
from bot.store.ids import stamp
from rules.model.evidence import EntryKind
from tests.bot.evidence.signing import Signed

BATCH = 5_000
MEASURE = """
import resource, sys, time
from pathlib import Path
from bot.evidence.checkpoints import read_files
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from bot.store.database import Database

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

first = []
def progress(done, total):
    if done >= total // 10 and not first:
        first.append(peak())

kept = read_files(Path(sys.argv[2]))
began, spent = time.monotonic(), time.process_time()
result = verify(Database(sys.argv[1]), progress, Outside(kept[-1].key, tuple(kept)))
print(int(result.ok), result.entries, result.vouched.witnessed, first[0], peak(),
      round(time.monotonic() - began), round(time.process_time() - spent), result.wrong)
"""


@pytest.mark.exam
@pytest.mark.timeout(3_600)
def test_a_million_entries_with_flat_memory(signed: Signed, exam_count: Callable[[int, int], int]) -> None:
    count = exam_count(30_000, 1_000_000)
    began = time.monotonic()
    for start in range(0, count, BATCH):
        drafts = [
            Draft(EntryKind.HEARD, f"i_{n}", {"n": n}, {"text": b"cold and damp"} if n % 2 else {})
            for n in range(start, min(start + BATCH, count))
        ]
        with signed.database.write() as tx:
            append(tx, drafts, stamp(signed.clock()))
    made = time.monotonic() - began
    began = time.monotonic()
    kept = signed.sign()
    signing = time.monotonic() - began
    (signed.folder / "kept.txt").write_text(kept.line + "\n")
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, signed.database.url, str(signed.folder / "kept.txt")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split(maxsplit=7)
    ok, entries, witnessed, at_a_tenth, peak, took, cpu = map(int, said[:7])
    print(
        f"\n{entries:,} entries: appended in {made:.0f} s, signed in {signing:.1f} s, verified in {took} s ({cpu} s of CPU)"
    )
    print(f"memory: {at_a_tenth // 1024} MiB at a tenth, {peak // 1024} MiB at the end")
    assert (ok, entries, witnessed) == (1, count + 1, count + 1), said[7:]
    assert peak - at_a_tenth < 16 * 1024, "KiB: it does not grow with the ledger"
