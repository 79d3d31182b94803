# long: every forgery of one exam, to be read side by side
"""The tamper exam of a bundle: whatever is done to it is found out, and what was touched is named.

Every byte of a small bundle is changed in turn; entries, fields, files, checkpoints and proofs are dropped, put in and
exchanged by somebody who packs the container anew; a whole other record is signed with another key. The counts are printed.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.evidence import keys
from bot.evidence.bundle.container import container
from bot.evidence.bundle.verify_bundle import LIST, SEAL, check, encode
from tests.bot.evidence.bundle.conftest import Made
from tests.bot.evidence.bundle.forging import Files, again, body, files_of, told
from tests.bot.evidence.bundle.kit import Office

pytestmark = pytest.mark.exam


def seqs_of(files: Files) -> list[int]:
    return [one["seq"] for one in json.loads(files[LIST])["entries"]]


@pytest.mark.timeout(7_200)
async def test_every_byte(office: Office, exam_count: Callable[[int, int], int]) -> None:
    raw = office.bundle(await office.small()).raw
    every = exam_count(400, 1)  # in a small exam one byte in so many
    files = files_of(raw)
    spans = dict(spans_of(files))
    tried: Counter[str] = Counter()
    began = time.process_time()
    for at in range(0, len(raw), every):
        wrong = told(raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :])
        assert wrong, f"byte {at:,} of {len(raw):,}"
        name = next((name for name, (start, end) in spans.items() if start <= at < end), "the container")
        room = name.split("/")[0]
        tried[room] += 1
        assert names_it(room, name, wrong), (at, name, wrong)
    spent = time.process_time() - began
    print(
        f"\n{sum(tried.values()):,} of {len(raw):,} bytes changed, each named, none passes: {dict(tried)}; {spent:.0f} s"
    )
    assert {"entries", "originals", "policy", LIST, SEAL, "the container"} <= set(tried)


def spans_of(files: Files) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each file's own bytes stand in the container."""
    at = 0
    for name, data in sorted(files.items()):
        at += 30 + len(name)
        yield name, (at, at + len(data))
        at += len(data)


def names_it(room: str, name: str, wrong: str) -> bool:
    """An entry by its number, a private field by its entry and name, anything else by its file."""
    if room in {"entries", "originals"}:
        return wrong.startswith(f"entry {int(name[len(room) + 1 : len(room) + 13])}")
    if room == LIST:
        return wrong.startswith((LIST, "entry "))
    if room == SEAL:
        return SEAL in wrong or "was altered" in wrong or wrong.startswith(("the checkpoint", "the keys"))
    return room == "the container" or name in wrong


def file(seq: int) -> str:
    return f"entries/{seq:012}.json"


def drop(seq: int, files: Files, listed: Any, seal: Any) -> None:
    del files[file(seq)], listed["files"][file(seq)]
    listed["entries"] = [one for one in listed["entries"] if one["seq"] != seq]


def drop_with_proof(seq: int, files: Files, listed: Any, seal: Any) -> None:
    drop(seq, files, listed, seal)
    del seal["paths"][str(seq)]


def drop_file(seq: int, files: Files, listed: Any, seal: Any) -> None:
    del files[file(seq)]


def put_in(seq: int, files: Files, listed: Any, seal: Any) -> None:
    made_up = {**body(files, seq), "seq": 9_000}
    files[file(9_000)] = encode(made_up)
    listed["files"][file(9_000)] = sha256(files[file(9_000)]).hexdigest()
    listed["entries"].append({"fields": dict.fromkeys(made_up["commit"], "withheld"), "seq": 9_000})
    seal["paths"]["9000"] = seal["paths"][str(seq)]


def exchange(seq: int, files: Files, listed: Any, seal: Any) -> None:
    other = next(one for one in seqs_of(files) if one > seq)
    files[file(seq)], files[file(other)] = files[file(other)], files[file(seq)]
    for one in (seq, other):
        listed["files"][file(one)] = sha256(files[file(one)]).hexdigest()


def list_otherwise(seq: int, files: Files, listed: Any, seal: Any) -> None:
    at = seqs_of(files).index(seq)
    listed["entries"][at : at + 2] = listed["entries"][at : at + 2][::-1]


