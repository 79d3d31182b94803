# long: one file that stands alone, so that whoever checks a bundle needs nothing else of ours and can read it through
"""Checks a Doorstep evidence bundle offline. Needs Python 3.11 or later and the package `cryptography`, nothing else.

Exit code 0: all that could be checked is right; 1: the first thing that is wrong is named; 2: it could not be checked.
How it hangs together: SHA-256(0x00 || body) of an entry is a leaf of an RFC 6962 tree. `seal.json` has each entry's path to
the root of a checkpoint signed with Ed25519. The last entry is this export itself: it holds the SHA-256 of `bundle.json`,
which lists every other file. What was said stands under salted commitments in the entries, and the salts are in the list.
"""

import argparse
import json
import shlex
import struct
import sys
import zlib
from bisect import bisect_left
from contextlib import suppress
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LIST, SEAL = "bundle.json", "seal.json"
FORMLESS = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error, RecursionError)
Files = dict[str, bytes]


class Wrong(Exception):
    """The bundle is not what was sealed; the text names the first thing that is wrong."""


def must(right: bool, otherwise: str) -> None:
    """Stop at the first thing that is wrong."""
    if not right:
        raise Wrong(otherwise)


def check(raw: bytes, key: str = "", kept: str = "") -> list[str]:
    """Check a whole bundle; what was found, in lines. `key`: a fingerprint; `kept`: lines of checkpoints. Raises Wrong."""
    files, broken = opened(raw)
    must(not broken or {LIST, SEAL} <= set(files), broken)
    try:
        listed, seal = canonical(files, LIST), canonical(files, SEAL)
        points = checkpoints(seal["checkpoints"], keys := key_line(seal["keys"]))
        last, export = points[-1], seal["export"]
        sealed(listed, seal, last)
        bodies = entries(files, listed, seal["paths"], last)
        must(export["data"]["contents"] == sha256(files[LIST]).hexdigest(), f"{LIST} was altered since it was sealed")
        known = list(dict.fromkeys(one["data"]["fingerprint"] for one in bodies if one["kind"] == "key"))
        must(known == list(keys), "the keys are not those that the record's entries made known")
        stamps = [stamp(files, shlex.quote(name), points) for name in sorted(files) if name.endswith(".tsr")]
        for name in sorted({*files, *listed["files"]} - {LIST, SEAL}):
            what = "dropped" if name not in files else "altered" if name in listed["files"] else "inserted"
            same = name in files and sha256(files[name]).hexdigest() == listed["files"].get(name)
            must(same, f"{name!r} was {what}")
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
    return list(map(shown, [*lines, *stamps, *outside(key, kept, keys, points)]))


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


def key_line(told: list[Any]) -> dict[str, tuple[bytes, int]]:
    """Fingerprint -> public half, and where its line begins: each is signed by the one before, or begins a line itself."""
    line: dict[str, tuple[bytes, int]] = {}
    for n, one in enumerate(told, 1):
        body, public = one["body"], unhex(one["body"]["public"])
        before, (signer, begins) = list(line.items())[-1] if line and body["follows"] else ("", (public, n))
        right = body | {"n": n, "follows": before, "what": "doorstep.key", "fingerprint": sha256(public).hexdigest()}
        must(one == {"body": right, "signature": one["signature"]}, f"key {n} was altered")
        signed(f"key {n}", signer, one["signature"], body)
        line[body["fingerprint"]] = (public, begins)
    return line


def checkpoints(told: list[Any], keys: dict[str, tuple[bytes, int]]) -> list[Any]:
    """The body of every checkpoint in it, signatures checked; the last is the one everything is proved against."""
    points = [one["line"]["body"] for one in told]
    for one, body in zip(told, points, strict=True):
        name, line, public = f"the checkpoint of {body['size']:,} entries", one["line"], keys[body["key"]][0]
        whole = {*one, *line} == {"line", "path", "body", "public", "signature"} and unhex(line["public"]) == public
        must(whole and body["what"] == "doorstep.checkpoint", f"{name} was altered")
        signed(name, public, line["signature"], body)
        old, new = grown(body["size"], points[-1]["size"], list(map(unhex, one["path"])), unhex(body["root"]))
        same = (old.hex(), new.hex(), body["ledger"]) == (body["root"], points[-1]["root"], points[-1]["ledger"])
        must(same, f"{name}: the proof that the record only grew since was altered")
    return points


