"""What the record costs, in microseconds of CPU: to append a comment's entries, to sign and to verify an entry.

`append` is all of it, rows in SQLite included, in batches as on the path; `seal` is what makes it evidence: canonical JSON,
salts and commitments, hash. Signing and verifying are not on the comment path.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from bot.bench.house import Bench
from bot.clock import now
from bot.evidence import checkpoints, keys
from bot.evidence.append import GENESIS, Draft, append, head, new_salts, seal
from bot.evidence.verify import verify
from bot.store.ids import stamp

_AT = stamp(now())


def costs(house: Bench, batches: Sequence[Sequence[Draft]], comments: int) -> dict[str, float]:
    """CPU of these drafts, which came of so many comments, on a ledger that is empty but for its key."""
    keys.ensure(folder := Path(house.database.url.removeprefix("sqlite:///")).parent, house.database, now)
    entries = sum(map(len, batches))
    spent = {
        "append_a_comment": _append(house, batches) / comments,
        "seal_a_comment": _seal(batches) / comments,
        "sign_an_entry": _sign(house, folder) / entries,
        "verify_an_entry": _verify(house) / entries,
    }
    return {"entries_a_comment": round(entries / comments, 2)} | {
        name: round(seconds * 1e6, 1) for name, seconds in spent.items()
    }


def _append(house: Bench, batches: Sequence[Sequence[Draft]]) -> float:
    spent = 0.0
    for drafts in batches:
        with house.database.write() as tx:
            began = time.thread_time()
            append(tx, drafts, _AT)
            spent += time.thread_time() - began
    return spent


def _seal(batches: Sequence[Sequence[Draft]]) -> float:
    began = time.thread_time()
    for drafts in batches:
        salts = new_salts(sum(len(draft.private) for draft in drafts))
        for draft in drafts:
            seal(draft, 1, GENESIS, _AT, salts)
    return time.thread_time() - began


def _sign(house: Bench, folder: Path) -> float:
    began = time.thread_time()
    with house.database.write() as tx:
        tree, last = checkpoints.resumed(tx)
        while tree.size < head(tx)[0]:
            last = checkpoints.grown(tx, tree, last, head(tx)[0])
        checkpoints.sign(tx, tree, last, _AT, keys.private(folder, keys.kept(tx)))
    return time.thread_time() - began


def _verify(house: Bench) -> float:
    began = time.thread_time()
    result = verify(house.database)
    if not result.ok:
        raise RuntimeError(f"the bench made a record that does not verify: {result.wrong}")
    return time.thread_time() - began
