"""A decision in plain English, with the clause: what was found, what was considered, why not more, why not less."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.model.decision import ClauseResult, Considered, Course, Decision, FormalRoute, Gate, Given, Measure, Met
from rules.model.finding import Finding, Ground
from rules.model.in_words import BEHAVIOURS, MEASURES, NEEDS, listed, unanswered
from rules.policy.in_words import RESTRICTIONS
from rules.policy.schema import Pack

_COURSE = {
    Course.LEAVE: "It stays as it is.",
    Course.REVIEW: "It stays visible, and a person looks at it.",
    Course.HIDE: "It is grave enough to be hidden.",
    Course.URGENT: "A person is called now.",
}
_RESULT = {
    ClauseResult.MATCHED: "bears on it",
    ClauseResult.NOT_MATCHED: "does not apply",
    ClauseResult.DEGRADED: "could not be checked for certain",
}
GUESS = "a model's guess"
WORDS_AGREE = "A second reading, of the words alone and not their order, says the same"
_MET = {Met.YES: "yes", Met.NO: "no", Met.UNKNOWN: "not known"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One headed passage of an explanation; `lines` are sentences, in order."""

    heading: str
    lines: tuple[str, ...]


def explain(pack: Pack, given: Given, decision: Decision) -> str:
    """The whole explanation as text, a heading and its lines at a time."""
    return "\n\n".join(
        "\n".join([p.heading, *(f"  {line}" for line in p.lines)]) for p in passages(pack, given, decision)
    )


def passages(pack: Pack, given: Given, decision: Decision) -> tuple[Passage, ...]:
    """The same, structured, for pages that lay it out themselves."""
    return (
        Passage("What was found", tuple(_found(given)) or ("Nothing that bears on the policy.",)),
        Passage(
            "What was considered", tuple(_clause(pack, c) for c in decision.considered) or ("No clause bears on it.",)
        ),
        Passage(f"Decision under {pack.title}, version {pack.version}", tuple(_decided(decision))),
        Passage("Why not more", tuple(_not_more(decision)) or ("Nothing more was called for.",)),
        Passage("Why not less", tuple(_not_less(given, decision))),
        Passage("Who must do what", tuple(_tasks(decision)) or ("Nobody has to do anything.",)),
    )


def _found(given: Given) -> Iterator[str]:
    for finding in given.found.findings:
        yield _finding(finding)
    yield from _known(given)
    for need in given.found.needs:
        by = f"{GUESS}, {need.score} of 1000" if need.ground is Ground.MODEL else f"{need.score} of 1000, {need.rule}"
        yield f"Needed: {NEEDS[need.kind]} ({need.urgency.value}, {by})."
    if given.found.degraded:
        why = unanswered(given.found.degraded)
        yield f"{why[0].upper()}{why[1:]}."


def _known(given: Given) -> Iterator[str]:
    """What bears on the judgement besides the words: never health or circumstances, which decide nothing."""
    known = given.circumstances
    for restricted in known.restrictions:
        yield f"In force: {RESTRICTIONS[restricted.kind]}, under {restricted.pack}."
    if known.volume_recorded:
        yield "A person recorded how much contact there was by other ways."
    if known.exhausted:
        yield "The complaints procedure has come to its end."


def _finding(finding: Finding) -> str:
    if finding.ground is Ground.RECORD:
        return f"A person recorded with figures: {BEHAVIOURS[finding.behaviour]}, {finding.severity.value}."
    at = f" at characters {finding.span.start} to {finding.span.end}" if finding.span else ""
    guards = f"; lowered because of {listed(finding.guards)}" if finding.guards else ""
    what = f"{BEHAVIOURS[finding.behaviour]}, {finding.severity.value}, aimed at: {finding.target.value}"
    if finding.ground is Ground.WORDS:
        return f"{WORDS_AGREE}: {BEHAVIOURS[finding.behaviour]}{at}."
    if finding.ground is Ground.MODEL:
        return f"May be {what}{at} ({GUESS}, {finding.score} of 1000{guards}; never acted on alone)."
    return f"May be {what}{at} ({finding.score} of 1000, {finding.ground.value} {finding.rule}{guards})."


