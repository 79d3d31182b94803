"""What was done and what was taken back, read off the record: each deed once, in the month it was first told.

A deed on a platform counts when the platform said it was done, or a look found it there; simulated, refused and unknown
ones do not. A warning counts when it went out. Deeds that a colleague did by hand where the machine could not count too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.reports.counted import OF_MEASURE, Counted
from bot.reports.entries import EVER, Told, walk
from bot.store.database import Database
from rules.model.case.words import Outcome
from rules.model.evidence import EntryKind
from rules.model.measure import UNDOES, MeasureKind, Tier, Verb, tier_of

_TAKES_BACK = frozenset(verb.value for verb in UNDOES.values())
_BY_HAND = frozenset({EntryKind.REFUSED, EntryKind.UNSUPPORTED, EntryKind.FAILED})


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happened. `refs`: the comments it was about; `by_hand`: a colleague says so, nobody looked.

    `measure`: the policy's word for it, where it has one.
    """

    what: Counted
    id: str
    at: str
    refs: tuple[str, ...] = ()
    measure: str = ""
    by_hand: bool = False


@dataclass(slots=True)
class _Reading:
    """What is known so far."""

    found: dict[tuple[Counted, str], Deed] = field(default_factory=dict)
    tasks: dict[str, Deed] = field(default_factory=dict)
    """What a person was asked to do by hand, by the task's id."""
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Warnings by letter that have not gone out, with what they are about."""

    def add(self, deed: Deed) -> None:
        self.found.setdefault((deed.what, deed.id), deed)


def deeds(database: Database, since: str, until: str) -> list[Deed]:
    """Every deed first told between two moments, in order. The record before is read too: nothing counts anew."""
    reading = _Reading()
    kinds = (*_ENTRIES, *_BY_HAND)
    for one in walk(database, kinds, EVER, until):
        if one.kind in _BY_HAND:
            _asked(reading, one)
        else:
            _ENTRIES[EntryKind(one.kind)](reading, one)
    return [deed for deed in reading.found.values() if deed.at >= since]


def _of(one: Told) -> Deed | None:
    """The forward deed that an entry about an action speaks of."""
    measure, verb = one.data.get("measure"), one.data.get("verb")
    if not measure or verb in _TAKES_BACK or MeasureKind(measure) not in OF_MEASURE:
        return None
    refs = (one.item,) if one.item else ()
    return Deed(OF_MEASURE[MeasureKind(measure)], str(one.data["action"]), one.at, refs, str(measure))


def _done(reading: _Reading, one: Told) -> None:
    if deed := _of(one):
        reading.add(deed)


def _asked(reading: _Reading, one: Told) -> None:
    """The platform did not do it, and a person was asked to."""
    task, deed = one.data.get("task"), _of(one)
    if task and deed:
        reading.tasks[str(task)] = deed


def _claimed(reading: _Reading, one: Told) -> None:
    """What a colleague says was done by hand: the deed it stands for, else only that."""
    task, refs = str(one.data.get("task")), (one.item,) if one.item else ()
    asked = reading.tasks.get(task)
    what, name, measure = (asked.what, asked.id, asked.measure) if asked else (Counted.BY_HAND, task, "")
    reading.add(Deed(what, name, one.at, refs, measure, by_hand=True))


def _undone(reading: _Reading, one: Told) -> None:
    measure, by = MeasureKind(one.data["measure"]), one.data.get("by")
    if tier_of(measure) is Tier.ACCESS:
        what = Counted.LIFTED_BY_PERSON if by else Counted.ENDED_BY_TIME
    elif one.data["verb"] in {Verb.HIDE, Verb.DETACH}:
        what = Counted.SHOWN_BY_PERSON if by else Counted.SHOWN_BY_TIME
    else:
        return  # a reply of ours that we took back: nothing was done to anybody
    refs = (one.item,) if one.item else ()
    reading.add(Deed(what, str(one.data["action"]), one.at, refs, measure.value))


def _fact(reading: _Reading, one: Told) -> None:
    for deed in _FACTS.get(one.data["kind"], _nothing)(reading, one, one.data["fact"]):
        reading.add(deed)


def _nothing(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    del reading, one, fact
    yield from ()


def _warned(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    about = tuple(fact["about"])
    if fact["sent"]:
        yield Deed(Counted.WARNING, fact["id"], one.at, about, MeasureKind.WARNING_LETTER)
    else:
        reading.warnings[fact["id"]] = about


def _told_of(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    """The letter with the warning went out."""
    if (about := reading.warnings.get(fact["about"])) is not None:
        yield Deed(Counted.WARNING, fact["about"], one.at, about, MeasureKind.WARNING_LETTER)


def _began(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    del reading
    yield Deed(Counted.RESTRICTION, fact["id"], one.at, tuple(fact["about"]), MeasureKind.RESTRICTION)


def _lifted(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    del reading
    yield Deed(Counted.RESTRICTION_LIFTED, fact["restriction"], one.at)


def _appeal(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    del reading
    yield Deed(Counted.APPEAL_MADE, fact["id"], one.at)


def _answered(reading: _Reading, one: Told, fact: dict[str, Any]) -> Iterator[Deed]:
    overturned = fact["outcome"] == Outcome.OVERTURNED
    yield Deed(Counted.APPEAL_OVERTURNED if overturned else Counted.APPEAL_STANDS, fact["id"], one.at)
    known = {deed.id for deed in reading.found.values() if deed.what is Counted.WARNING}
    for struck in sorted(known & set(fact["struck"])):
        yield Deed(Counted.WARNING_STRUCK, struck, one.at)


_FACTS: dict[str, Callable[[_Reading, Told, dict[str, Any]], Iterator[Deed]]] = {
    "Warned": _warned,
    "NoticeSent": _told_of,
    "Began": _began,
    "Lifted": _lifted,
    "AppealMade": _appeal,
    "AppealDecided": _answered,
}

_ENTRIES: dict[EntryKind, Callable[[_Reading, Told], None]] = {
    EntryKind.DONE: _done,
    EntryKind.CLAIMED_DONE: _claimed,
    EntryKind.UNDONE: _undone,
    EntryKind.CASE_FACT: _fact,
}
