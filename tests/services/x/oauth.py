"""Who signs a request: the signature is worked out again from the request, as RFC 5849 says, with keys of our own."""

import base64
import hmac
import re
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote

from aiohttp import web

_MOST_SECONDS = 300
_PART = re.compile(r'(oauth_[a-z_]+)="([^"]*)"')


@dataclass
class Keys:
    """One app and one account's tokens. `letters`: whether they may read and write direct messages."""

    account: str
    consumer_key: str = field(default_factory=lambda: f"key{secrets.token_hex(8)}")
    consumer_secret: str = field(default_factory=lambda: f"cs{secrets.token_hex(12)}")
    token_secret: str = field(default_factory=lambda: f"ts{secrets.token_hex(12)}")
    bearer: str = field(default_factory=lambda: f"bearer{secrets.token_hex(12)}")
    letters: bool = True
    nonces: set[str] = field(default_factory=set)
    tail: str = field(default_factory=lambda: f"tok{secrets.token_hex(8)}")

    @property
    def token(self) -> str:
        return f"{self.account}-{self.tail}"


def who_signs(request: web.Request, keys: Keys) -> str | None:
    """`user`, `app`, or None. A nonce counts once, an old time not at all."""
    said = request.headers.get("Authorization", "")
    if said == f"Bearer {keys.bearer}":
        return "app"
    if not said.startswith("OAuth "):
        return None
    given = {name: unquote(value) for name, value in _PART.findall(said)}
    if given["oauth_consumer_key"] != keys.consumer_key or given["oauth_token"] != keys.token:
        return None
    if abs(time.time() - int(given["oauth_timestamp"])) > _MOST_SECONDS or given["oauth_nonce"] in keys.nonces:
        return None
    keys.nonces.add(given["oauth_nonce"])
    right = _signature(request, given, keys)
    return "user" if secrets.compare_digest(right, given["oauth_signature"]) else None


def _signature(request: web.Request, given: dict[str, str], keys: Keys) -> str:
    """RFC 5849, 3.4: method, address and all parameters, sorted and encoded, under both secrets."""
    address, _, query = f"https://{request.host}{request.raw_path}".partition("?")
    pairs = [(name, value) for name, value in given.items() if name not in {"oauth_signature", "realm"}]
    pairs += parse_qsl(query, keep_blank_values=True)
    encoded = sorted((_quoted(name), _quoted(value)) for name, value in pairs)
    parameters = "&".join(f"{name}={value}" for name, value in encoded)
    base = "&".join(_quoted(part) for part in (request.method, address, parameters))
    secret = f"{_quoted(keys.consumer_secret)}&{_quoted(keys.token_secret)}"
    return base64.b64encode(hmac.digest(secret.encode(), base.encode(), "sha1")).decode()


def _quoted(text: str) -> str:
    return quote(text, safe="~")
