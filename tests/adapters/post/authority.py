"""A time-stamp authority of our own: `openssl ts` behind a web server on loopback, with a root made for the test."""

import asyncio
import datetime as dt
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: str, key: rsa.RSAPrivateKey, issuer: str, signs: rsa.RSAPrivateKey, *, root: bool
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signs.public_key()), critical=False)
    )
    if not root:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return builder.sign(signs, hashes.SHA256())


class Authority:
    """`root`: its root certificate's file; `openssl`: the program (from `openssl_path`). `spoil` makes it answer wrongly."""

    def __init__(self, folder: Path, openssl: Path) -> None:
        self.openssl = openssl
        self.folder, self.root, self.spoil, self.asked = folder, folder / "root.pem", b"", 0
        root, tsa = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self._write("root.pem", _certificate("Test Root", root, "Test Root", root, root=True))
        self._write("tsa.pem", _certificate("Test Stamps", tsa, "Test Root", root, root=False))
        none = serialization.NoEncryption()
        pem = tsa.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, none)
        (folder / "tsa.key").write_bytes(pem)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))

    def _write(self, name: str, certificate: x509.Certificate) -> None:
        (self.folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    async def answer(self, request: web.Request) -> web.Response:
        (self.folder / "query").write_bytes(await request.read())
        self.asked += 1
        where = ["-config", "tsa.cnf", "-section", "here", "-queryfile", "query", "-out", "reply"]
        made = await asyncio.create_subprocess_exec(self.openssl, "ts", "-reply", *where, cwd=self.folder)
        assert await made.wait() == 0
        return web.Response(body=self.spoil or (self.folder / "reply").read_bytes())

    async def checks_out(self, reply: bytes, data: bytes) -> bool:
        """What `openssl ts -verify` says of it."""
        (self.folder / "kept.tsr").write_bytes(reply)
        (self.folder / "kept.txt").write_bytes(data)
        where = ["-in", "kept.tsr", "-data", "kept.txt", "-CAfile", "root.pem"]
        made = await asyncio.create_subprocess_exec(
            self.openssl, "ts", "-verify", *where, cwd=self.folder, stdout=asyncio.subprocess.DEVNULL
        )
        return await made.wait() == 0
