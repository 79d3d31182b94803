"""Passwords: argon2id, the same work for a login that does not exist as for one that does."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 256

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""RFC 9106, section 4, second recommended option: 3 passes over 64 MiB in 4 lanes."""

_AT_ONCE = BoundedSemaphore(2)
"""Each check takes 64 MiB: a flood of guesses waits in line instead of taking the memory."""


def hashed(password: str) -> str:
    """The password as argon2id writes it: parameters, salt and hash."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(kept: str, password: str) -> bool:
    """Whether `password` is the one kept. An empty `kept` (nobody, or not set up) costs the same time and never fits."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _nobody(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return bool(kept)


def outdated(kept: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def weakness(password: str, login: str) -> str | None:
    """Why a new password is not taken, or None."""
    if len(password) < SHORTEST:
        return f"A password needs at least {SHORTEST} characters; a few words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"A password may have at most {LONGEST} characters."
    if login.casefold() in password.casefold() or len(set(password)) < 4:
        return "This password is too easy to guess: leave out the login, and do not repeat one character."
    return None


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
