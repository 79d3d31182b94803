"""What a landlord fills in to connect a Bluesky account."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from adapters.media import MediaHost

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BlueskySettings(BaseModel):
    """One Bluesky account as a channel. Direct messages need an app password made with "allow access to messages".

    `own_dids` are other accounts of the landlord: their posts are never judged. `labeler_did` is where reports go; the
    defaults of it and of `chat_did` are Bluesky's own services. `look_back_hours`: how far the first run, and the
    regular deep look, go back. `firehose`: hear by the stream too, which also shows what muted accounts say elsewhere.
    `media_hosts`: where Bluesky serves pictures from; nothing is fetched from elsewhere.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: str = "bluesky"
    base_url: str = "https://bsky.social"
    handle: str
    app_password: SecretStr
    own_dids: frozenset[str] = frozenset()
    labeler_did: str = "did:plc:ar7c4by46qjdydhdevvrndac"
    chat_did: str = "did:web:api.bsky.chat"
    direct_messages: bool = True
    languages: tuple[str, ...] = ("en",)
    poll_seconds: float = Field(default=5.0, gt=0)
    thread_seconds: float = Field(default=60.0, gt=0)
    deep_seconds: float = Field(default=600.0, gt=0)
    look_back_hours: int = Field(default=72, ge=1)
    timeout_seconds: float = Field(default=20.0, gt=0)
    patience_seconds: float = Field(default=8.0, ge=0)
    firehose: bool = False
    firehose_url: str = "wss://bsky.network/xrpc"
    media_hosts: frozenset[MediaHost] = frozenset({"cdn.bsky.app", "video.bsky.app", "video.cdn.bsky.app"})

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        for url, safe in ((self.base_url, "https"), (self.firehose_url, "wss")):
            parts = urlsplit(url)
            if parts.scheme != safe and parts.hostname not in LOOPBACK:
                raise ValueError(f"{url} must start with {safe}:// (the app password travels over it)")
        return self