def sealed(listed: Any, seal: Any, point: Any) -> None:
    """The entry of this export is in the signed record, and names the same entries and checkpoints in the same order."""
    body, data = seal["export"], seal["export"]["data"]
    then, now = data["entries"], [one["seq"] for one in listed["entries"]]
    must(proved(encode(body), body["seq"], seal["paths"], point), f"entry {body['seq']} (exported) was altered")
    for was, stands in zip_longest(then, now):
        what = "dropped" if was not in [*now, None] else "inserted" if stands not in then else "reordered"
        must(was == stands, f"entry {was if what == 'dropped' else stands} was {what}")
    sizes = [one["line"]["body"]["size"] for one in seal["checkpoints"][:-1]]
    names = {*seal, *seal["paths"]} == {"checkpoints", "export", "keys", "paths", *map(str, [*then, body["seq"]])}
    must(names and sizes == data["checkpoints"], f"{SEAL} was altered: its checkpoints or proofs are not all there")


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
        said = lost <= gone or body["item"] in gone
        missing = f"entry {one['seq']}: private fields of it are gone, and no entry says that they were erased"
        must(said and set(one["fields"]) == set(body["commit"]), missing)
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
    if index >= half:
        return node(path[-1], climbed(leaf, index - half, size - half, path[:-1]))
    return node(climbed(leaf, index, half, path[:-1]), path[-1])


def grown(old: int, size: int, path: list[bytes], root: bytes | None) -> tuple[bytes, bytes]:
    """The older and the newer root that a consistency proof makes (RFC 6962, 2.1.2). Raises ValueError for no proof."""
    if old == size or not path:
        must(old == size and len(path) == (root is None), "a proof that the record only grew was altered")
        return (root or path[0],) * 2
    left = old <= (half := 1 << (size - 1).bit_length() - 1)
    before, after = grown(old, half, path[:-1], root) if left else grown(old - half, size - half, path[:-1], None)
    return (before, node(after, path[-1])) if left else (node(path[-1], before), node(path[-1], after))


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


def outside(key: str, kept: str, keys: dict[str, tuple[bytes, int]], points: list[Any]) -> list[str]:
    """What is held outside the bundle: the fingerprint of a key, a checkpoint that a witness kept. Raises Wrong."""
    last, names, asked = points[-1]["key"], list(keys), "".join(key.lower().split()).replace(":", "")
    lines = [f"Origin NOT checked: key {last} signed it. Get its fingerprint from somebody else, and give it as --key."]
    if asked:
        trusted = next((one for one in names if len(asked) >= 32 and one.startswith(asked)), "")
        follows = trusted and keys[last][1] <= names.index(trusted) + 1 <= names.index(last) + 1
        must(bool(follows), f"origin: the key {asked} did not sign this, nor did one that it vouches for; {last} did")
        lines = [f"Origin: signed under the key {trusted}, which you gave."]
    sizes, name = {one["size"]: one for one in points}, ""
    for other in (told := [json.loads(line)["body"] for line in kept.splitlines()]):
        name = f"the checkpoint of {other['size']:,} entries"
        must(sizes.get(other["size"], other) == other, f"{name} is another than the one that was kept outside")
        must(other["ledger"] == points[-1]["ledger"], f"{name} that was kept outside is of another record")
        lines += [f"Witnessed: {name} is the one that was kept outside."] if other in points else []
    if told and len(lines) == 1:
        raise LookupError(f"{name} is not in this bundle: ask for one made with it (doorstep bundle --checkpoint)")
    return lines


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Checks a Doorstep evidence bundle, offline.")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", default="", help="the fingerprint that you were told: 32 or 64 digits")
    parser.add_argument("--checkpoint", type=Path, help="what a witness kept: a file with lines of checkpoints")
    told = parser.parse_args()
    try:
        text = told.checkpoint.read_text() if told.checkpoint else ""
        kept = [line for line in text.splitlines() if line.startswith('{"body":')]
        if told.checkpoint and not kept:
            raise LookupError(f"there is no checkpoint in {told.checkpoint}")
        print(*check(told.bundle.read_bytes(), told.key, "\n".join(kept)), sep="\n")
    except Wrong as wrong:
        print("WRONG:", shown(wrong))
        return 1
    except (OSError, LookupError, *FORMLESS) as error:
        print("This cannot be checked:", shown(error), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
