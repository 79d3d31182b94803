"""E-mail to people of the landlord, through the landlord's own mail server."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from adapters.platform import Letter, Receipt

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class SmtpSettings(BaseModel):
    """The mail server. `to` may name several addresses, with commas. Without encryption only on this machine."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    to: str
    user: str = ""
    seconds: float = 20

    @model_validator(mode="after")
    def _secure(self) -> "SmtpSettings":
        if self.security == "none" and self.host not in _LOOPBACK:
            raise ValueError("security 'none' is for a mail server on this machine only")
        return self

    @property
    def addresses(self) -> list[str]:
        """The addresses of `to`."""
        return [address.strip() for address in self.to.split(",") if address.strip()]


class SmtpPost:
    """Sends letters by SMTP. Tries once: the caller rings again. `context` checks certificates (default: the system's)."""

    def __init__(
        self, name: str, settings: SmtpSettings, password: str = "", context: ssl.SSLContext | None = None
    ) -> None:
        self.name = name
        self._settings, self._password = settings, password
        self._context = context or ssl.create_default_context()

    async def send(self, letter: Letter) -> Receipt:
        """Accepted when the mail server took it for every address: that is not yet read by anybody."""
        return await asyncio.to_thread(self._send, letter)

    def _send(self, letter: Letter) -> Receipt:
        try:
            with self._connect() as server:
                if self._settings.security == "starttls":
                    server.starttls(context=self._context)
                if self._settings.user:
                    server.login(self._settings.user, self._password)
                refused = server.send_message(self._message(letter), to_addrs=self._settings.addresses)
        except smtplib.SMTPResponseException as error:
            return Receipt(accepted=False, why=f"the mail server answered {error.smtp_code}")
        except (smtplib.SMTPException, OSError) as error:
            return Receipt(accepted=False, why=f"the mail server could not be used: {type(error).__name__}")
        if refused:
            return Receipt(accepted=False, why=f"the mail server refused {len(refused)} of the addresses")
        return Receipt(accepted=True, why="the mail server took it")

    def _connect(self) -> smtplib.SMTP:
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(
                self._settings.host, self._settings.port, timeout=self._settings.seconds, context=self._context
            )
        return smtplib.SMTP(self._settings.host, self._settings.port, timeout=self._settings.seconds)

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._settings.sender, ", ".join(self._settings.addresses)
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{letter.key}@doorstep.invalid>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"{letter.text}\n\n{letter.link}".rstrip() + "\n")
        return message
