"""A time-stamp authority (RFC 3161) as a witness: it signs that it saw these bytes, and when.

What goes out is the SHA-256 of a letter's `sealed` bytes and nothing else. What comes back is checked before it counts as
accepted: granted, for these bytes and this request, signed by a certificate under the root that the landlord named.
`Receipt.proof` is the whole response (DER), and anybody can check it:
`openssl ts -verify -in RESPONSE -data FILE -CAfile ROOT.pem`.
"""

from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from cryptography.x509 import Certificate, load_pem_x509_certificates
from pydantic import BaseModel, ConfigDict, field_validator
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from adapters.platform import Letter, Receipt

LARGEST = 65_536
"""Bytes of an answer that are read: a response with its certificates has about 5,000."""


class TimestampSettings(BaseModel):
    """`root`: a PEM file with the authority's root certificate, got from the authority by another way."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    root: Path
    seconds: float = 20

    @field_validator("url")
    @classmethod
    def _web(cls, url: str) -> str:
        """Plain http is usual here: what comes back is signed."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError("a time-stamp authority's address starts with https:// or http://")
        return url


class TimestampPost:
    """Asks one authority. Tries once: the notary asks again. Raises ValueError where the root cannot be read."""

    def __init__(self, name: str, settings: TimestampSettings) -> None:
        self.name = name
        self._settings, self._roots = settings, roots_in(settings.root)

    async def send(self, letter: Letter) -> Receipt:
        """Accepted when the answer is a time stamp for `letter.sealed` that checks out; `proof` is that answer."""
        request = TimestampRequestBuilder().data(letter.sealed).hash_algorithm(HashAlgorithm.SHA256)
        asked = request.nonce(nonce=True).cert_request(cert_request=True).build()
        timeout = aiohttp.ClientTimeout(total=self._settings.seconds)
        headers = {"Content-Type": "application/timestamp-query"}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(
                    self._settings.url, data=asked.as_bytes(), headers=headers, allow_redirects=False
                ) as answer,
            ):
                if answer.status != 200:
                    return Receipt(accepted=False, why=f"the authority answered {answer.status}")
                return self._receipt(asked, letter.sealed, await answer.content.read(LARGEST))
        except TimeoutError:
            return Receipt(
                accepted=False, why=f"the authority did not answer within {self._settings.seconds:g} seconds"
            )
        except aiohttp.ClientError as error:
            return Receipt(accepted=False, why=f"the authority could not be reached: {type(error).__name__}")

    def _receipt(self, asked: TimeStampRequest, sealed: bytes, raw: bytes) -> Receipt:
        wrong = fault(raw, sealed, self._roots, asked.nonce)
        return Receipt(accepted=False, why=wrong) if wrong else Receipt(True, "the authority signed it", raw)


def roots_in(file: Path) -> list[Certificate]:
    """The certificates in a PEM file. Raises ValueError."""
    try:
        return load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError):
        raise ValueError(f"root: {file} is no PEM file with a certificate") from None


def fault(raw: bytes, sealed: bytes, roots: list[Certificate], nonce: int | None = None) -> str:
    """What is wrong with a response for the bytes `sealed`; empty when it checks out under one of `roots`."""
    try:
        response = decode_timestamp_response(raw)
        builder = VerifierBuilder() if nonce is None else VerifierBuilder().nonce(nonce)
        for root in roots:
            builder = builder.add_root_certificate(root)
        good = builder.build().verify_message(response, sealed)
    except (VerificationError, ValueError) as error:
        return f"the time stamp does not check out: {' '.join(str(error).split())[:120]}"
    return "" if good else "the time stamp does not check out"


def imprint(raw: bytes) -> bytes:
    """The digest that was stamped, whoever stamped it; empty when this is no response."""
    try:
        return decode_timestamp_response(raw).tst_info.message_imprint.message
    except ValueError:
        return b""
