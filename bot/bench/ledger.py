"""What the record costs, in microseconds of CPU: to append a comment's entries, to sign and to verify an entry.

`append` is all of it, rows in SQLite included, in batches as on the path; `seal` is what makes it evidence: salts and
commitments, hashes, and canonical JSON with the rest. The hashes alone say how near to the least it is: SHA-256 over those
bytes is asked for by the format. Signing and verifying are not on the comment path.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from bot.bench.house import Bench
from bot.clock import now
from bot.evidence import checkpoints, keys
from bot.evidence.append import GENESIS, Draft, append, commitment, head, leaf_hash, new_salts, seal
from bot.evidence.verify import verify
from bot.store.ids import stamp

_AT = stamp(now())


def costs(house: Bench, batches: Sequence[Sequence[Draft]], comments: int) -> dict[str, float]:
    """CPU of these drafts, which came of so many comments, on a ledger that is empty but for its key."""
    keys.ensure(folder := Path(house.database.url.removeprefix("sqlite:///")).parent, house.database, now)
    entries = sum(map(len, batches))
    bodies = [seal(draft, 1, GENESIS, _AT, new_salts(len(draft.private)))[0] for draft in _each(batches)]
    appended, sealed = _append(house, batches), _seal(batches)
    committed, hashed = _commit(batches), _hash(bodies)
    spent = {
        "append_a_comment": appended / comments,
        "rows_a_comment": (appended - sealed) / comments,
        "seal_a_comment": sealed / comments,
        "json_a_comment": (sealed - committed - hashed) / comments,
        "commitments_a_comment": committed / comments,
        "hashes_a_comment": hashed / comments,
        "sign_an_entry": _sign(house, folder) / entries,
        "verify_an_entry": _verify(house) / entries,
    }
    sizes = {
        "entries_a_comment": round(entries / comments, 2),
        "bytes_a_comment": round(sum(map(len, bodies)) / comments),
    }
    return sizes | {name: round(seconds * 1e6, 1) for name, seconds in spent.items()}


def words(figures: dict[str, float]) -> str:
    """The same for a person, in two lines."""
    many = f"{figures['entries_a_comment']} entries of {figures['bytes_a_comment']:,} bytes together"
    parts = f"salts and commitments {figures['commitments_a_comment']}, hashes {figures['hashes_a_comment']}"
    return (
        f"The record, in microseconds of CPU: {figures['append_a_comment']} to append a comment ({many}):"
        f" {figures['rows_a_comment']} for rows in the database,\n  {figures['seal_a_comment']} to seal it"
        f" ({parts}, canonical JSON and the rest {figures['json_a_comment']});"
        f" {figures['sign_an_entry']} to sign an entry, {figures['verify_an_entry']} to verify one."
    )


def _each(batches: Sequence[Sequence[Draft]]) -> list[Draft]:
    return [draft for drafts in batches for draft in drafts]


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


def _commit(batches: Sequence[Sequence[Draft]]) -> float:
    began = time.thread_time()
    for drafts in batches:
        salts = new_salts(sum(len(draft.private) for draft in drafts))
        for draft in drafts:
            for name, value in draft.private.items():
                commitment(next(salts), name, value)
    return time.thread_time() - began


def _hash(bodies: Sequence[bytes]) -> float:
    began = time.thread_time()
    for body in bodies:
        leaf_hash(body)
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
