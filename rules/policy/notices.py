"""The fixed texts of a pack: which there are, what may be filled in, and how long they may be on the tightest platform."""

import re

PLACEHOLDERS = {"reference": 12, "rules_link": 40, "how_to_challenge": 60}
"""What may be filled in, with the room (in characters) kept for it."""

PUBLIC_ROOM = 280
"""Longest public text, filled in: X allows 280 weighted characters, Bluesky 300 graphemes."""

PRIVATE_ROOM = 1000
"""Longest private text, filled in: a Bluesky direct message allows 1,000 graphemes."""

REQUIRED = frozenset(
    {
        "reminder",
        "hide_notice",
        "hide_notice_public",
        "protective_notice",
        "protective_notice_public",
        "warning_public",
        "warning_private",
    }
)
PRIVATE = frozenset({"hide_notice", "protective_notice", "warning_private"})

TENANCY = re.compile(
    r"\b(?:tenan(?:t|ts|cy|cies)|lease(?:hold(?:er)?s?)?|rent|arrears|evict\w*|benefits?|universal credit"
    r"|your (?:home|house(?! rules)|flat|address|property|landlord|neighbours?|repairs?|case|name|family))\b",
    re.IGNORECASE,
)
"""Words that would say in public that somebody is a customer, or something about their home (domain §7 rule 11)."""

_PLACE = re.compile(r"\{([^{}]*)\}")


def filled_length(text: str) -> int:
    """Length of a notice in characters once every placeholder has been given the room kept for it."""
    return len(_PLACE.sub("", text)) + sum(PLACEHOLDERS.get(name, 0) for name in _PLACE.findall(text))


def fault(name: str, text: str) -> str | None:
    """What is wrong with a notice, in one line, or None."""
    unknown = sorted(set(_PLACE.findall(text)) - PLACEHOLDERS.keys())
    if unknown:
        return f"unknown placeholder {{{unknown[0]}}}; known are {', '.join(sorted(PLACEHOLDERS))}"
    if told := TENANCY.search(text):
        return f"says {told[0]!r}: a notice on a platform says nothing about a tenancy, a home or a person"
    room = PRIVATE_ROOM if name in PRIVATE else PUBLIC_ROOM
    if filled_length(text) > room:
        return f"{filled_length(text)} characters when filled in, at most {room}"
    return None
