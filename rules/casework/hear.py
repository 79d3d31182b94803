"""A comment with its decision reaches a case: an incident, a contact in breach, an appeal, and what each calls for."""

from dataclasses import dataclass
from datetime import datetime

from rules.calendar import london_date
from rules.casework.duties import police_orders
from rules.casework.follow import records, tells
from rules.casework.moments import incident_records
from rules.casework.office import Office
from rules.casework.received import received
from rules.casework.standing import in_force, verified
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.facts import Incident
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import OrderKind
from rules.model.decision import Decision
from rules.model.finding import NEVER_A_BREACH, Behaviour, Finding, NeedKind, Severity
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import COUNTING, MeasureKind
from rules.policy.casework import Ask, Casework, Moment, Step
from rules.policy.judging import Stance
from rules.policy.schema import Pack

NEVER_IN_BREACH = frozenset(
    {
        NeedKind.EMERGENCY,
        NeedKind.HAZARD,
        NeedKind.SAFEGUARDING,
        NeedKind.COMPLAINT,
        NeedKind.COMPLAINT_STAGE_2,
        NeedKind.APPEAL,
        NeedKind.DATA_REQUEST,
        NeedKind.DATA_BREACH,
        NeedKind.ADJUSTMENT,
    }
)
"""Ways that no restriction closes (domain §7 rule 9): whoever writes for one of these is never in breach."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One comment as a case hears of it, with what was decided. `captured`: its evidence is committed."""

    ref: str
    account: str
    at: datetime
    kind: InteractionKind
    private: bool
    where: Where
    decision: Decision
    findings: tuple[Finding, ...] = ()
    needs: tuple[NeedKind, ...] = ()
    captured: bool = True


def hear(office: Office, file: Casefile, heard: Heard, now: datetime) -> Verdict:
    """What a comment adds to the case of whoever wrote it. Nothing is refused here, and nothing done. Raises NoPolicy.

    `now` is not read: everything counts from the comment's own time, however late it is heard (domain §7 rule 4).
    """
    pack = office.named(heard.decision.pack)
    breached = _breached(office, file, heard)
    incident = _incident(pack, heard, in_breach=bool(breached))
    appeal = received(office, file, heard.ref, heard.account, heard.at) if NeedKind.APPEAL in heard.needs else Verdict()
    facts = (*((incident,) if incident else ()), *appeal.facts)
    orders = (
        *(_called_for(file, pack, heard, incident) if incident else ()),
        *(order for one in breached for order in _breach_orders(office, one, heard.ref)),
        *appeal.orders,
    )
    return Verdict(facts, orders)


def _incident(pack: Pack, heard: Heard, in_breach: bool) -> Incident | None:
    """What may be against the policy, or in breach; None where there is neither. A breach alone counts for nothing."""
    gravest: dict[Behaviour, Severity] = {}
    for finding in heard.findings:
        known = gravest.get(finding.behaviour, Severity.NONE)
        if finding.behaviour not in NEVER_A_BREACH and finding.severity.rank > known.rank:
            gravest[finding.behaviour] = finding.severity
    if not gravest and not in_breach:
        return None
    return Incident(
        ref=heard.ref,
        account=heard.account,
        at=heard.at,
        pack=pack.id,
        behaviours=tuple(gravest.items()),
        counts=_counts(pack, heard.decision, tuple(gravest)),
        public=not heard.private,
        captured=heard.captured,
        in_breach=in_breach,
    )


def _counts(pack: Pack, decision: Decision, behaviours: tuple[Behaviour, ...]) -> bool:
    """Held against somebody: the policy is against it, counts it, and the decision called it a breach or would warn of it
    (a harm test that was met is no breach of its own, yet it is warned of).
    """
    warned = any(measure.kind in COUNTING for measure in decision.measures) or decision.formal.open
    return (decision.breach or warned) and any(_against(pack, behaviour) for behaviour in behaviours)


