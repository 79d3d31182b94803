"""Filling seats: distinct people, each in one place that her post (or one she deputises for) fits."""

from rules.casework.office import Office
from rules.model.case.words import Person
from rules.policy.casework import Casework, Seats


def fits(office: Office, casework: Casework, person: Person, seat: Seats) -> bool:
    """Whether the person's post, or one she stands in for, may take the seat."""
    return not office.posts_of(person.post, casework).isdisjoint(seat.posts)


def missing(
    office: Office, casework: Casework, seats: tuple[Seats, ...], people: tuple[Person, ...]
) -> tuple[Seats, ...]:
    """The places nobody among `people` fills, each as a seat for one, with everybody placed as well as can be.

    A person counts once, whatever the posts she acts in (domain §7 rule 5).
    """
    places = [Seats(posts=seat.posts) for seat in seats for _ in range(seat.count)]
    known = tuple({person.id: person for person in people}.values())
    taken: dict[int, int] = {}
    for number in range(len(known)):
        _place(number, [[fits(office, casework, person, place) for place in places] for person in known], taken, set())
    return tuple(place for index, place in enumerate(places) if index not in taken)


def _place(person: int, fit: list[list[bool]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find the person a place, moving others to another of theirs where need be (Kuhn's augmenting paths)."""
    for place, possible in enumerate(fit[person]):
        if possible and place not in tried:
            tried.add(place)
            if place not in taken or _place(taken[place], fit, taken, tried):
                taken[place] = person
                return True
    return False


def names(seats: tuple[Seats, ...]) -> tuple[str, ...]:
    """The places as posts: `Head of Service`, or `A or B` where either will do."""
    return tuple(" or ".join(seat.posts) for seat in seats for _ in range(seat.count))


def label(seats: tuple[Seats, ...]) -> str:
    """All places as one label: `Head of Service`, `Customer Resolution Team+Head of Service`, `2 Caution Leads`."""
    counts: dict[str, int] = {}
    for name in names(seats):
        counts[name] = counts.get(name, 0) + 1
    return "+".join(name if count == 1 else f"{count} {name}s" for name, count in counts.items())