def rewrite(seq: int, files: Files, listed: Any, seal: Any) -> None:
    files[file(seq)] = encode({**body(files, seq), "at": "2026-11-23T09:00:00.001Z"})
    listed["files"][file(seq)] = sha256(files[file(seq)]).hexdigest()


def test_entries_dropped_put_in_exchanged_rewritten(made: Made, exam_count: Callable[[int, int], int]) -> None:
    raw, counts = made.bundle.raw, Counter[str]()
    seqs = seqs_of(files_of(raw))
    for seq, after in list(pairwise([*seqs, 0]))[:: exam_count(5, 1)]:
        wanted = {
            drop: f"entry {seq} was dropped",
            drop_with_proof: f"entry {seq} was dropped",
            drop_file: f"entry {seq} was dropped",
            put_in: "entry 9000 was inserted",
            rewrite: f"entry {seq} was altered",
        }
        if after:
            wanted |= {
                exchange: f"entry {seq} was reordered: it stands in {file(after)}",
                list_otherwise: f"entry {after} was reordered",
            }
        for forgery, named in wanted.items():
            counts[forgery.__name__] += 1
            assert told(again(raw, partial(forgery, seq))) == named
    print(f"\n{sum(counts.values())} forgeries of entries, each named: {dict(counts)}")


def test_fields_files_proofs_and_checkpoints(made: Made, exam_count: Callable[[int, int], int]) -> None:
    raw, counts = made.bundle.raw, Counter[str]()
    listed = json.loads(files_of(raw)[LIST])

    def forged(kind: str, change: Callable[[Files, Any, Any], object], named: str) -> None:
        counts[kind] += 1
        wrong = told(again(raw, lambda *given: (change(*given), None)[1]))
        assert named in wrong, (kind, wrong)

    for at, one in list(enumerate(listed["entries"]))[:: exam_count(3, 1)]:
        for field, there in one["fields"].items():
            name = f"entry {one['seq']}: its private field '{field}' was altered or dropped"
            if isinstance(there, dict):
                forged("words changed", partial(_append, there["file"], at), name)
                forged("words dropped", partial(_pop, there["file"]), name)
                forged("salt exchanged", partial(_resalt, at, field), name)
                gone = f"entry {one['seq']}: private fields of it are gone, and no entry says that they were erased"
                forged("words said to be erased", partial(_state, at, field, "erased"), gone)
                forged("words withheld", partial(_state, at, field, "withheld"), f"{LIST} was altered")
        if "payload" in one:
            forged(
                "payload changed", partial(_append, one["payload"], at), f"entry {one['seq']}: its payload was altered"
            )
    for name in (one for one in listed["files"] if "/" not in one or one.startswith("policy/")):
        forged("file changed", partial(_append, name, None), f"'{name}' was altered")
        forged("file dropped", partial(_pop, name), f"'{name}' was dropped")
    forged("file put in", lambda files, *_: files.update({"4-more.txt": b"trust me"}), "'4-more.txt' was inserted")
    points = len(json.loads(files_of(raw)[SEAL])["checkpoints"])
    for at in range(points - 1):
        gone = f"{SEAL} was altered: its checkpoints or proofs are not all there"
        forged("checkpoint dropped", lambda *it, at=at: it[2]["checkpoints"].pop(at), gone)
    forged("last checkpoint dropped", lambda *it: it[2]["checkpoints"].pop(), "(exported) was altered")
    forged("checkpoints exchanged", lambda *it: it[2]["checkpoints"].insert(0, it[2]["checkpoints"].pop(1)), "altered")
    forged("proof put in", lambda *it: it[2]["paths"].update({"7000": []}), f"{SEAL} was altered")
    forged("key dropped", lambda *it: it[2]["keys"].pop(), "was altered")
    print(f"\n{sum(counts.values())} forgeries of parts, each named: {dict(counts)}")
    assert points >= 3


