"""What became of the measures that were sent to a platform: seen there afterwards, or not. Told in rough shares: figures
would add up to all measures together, and so give back a kind of measure that is too rare to be shown.
"""

from collections import Counter

from bot.reports.entries import walk
from bot.store.database import Database
from rules.model.evidence import EntryKind
from rules.model.measure import UNDOES

_TAKES_BACK = frozenset(verb.value for verb in UNDOES.values())

SEEN = "Seen on the platform afterwards"
NOT_SEEN = "Done, says the platform; it could not be seen there"
UNKNOWN = "Sent, and nobody could tell whether it was done"
NOT_DONE = "Refused, not possible there, or failed"
WAITING = "Done, says the platform; not yet looked at"

_SAYS = {
    EntryKind.DONE: WAITING,
    EntryKind.CONFIRMED: SEEN,
    EntryKind.UNDONE: SEEN,
    EntryKind.DRIFTED: SEEN,
    EntryKind.UNCONFIRMED: NOT_SEEN,
    EntryKind.UNKNOWN: UNKNOWN,
    EntryKind.REFUSED: NOT_DONE,
    EntryKind.UNSUPPORTED: NOT_DONE,
    EntryKind.FAILED: NOT_DONE,
}


def share(count: int, whole: int) -> str:
    """To the nearest five in a hundred; never none of some, never all but some."""
    if count in {0, whole}:
        return "all" if count else "none"
    near = 5 * round(20 * count / whole)
    return f"about {near} %" if 0 < near < 100 else "under 5 %" if not near else "over 95 %"


def outcomes(database: Database, since: str, until: str, now: str) -> Counter[str]:
    """How many measures first sent between two moments came to what, as the record says now."""
    last: dict[str, str] = {}
    for one in walk(database, [EntryKind.ATTEMPTING], since, until):
        if not one.data.get("simulate") and one.data["verb"] not in _TAKES_BACK:
            last[one.data["action"]] = UNKNOWN
    for one in walk(database, _SAYS, since, now):
        if one.data.get("action") in last:
            last[one.data["action"]] = _SAYS[EntryKind(one.kind)]
    counts = Counter(last.values())
    return Counter({name: counts[name] for name in dict.fromkeys(_SAYS.values())})
