"""What must be true across the fields of a pack: clauses that exist, ladders without holes, notices that fit."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from rules.model.decision import Course
from rules.model.finding import NEVER_A_BREACH
from rules.model.measure import MeasureKind, Tier, tier_of
from rules.policy import coherence_casework, notices
from rules.policy.fault import Fault
from rules.policy.judging import BehaviourRule, Rung, Stance
from rules.policy.schema import Pack

_SANCTIONED = (Stance.AGAINST, Stance.HOUSE_RULE)
_FORMAL_RUNGS = frozenset({MeasureKind.OPEN_CASE, MeasureKind.WARNING_LETTER})
"""What a ladder may name of the formal process: a step that a named person takes, never a restriction."""
_NOT_A_RUNG = frozenset({MeasureKind.ACKNOWLEDGE, MeasureKind.REPLY, MeasureKind.HIDE_NOTICE})


def faults(pack: Pack) -> Iterator[Fault]:
    """Everything that does not hold together, in the order of the fields of a pack."""
    yield from _dates(pack)
    yield from _repeats(pack)
    yield from _unknown_clauses(pack)
    for rule in pack.behaviours:
        yield from _behaviour(pack, rule)
    for number, rung in enumerate(pack.ladder, 1):
        yield from _rung(pack, number, rung)
    yield from _needs(pack)
    yield from _block(pack)
    yield from _notices(pack)
    yield from coherence_casework.faults(pack)


def _dates(pack: Pack) -> Iterator[Fault]:
    until = pack.in_force.until
    if until is not None and until < pack.in_force.start:
        yield Fault("in_force", "", "until", "ends before it starts")


def _repeats(pack: Pack) -> Iterator[Fault]:
    for section, names in (
        ("clauses", [c.id for c in pack.clauses]),
        ("behaviours", [r.behaviour.value for r in pack.behaviours]),
        ("needs", [n.need.value for n in pack.needs]),
        ("settings", [s.name for s in pack.settings]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield Fault(section, name, "", f"given {times} times")


def _unknown_clauses(pack: Pack) -> Iterator[Fault]:
    for section, part, clause in _cited(pack):
        if clause not in pack.by_clause:
            yield Fault(section, part, "clause", f"{clause} is not among the clauses")


def _cited(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Every place that cites a clause: section, part, clause."""
    yield from (("behaviours", r.behaviour.value, c) for r in pack.behaviours for c in r.clauses)
    yield from (("ladder", f"rung {n}", r.clause) for n, r in enumerate(pack.ladder, 1))
    yield from (("authorities", a.duty, a.clause) for a in pack.authorities)
    yield from (("settings", s.name, s.clause) for s in pack.settings if s.clause)
    yield from (("bearing", name, c) for name, clauses in pack.bearing for c in clauses)
    for section in ("automatic", "block", "appeal", "review", "own_review", "volume"):
        part = getattr(pack, section)
        if part is not None:
            yield (section, "", part.clause)


def _behaviour(pack: Pack, rule: BehaviourRule) -> Iterator[Fault]:
    name = rule.behaviour.value
    if rule.review_at > rule.act_at:
        yield Fault("behaviours", name, "review_at", f"{rule.review_at} is above act_at {rule.act_at}")
    if rule.behaviour in NEVER_A_BREACH and rule.stance in _SANCTIONED:
        yield Fault("behaviours", name, "stance", "is never held against anybody: only protect or noticed")
    if rule.stance is Stance.NOTICED and rule.course:
        yield Fault("behaviours", name, "course", "is noticed and left alone, so it has no course")
    if rule.stance in _SANCTIONED:
        yield from _ladder_holes(pack, rule)


def _ladder_holes(pack: Pack, rule: BehaviourRule) -> Iterator[Fault]:
    """A finding that may lead somewhere has a rung after any number of warnings and earlier incidents."""
    for severity, course in rule.course.items():
        if course is Course.LEAVE:
            continue
        for warnings, earlier in _befores(pack):
            if not pack.rungs(rule.behaviour, severity, warnings, earlier):
                where = f"{rule.behaviour.value}, {severity.value}, {warnings} earlier warnings, {earlier} earlier incidents"
                yield Fault("ladder", "", "", f"no rung for {where}")


def _befores(pack: Pack) -> Iterator[tuple[int, int]]:
    """Every combination of earlier warnings and incidents at which some rung begins or has just ended."""
    warnings = (
        {0}
        | {r.warnings_from for r in pack.ladder}
        | {r.warnings_to + 1 for r in pack.ladder if r.warnings_to is not None}
    )
    earlier = (
        {0}
        | {r.earlier_from for r in pack.ladder}
        | {r.earlier_to + 1 for r in pack.ladder if r.earlier_to is not None}
    )
    return product(sorted(warnings), sorted(earlier))


def _rung(pack: Pack, number: int, rung: Rung) -> Iterator[Fault]:
    part = f"rung {number}"
    for kind in rung.measures:
        if tier_of(kind) is Tier.FORMAL and kind not in _FORMAL_RUNGS:
            yield Fault("ladder", part, "measures", f"{kind.value} is formal action, which no ladder offers")
        if kind in _FORMAL_RUNGS and pack.casework is None:
            yield Fault("ladder", part, "measures", f"{kind.value} needs a formal process, and there is no casework")
        if kind in _FORMAL_RUNGS and rung.house_rule:
            yield Fault("ladder", part, "measures", f"{kind.value} is the policy's own, never a rule of the page")
        if kind in _NOT_A_RUNG:
            yield Fault("ladder", part, "measures", f"{kind.value} goes with something else and is never a rung")
    for behaviour in rung.behaviours:
        if behaviour not in pack.by_behaviour:
            yield Fault("ladder", part, "behaviours", f"{behaviour.value} is not among the behaviours")


def _needs(pack: Pack) -> Iterator[Fault]:
    for rule in pack.needs:
        if rule.acknowledge not in pack.notices:
            yield Fault("needs", rule.need.value, "acknowledge", f"{rule.acknowledge} is not among the notices")


def _block(pack: Pack) -> Iterator[Fault]:
    if (pack.block.post is None) == (pack.block.setting is None):
        yield Fault("block", "", "post", "give either the post that approves, or the setting that will name it")
    if pack.block.post is not None and pack.block.post not in pack.roles:
        yield Fault("block", "", "post", f"{pack.block.post} is not among the roles")
    if pack.block.setting is not None and pack.block.setting not in {s.name for s in pack.settings}:
        yield Fault("block", "", "setting", f"{pack.block.setting} is not among the settings")


def _notices(pack: Pack) -> Iterator[Fault]:
    for name in sorted(notices.REQUIRED - pack.notices.keys()):
        yield Fault("notices", name, "", "is missing")
    for name, text in pack.notices.items():
        why = notices.fault(name, text)
        if why:
            yield Fault("notices", name, "text", why)
