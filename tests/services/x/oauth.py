"""Who signs a request: the signature is worked out again from the request, as RFC 5849 says, with keys of our own."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from oauthlib.oauth1.rfc5849 import Client, signature

_MOST_SECONDS = 300


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
    address = f"https://{request.host}{request.raw_path}"
    headers = {"Authorization": said}
    given: dict[str, Any] = dict(signature.collect_parameters(headers=headers, exclude_oauth_signature=False))
    if given["oauth_consumer_key"] != keys.consumer_key or given["oauth_token"] != keys.token:
        return None
    if abs(time.time() - int(given["oauth_timestamp"])) > _MOST_SECONDS or given["oauth_nonce"] in keys.nonces:
        return None
    keys.nonces.add(given["oauth_nonce"])
    parameters = signature.collect_parameters(uri_query=urlsplit(address).query, headers=headers)
    base = signature.signature_base_string(
        request.method, signature.base_string_uri(address), signature.normalize_parameters(parameters)
    )
    signer = Client(keys.consumer_key, keys.consumer_secret, keys.token, keys.token_secret)
    right = signature.sign_hmac_sha1_with_client(base, signer)
    return "user" if secrets.compare_digest(right, given["oauth_signature"]) else None
