"""How a case stands at a moment: what is in force until when, what waits for whom. Read off the file, never stored."""

from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar import london_date
from rules.casework.dates import appeal_until, review_due, review_task_due, told_end
from rules.casework.duties import outstanding
from rules.casework.office import Office
from rules.casework.quorum import agreed, missing, named, quorum_for, seats_of
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile, Pending, Restriction
from rules.model.case.standing import RestrictionStanding, Standing, State


def standing(office: Office, file: Casefile, now: datetime) -> Standing:
    """The whole case at `now`. Raises NoPolicy if a restriction's or a proposal's policy is not this landlord's."""
    seats = _waiting(office, file.pending)
    return Standing(
        restrictions=tuple(restriction_standing(office, file, one, now) for one in file.restrictions),
        pending=file.pending is not None,
        approvals=seats.taken,
        seats=seats.all,
        missing=seats.missing,
        warnings=len(file.standing_warnings),
        counting=len(file.counting),
        formal_closed_unverified=any(not verified(file, one.account) for one in file.counting),
        police_outstanding=outstanding(office, file),
    )


def verified(file: Casefile, account: str) -> bool:
    """Whether somebody confirmed in a private channel that the account is this case's person."""
    return file.links.get(account) is Assurance.VERIFIED


def state(restriction: Restriction, day: date) -> State:
    """In force to the end of the last day that the person was told of, or that was decided if nobody told them yet.

    An extension decided in time and told late: lapsed in between, in force again from its notice (decision record 0005).
    """
    if restriction.lifted_at is not None:
        return State.LIFTED
    return State.IN_FORCE if day <= min(told_end(restriction), restriction.ends) else State.LAPSED


def in_force(file: Casefile, day: date) -> tuple[Restriction, ...]:
    """The restrictions enforced that day."""
    return tuple(one for one in file.restrictions if state(one, day) is State.IN_FORCE)


def live(file: Casefile) -> tuple[Restriction, ...]:
    """Restrictions that no decision has ended, lapsed ones too: there is something left to do about them."""
    return tuple(one for one in file.restrictions if one.lifted_at is None)


def restriction_standing(office: Office, file: Casefile, one: Restriction, now: datetime) -> RestrictionStanding:
    """One restriction at `now`."""
    day, due, task = london_date(now), review_due(one), review_task_due(office, one)
    undecided = one.lifted_at is None
    return RestrictionStanding(
        id=one.id,
        pack=one.began.pack,
        kind=one.began.kind,
        state=state(one, day),
        start=one.began.start,
        ends=one.ends,
        review_due=due,
        review_task_due=task,
        review_open=undecided and day >= task,
        overdue=undecided and day > due,
        appeal_until=appeal_until(office, office.named(one.began.pack), one.noticed_at),
        under_appeal=any(a.made.about == one.id and a.outcome is None for a in file.appeals),
        markers_on=one.markers_on,
        markers_wanted=one.markers_wanted,
        longer_wanted=one.began.longer and not one.longer_signed and undecided,
    )


@dataclass(frozen=True, slots=True)
class _Seats:
    """How far a proposal's quorum is."""

    taken: int
    all: int
    missing: tuple[str, ...]


def _waiting(office: Office, pending: Pending | None) -> _Seats:
    if pending is None:
        return _Seats(0, 0, ())
    pack = office.named(pending.proposal.pack)
    quorum = quorum_for(pack.casework, pending.proposal.restriction) if pack.casework else None
    if pack.casework is None or quorum is None:
        return _Seats(0, 0, ())
    seats = seats_of(office, pack, quorum)
    empty = missing(seats, agreed(office, pack.casework, pending))
    return _Seats(len(seats) - len(empty), len(seats), tuple(named([seat]) for seat in empty))
