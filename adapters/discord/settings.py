"""What a landlord fills in to connect a Discord server."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr

from adapters.line import Line
from adapters.media import MediaHost

LONGEST_TIME_OUT_HOURS = 28 * 24
LONGEST_SLOW_SECONDS = 21_600

Id = Annotated[str, BeforeValidator(str), Field(pattern=r"^[0-9]{15,20}$")]
"""One of Discord's own ids (a snowflake), as text: YAML would make a number of it, and that is taken too."""

StaffLine = Annotated[str, Field(pattern=r"^[0-9]{15,20}=[a-z0-9][a-z0-9._@-]{0,80}$")]


class DiscordSettings(Line):
    """One Discord server as a channel. `ca_file` and `hosts` are for landlords behind a relay (`adapters/line.py`).

    `channels`: heard; none named means all that the bot can see. `leave_out`: never heard (the staff channel never is).
    `own_ids`: other accounts of the landlord; their words are never judged. `look_back_hours`: how far the first run
    goes back. `time_out_hours`: how long a mute lasts if nobody says otherwise. `slow_seconds`: slow mode of a channel
    whose replies are restricted. `staff_channel`: where escalations go; `staff_roles`: whose buttons count there;
    `staff`: `discord id=login`, who is who. `media_hosts`: where Discord serves files from; nothing is fetched from
    elsewhere.
    """

    channel: str = "discord"
    token: SecretStr
    server_id: Id
    channels: frozenset[Id] = frozenset()
    leave_out: frozenset[Id] = frozenset()
    own_ids: frozenset[Id] = frozenset()
    direct_messages: bool = True
    look_back_hours: int = Field(default=72, ge=1)
    time_out_hours: int = Field(default=24, ge=1, le=LONGEST_TIME_OUT_HOURS)
    slow_seconds: int = Field(default=3600, ge=5, le=LONGEST_SLOW_SECONDS)
    staff_channel: Id | None = None
    staff_roles: frozenset[Id] = frozenset()
    staff: tuple[StaffLine, ...] = ()
    timeout_seconds: float = Field(default=60.0, gt=0)
    media_hosts: frozenset[MediaHost] = frozenset({"cdn.discordapp.com", "media.discordapp.net"})

    @property
    def logins(self) -> dict[str, str]:
        """Discord id -> login of a member of staff."""
        return {who: login for who, _, login in (line.partition("=") for line in self.staff)}
