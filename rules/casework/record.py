"""What a person writes down: on the landlord's systems, about contact, complaints, adjustments, a talk. By hand, by name."""

from collections.abc import Iterable
from datetime import datetime

from rules.calendar import london_date
from rules.casework.grounds import unverified
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, in_role
from rules.casework.sentences import refusal, refused
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Liaise, RecordAdjustment, RecordExhausted, RecordHarm, RecordOnSystem, RecordVolume
from rules.model.case.facts import (
    AdjustmentRecorded,
    ComplaintExhausted,
    Fact,
    HarmRecorded,
    Liaised,
    Recorded,
    VolumeRecorded,
)
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import OrderKind, Person, Unmet
from rules.model.finding import Behaviour
from rules.policy.casework import Casework, Moment
from rules.policy.schema import Pack

_FOR_INCIDENTS = (Moment.INCIDENT, Moment.WARNING_DUE, Moment.BREACH)
"""Moments whose record is about what somebody did, in the order in which a system is looked for."""


def record_on_system(office: Office, file: Casefile, deed: RecordOnSystem, now: datetime) -> Verdict:
    """It was recorded. A customer's own record needs a confirmed customer; a register of incidents does not."""
    pack = office.on(london_date(now))
    system = _as_named(pack.casework, deed.system) or _own_system(pack.casework)
    found = [*_staff(office, pack, deed.by), *_unnamed(pack.casework, system)]
    found += unverified(pack, file) if system in _customer_records(pack.casework) else []
    return _written(found, Recorded(now, deed.by, system, deed.about))


def _systems(casework: Casework | None) -> tuple[str, ...]:
    """Every system that the policy names, in its order."""
    if casework is None:
        return ()
    first = casework.warning.record_first
    records, markers = (one.system for one in casework.records), (one.system for one in casework.markers)
    named = [*([first] if first else []), *records, *markers]
    return tuple(dict.fromkeys(named))


def _as_named(casework: Casework | None, system: str) -> str:
    """As the policy writes it: a record on "hms" is one on HMS, with all that goes before one."""
    return next((one for one in _systems(casework) if one.casefold() == system.strip().casefold()), system.strip())


def _unnamed(casework: Casework | None, system: str) -> list[Refusal]:
    """NOT_OFFERED for a system that the policy, naming some, does not name."""
    systems = _systems(casework)
    if not systems or system in systems:
        return []
    return [refusal(Unmet.NOT_OFFERED, more=f"It records on: {', '.join(systems)}.")]


def _own_system(casework: Casework | None) -> str:
    """The pack's system for incidents; empty where it names none."""
    if casework is None:
        return ""
    first = [casework.warning.record_first] if casework.warning.record_first else []
    wanted = [rule.system for moment in _FOR_INCIDENTS for rule in casework.records if moment in rule.at]
    return next(iter([*first, *wanted, *(rule.system for rule in casework.records)]), "")


def _customer_records(casework: Casework | None) -> frozenset[str]:
    """Systems that hold records of customers: where markers are set, and what the policy wants recorded about them."""
    if casework is None:
        return frozenset()
    about = {rule.system for rule in casework.records if rule.about_customer}
    return frozenset(
        about | {marker.system for marker in casework.markers} | {casework.warning.record_first or ""} - {""}
    )


def record_volume(office: Office, file: Casefile, deed: RecordVolume, now: datetime) -> Verdict:
    """How much contact there was by other ways. Calls and letters are a customer's, so it must be known whose."""
    pack = office.on(london_date(now))
    found = [*_staff(office, pack, deed.by), *unverified(pack, file)]
    return _written(found, VolumeRecorded(now, deed.by), [Order(OrderKind.OPEN_CASE)])


def record_harm(office: Office, _file: Casefile, deed: RecordHarm, now: datetime) -> Verdict:
    """The harm test of the policy is met, and the figures say by how much. It is about a comment, so it needs no customer.

    Chasing what we have left overdue never counts, nor a number of posts where the policy counts none. Raises NoPolicy.
    """
    found = [
        *_staff(office, office.on(london_date(now)), deed.by),
        *_harm_test(office.named(deed.pack), deed.behaviour),
    ]
    found += [] if deed.has_figures else [refusal(Unmet.NO_FIGURES)]
    found += [refusal(Unmet.MATTER_OVERDUE)] if deed.overdue else []
    return _written(found, HarmRecorded(now, deed.by, deed.ref, deed.behaviour, deed.pack))


def _harm_test(pack: Pack, behaviour: Behaviour) -> list[Refusal]:
    """What stands against it in the policy: it does not count posts, or has no such test for this behaviour."""
    if behaviour is Behaviour.VOLUME and pack.volume is not None and not pack.volume.counted:
        return [refusal(Unmet.SOCIAL_VOLUME, pack.volume.clause)]
    rule = pack.by_behaviour.get(behaviour)
    return [] if rule is not None and rule.harm_test else [refusal(Unmet.NO_HARM_TEST)]


def record_exhausted(office: Office, _file: Casefile, deed: RecordExhausted, now: datetime) -> Verdict:
    """The complaints procedure has come to its end."""
    pack = office.on(london_date(now))
    return _written(_staff(office, pack, deed.by), ComplaintExhausted(now, deed.by))


def record_adjustment(office: Office, file: Casefile, deed: RecordAdjustment, now: datetime) -> Verdict:
    """What was agreed with the person. A proposal or a restriction that it rules out is opened again."""
    pack = office.on(london_date(now))
    fact = AdjustmentRecorded(now, deed.by, deed.rules_out)
    return _written(_staff(office, pack, deed.by), fact, _ruled_out(file, deed))


def _ruled_out(file: Casefile, deed: RecordAdjustment) -> Iterable[Order]:
    if file.pending is not None and file.pending.proposal.restriction in deed.rules_out:
        yield Order(OrderKind.REOPEN, about=file.pending.proposal.id)
    for restriction in file.restrictions:
        if restriction.lifted_at is None and restriction.began.kind in deed.rules_out:
            yield Order(OrderKind.REOPEN, about=restriction.id)


def liaise(office: Office, _file: Casefile, deed: Liaise, now: datetime) -> Verdict:
    """Somebody spoke to the support worker."""
    pack = office.on(london_date(now))
    return _written(_staff(office, pack, deed.by), Liaised(now, deed.by))


def _staff(office: Office, pack: Pack, by: Person) -> list[Refusal]:
    return in_role(office, pack, by, ANY_CASE_WORK)


def _written(found: list[Refusal], fact: Fact, orders: Iterable[Order] = ()) -> Verdict:
    return refused(*found) if found else Verdict((fact,), tuple(orders))
