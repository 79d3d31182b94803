"""What a person must do, most urgent first."""

from rules.decide.asks import asks
from rules.decide.matter import HIDING, Matter
from rules.decide.needed import answers
from rules.decide.weigh import Weighed
from rules.model.decision import Citation, Course, FormalRoute, Measure, PersonTask, TaskKind
from rules.model.finding import Behaviour, NeedKind, Target, Urgency
from rules.model.in_words import BEHAVIOURS, NEEDS, listed, unanswered
from rules.model.measure import COUNTING, MeasureKind, Tier, tier_of
from rules.model.staff import Role
from rules.policy.judging import Stance

_EXPOSES = frozenset(
    {Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.CONTACTS_STAFF_PERSONALLY, Behaviour.HARASSMENT}
)
_NOT_A_WORKER = frozenset({Target.RESIDENT, Target.THIRD_PARTY, Target.SELF, Target.THING})
_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def tasks(matter: Matter, reached: Course, measures: tuple[Measure, ...], route: FormalRoute) -> tuple[PersonTask, ...]:
    """Every task this interaction makes, most urgent first."""
    made = [
        *_call(matter, reached),
        *_tell_worker(matter),
        *_authorities(matter),
        *answers(matter),
        *_test_evidence(matter),
        *asks(matter, measures),
        *_warn(matter, measures),
        *_approve(measures),
        *_circumstances(matter, route),
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
    return [
        _police(matter.pack.cite(rule.clause), rule.duty == "must")
        for rule in matter.pack.authorities
        if any(
            w.breach and w.finding.behaviour in rule.behaviours and w.finding.severity in rule.severities
            for w in matter.weighed
        )
    ]


def _police(clause: Citation, must: bool) -> PersonTask:
    kind = TaskKind.REPORT_TO_POLICE if must else TaskKind.CONSIDER_POLICE
    duty = (
        "Once you have confirmed what was found, the policy says that the police are told; not telling them needs a reason"
        if must
        else "Decide whether to tell the police"
    )
    return PersonTask(kind, Role.CASEWORKER, Urgency.SOON, f"{duty}. The software never does.", (clause,))


def _test_evidence(matter: Matter) -> list[PersonTask]:
    """A person finds out what it rests on; an accusation goes to whoever looks into it, as what may have happened."""
    found = [w for w in matter.bearing if w.rule and w.rule.stance is Stance.TEST_EVIDENCE]
    if not found:
        return []
    what, cited = listed(BEHAVIOURS[w.finding.behaviour] for w in found), _cited(matter, found)
    made = [
        PersonTask(TaskKind.TEST_EVIDENCE, Role.CASEWORKER, Urgency.SOON, f"Find out what it rests on: {what}.", cited)
    ]
    if any(w.finding.behaviour is Behaviour.ALLEGATION for w in found):
        why = "Pass the accusation to whoever looks into such things, whatever becomes of the comment."
        made.append(PersonTask(TaskKind.PASS_ON_ALLEGATION, Role.CASEWORKER, Urgency.SOON, why, cited))
    return made


def _warn(matter: Matter, measures: tuple[Measure, ...]) -> list[PersonTask]:
    """One task for all warnings offered; where the policy has a formal letter and it is due, for that."""
    offered = [m for m in measures if m.kind in COUNTING]
    letter = next((m for m in offered if m.kind is MeasureKind.WARNING_LETTER), None)
    if letter is not None and matter.pack.casework is not None:
        posts = matter.pack.casework.warning.by
        why = "A written warning is due under the policy; a named person writes it."
        return [
            PersonTask(
                TaskKind.WARN, letter.role, Urgency.SOON, why, letter.citations, posts[0] if posts else "", "letter"
            )
        ]
    why = "Consider a warning, privately first; it counts, so a named person sends it."
    return [PersonTask(TaskKind.WARN, m.role, Urgency.SOON, why, m.citations) for m in offered[:1]]


def _approve(measures: tuple[Measure, ...]) -> list[PersonTask]:
    access = [m for m in measures if tier_of(m.kind) is Tier.ACCESS]
    why = "The policy offers a block; it needs your approval, a reason and an end or review date."
    return [PersonTask(TaskKind.APPROVE, m.role, Urgency.ROUTINE, why, m.citations) for m in access]


def _circumstances(matter: Matter, route: FormalRoute) -> list[PersonTask]:
    """Where an adjustment is asked for, where somebody vulnerable is spoken of, and before formal action (domain §7, 10)."""
    asked = NeedKind.ADJUSTMENT in matter.needs
    vulnerable = matter.given.circumstances.vulnerable is True and bool(matter.bearing)
    if not (asked or vulnerable or route.open):
        return []
    why = "Look at adjustments and at what is known of their situation before anything more is thought of."
    cited = tuple(matter.pack.cite(clause) for clause in matter.pack.bearing.adjustments)
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
        return f"Could not be judged for certain: {unanswered(matter.doubtful)}."
    if matter.given.item.marks:
        marks = listed(sorted(mark.value for mark in matter.given.item.marks))
        return f"The account is marked ({marks}): a person looks at everything."
    if found:
        return f"May go against the policy: {listed(BEHAVIOURS[w.finding.behaviour] for w in found)}."
    return f"Somebody may need help: {listed(NEEDS[kind] for kind in matter.needs)}."
