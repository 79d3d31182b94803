"""What a landlord fills in to connect an X account."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from adapters.line import Line
from adapters.media import MediaHost

Id = Annotated[str, BeforeValidator(str), Field(pattern=r"^[0-9]{1,19}$")]
"""One of X's own ids, as text: YAML would make a number of it, and that is taken too."""


def _whose(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]{1,19}-\S+", token.get_secret_value()):
        raise ValueError("this is no access token of a user: it begins with the account's number and a dash")
    return token


UserToken = Annotated[SecretStr, AfterValidator(_whose)]
"""An OAuth 1.0a access token; the digits before the dash are the account's id."""


class XSettings(Line):
    """One X account as a channel. `ca_file` and `hosts` are for landlords behind a relay (`adapters/line.py`).

    Keys and tokens are secrets. `own_ids`: other accounts of the landlord. `stream` and `activity` (both need a
    `bearer_token`): the filtered stream and the Activity API, where the account has them.
    `poll_seconds`: mentions; `conversation_seconds`: our own threads and quotes; `letters_seconds`: direct messages (X
    allows fifteen looks in fifteen minutes); `check_seconds`: whether the `watch_posts` newest are still there, unedited.
    `daily_budget`: US dollars; when they are spent, acts wait and the looks are `floor_seconds` apart until midnight UTC.
    `write_first`: whether people who never wrote to us may be written to. `answer_replies`: whether X lets us answer
    whoever speaks in our threads; X does not say, so without it a person sends such answers. `instead_of_link`: words in
    place of a link in what we say; without them a text with a link is not sent. `when_removed`: what becomes of our copy
    of a post that was removed on X; it goes with the removal, and the record acts on it. `media_hosts`: where X serves
    pictures from; nothing is fetched from elsewhere.
    """

    channel: str = "x"
    consumer_key: SecretStr
    consumer_secret: SecretStr
    access_token: UserToken
    access_token_secret: SecretStr
    bearer_token: SecretStr | None = None
    own_ids: frozenset[Id] = frozenset()
    direct_messages: bool = True
    stream: bool = False
    activity: bool = False
    write_first: bool = False
    answer_replies: bool = False
    instead_of_link: str = ""
    when_removed: Literal["keep", "erase_after_24h"] = "keep"
    daily_budget: Decimal = Field(default=Decimal(5), ge=0)
    poll_seconds: float = Field(default=60.0, gt=0)
    conversation_seconds: float = Field(default=300.0, gt=0)
    letters_seconds: float = Field(default=90.0, gt=0)
    check_seconds: float = Field(default=900.0, gt=0)
    floor_seconds: float = Field(default=3600.0, gt=0)
    watch_posts: int = Field(default=200, ge=0, le=2000)
    look_back_hours: int = Field(default=72, ge=1, le=160)
    timeout_seconds: float = Field(default=20.0, gt=0)
    patience_seconds: float = Field(default=4.0, ge=0)
    media_hosts: frozenset[MediaHost] = frozenset({"pbs.twimg.com", "video.twimg.com"})

    @property
    def us(self) -> str:
        """Our own account's id."""
        return self.access_token.get_secret_value().partition("-")[0]

    @property
    def ours(self) -> frozenset[str]:
        """All accounts of the landlord that we know."""
        return self.own_ids | {self.us}

    @property
    def budget(self) -> int:
        """The day's budget in millionths of a dollar."""
        return int(self.daily_budget * 1_000_000)
