"""A comment with its decision reaches a case: an incident, a contact in breach, an appeal.

What a single comment asks of people (recording, telling, referring, thinking of the police) the decision has said already,
as tasks; here is only what it means for the case.
"""

from dataclasses import dataclass
from datetime import datetime

from rules.calendar import london_date
from rules.casework.office import Office
from rules.casework.received import known, received
from rules.casework.standing import in_force, verified
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Incident
from rules.model.case.orders import Order, Verdict
from rules.model.case.words import OrderKind
from rules.model.decision import Decision
from rules.model.finding import NEVER_A_BREACH, Behaviour, Finding, NeedKind, Severity
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import COUNTING
from rules.policy.judging import Stance
from rules.policy.schema import Pack


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
    incident = _incident(office.named(heard.decision.pack), file, heard)
    asks = NeedKind.APPEAL in heard.needs and not known(file, heard.ref)
    appeal = received(office, file, heard.ref, heard.account, heard.at) if asks else Verdict()
    opens = incident is not None and incident.counts and _opens(file, incident)
    opened = (Order(OrderKind.OPEN_CASE, about=heard.ref),) if opens else ()
    return Verdict((*((incident,) if incident else ()), *appeal.facts), (*opened, *appeal.orders))


def _incident(pack: Pack, file: Casefile, heard: Heard) -> Incident | None:
    """What may be against the policy, or in breach; None where there is neither. A breach alone counts for nothing."""
    gravest: dict[Behaviour, Severity] = {}
    for finding in heard.findings:
        known = gravest.get(finding.behaviour, Severity.NONE)
        if finding.behaviour not in NEVER_A_BREACH and finding.severity.rank > known.rank:
            gravest[finding.behaviour] = finding.severity
    in_breach = _in_breach(file, heard)
    if not gravest and not in_breach:
        return None
    return Incident(
        ref=heard.ref,
        account=heard.account,
        at=heard.at,
        pack=pack.id,
        behaviours=tuple(gravest.items()),
        counts=_counts(pack, heard.decision, tuple(gravest)),
        public=not heard.private and heard.where is not Where.STAFF_PERSONAL,
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


def _in_breach(file: Casefile, heard: Heard) -> bool:
    """The decision says so, and the case bears it out: the restriction is enforced, and this account is that person's."""
    enforced = {one.id for one in in_force(file, london_date(heard.at))}
    return heard.decision.in_breach_of in enforced and verified(file, heard.account)


def _opens(file: Casefile, incident: Incident) -> bool:
    """The first incident that counts makes a case, and the first grave one brings it forward; again after an ending."""
    ended = max((one.lifted_at for one in file.restrictions if one.lifted_at), default=None)
    before = [one for one in file.counting if ended is None or one.at > ended]
    grave = any(severity.rank >= Severity.SERIOUS.rank for _, severity in incident.behaviours)
    return not before or (grave and file.worst(tuple(one.ref for one in before)).rank < Severity.SERIOUS.rank)
