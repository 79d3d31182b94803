"""The ways to call a person that the settings name."""

from collections.abc import Mapping

from adapters.platform import Post
from adapters.post.connect import BadPost, connect
from bot.settings import Home, Settings, SettingsError


def posts(home: Home, settings: Settings) -> Mapping[str, Post]:
    """Destination name -> how to reach it. Raises SettingsError naming destination and option."""
    found: dict[str, Post] = {}
    for place in settings.emergency:
        secret = home.secret(f"{place.name}.secret")
        try:
            found[place.name] = connect(
                place.name, place.kind, place.options, secret.get_secret_value() if secret else ""
            )
        except BadPost as error:
            raise SettingsError(f"emergency: {error}") from None
    return found
