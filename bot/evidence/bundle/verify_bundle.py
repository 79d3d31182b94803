# long: one file that stands alone, so that whoever checks a bundle needs nothing else of ours and can read it through
"""Checks a Doorstep evidence bundle offline. Needs Python 3.11 or later and the package `cryptography`, nothing else.

Exit code 0: all that could be checked is right; 1: the first thing that is wrong is named; 2: it could not be checked.
SHA-256(0x00 || body) of an entry is a leaf of an RFC 6962 tree. `seal.json` has its path to the root of a checkpoint signed
with Ed25519, and how the record grew through every checkpoint before. The last entry is this export: it holds the SHA-256 of
`bundle.json`, which lists every other file, and the salts of the commitments under which entries hold what was said.
"""

import argparse
import json
import shlex
import struct
import sys
import zlib
from bisect import bisect_left
from contextlib import suppress
from functools import reduce
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LIST, SEAL, PARTS = "bundle.json", "seal.json", ("checkpoints", "export", "growth", "keys", "paths")
FORMLESS = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error, RecursionError)
Files = dict[str, bytes]
Keys = dict[str, tuple[bytes, int]]


class Wrong(Exception):
    """The bundle is not what was sealed; the text names the first thing that is wrong."""


def must(right: bool, otherwise: str) -> None:
    """Stop at the first thing that is wrong."""
    if not right:
        raise Wrong(otherwise)


def check(raw: bytes, key: str = "", kept: str | None = None) -> list[str]:
    """Check a whole bundle; what was found, in lines. `key`: a fingerprint; `kept`: what a witness kept. Raises Wrong."""
    files, broken = opened(raw)
    must(not broken or {LIST, SEAL} <= set(files), broken)
    try:
        listed, seal = canonical(files, LIST), canonical(files, SEAL)
        points = checkpoints(seal["checkpoints"], keys := key_line(seal["keys"]), roots := growth(seal["growth"]))
        last, export = points[-1], seal["export"]
        sealed(listed, seal, last)
        bodies = entries(files, listed, seal["paths"], last)
        must(export["data"]["contents"] == sha256(files[LIST]).hexdigest(), f"{LIST} was altered since it was sealed")
        known = list(dict.fromkeys(one["data"]["fingerprint"] for one in bodies if one["kind"] == "key"))
        must(known == list(keys), "the keys are not those that the record's entries made known")
        stamps = [stamp(files, shlex.quote(name), points) for name in sorted(files) if name.endswith(".tsr")]
        for name in sorted({*files, *listed["files"]} - {LIST, SEAL}):
            what = "dropped" if name not in files else "altered" if name in listed["files"] else "inserted"
            must(name in files and sha256(files[name]).hexdigest() == listed["files"].get(name), f"{name!r} was {what}")
        must(not broken, broken)
        told = [state for one in listed["entries"] for state in one["fields"].values()]
        record = f"the record of {last['size']:,} entries signed at {last['at'][:24]}, root {last['root'][:32]}"
        lines = [
            f"Bundle of case {listed['case'][:24]}, sealed at {export['at'][:24]} as entry {export['seq']:,} of the record.",
            f"Whole: {len(listed['files']):,} files; {len(bodies):,} entries, in order, each of them in {record}.",
            f"Private fields: {told.count('erased'):,} erased, {told.count('withheld'):,} withheld; all others as recorded.",
        ]
    except FORMLESS as error:
        raise Wrong(f"{LIST} or {SEAL} was altered: it is not as bundles are ({type(error).__name__})") from None
    return list(map(shown, [*lines, *stamps, *outside(key, kept, keys, last, roots)]))


def shown(text: object) -> str:
    """As one line, with every character in it visible: whoever made a bundle writes no lines of their own on a terminal."""
    return repr(str(text))[1:-1]


