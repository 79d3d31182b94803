"""What was said to the landlord and what was needed, counted from the record; nobody's words are read."""

from collections import Counter
from dataclasses import dataclass, field

from bot.reports.entries import EVER, latest_decisions, walk
from bot.reports.period import month_of
from bot.store.database import Database
from rules.model.evidence import EntryKind

_HEARD = (EntryKind.HEARD, EntryKind.UNDECIDED, EntryKind.UNTRANSLATED, EntryKind.REMOVED_BY_AUTHOR, EntryKind.BRAKE)


@dataclass(slots=True)
class Talk:
    """`heard`: by month; `needs`: by kind; `closed`: needs of the period closed in time and late, whenever that was."""

    heard: Counter[str] = field(default_factory=Counter)
    platforms: Counter[str] = field(default_factory=Counter)
    edits: int = 0
    removed: int = 0
    unjudged: int = 0
    brakes: int = 0
    courses: Counter[str] = field(default_factory=Counter)
    policies: Counter[str] = field(default_factory=Counter)
    needs: Counter[str] = field(default_factory=Counter)
    in_time: int = 0
    late: int = 0

    @property
    def open(self) -> int:
        """Needs of the period that nobody has closed yet."""
        return self.needs.total() - self.in_time - self.late


def talk(database: Database, since: str, until: str, now: str) -> Talk:
    """Of everything told between two moments."""
    found = Talk()
    _heard(found, database, since, until)
    for course, policy in latest_decisions(database, since, until):
        found.courses[course] += 1
        found.policies[policy] += 1
    routed: set[str] = set()
    for one in walk(database, [EntryKind.ROUTED], since, until):
        if (
            not one.data["attached"] and one.data["need"] not in routed
        ):  # attached: it goes on under its first reference
            routed.add(one.data["need"])
            found.needs[one.data["kind"]] += 1
    for one in walk(database, [EntryKind.NEED_CLOSED], EVER, now):
        if one.data["need"] in routed:
            routed.discard(one.data["need"])
            found.late += bool(one.data["late"])
            found.in_time += not one.data["late"]
    return found


def _heard(found: Talk, database: Database, since: str, until: str) -> None:
    for one in walk(database, _HEARD, since, until):
        if one.kind == EntryKind.HEARD and "platform" in one.data:
            found.edits += bool(one.data["edited"])
            if not one.data["edited"]:
                found.heard[month_of(one.at)] += 1
                found.platforms[one.data["platform"]] += 1
        elif one.kind in {EntryKind.UNDECIDED, EntryKind.UNTRANSLATED}:
            found.unjudged += 1
        elif one.kind == EntryKind.REMOVED_BY_AUTHOR:
            found.removed += 1
        elif one.kind == EntryKind.BRAKE:
            found.brakes += 1
