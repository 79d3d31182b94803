"""The endpoint that the settings name; what it is made of is imported only where there is one."""

from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.settings import Home, Settings, SettingsError

if TYPE_CHECKING:
    from adapters.opinion.ask import Asker
    from adapters.opinion.settings import OpinionSettings

SECRET = "second-opinion.secret"  # noqa: S105 - the name of a file, not what stands in it


def endpoint(home: Home, settings: Settings) -> "OpinionSettings | None":
    """Which may be asked, and how; None where it is off. Raises SettingsError naming the field."""
    wanted = settings.second_opinion
    if wanted is None:
        return None
    from adapters.opinion.settings import OpinionSettings

    secret = home.secret(SECRET)
    try:
        given = wanted.model_dump(exclude={"most_waiting"}) | ({"secret": secret} if secret else {})
        return OpinionSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "settings"
        raise SettingsError(f"second_opinion: {field}: {first['msg']}") from None


def connect(home: Home, settings: Settings) -> "Asker | None":
    """Who asks it; None where it is off. Raises SettingsError."""
    wanted = endpoint(home, settings)
    if wanted is None:
        return None
    from adapters.opinion.ask import Asker

    return Asker(wanted)
