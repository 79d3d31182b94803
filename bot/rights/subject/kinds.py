"""What a person has to weigh before it is handed over, and why; whatever is not on a list here as given is weighed."""

from collections.abc import Mapping
from enum import StrEnum

from rules.model.evidence import EntryKind


class Kind(StrEnum):
    """Why something waits for a person."""

    NOTE = "note"
    OTHERS = "others_words"
    PAYLOAD = "payload"
    LETTER = "letter"
    HOLD = "hold"
    POLICE = "police"
    ELSEWHERE = "elsewhere"
    STAFF = "staff"


KIND_WORDS: dict[Kind, str] = {
    Kind.NOTE: "Written by staff about them: it may name others",
    Kind.OTHERS: "Words that they did not write, perhaps somebody else's",
    Kind.PAYLOAD: "As the platform sent it: it names others too",
    Kind.LETTER: "A letter that did not go to them, or is about others too",
    Kind.HOLD: "A legal hold: telling of it may need advice",
    Kind.POLICE: "About the police: telling of it may stand in their way",
    Kind.ELSEWHERE: "Names them, and stands in somebody else's record",
    Kind.STAFF: "A member of staff, named because they acted in their role",
}

WHOLE = frozenset({Kind.HOLD, Kind.POLICE})
"""Weighed as a whole entry, with everything in it: that it exists may already say too much."""

_ALL = "*"
_OUTCOME = frozenset({"why", "receipt"})
GIVEN: Mapping[EntryKind, frozenset[str]] = {
    EntryKind.HEARD: frozenset({"text"}),
    EntryKind.DECIDED: frozenset({"error"}),
    EntryKind.UNDECIDED: frozenset({"error"}),
    EntryKind.CAPTURED: frozenset({_ALL}),
    EntryKind.CAPTURE_FAILED: frozenset({_ALL}),
    EntryKind.STATE_SEEN: frozenset({_ALL}),
    EntryKind.OPINION: frozenset({_ALL}),
    EntryKind.PERSON_CALLED: frozenset({"destination", "why"}),
    **dict.fromkeys(
        (
            EntryKind.DONE,
            EntryKind.REFUSED,
            EntryKind.UNSUPPORTED,
            EntryKind.FAILED,
            EntryKind.UNKNOWN,
            EntryKind.SIMULATED,
            EntryKind.CONFIRMED,
            EntryKind.UNCONFIRMED,
            EntryKind.DRIFTED,
        ),
        _OUTCOME,
    ),
}
"""Their own words, what came with them, and what the machine wrote: given without weighing. `gather` looks into where a
comment comes from (`source`) and what it answered; `shown` leaves in what stood around a captured one only our own ids.
"""


def given(kind: str, field: str) -> bool:
    """Whether this private field of an entry about them needs nobody's look."""
    fields = GIVEN.get(EntryKind(kind), frozenset())
    return field in fields or _ALL in fields
