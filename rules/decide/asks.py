"""What else the policy asks of a person: to speak to somebody, refer, record, tell, think of a marker, ask who it is."""

from rules.decide.breach import in_breach_of
from rules.decide.matter import Matter
from rules.decide.needed import asked_by_policy, asked_in_private, asked_with_need
from rules.model.decision import Measure, PersonTask, TaskKind
from rules.model.finding import Urgency
from rules.model.measure import MeasureKind
from rules.model.staff import Role
from rules.policy.casework import Ask, Casework, Moment, RecordRule, Step
from rules.policy.part import ClauseId

_KINDS = {
    Ask.SPEAK_DIRECTLY: (TaskKind.SPEAK_DIRECTLY, "Speak to them directly, to understand what it is about"),
    Ask.REFER: (TaskKind.REFER, "Refer it to those who decide what follows"),
    Ask.LINE_MANAGER_REPLIES: (TaskKind.LINE_MANAGER_REPLIES, "The colleague's line manager may answer it instead"),
}


def asks(matter: Matter, measures: tuple[Measure, ...]) -> list[PersonTask]:
    """Everything the policy asks besides measures and needs, in the order of the pack."""
    casework = matter.pack.casework
    return [
        *_liaise(matter),
        *(_step(matter, step) for step in matter.steps if step.ask in _KINDS),
        *_who(matter),
        *(_formalities(matter, casework, measures) if casework else _breach_without_process(matter)),
    ]


def _task(
    matter: Matter, kind: TaskKind, why: str, clause: ClauseId | None, post: str = "", label: str = ""
) -> PersonTask:
    role = matter.pack.roles.get(post, Role.CASEWORKER)
    cited = (matter.pack.cite(clause),) if clause else ()
    return PersonTask(kind, role, Urgency.SOON, why, cited, post, label)


def _step(matter: Matter, step: Step) -> PersonTask:
    kind, why = _KINDS[step.ask]
    where = f" ({step.system})" if step.system else ""
    again = " It was referred before: say so." if step.ask is Ask.REFER and _referred(matter) else ""
    return _task(matter, kind, f"{why}{where}.{again}", step.clause, step.post, step.system or "")


def _referred(matter: Matter) -> bool:
    return matter.given.circumstances.referred


def _liaise(matter: Matter) -> list[PersonTask]:
    """The known support worker is spoken to before anything is done about what was found."""
    casework = matter.pack.casework
    known = matter.given.circumstances.support_worker is True and not matter.spoken_to
    if casework is None or casework.liaison is None or not (known and matter.breaches):
        return []
    why = "Speak to their support worker before anything is done about it."
    return [_task(matter, TaskKind.LIAISE, why, casework.liaison.clause)]


def _who(matter: Matter) -> list[PersonTask]:
    """Where a need is answered the question goes with the answer."""
    if asked_with_need(matter) or not (asked_in_private(matter) or asked_by_policy(matter)):
        return []
    why = "Ask privately who it is and how to reach them; nobody has confirmed who holds the account."
    clause = next(iter(matter.pack.bearing.unverified), None)
    return [_task(matter, TaskKind.ASK_IDENTITY, why, clause)]


def _formalities(matter: Matter, casework: Casework, measures: tuple[Measure, ...]) -> list[PersonTask]:
    return [*_records(matter, casework, measures), *_tells(matter, casework, measures), *_markers(matter, casework)]


def _moments(matter: Matter, measures: tuple[Measure, ...]) -> set[Moment]:
    """What this interaction is, of the moments at which something is recorded or somebody told."""
    found = set()
    if any(measure.kind is MeasureKind.WARNING_LETTER for measure in measures):
        found.add(Moment.WARNING_DUE)
    if in_breach_of(matter) is not None:
        found.add(Moment.BREACH)
    if matter.breaches:
        found.add(Moment.INCIDENT)
    return found


def _records(matter: Matter, casework: Casework, measures: tuple[Measure, ...]) -> list[PersonTask]:
    now = _moments(matter, measures)
    due = [rule for rule in casework.records if now & set(rule.at) and _is_such(matter, rule, now & set(rule.at))]
    due = [rule for rule in due if matter.verified or not rule.about_customer]
    return [
        _task(matter, TaskKind.RECORD, f"Record it on {rule.system}.", rule.clause, label=rule.system) for rule in due
    ]


def _is_such(matter: Matter, rule: RecordRule, now: set[Moment]) -> bool:
    """Of incidents, only those the rule is about; none named means all from its severity up."""
    return now != {Moment.INCIDENT} or any(
        (not rule.behaviours or w.finding.behaviour in rule.behaviours)
        and w.finding.severity.rank >= rule.severity.rank
        for w in matter.breaches
    )


def _tells(matter: Matter, casework: Casework, measures: tuple[Measure, ...]) -> list[PersonTask]:
    now = _moments(matter, measures)
    told = [rule for rule in casework.tells if now & set(rule.at)]
    made = [
        _task(matter, TaskKind.TELL, f"Tell {rule.whom.replace('_', ' ')}: {_what(now)}.", rule.clause, rule.whom)
        for rule in told
    ]
    return made if any(Moment.BREACH in rule.at for rule in told) else made + _breach_without_process(matter)


def _what(now: set[Moment]) -> str:
    if Moment.BREACH in now:
        return "contact that goes against a restriction in force; it is recorded, and lengthens nothing by itself"
    return "what was found, and what is offered"


def _breach_without_process(matter: Matter) -> list[PersonTask]:
    """Nobody is named who is told: a person looks all the same."""
    if in_breach_of(matter) is None:
        return []
    why = "It goes against a restriction in force. It is recorded; whether anything follows is for a person."
    return [_task(matter, TaskKind.TELL, why, None)]


def _markers(matter: Matter, casework: Casework) -> list[PersonTask]:
    return [
        _task(matter, TaskKind.CONSIDER_MARKER, f"Think about it: {marker.label}.", marker.clause, label=marker.code)
        for marker in casework.markers
        if any(
            w.finding.behaviour in marker.consider and w.finding.severity.rank >= marker.consider_from.rank
            for w in matter.breaches
        )
    ]
