"""X: hears replies, mentions, quotes and direct messages of one account, and does the little that X lets a machine do.

Nothing here imports tweepy before `connect` is called: who has not switched X on does not load it.
"""

from typing import TYPE_CHECKING

from adapters.platform import Notebook
from adapters.x.settings import XSettings

if TYPE_CHECKING:
    from adapters.x.platform import XPlatform

__all__ = ["XSettings", "connect"]


def connect(settings: XSettings, notebook: Notebook) -> "XPlatform":
    """The platform for these settings; `open` signs in. The notebook keeps what was sent and what was spent."""
    from adapters.x.platform import XPlatform

    return XPlatform(settings, notebook)
