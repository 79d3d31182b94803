"""What only Discord's payloads have: its ids and its users."""

from adapters.discord.ids import is_id
from adapters.payload import text_if_any
from adapters.platform import Json, Untranslatable
from rules.model.account import Account

PLATFORM = "discord"


def an_id(body: Json, name: str) -> str:
    """One of Discord's ids. Raises Untranslatable where there is none."""
    value = body.get(name)
    if not isinstance(value, str) or not is_id(value):
        raise Untranslatable(f"{name} is missing or is no id")
    return value


def account(user: Json, *, ours: tuple[str, ...]) -> Account:
    """Who it is. Raises Untranslatable without an id."""
    who = an_id(user, "id")
    handle = text_if_any(user, "username") or who
    return Account(PLATFORM, who, handle, text_if_any(user, "global_name"), ours=who in ours)
