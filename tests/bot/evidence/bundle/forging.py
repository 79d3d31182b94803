"""Somebody with a bundle: takes it apart, changes it, and packs it again as it should be packed."""

import json
from collections.abc import Callable
from typing import Any

from bot.evidence.bundle.container import container
from bot.evidence.bundle.verify_bundle import LIST, SEAL, Wrong, check, encode, opened

Files = dict[str, bytes]


def files_of(raw: bytes) -> Files:
    files, broken = opened(raw)
    assert broken == ""
    return files


def told(raw: bytes, **outside: str) -> str:
    """What the verifier says is wrong; empty when nothing is. Anything but `Wrong` fails the test."""
    try:
        check(raw, **outside)
    except Wrong as wrong:
        return str(wrong) or "wrong, and it does not say how"
    return ""


def again(raw: bytes, change: Callable[[Files, Any, Any], None]) -> bytes:
    """Packed anew after `change(files, list, seal)`: with digests that fit, as a careful forger would."""
    files = files_of(raw)
    listed, seal = json.loads(files[LIST]), json.loads(files[SEAL])
    change(files, listed, seal)
    return container({**files, LIST: encode(listed), SEAL: encode(seal)})


def body(files: Files, seq: int) -> Any:
    return json.loads(files[f"entries/{seq:012}.json"])
