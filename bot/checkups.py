"""Asks each platform itself what stands in the way: `doorstep doctor --connect`."""

from collections.abc import Iterator, Sequence

from adapters.platform import Ailment, ChannelDown, Examinable
from bot.doctor import Finding, Level
from bot.platforms import connect
from bot.settings import ChannelSettings, Home, SettingsError


class _Forgetful:
    """A notebook for one look: a check-up leaves nothing behind."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    async def read(self, name: str) -> str | None:
        return self._texts.get(name)

    async def write(self, name: str, text: str) -> None:
        self._texts[name] = text


async def check(home: Home) -> list[Finding]:
    """Signs in to every channel that can be asked, and asks. Changes nothing there. Raises SettingsError."""
    return [finding for channel in home.settings().channels for finding in await _channel(home, channel)]


async def _channel(home: Home, channel: ChannelSettings) -> list[Finding]:
    what = f"channel {channel.name}"
    try:
        platform = connect(home, channel, _Forgetful())
    except SettingsError as error:
        return [Finding(what, Level.BAD, str(error), "Mend that option and run doctor again.")]
    if not isinstance(platform, Examinable):
        return []
    try:
        await platform.open()
        return list(_told(what, channel.platform, await platform.examine()))
    except ChannelDown as down:
        return [Finding(what, Level.BAD, str(down))]
    finally:
        await platform.close()


def _told(what: str, platform: str, ailments: Sequence[Ailment]) -> Iterator[Finding]:
    for one in ailments:
        yield Finding(f"{what}: {one.what}", Level.BAD if one.grave else Level.ADVICE, one.says, one.do)
    if not ailments:
        yield Finding(what, Level.GOOD, f"{platform} says that nothing stands in the way")