def test_how_the_record_grew(made: Made) -> None:
    """Every part and every size of it: so whatever a witness kept is compared with the true root, or is named."""
    raw, counts = made.bundle.raw, Counter[str]()
    gone = f"{SEAL} was altered: its checkpoints or proofs are not all there"
    for at, (_, *parts) in enumerate(json.loads(files_of(raw)[SEAL])["growth"]):
        forgeries = [("part changed", partial(_regrow, at, place), "only grew since") for place in range(len(parts))]
        forgeries += [
            ("step dropped", partial(_unstep, at), "altered"),
            ("size changed", partial(_resize, at), "altered"),
        ]
        forgeries += [("told in two steps", partial(_split, at), gone)] if len(parts) > 1 else []
        for kind, forgery, named in forgeries:
            counts[kind] += 1
            assert named in told(again(raw, forgery)), (kind, at)
    print(f"\n{sum(counts.values())} forgeries of growth, each named: {dict(counts)}")
    assert counts["told in two steps"], "a true root at a size that was never signed"


def _regrow(at: int, place: int, files: Files, listed: Any, seal: Any) -> None:
    seal["growth"][at][place + 1] = "00" * 32


def _unstep(at: int, files: Files, listed: Any, seal: Any) -> None:
    del seal["growth"][at]


def _resize(at: int, files: Files, listed: Any, seal: Any) -> None:
    seal["growth"][at][0] += 1


def _split(at: int, files: Files, listed: Any, seal: Any) -> None:
    before = seal["growth"][at - 1][0] if at else 0
    size, first, *rest = seal["growth"][at]
    step = min(1 << (size - before).bit_length() - 1, before & -before or size)
    seal["growth"][at : at + 1] = [[before + step, first], [size, *rest]]


def _append(name: str, at: int | None, files: Files, listed: Any, seal: Any) -> None:
    files[name] += b" "
    listed["files"][name] = sha256(files[name]).hexdigest()
    if at is None:
        listed["files"] = {**listed["files"], name: json.loads(files[LIST])["files"][name]}


def _pop(name: str, files: Files, listed: Any, seal: Any) -> None:
    del files[name]


def _resalt(at: int, field: str, files: Files, listed: Any, seal: Any) -> None:
    listed["entries"][at]["fields"][field]["salt"] = "00" * 16


def _state(at: int, field: str, state: str, files: Files, listed: Any, seal: Any) -> None:
    there = listed["entries"][at]["fields"][field]
    del files[there["file"]], listed["files"][there["file"]]
    listed["entries"][at]["fields"][field] = state


async def test_a_whole_other_record_signed_with_another_key(made: Made, office: Office) -> None:
    """Consistent in itself, so only what is held outside shows it: the key's fingerprint, or a checkpoint at a witness."""
    other = office.bundle(await office.appealed()).raw
    assert told(other) == ""
    assert told(other, key=made.key).startswith(f"origin: the key {made.key} did not sign this")
    assert told(other, kept=made.kept).endswith("that was kept outside is of another record")
    assert "origin" in told(made.bundle.raw, key="ab" * 32)
    assert "origin" in told(made.bundle.raw, key=made.key[:30]), "too short to name a key"


def test_signed_anew_with_a_key_of_ones_own(made: Made) -> None:
    """The words of one entry changed, the tree of them all built again, and signed: the key is another."""
    mine = Ed25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw()

    def resign(files: Files, listed: Any, seal: Any) -> None:
        for one in seal["checkpoints"]:
            one["body"]["key"] = keys.fingerprint(public)
            one["public"] = public.hex()
            one["signature"] = mine.sign(encode(one["body"])).hex()

    def and_the_key(files: Files, listed: Any, seal: Any) -> None:
        resign(files, listed, seal)
        told_ = {**seal["keys"][0]["body"], "fingerprint": keys.fingerprint(public), "public": public.hex()}
        seal["keys"][0] = {"body": told_, "signature": mine.sign(encode(told_)).hex()}

    assert "was altered" in told(again(made.bundle.raw, resign))
    assert told(again(made.bundle.raw, and_the_key)) == "the keys are not those that the record's entries made known"


def test_cut_off_and_grown(made: Made) -> None:
    raw = made.bundle.raw
    for cut in (0, 1, 3, len(raw) // 2, len(raw) - 1):
        assert told(raw[:cut])
    assert told(raw + b"\x00") == f"the container was altered: byte {len(raw):,} is not the canonical one"
    assert told(b"PK\x03\x04 and nonsense")
    assert (
        told(container({LIST: b"{}", SEAL: b"[]"}))
        == f"{LIST} or {SEAL} was altered: it is not as bundles are (TypeError)"
    )
    assert check(raw)
