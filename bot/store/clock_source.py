"""Whose clock a time of receipt comes from, and whether the kernel says that something keeps it right (adjtimex(2))."""

import ctypes
import json
import sys
import time
from typing import Any

from bot.clock import Clock, now

ASK_AGAIN_SECONDS = 60.0

_UNSYNCHRONISED = 0x0040  # STA_UNSYNC in <linux/timex.h>


class _Timex(ctypes.Structure):
    """The head of `struct timex`; the kernel fills the rest, which nobody reads."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


def clock_source(clock: Clock) -> dict[str, Any]:
    """`source`: system, or another (the demo's, a test's). `synchronised` and `error_us` as the kernel says, or None where
    it does not say: then only the checkpoints and time stamps outside bound the times of the record.
    """
    if clock is not now:
        return {"source": "another", "synchronised": None, "error_us": None}
    said = _ask_kernel()
    if said is None:
        return {"source": "system", "synchronised": None, "error_us": None}
    return {"source": "system", "synchronised": not said.status & _UNSYNCHRONISED, "error_us": int(said.maxerror)}


class ClockSource:
    """The same as JSON, for what was just received: the kernel is asked once a minute, never once a comment."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._said, self._until = clock, "", 0.0

    def __call__(self) -> str:
        """What was said within the last minute."""
        if time.monotonic() >= self._until:
            self._said = json.dumps(clock_source(self._clock), sort_keys=True, separators=(",", ":"))
            self._until = time.monotonic() + ASK_AGAIN_SECONDS
        return self._said


def _ask_kernel() -> _Timex | None:
    if not sys.platform.startswith("linux"):
        return None
    said = _Timex()
    try:
        answer = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(said))
    except (OSError, AttributeError):
        return None
    return said if answer >= 0 else None
