"""How times are shown: Europe/London, to the minute. They are stored in UTC."""

from zoneinfo import ZoneInfo

from bot.store.ids import moment

LONDON = ZoneInfo("Europe/London")


def london(at: str) -> str:
    """`2026-07-01T22:12:00.000Z` as `Wed 1 Jul 2026 23:12`."""
    local = moment(at).astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}"
