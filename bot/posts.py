"""The ways to call a person, and to reach a witness, that the settings name."""

from collections.abc import Mapping

from adapters.platform import Post
from adapters.post.connect import BadPost, connect
from bot.settings import Home, PlaceSettings, Settings, SettingsError


def posts(home: Home, settings: Settings) -> Mapping[str, Post]:
    """Destination name -> how to reach it. Raises SettingsError naming destination and option."""
    return {place.name: _post(home, "emergency", place) for place in settings.emergency}


def witnesses(home: Home, settings: Settings) -> Mapping[str, tuple[str, Post]]:
    """Witness name -> its kind and how to reach it. Raises SettingsError naming witness and option."""
    places = settings.ledger.witnesses
    return {place.name: (place.kind, _post(home, "ledger.witnesses", place)) for place in places}


def _post(home: Home, where: str, place: PlaceSettings) -> Post:
    secret = home.secret(f"{place.name}.secret")
    try:
        return connect(place.name, place.kind, place.options, secret.get_secret_value() if secret else "")
    except BadPost as error:
        raise SettingsError(f"{where}: {error}") from None
