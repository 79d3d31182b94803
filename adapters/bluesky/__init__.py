"""Bluesky: hears replies, quotes, mentions and direct messages of one account, and acts for it.

Nothing here imports the atproto library before `connect` is called: who has not switched Bluesky on does not load it.
"""

from typing import TYPE_CHECKING

from adapters.bluesky.settings import BlueskySettings
from adapters.platform import Notebook

if TYPE_CHECKING:
    from adapters.bluesky.platform import BlueskyPlatform

__all__ = ["BlueskySettings", "connect"]


def connect(settings: BlueskySettings, notebook: Notebook) -> "BlueskyPlatform":
    """The platform for these settings; `open` signs in. The notebook keeps the session between runs."""
    from adapters.bluesky.platform import BlueskyPlatform

    return BlueskyPlatform(settings, notebook)