def opened(raw: bytes) -> tuple[Files, str]:
    """The files, and what is wrong with the container: built again from its files it must be the same, byte for byte."""
    files, at, name = Files(), 0, ""
    try:
        while raw[at : at + 4] == b"PK\x03\x04":
            size, length, extra = struct.unpack_from("<LHH", raw, at + 22)
            name = raw[at + 30 : at + 30 + length].decode("ascii")
            at += 30 + length + extra + size
            files[name] = raw[at - size : at]
        again = packed(files)
    except FORMLESS:
        return files, f"the container is broken after {name!r}"
    other = bisect_left(range(len(raw)), True, key=lambda at: again[: at + 1] != raw[: at + 1])
    return files, "" if again == raw else f"the container was altered: byte {other:,} is not the canonical one"


def packed(files: Files) -> bytes:
    """The canonical container: a zip, stored, sorted by name, fixed dates and modes, no extra fields, no comment."""
    parts, directory, at = list[bytes](), b"", 0
    for name in sorted(files):
        data, plain = files[name], name.encode("ascii")
        facts = (20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(plain))  # 33: 1 January 1980
        parts += [struct.pack("<4s5H3L2H", b"PK\x03\x04", *facts, 0), plain, data]
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 788, *facts, 0, 0, 0, 0, 0o100644 << 16, at) + plain
        at += 30 + len(plain) + len(data)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), at, 0)
    return b"".join([*parts, directory, end])


