"""Who must agree: distinct people, each in one seat by post or as a deputy. Nobody is counted twice."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rules.casework.office import Office
from rules.model.case.casefile import Pending
from rules.model.case.words import RestrictionKind
from rules.policy.casework import Casework, Quorum, Seats
from rules.policy.schema import Pack

Seat = tuple[str, ...]
"""One seat: the posts any of which may sit in it."""

Posts = frozenset[str]
"""The posts one person may act in."""


def quorum_for(casework: Casework, kind: RestrictionKind) -> Quorum | None:
    """The quorum that names this kind of restriction, else the one that names none; None if there is neither."""
    naming = [q for q in casework.approval if kind in q.restrictions]
    silent = [q for q in casework.approval if not q.restrictions]
    return next(iter(naming + silent), None)


def seats_of(office: Office, pack: Pack, quorum: Quorum) -> tuple[Seat, ...]:
    """Every seat of a quorum. Empty where a setting names the approver and it is unset, or names no post of the pack."""
    if quorum.setting is None:
        return seats(quorum.seats)
    post = office.settings.get(quorum.setting, "")
    return ((post,),) if post in pack.roles else ()


def seats(rules: Iterable[Seats]) -> tuple[Seat, ...]:
    """So many seats as the rules count."""
    return tuple(rule.posts for rule in rules for _ in range(rule.count))


def label(office: Office, pack: Pack, quorum: Quorum) -> str:
    """How the whole quorum is called: its own label, else made from its seats ("Head+2 Leads")."""
    return quorum.label or named(seats_of(office, pack, quorum))


def named(some: Sequence[Seat]) -> str:
    """Seats in words, like ones together: "Head+2 Leads"."""
    return "+".join(_several(seat, len(list(same))) for seat, same in groupby(some))


def _several(seat: Seat, count: int) -> str:
    return " or ".join(seat) if count == 1 else f"{count} {' or '.join(f'{post}s' for post in seat)}"


def seated(some: Sequence[Seat], people: Sequence[Posts]) -> dict[int, int]:
    """Seat number to person number, as many as can sit at once. Whoever is found a seat keeps one as more arrive."""
    taken: dict[int, int] = {}
    for person in range(len(people)):
        _sit(some, people, person, taken, set())
    return taken


def _sit(some: Sequence[Seat], people: Sequence[Posts], person: int, taken: dict[int, int], asked: set[int]) -> bool:
    """Find a seat for one person, asking others to move to another of theirs (an augmenting path)."""
    for number, seat in enumerate(some):
        if number in asked or not people[person] & frozenset(seat):
            continue
        asked.add(number)
        if number not in taken or _sit(some, people, taken[number], taken, asked):
            taken[number] = person
            return True
    return False


def missing(some: Sequence[Seat], people: Sequence[Posts]) -> tuple[Seat, ...]:
    """The seats still empty."""
    taken = seated(some, people)
    return tuple(seat for number, seat in enumerate(some) if number not in taken)


def has_place(some: Sequence[Seat], people: Sequence[Posts], newcomer: Posts) -> bool:
    """Whether one more can sit without anybody losing a seat."""
    return len(seated(some, [*people, newcomer])) > len(seated(some, people))


def agreed(office: Office, casework: Casework, pending: Pending) -> tuple[Posts, ...]:
    """What those who agreed so far may act as, in the order they agreed."""
    return tuple(office.posts_of(approval.by.post, casework) for approval in pending.approvals)
