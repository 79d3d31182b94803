"""Discord: hears what is said on one server of the landlord's and in direct messages to its bot, and acts through the bot.

Nothing here imports discord.py before `connect` is called: who has not switched Discord on does not load it.
"""

from typing import TYPE_CHECKING

from adapters.discord.settings import DiscordSettings
from adapters.platform import Notebook

if TYPE_CHECKING:
    from adapters.discord.platform import DiscordPlatform

__all__ = ["DiscordSettings", "connect"]


def connect(settings: DiscordSettings, notebook: Notebook) -> "DiscordPlatform":
    """The platform for these settings; `open` signs in. The notebook keeps what must be found or put back later."""
    from adapters.discord.platform import DiscordPlatform

    return DiscordPlatform(settings, notebook)
