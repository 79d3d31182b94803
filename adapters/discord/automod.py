"""AutoMod, Discord's own word filter: rules of ours that only alert, and which rules of the server do more than that.

A rule that blocks swallows what was said before it can be kept, shielded or answered: a tenant with a leak would be
silenced by a list of words. https://docs.discord.com/developers/resources/auto-moderation
"""

from collections.abc import Iterable

from adapters.discord.desk import Desk, as_json
from adapters.discord.errors import Refusal
from adapters.platform import Json

NAME = "Doorstep: tell us (alert only)"
MOST_WORDS, LONGEST_WORD = 1000, 60
_BLOCKS, _ALERTS, _TIMES_OUT, _QUARANTINES = 1, 2, 3, 4
_DOES = {_BLOCKS: "blocks messages", _TIMES_OUT: "gives time-outs", _QUARANTINES: "stops people from taking part"}


def alert_rule(words: Iterable[str], alert_channel: str) -> Json:
    """A rule that tells the staff channel when one of these words is said, and does nothing else.

    Raises:
        ValueError: for more or longer words than Discord takes; none is left out silently.
    """
    listed = sorted({" ".join(word.split()) for word in words} - {""})
    if not listed or len(listed) > MOST_WORDS:
        raise ValueError(f"a rule holds 1 to {MOST_WORDS} words, not {len(listed)}")
    if long := [word for word in listed if len(word) > LONGEST_WORD or "*" in word]:
        raise ValueError(f"{long[0][:LONGEST_WORD]!r} is longer than {LONGEST_WORD} characters, or not an exact word")
    return {
        "name": NAME,
        "event_type": 1,
        "trigger_type": 1,
        "trigger_metadata": {"keyword_filter": listed},
        "actions": [{"type": _ALERTS, "metadata": {"channel_id": alert_channel}}],
        "enabled": True,
    }


async def install(desk: Desk, words: Iterable[str]) -> str:
    """Make our rule on the server, or bring it up to these words; its id. Raises Trouble, and ValueError as `alert_rule`.

    Asking for it again changes nothing. It alerts in the staff channel.
    """
    if desk.settings.staff_channel is None:
        raise Refusal("NoStaffChannel", "an alert needs a channel to go to: set staff_channel")
    rule, server = alert_rule(words, desk.settings.staff_channel), int(desk.settings.server_id)
    listed = await desk.connection.read(lambda http: http.get_auto_moderation_rules(server))
    ours = next((one for one in map(as_json, listed) if one.get("name") == NAME), None)
    async with desk.lock("automod"):
        if ours is None:
            made = await desk.connection.write(
                lambda http: http.create_auto_moderation_rule(server, reason="Doorstep", **rule)
            )
            return str(as_json(made).get("id"))
        number = int(str(ours["id"]))
        changes = {name: rule[name] for name in ("trigger_metadata", "actions", "enabled")}
        await desk.connection.write(
            lambda http: http.edit_auto_moderation_rule(server, number, reason="Doorstep", **changes)
        )
        return str(number)


def harmful(rules: Iterable[Json]) -> list[tuple[str, str]]:
    """Rule and what it does, for each rule in force that does more than alert."""
    found = []
    for rule in rules:
        actions = rule.get("actions")
        kinds = {one.get("type") for one in actions if isinstance(one, dict)} if isinstance(actions, list) else set()
        does = [words for kind, words in _DOES.items() if kind in kinds]
        if rule.get("enabled") and does:
            found.append((str(rule.get("name"))[:100], " and ".join(does)))
    return found
