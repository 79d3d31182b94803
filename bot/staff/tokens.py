"""Secrets that we hand out and keep only as a hash: set-up links, session cookies, test codes."""

import secrets
from hashlib import sha256

_READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_token() -> str:
    """256 random bits, for links and cookies."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Ten characters a person can read out (50 bits): no 0, O, 1 or I."""
    return "".join(secrets.choice(_READABLE) for _ in range(10))


def token_hash(token: str) -> str:
    """What is kept of it. Unsalted: the token is random, so there is nothing to guess."""
    return sha256(token.encode()).hexdigest()
