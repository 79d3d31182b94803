"""E-mail against a real SMTP server on loopback, with real TLS."""

import asyncio
import datetime as dt
import ssl
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from adapters.platform import Letter
from adapters.post.connect import BadPost, connect
from adapters.post.memory import MemoryPost
from adapters.post.smtp import SmtpPost, SmtpSettings

LETTER = Letter("call-1", "Doorstep needs\n a person", "Gas smell £50 🔥", "https://doorstep.test/alarm/1")
HERE = "127.0.0.1"


class Mailbox:
    """What the mail server took; refuses recipients that start with `no`."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.tls: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - the server's own name for it
        self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]
    ) -> str:
        if address.startswith("no"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the server's own name
        self.taken.append(envelope)
        self.tls.append(session.ssl is not None)
        return "250 kept"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path_factory.mktemp("tls") / "loopback.pem"
    file.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def settings(port: int, **changes: Any) -> SmtpSettings:
    base = {"host": HERE, "port": port, "security": "none", "sender": "doorstep@demo.test", "to": "duty@demo.test"}
    return SmtpSettings.model_validate(base | changes)


@pytest.fixture
def plain(mailbox: Mailbox, unused_tcp_port: int) -> Iterator[int]:
    controller = Controller(mailbox, hostname=HERE, port=unused_tcp_port)
    controller.start()
    yield unused_tcp_port
    controller.stop()


async def test_a_letter_reaches_every_address(plain: int, mailbox: Mailbox) -> None:
    post = SmtpPost("duty", settings(plain, to="duty@demo.test, second@demo.test"))
    assert (await post.send(LETTER)).accepted
    envelope = mailbox.taken[0]
    assert envelope.rcpt_tos == ["duty@demo.test", "second@demo.test"]
    text = envelope.content.decode()
    assert "Subject: Doorstep needs a person\r\n" in text, "no line of the subject becomes a header"
    assert "Message-ID: <call-1@doorstep.invalid>" in text


async def test_an_address_that_is_refused_is_not_accepted(plain: int, mailbox: Mailbox) -> None:
    some = await SmtpPost("duty", settings(plain, to="duty@demo.test,nobody@demo.test")).send(LETTER)
    assert not some.accepted
    assert "refused 1 of the addresses" in some.why
    every = await SmtpPost("duty", settings(plain, to="nobody@demo.test")).send(LETTER)
    assert not every.accepted
    assert len(mailbox.taken) == 1


async def test_nobody_there_is_an_answer_not_an_exception(unused_tcp_port: int) -> None:
    receipt = await SmtpPost("duty", settings(unused_tcp_port)).send(LETTER)
    assert not receipt.accepted
    assert "could not be used" in receipt.why


async def test_starttls_with_sign_in(
    mailbox: Mailbox, unused_tcp_port: int, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"doorstep", b"pass")
        return AuthResult(success=good, handled=False)

    controller = Controller(
        mailbox,
        hostname=HERE,
        port=unused_tcp_port,
        tls_context=server_tls,
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    controller.start()
    try:
        known = settings(unused_tcp_port, security="starttls", user="doorstep")
        assert (await SmtpPost("duty", known, "pass", trust).send(LETTER)).accepted
        wrong = await SmtpPost("duty", known, "guess", trust).send(LETTER)
        untrusted = await SmtpPost("duty", known, "pass").send(LETTER)
        bare = await SmtpPost("duty", settings(unused_tcp_port)).send(LETTER)
    finally:
        controller.stop()
    assert mailbox.tls == [True]
    assert [wrong.accepted, untrusted.accepted, bare.accepted] == [False, False, False]
    assert "535" in wrong.why
    assert "guess" not in wrong.why


async def test_tls_from_the_start(
    mailbox: Mailbox, unused_tcp_port: int, server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox), HERE, unused_tcp_port, ssl=server_tls)
    async with server:
        receipt = await SmtpPost("duty", settings(unused_tcp_port, security="tls"), "", trust).send(LETTER)
    assert receipt.accepted
    assert len(mailbox.taken) == 1


def test_mail_without_encryption_stays_on_this_machine() -> None:
    options = {"host": "mail.example.org", "security": "none", "sender": "a@b.test", "to": "c@d.test"}
    with pytest.raises(BadPost, match=r"destination duty: .*this machine only"):
        connect("duty", "smtp", options)


async def test_memory_keeps_a_key_once_and_says_when_it_is_down() -> None:
    post = MemoryPost("duty")
    assert (await post.send(LETTER)).accepted
    assert (await post.send(LETTER)).accepted
    assert post.sent == [LETTER]
    post.down = "no line"
    assert (await post.send(LETTER)).why == "no line"


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(BadPost, match="destination duty: there is no kind of post called pigeon"):
        connect("duty", "pigeon", {})