def _against(pack: Pack, behaviour: Behaviour) -> bool:
    rule = pack.by_behaviour.get(behaviour)
    uncounted = behaviour is Behaviour.VOLUME and pack.volume is not None and not pack.volume.counted
    return rule is not None and rule.stance is Stance.AGAINST and not uncounted


def _breached(office: Office, file: Casefile, heard: Heard) -> tuple[Restriction, ...]:
    """Restrictions in force that this contact goes against. Elsewhere, and a reaction, is no contact with the landlord."""
    contact = heard.where is not Where.ELSEWHERE and heard.kind is not InteractionKind.REACTION
    if not contact or not NEVER_IN_BREACH.isdisjoint(heard.needs) or not verified(file, heard.account):
        return ()
    way = "private" if heard.private else "public"
    return tuple(one for one in in_force(file, london_date(heard.at)) if way in _closed(office, one))


def _closed(office: Office, one: Restriction) -> tuple[str, ...]:
    casework = office.named(one.began.pack).casework
    offered = casework.restrictions if casework else ()
    return next((kind.breached_by for kind in offered if kind.kind is one.began.kind), ())


def _breach_orders(office: Office, one: Restriction, ref: str) -> tuple[Order, ...]:
    """It is recorded, and told to whom the policy names. Nothing grows longer or wider by itself."""
    casework = office.named(one.began.pack).casework
    return () if casework is None else (*records(casework, Moment.BREACH, ref), *tells(casework, Moment.BREACH, ref))


def _called_for(file: Casefile, pack: Pack, heard: Heard, incident: Incident) -> tuple[Order, ...]:
    """What an incident that counts calls for from people."""
    casework = pack.casework
    if casework is None or not incident.counts:
        return ()
    opens = (Order(OrderKind.OPEN_CASE, about=incident.ref),) if _opens(file, incident) else ()
    letter = any(measure.kind is MeasureKind.WARNING_LETTER for measure in heard.decision.measures)
    return (
        *opens,
        *incident_records(casework, incident.behaviours, incident.ref),
        *(records(casework, Moment.WARNING_DUE, incident.ref) if letter else ()),
        *police_orders(pack, incident),
        *_considered(casework, file, incident),
        *_referred(casework, file, heard, incident),
    )


def _opens(file: Casefile, incident: Incident) -> bool:
    """The first incident that counts makes a case, and the first grave one brings it forward; again after an ending."""
    ended = max((one.lifted_at for one in file.restrictions if one.lifted_at), default=None)
    before = [one for one in file.counting if ended is None or one.at > ended]
    grave = any(severity.rank >= Severity.SERIOUS.rank for _, severity in incident.behaviours)
    return not before or (grave and file.worst(tuple(one.ref for one in before)).rank < Severity.SERIOUS.rank)


def _considered(casework: Casework, file: Casefile, incident: Incident) -> tuple[Order, ...]:
    """Markers a person thinks about. Only for somebody confirmed: nothing else is written to a customer's record."""
    if not verified(file, incident.account):
        return ()
    return tuple(
        Order(OrderKind.CONSIDER_MARKER, label=marker.code, about=incident.ref, clause=marker.clause)
        for marker in casework.markers
        if any(b in marker.consider and s.rank >= marker.consider_from.rank for b, s in incident.behaviours)
    )


def _referred(casework: Casework, file: Casefile, heard: Heard, incident: Incident) -> tuple[Order, ...]:
    """The referral form, where the policy wants one sent for this."""
    return tuple(
        Order(OrderKind.REFER, post=step.post, label=step.system or "", about=incident.ref, clause=step.clause)
        for step in casework.steps
        if step.ask is Ask.REFER and _step_holds(step, file, heard, incident)
    )


def _step_holds(step: Step, file: Casefile, heard: Heard, incident: Incident) -> bool:
    warned = bool(file.standing_warnings)
    timely = not (step.first_only and warned) and not (step.after_warning and not warned)
    reached = not step.where_personal or heard.where is Where.STAFF_PERSONAL
    named = any(b in step.behaviours and s in step.severities for b, s in incident.behaviours)
    return timely and reached and named
