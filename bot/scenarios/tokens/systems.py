"""Words that name a landlord's system, marker or post. What the vocabulary does not know has no word."""

from collections.abc import Iterator

from bot.scenarios.tokens.vocabulary import PLAIN

RECORDS = {"hms": "record_incident:HMS", "eras": "record_incident:ERAS", "documents": "record_incident:documents"}
"""Systems on which something is recorded, by their name in small letters."""


def recorded(system: str) -> Iterator[str]:
    """Recorded on that system."""
    if word := RECORDS.get(system.casefold()):
        yield word


def told(post: str) -> Iterator[str]:
    """Somebody is told."""
    yield from _if_known(f"notify:{post}")


def referred(system: str) -> Iterator[str]:
    """A referral by that system's form."""
    yield from _if_known(f"refer_form:{system.casefold()}")


def marker(code: str) -> Iterator[str]:
    """A marker to set, or to think about."""
    yield from _if_known(f"marker:{code}")


def unmarked(code: str) -> Iterator[str]:
    """A marker to take off."""
    yield from _if_known(f"remove_marker:{code}")


def _if_known(word: str) -> Iterator[str]:
    if word in PLAIN:
        yield word
