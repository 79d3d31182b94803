"""How large the proofs of a bundle are and how long it takes to make and to verify, in a record of a million entries."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evidence.append import Draft, append
from bot.evidence.bundle.verify_bundle import opened
from bot.store.ids import stamp
from rules.model.evidence import EntryKind
from tests.bot.evidence.bundle.kit import Office

BATCH = 5_000


@pytest.mark.exam
@pytest.mark.timeout(3_600)
async def test_proof_sizes_and_times(office: Office, tmp_path: Path, exam_count: Callable[[int, int], int]) -> None:
    count = exam_count(5_000, 1_000_000)
    case = await office.small()
    for start in range(0, count, BATCH):
        drafts = [Draft(EntryKind.HEARD, f"i_{n}", {"n": n}, {"text": b"cold"}) for n in range(start, start + BATCH)]
        with office.database.write() as tx:
            append(tx, drafts, stamp(office.clock()))
    office.landlord.must(office.warn_again(case))
    office.sign()
    began = time.monotonic()
    made = office.bundle(case)
    making = time.monotonic() - began
    (tmp_path / "case.zip").write_bytes(made.raw)
    (tmp_path / "verify.py").write_bytes(opened(made.raw)[0]["3-verify_bundle.py"])
    began = time.monotonic()
    words = [sys.executable, "-I", "verify.py", "case.zip", "--key", office.fingerprint]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: ASYNC221 - timed alone
    verifying = time.monotonic() - began
    assert "Origin: signed under the key" in done.stdout
    print(
        f"\nin a record of {made.size:,} entries: {made.entries} entries, {len(made.raw):,} bytes without PDFs;"
        f" inclusion proofs of at most {made.longest} hashes, all proofs {made.proof_bytes:,} bytes;"
        f" made in {making:.1f} s, verified by itself in {verifying:.2f} s (with the start of Python)"
    )
    assert made.longest <= made.size.bit_length()
    assert made.proof_bytes <= 32 * 3 * made.entries * made.size.bit_length()
