"""AutoMod, Discord's own word filter: rules of ours that only alert, and which rules of the server do more than that. Pure.

A rule that blocks swallows what was said before it can be kept, shielded or answered: a tenant with a leak would be
silenced by a list of words. https://docs.discord.com/developers/resources/auto-moderation
"""

from collections.abc import Iterable

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