def _clause(pack: Pack, considered: Considered) -> str:
    clause = pack.by_clause.get(considered.citation.clause)
    named = f"{considered.citation.clause} ({clause.number})" if clause else considered.citation.clause
    summary = f" {clause.summary}" if clause else ""
    return f"{named} {_RESULT[considered.result]}: {considered.why}.{summary}"


def _decided(decision: Decision) -> Iterator[str]:
    yield _COURSE[decision.course]
    for measure in decision.measures:
        yield _measure(measure)
    if decision.needs:
        yield f"Passed on, and never held against them: {listed(NEEDS[kind] for kind in decision.needs)}."
    if decision.attached:
        yield f"Open already, and kept under its reference: {listed(NEEDS[kind] for kind in decision.attached)}."
    if decision.in_breach_of:
        yield "The contact goes against a restriction in force: it is recorded and told, and lengthens nothing."
    if decision.ask_identity:
        yield "Somebody asks privately who it is; until that is confirmed nothing is about a person."
    if decision.shielded:
        yield f"It is not hidden for rude words, because it is about {listed(NEEDS[kind] for kind in decision.shielded)}."
    if not decision.breach:
        yield "Nothing counts against whoever wrote it."


def _measure(measure: Measure) -> str:
    how = (
        "without a person, where the channel is in auto"
        if measure.automatic
        else f"if somebody in the role of {measure.role.value} decides so"
    )
    clauses = f" [{', '.join(c.clause for c in measure.citations)}]" if measure.citations else ""
    return f"To {MEASURES[measure.kind]}: {how}. {measure.why}{clauses}{''.join(_added(measure))}"


def _added(measure: Measure) -> Iterator[str]:
    if measure.house_rule:
        yield " Under the rules of the page, not as a sanction."
    if measure.says_why:
        yield " They are told what is done and why."


def _not_more(decision: Decision) -> Iterator[str]:
    for measure in decision.measures:
        closed = [gate for gate in measure.gates if gate.met is not Met.YES]
        if not measure.automatic and closed:
            yield f"Not without a person, to {MEASURES[measure.kind]}: {'; '.join(_gate(gate) for gate in closed)}."
    for other in decision.alternatives:
        yield f"Not to {MEASURES[other.kind]}: {other.why_not}."
    yield from _formal(decision.formal)


def _formal(route: FormalRoute) -> Iterator[str]:
    """The formal route: what is left to do, who would agree, what is less restrictive. No recommendation."""
    if route.unmet:
        yield f"Formal action is not open: {'; '.join(gate.why for gate in route.unmet)}."
    if not route.open:
        return
    yield "The formal route is open to a person; nothing here recommends it."
    yield from (f"Before formal action: {_gate(gate)}." for gate in route.to_do)
    if route.needs_approval:
        yield f"Formal action needs the approval of: {route.needs_approval}."
    if route.less_restrictive:
        yield f"Less restrictive: to {listed(MEASURES[kind] for kind in route.less_restrictive)}."


def _gate(gate: Gate) -> str:
    return gate.why if gate.met is Met.NO else f"{gate.why} ({_MET[gate.met]})"


def _not_less(given: Given, decision: Decision) -> Iterator[str]:
    matched = [c for c in decision.considered if c.result is ClauseResult.MATCHED]
    if decision.course is Course.LEAVE and not decision.needs:
        yield "Less is not possible: it is left alone."
        return
    if decision.needs:
        yield "Somebody needs an answer, and that is never dropped."
    if matched and given.found.findings:
        yield f"These clauses bear on it: {listed(c.citation.clause for c in matched)}."
    if decision.degraded:
        yield "Where something could not be checked, a person looks rather than nobody."
    if given.item.marks:
        yield "Accounts with a mark always go to a person."


def _tasks(decision: Decision) -> Iterator[str]:
    for task in decision.tasks:
        clauses = f" [{', '.join(c.clause for c in task.citations)}]" if task.citations else ""
        whose = task.post.replace("_", " ") or task.role.value
        yield f"{whose} ({task.urgency.value}): {task.why}{clauses}"
