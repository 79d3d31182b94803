"""A signed webhook: one POST a letter. What receives it can check that it came from us, now, and was not altered.

The body is JSON `{"key","subject","text","link"}`. Headers: `Idempotency-Key` (the letter's key: the same when sent
again), `X-Doorstep-Timestamp` (seconds since 1970) and `X-Doorstep-Signature: v1=<hex>`, the HMAC-SHA256 of the time
stamp, a full stop and the raw body. A receiver compares in constant time and refuses time stamps older than five minutes.
"""

import hmac
import time
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

import aiohttp
import msgspec
from pydantic import BaseModel, ConfigDict, field_validator

from adapters.platform import Letter, Receipt

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class WebhookSettings(BaseModel):
    """Where to post. Plain http is for this machine only. `seconds` is how long an answer may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    seconds: float = 10

    @field_validator("url")
    @classmethod
    def _secure(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            return url
        raise ValueError("a webhook address starts with https://")


class WebhookPost:
    """Posts letters to one address. Tries once: the caller rings again."""

    def __init__(self, name: str, settings: WebhookSettings, secret: str, now: Callable[[], float] = time.time) -> None:
        if not secret:
            raise ValueError(f"the webhook {name} has no secret to sign with")
        self.name = name
        self._settings, self._secret, self._now = settings, secret.encode(), now

    async def send(self, letter: Letter) -> Receipt:
        """Accepted only for an answer of 200 to 299. Redirects are not followed."""
        body = msgspec.json.encode(
            {"key": letter.key, "subject": letter.subject, "text": letter.text, "link": letter.link}
        )
        timeout = aiohttp.ClientTimeout(total=self._settings.seconds)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(
                    self._settings.url, data=body, headers=self._headers(letter, body), allow_redirects=False
                ) as answer,
            ):
                return Receipt(200 <= answer.status < 300, f"the webhook answered {answer.status}")
        except TimeoutError:
            return Receipt(accepted=False, why=f"the webhook did not answer within {self._settings.seconds:g} seconds")
        except aiohttp.ClientError as error:
            return Receipt(accepted=False, why=f"the webhook could not be reached: {type(error).__name__}")

    def _headers(self, letter: Letter, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._now()))
        return {
            "Content-Type": "application/json",
            "Idempotency-Key": letter.key,
            "X-Doorstep-Timestamp": timestamp,
            "X-Doorstep-Signature": signature(self._secret, timestamp, body),
        }


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 of `timestamp.body`, in hex. The time stamp is signed too: no replays."""
    return "v1=" + hmac.new(secret, timestamp.encode() + b"." + body, sha256).hexdigest()
