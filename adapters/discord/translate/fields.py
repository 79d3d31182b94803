"""Reading the fields of a payload: each is checked, and what is missing or of the wrong kind is named."""

from adapters.discord.ids import is_id
from adapters.platform import Json, Untranslatable
from rules.model.account import Account

PLATFORM = "discord"


def an_object(body: Json, name: str) -> Json:
    """An object. Raises Untranslatable where there is none."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise Untranslatable(f"{name} is missing or is not an object")
    return value


def an_id(body: Json, name: str) -> str:
    """One of Discord's ids. Raises Untranslatable where there is none."""
    value = body.get(name)
    if not isinstance(value, str) or not is_id(value):
        raise Untranslatable(f"{name} is missing or is no id")
    return value


def text(body: Json, name: str) -> str:
    """Text as said; empty where there is none."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Untranslatable(f"{name} is not text")
    return clean(value)


def objects(body: Json, name: str) -> list[Json]:
    """The objects in a list; empty where there is none."""
    value = body.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def names(body: Json, name: str) -> tuple[str, ...]:
    """The texts in a list; empty where there is none."""
    value = body.get(name)
    return tuple(clean(item) for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def clean(value: str) -> str:
    """The text, if it can be stored: half a surrogate pair cannot, and raises UnicodeEncodeError, a ValueError."""
    value.encode()
    return value


def account(user: Json, *, ours: tuple[str, ...]) -> Account:
    """Who it is. Raises Untranslatable without an id."""
    who = an_id(user, "id")
    handle = text(user, "username") or who
    return Account(PLATFORM, who, handle, text(user, "global_name"), ours=who in ours)
