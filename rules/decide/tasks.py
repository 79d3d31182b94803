"""What a person must do, most urgent first."""

from rules.decide.matter import Matter
from rules.decide.offers import HIDING
from rules.decide.weigh import Weighed
from rules.model.account import Assurance
from rules.model.decision import Citation, Course, Given, Measure, PersonTask, TaskKind
from rules.model.finding import Behaviour, NeedKind, Target, Urgency
from rules.model.in_words import BEHAVIOURS, NEEDS, listed
from rules.model.measure import Tier, tier_of
from rules.model.staff import Role
from rules.policy.judging import Stance
from rules.policy.process import Condition

_EXPOSES = frozenset(
    {Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.CONTACTS_STAFF_PERSONALLY, Behaviour.HARASSMENT}
)
_NOT_A_WORKER = frozenset({Target.RESIDENT, Target.THIRD_PARTY, Target.SELF, Target.THING})
_WARNINGS = frozenset({"warning_private", "warning_public"})
_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def tasks(matter: Matter, reached: Course, measures: tuple[Measure, ...]) -> tuple[PersonTask, ...]:
    """Every task this interaction makes, most urgent first."""
    made = [
        *_call(matter, reached),
        *_tell_worker(matter),
        *_authorities(matter),
        *_answer(matter),
        *_test_evidence(matter),
        *_warn(measures),
        *_approve(measures),
        *_circumstances(matter),
    ]
    made += _look(matter, reached, measures)
    return tuple(sorted(made, key=lambda task: _ORDER[task.urgency]))


def _cited(matter: Matter, found: list[Weighed]) -> tuple[Citation, ...]:
    clauses = dict.fromkeys(clause for w in found if w.rule for clause in w.rule.clauses)
    return tuple(matter.pack.cite(clause) for clause in clauses)


def _call(matter: Matter, reached: Course) -> list[PersonTask]:
    if reached is not Course.URGENT:
        return []
    grave = [w for w in matter.weighed if w.course is Course.URGENT]
    urgent = [n.kind for n in matter.given.found.needs if n.urgency is Urgency.NOW or n.kind is NeedKind.EMERGENCY]
    what = listed([*(NEEDS[kind] for kind in urgent), *(BEHAVIOURS[w.finding.behaviour] for w in grave)])
    return [
        PersonTask(
            TaskKind.CALL, Role.MODERATOR, Urgency.NOW, f"A person is needed now: {what}.", _cited(matter, grave)
        )
    ]


def _tell_worker(matter: Matter) -> list[PersonTask]:
    found = [w for w in matter.weighed if w.course is Course.URGENT and w.finding.behaviour in _EXPOSES]
    of_worker = [w for w in found if w.finding.target not in _NOT_A_WORKER]
    if not of_worker:
        return []
    what = listed(BEHAVIOURS[w.finding.behaviour] for w in of_worker)
    why = f"Tell the colleague it is about, and whoever looks after their safety: {what}."
    return [PersonTask(TaskKind.TELL_WORKER, Role.CASEWORKER, Urgency.NOW, why, _cited(matter, of_worker))]


def _authorities(matter: Matter) -> list[PersonTask]:
    made = []
    for rule in matter.pack.authorities:
        if any(
            w.breach and w.finding.behaviour in rule.behaviours and w.finding.severity in rule.severities
            for w in matter.weighed
        ):
            duty = (
                "The policy says that the police are told; not telling them needs a reason"
                if rule.duty == "must"
                else "Decide whether to tell the police"
            )
            cited = (matter.pack.cite(rule.clause),)
            made.append(
                PersonTask(TaskKind.LOOK, Role.CASEWORKER, Urgency.SOON, f"{duty}. The software never does.", cited)
            )
    return made


def _answer(matter: Matter) -> list[PersonTask]:
    """Each need goes to somebody, whatever else was said (domain §7 rule 3)."""
    return [_answer_one(matter.given, kind) for kind in matter.needs]


def _answer_one(given: Given, kind: NeedKind) -> PersonTask:
    urgency = min((n.urgency for n in given.found.needs if n.kind is kind), key=lambda u: _ORDER[u])
    return PersonTask(
        TaskKind.ANSWER, Role.CASEWORKER, urgency, f"See to it: {NEEDS[kind]}. It is never held against them."
    )


def _test_evidence(matter: Matter) -> list[PersonTask]:
    found = [w for w in matter.bearing if w.rule and w.rule.stance is Stance.TEST_EVIDENCE]
    if not found:
        return []
    what = listed(BEHAVIOURS[w.finding.behaviour] for w in found)
    why = f"Find out what it rests on, and pass it to whoever looks into it: {what}."
    return [PersonTask(TaskKind.TEST_EVIDENCE, Role.CASEWORKER, Urgency.SOON, why, _cited(matter, found))]


def _warn(measures: tuple[Measure, ...]) -> list[PersonTask]:
    offered = [m for m in measures if m.kind.value in _WARNINGS]
    if not offered:
        return []
    why = "Consider a warning, privately first; it counts, so a named person sends it."
    return [PersonTask(TaskKind.WARN, offered[0].role, Urgency.SOON, why, offered[0].citations)]


def _approve(measures: tuple[Measure, ...]) -> list[PersonTask]:
    access = [m for m in measures if tier_of(m.kind) is Tier.ACCESS]
    why = "The policy offers a block; it needs your approval, a reason and an end or review date."
    return [PersonTask(TaskKind.APPROVE, m.role, Urgency.ROUTINE, why, m.citations) for m in access]


def _circumstances(matter: Matter) -> list[PersonTask]:
    """Where an adjustment is asked for along with what was found; and before formal action, for somebody verified."""
    asked = NeedKind.ADJUSTMENT in matter.needs and bool(matter.bearing)
    clauses = list(matter.pack.bearing.adjustments) if asked else []
    if matter.breaches and matter.given.identity.assurance is Assurance.VERIFIED:
        clauses += [c.clause for c in matter.pack.formal if c.condition is Condition.CIRCUMSTANCES_CHECKED]
    if not clauses:
        return []
    why = "Look at adjustments and at what is known of their situation before anything more is thought of."
    cited = tuple(matter.pack.cite(clause) for clause in dict.fromkeys(clauses))
    return [PersonTask(TaskKind.CHECK_CIRCUMSTANCES, Role.CASEWORKER, Urgency.ROUTINE, why, cited)]


def _look(matter: Matter, reached: Course, measures: tuple[Measure, ...]) -> list[PersonTask]:
    """A person looks wherever something was found that no automatic hide settles."""
    settled = any(m.automatic for m in measures if m.kind in HIDING)
    if reached is Course.LEAVE or reached is Course.URGENT or (reached is Course.HIDE and settled):
        return []
    found = [w for w in matter.bearing if w.course is not Course.LEAVE]
    return [PersonTask(TaskKind.LOOK, Role.MODERATOR, Urgency.SOON, _why_look(matter, found), _cited(matter, found))]


def _why_look(matter: Matter, found: list[Weighed]) -> str:
    if matter.doubtful:
        return f"Could not be judged for certain: no answer from {listed(matter.doubtful)}."
    if matter.given.item.marks:
        marks = listed(sorted(mark.value for mark in matter.given.item.marks))
        return f"The account is marked ({marks}): a person looks at everything."
    if found:
        return f"May go against the policy: {listed(BEHAVIOURS[w.finding.behaviour] for w in found)}."
    return f"Somebody may need help: {listed(NEEDS[kind] for kind in matter.needs)}."
