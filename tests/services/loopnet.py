"""A piece of the internet on loopback: servers of ours under the platforms' own host names, over real TLS.

A throw-away authority signs the names; a client gets `ca_file` and `hosts`, and needs no patch. Any other name is refused,
so that a test can never leave the machine. The same options are what a landlord behind a relay sets (`adapters/line.py`).
"""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.line import Line

LOOPBACK = "127.0.0.1"


class Authority:
    """A certificate authority that lives as long as a test."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("throw-away authority")
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        draft = _draft(self._name, self._name, self._key.public_key())
        draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        draft = draft.add_extension(usage, critical=True)
        draft = draft.add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
        self._certificate = draft.sign(self._key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """What a client must trust."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def server_context(self, folder: Path, *names: str) -> ssl.SSLContext:
        """A server's certificate for these names. Python reads the key from a file only."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        draft = _draft(_name(names[0]), self._name, key.public_key())
        draft = draft.add_extension(alternatives, critical=False).add_extension(ours, critical=False)
        draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = folder / f"{names[0]}.pem"
        file.write_bytes(private + draft.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        file.unlink()
        return context


class LoopNet:
    """Serves applications under host names. Use it as a context manager; what is still open then is closed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = Authority()
        self._runners: list[web.AppRunner] = []
        self.ports: dict[str, int] = {}
        self.ca_file = folder / "authority.pem"
        self.ca_file.write_bytes(self._authority.pem)

    async def serve(self, app: web.Application, *names: str) -> int:
        """Serve `app` as all of `names` (https and wss); the port."""
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        self._runners.append(runner)
        context = self._authority.server_context(self._folder, *names)
        await web.TCPSite(runner, LOOPBACK, 0, ssl_context=context).start()
        port = int(runner.addresses[0][1])
        self.ports.update(dict.fromkeys(names, port))
        return port

    @property
    def hosts(self) -> tuple[str, ...]:
        """`name=address:port` of every name there is, as `adapters.line` reads them."""
        return tuple(f"{name}={LOOPBACK}:{port}" for name, port in self.ports.items())

    @property
    def line(self) -> Line:
        """How a client of ours reaches this net, and nothing else."""
        return Line(ca_file=self.ca_file, hosts=self.hosts)

    def connector(self) -> aiohttp.TCPConnector:
        """For any aiohttp client: real names, real TLS, this net only."""
        return self.line.connector()

    async def close(self) -> None:
        """Stop every server."""
        while self._runners:
            await self._runners.pop().cleanup()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _draft(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now, day = datetime.now(UTC), timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
    )
