"""The platforms Doorstep can connect to, each imported only when a channel of it is switched on."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from adapters.platform import Notebook, Platform
from bot.settings import ChannelSettings, Home, SettingsError

Connect = Callable[[Home, ChannelSettings, Notebook], Platform]


def connect(home: Home, channel: ChannelSettings, notebook: Notebook) -> Platform:
    """The platform of one channel, not yet signed in. Raises SettingsError naming channel and option."""
    if channel.platform not in CONNECT:
        raise SettingsError(f"channel {channel.name}: platform '{channel.platform}' is not one of {', '.join(CONNECT)}")
    try:
        return CONNECT[channel.platform](home, channel, notebook)
    except ValidationError as error:
        first = error.errors()[0]
        option = ".".join(str(part) for part in first["loc"]) or "options"
        raise SettingsError(f"channel {channel.name}: {option}: {first['msg']}") from None


def is_real(channel: ChannelSettings) -> bool:
    """Whether real people are on the other side."""
    return channel.platform not in PRETENDED


def _bluesky(home: Home, channel: ChannelSettings, notebook: Notebook) -> Platform:
    from adapters.bluesky import BlueskySettings
    from adapters.bluesky import connect as sign_on

    secret = home.secret(f"{channel.name}.app_password")
    given = {"channel": channel.name, **channel.options, **({"app_password": secret} if secret else {})}
    return sign_on(BlueskySettings.model_validate(given), notebook)


def _discord(home: Home, channel: ChannelSettings, notebook: Notebook) -> Platform:
    from adapters.discord import DiscordSettings
    from adapters.discord import connect as sign_on

    secret = home.secret(f"{channel.name}.bot_token")
    given = {"channel": channel.name, **channel.options, **({"token": secret} if secret else {})}
    return sign_on(DiscordSettings.model_validate(given), notebook)


def _x(home: Home, channel: ChannelSettings, notebook: Notebook) -> Platform:
    from adapters.x import XSettings
    from adapters.x import connect as sign_on

    named = {name: home.secret(f"{channel.name}.{name}") for name in (*SECRETS["x"], "bearer_token")}
    secrets = {name: secret for name, secret in named.items() if secret is not None}
    return sign_on(XSettings.model_validate({"channel": channel.name, **channel.options, **secrets}), notebook)


def _memory(home: Home, channel: ChannelSettings, notebook: Notebook) -> Platform:
    from adapters.memory import MemorySettings
    from adapters.memory import connect as sign_on

    options: dict[str, object] = dict(channel.options)
    if "file" in options:
        options["file"] = str(home.path / str(options["file"]))
    return sign_on(MemorySettings.model_validate({"channel": channel.name, **options}), notebook)


CONNECT: Mapping[str, Connect] = {"bluesky": _bluesky, "discord": _discord, "x": _x, "memory": _memory}
SECRETS: Mapping[str, tuple[str, ...]] = {
    "bluesky": ("app_password",),
    "discord": ("bot_token",),
    "x": ("consumer_key", "consumer_secret", "access_token", "access_token_secret"),
}
"""What the secrets of a channel are called: `<channel>.<this>`. Without them it cannot sign in."""
PRETENDED = frozenset({"memory"})