def encode(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of what evidence may hold: ASCII keys, strings, whole numbers, true, false, null."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def canonical(files: Files, name: str) -> Any:
    """What a file holds that must be canonical JSON."""
    with suppress(*FORMLESS):
        if encode(found := json.loads(files[name].decode())) == files[name]:
            return found
    raise Wrong(f"{name} was {'altered: it is not canonical JSON' if name in files else 'dropped'}")


def unhex(digits: str) -> bytes:
    """Lower-case hex digits only, so that one value has one spelling; nothing for anything else."""
    return bytes.fromhex(digits) if len(digits) % 2 == 0 and set(digits) <= set("0123456789abcdef") else b""


def signed(name: str, public: bytes, signature: str, body: Any) -> None:
    """The signature on this body must be of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(unhex(signature), encode(body))
    except (InvalidSignature, ValueError):
        raise Wrong(f"{name} was altered: it does not bear the right signature") from None


def key_line(told: list[Any]) -> Keys:
    """Fingerprint -> public half, and where its line begins: each is signed by the one before, or begins a line itself."""
    line = Keys()
    for n, one in enumerate(told, 1):
        body, public = one["body"], unhex(one["body"]["public"])
        before, (signer, begins) = list(line.items())[-1] if line and body["follows"] else ("", (public, n))
        right = body | {"n": n, "follows": before, "what": "doorstep.key", "fingerprint": sha256(public).hexdigest()}
        must(one == {"body": right, "signature": one["signature"]}, f"key {n} was altered")
        signed(f"key {n}", signer, one["signature"], body)
        line[body["fingerprint"]] = (public, begins)
    return line


def growth(told: list[Any]) -> dict[int, str]:
    """Size at each checkpoint ever signed -> root then: told are the full subtrees that came in between (RFC 6962)."""
    roots, edge, at = dict[int, str](), list[bytes](), 0
    for size, *parts in told:
        for digits in parts:
            part, step = unhex(digits), min(1 << (size - at).bit_length() - 1, at & -at or size)
            while at // step & 1:  # the subtree before it is as large: both are one
                part, step, at = node(edge.pop(), part), step * 2, at - step
            edge, at = [*edge, part], at + step
        must(at == size and parts != [], f"{SEAL} was altered: the record did not grow so to {size:,} entries")
        roots[size] = reduce(lambda right, left: node(left, right), reversed(edge)).hex()
    return roots


def checkpoints(told: list[Any], keys: Keys, roots: dict[int, str]) -> list[Any]:
    """The body of each, signatures and roots checked; the last of a bundle is the one everything is proved against."""
    for line in told:
        body, public = line["body"], keys.get(line["body"]["key"], (b"", 0))[0]
        name, whole = f"the checkpoint of {body['size']:,} entries", set(line) == {"body", "public", "signature"}
        must(whole and unhex(line["public"]) == public and body["what"] == "doorstep.checkpoint", f"{name} was altered")
        signed(name, public, line["signature"], body)
        same = (roots.get(body["size"]), body["ledger"]) == (body["root"], told[-1]["body"]["ledger"])
        must(same, f"{name}: the proof that the record only grew since was altered")
    return [line["body"] for line in told]


def sealed(listed: Any, seal: Any, point: Any) -> None:
    """The entry of this export is in the signed record, and names the same entries and checkpoints in the same order."""
    body, data, now = seal["export"], seal["export"]["data"], [one["seq"] for one in listed["entries"]]
    must(proved(encode(body), body["seq"], seal["paths"], point), f"entry {body['seq']} (exported) was altered")
    for was, stands in zip_longest(then := data["entries"], now):
        what = "dropped" if was not in [*now, None] else "inserted" if stands not in then else "reordered"
        must(was == stands, f"entry {was if what == 'dropped' else stands} was {what}")
    sizes, grown = [one["body"]["size"] for one in seal["checkpoints"]], [step[0] for step in seal["growth"]]
    whole = sizes == [*data["checkpoints"], grown[-1]] and sha256(encode(grown[:-1])).hexdigest() == data["signed_at"]
    names = {*seal, *seal["paths"]} == {*PARTS, *map(str, [*then, body["seq"]])}
    must(names and whole, f"{SEAL} was altered: its checkpoints or proofs are not all there")


def entries(files: Files, listed: Any, paths: Any, point: Any) -> list[Any]:
    """The body of each entry in order: the one in the signed record, with private fields that are what was committed to."""
    bodies, gone = list[Any](), set[Any]()
    for one in listed["entries"]:
        seq, name = one["seq"], f"entries/{one['seq']:012}.json"
        must(name in files, f"entry {seq} was dropped")
        if not proved(files[name], seq, paths, point):
            other = [there for there, raw in sorted(files.items()) if proved(raw, seq, paths, point)]
            raise Wrong(f"entry {seq} was {f'reordered: it stands in {other[0]}' if other else 'altered'}")
        body = canonical(files, name)
        for what, told in sorted(one["fields"].items()):
            if isinstance(told, dict):
                value = unhex(told["salt"]) + what.encode() + b"\x00" + files.get(told["file"], b"")
                same = sha256(b"doorstep.v1\x00" + value).hexdigest() == body["commit"][what]
                must(same, f"entry {seq}: its private field '{what}' was altered or dropped: {told['file']}")
        if one.get("payload") in files and isinstance(one["fields"]["source"], dict):
            digest = json.loads(files[one["fields"]["source"]["file"]])["payload_sha256"]
            must(digest == sha256(files[one["payload"]]).hexdigest(), f"entry {seq}: its payload was altered")
        bodies.append(body)
    for one, body in reversed(list(zip(listed["entries"], bodies, strict=True))):
        lost = {(body["item"], what) for what, told in one["fields"].items() if told == "erased"}
        missing = f"entry {one['seq']}: private fields of it are gone, and no entry says that they were erased"
        must((lost <= gone or body["item"] in gone) and set(one["fields"]) == set(body["commit"]), missing)
        data = body["data"] if body["kind"] == "erased" else {"only": ()}
        gone |= {(body["item"], what) for what in data["only"]} if "only" in data else {body["item"]}
        gone |= {other for part in ("accounts", "cases", "comments") for other in data.get(part, ())}
    return bodies


def proved(raw: bytes, seq: int, paths: Any, point: Any) -> bool:
    """Whether these bytes are entry `seq` of the signed record (RFC 6962, 2.1.1)."""
    leaf, path = sha256(b"\x00" + raw).digest(), list(map(unhex, paths[str(seq)]))
    return bool(climbed(leaf, seq - 1, point["size"], path).hex() == point["root"])


def climbed(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a leaf and its path make; nothing for a path too long or too short."""
    if size <= 1 or not path:
        return leaf if size == 1 and not path and index == 0 else b""
    half = 1 << (size - 1).bit_length() - 1
    left = index < half
    below = climbed(leaf, index, half, path[:-1]) if left else climbed(leaf, index - half, size - half, path[:-1])
    return node(below, path[-1]) if left else node(path[-1], below)


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), the hash of two subtrees; nothing where one is no hash."""
    return sha256(b"\x01" + left + right).digest() if len(left) == len(right) == 32 else b""


def stamp(files: Files, name: str, points: list[Any]) -> str:
    """An RFC 3161 time stamp by its imprint: of one of these checkpoints. Who stamped it, openssl says."""
    line = name.partition(".")[0] + ".json"
    must(canonical(files, line)["body"] in points, f"{line} was altered: it is none of the checkpoints")
    try:
        told = files[name]
        for step in (0, 1, 1, 0, 2, 1, 0, 0):  # response, token, content, signed data, what was signed, its bytes
            told = der(told)[step]
        imprint, at = der(der(told)[2]), der(told)[4].decode("ascii")
    except FORMLESS:
        raise Wrong(f"{name} was altered: it is not a time stamp") from None
    same = der(imprint[0])[0].hex() == "608648016503040201" and imprint[1] == sha256(files[line]).digest()
    must(same, f"{name} was altered: it is not of that checkpoint")
    return f"Stamped {at!r}. Whose is NOT checked: unzip, then: openssl ts -verify -in {name} -data {line} -CAfile ROOT.pem"


def der(raw: bytes) -> list[bytes]:
    """The contents of each element, one level deep."""
    start = 2 + max(raw[1] - 128, 0)
    end = start + (int.from_bytes(raw[2:start], "big") if start > 2 else raw[1])
    return [raw[start:end], *(der(raw[end:]) if raw[end:] else [])]


def outside(key: str, kept: str | None, keys: Keys, last: Any, roots: dict[int, str]) -> list[str]:
    """What is held outside the bundle: the fingerprint of a key, checkpoints that a witness kept. Raises Wrong."""
    by, names, asked = last["key"], list(keys), "".join(key.lower().split()).replace(":", "")
    lines = [f"Origin NOT checked: key {by} signed it. Get its fingerprint from somebody else, and give it as --key."]
    if asked:
        trusted = next((one for one in names if len(asked) >= 32 and one.startswith(asked)), "")
        follows = trusted and keys[by][1] <= names.index(trusted) + 1 <= names.index(by) + 1
        must(bool(follows), f"origin: the key {asked} did not sign this, nor did one that it vouches for; {by} did")
        lines = [f"Origin: signed under the key {trusted}, which you gave."]
    for line in map(json.loads, [one for one in (kept or "").splitlines() if one.startswith('{"body":')]):
        size, root = line["body"]["size"], line["body"]["root"]
        name = f"the checkpoint of {size:,} entries"
        must(line["body"]["ledger"] == last["ledger"], f"{name} that was kept outside is of another record")
        must(size in roots or size > last["size"], f"{name} that was kept outside is none of this record")
        must(roots.get(size, root) == root, f"{name} is another than the one that was kept outside")
        if size in roots and checkpoints([line], keys, roots):
            lines += [f"Witnessed: {name} is the one that was kept outside."]
    if kept is not None and len(lines) == 1:
        raise LookupError("no checkpoint that was kept outside is as old as this bundle: ask for a newer bundle")
    return lines


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Checks a Doorstep evidence bundle, offline.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", default="", help="the fingerprint that you were told: 32 or 64 digits")
    parser.add_argument("--checkpoint", type=Path, help="what a witness kept: a file with lines of checkpoints")
    told = parser.parse_args()
    try:
        print(*check(told.bundle.read_bytes(), told.key, told.checkpoint and told.checkpoint.read_text()), sep="\n")
    except Wrong as wrong:
        print("WRONG:", shown(wrong))
        return 1
    except (OSError, LookupError, *FORMLESS) as error:
        print("This cannot be checked:", shown(error), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
