"""Markers on the landlord's system are set and removed by hand; the case learns of it from whoever did it."""

from datetime import datetime

from rules.calendar import london_date
from rules.casework.grounds import verified
from rules.casework.office import Office
from rules.casework.sentences import refusal, refused
from rules.casework.standing import in_force
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import ConfirmMarker
from rules.model.case.facts import MarkerConfirmed
from rules.model.case.orders import Refusal, Verdict
from rules.model.case.words import Unmet


def confirm_marker(office: Office, file: Casefile, deed: ConfirmMarker, now: datetime) -> Verdict:
    """Record that a marker was set or taken off. Setting one takes a restriction in force that calls for it, and a person
    who is confirmed; taking one off is always right, because it says what is so.
    """
    one = _to_set(office, file, deed.marker, now) if deed.on else _to_remove(file, deed.marker)
    unmet = _unmet(office, file, deed, one)
    if unmet or one is None:
        return refused(*unmet)
    return Verdict((MarkerConfirmed(one.id, deed.marker, deed.on, now, deed.by),))


def _unmet(office: Office, file: Casefile, deed: ConfirmMarker, one: Restriction | None) -> list[Refusal]:
    unmet = []
    if one is None:
        known = {m.code for pack in office.packs if pack.casework for m in pack.casework.markers}
        unmet.append(refusal(Unmet.NOTHING_PENDING if deed.marker in known else Unmet.NOT_OFFERED))
    if deed.on and not verified(file):
        unmet.append(refusal(Unmet.UNVERIFIED))
    return unmet


def _to_set(office: Office, file: Casefile, marker: str, now: datetime) -> Restriction | None:
    """The latest restriction in force that wants it, or whose policy lets a person think of it: so it ends with that."""
    live = in_force(file, london_date(now))
    found = [one for one in live if marker in one.markers_wanted or marker in _considered(office, one)]
    return found[-1] if found else None


def _considered(office: Office, one: Restriction) -> frozenset[str]:
    """Markers that no decision sets, but a person may."""
    casework = office.named(one.began.pack).casework
    return frozenset(m.code for m in casework.markers if m.consider) if casework else frozenset()


def _to_remove(file: Casefile, marker: str) -> Restriction | None:
    """The one it is known to be on for, else the latest that ever wanted it."""
    on = [one for one in file.restrictions if marker in one.markers_on]
    wanted = [one for one in file.restrictions if marker in one.began.markers]
    return next(reversed(on or wanted), None)
