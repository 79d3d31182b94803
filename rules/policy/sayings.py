"""What a pack says, topic by topic, in one plain sentence each: what a resident would ask, and what `diff` compares."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from rules.model.case.words import RestrictionKind
from rules.model.finding import Behaviour, Severity
from rules.model.in_words import BEHAVIOURS, MEASURES, listed
from rules.policy.casework import Casework, Quorum
from rules.policy.in_words import (
    COURSES,
    DEMANDS,
    PARTS,
    RESTRICTIONS,
    STANCES,
    either,
    months_in_words,
    seats_in_words,
)
from rules.policy.judging import BehaviourRule
from rules.policy.part import ClauseId
from rules.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Said:
    """One plain sentence and the clauses it rests on."""

    text: str
    clauses: tuple[ClauseId, ...] = ()


NOTHING = Said("Nothing is said about it.")
NO_STEP = Said("Nothing follows.")
NO_FORMAL = Said("There is no formal action.")


@dataclass(frozen=True, slots=True)
class Question:
    """What a resident would ask: the topic, what it is about, and in which case ("" where there is only one)."""

    topic: str
    about: str
    case: str = ""


def sayings(pack: Pack) -> Iterator[tuple[Question, Said]]:
    """Everything a resident would ask of a policy, with the answer. Every pack is asked the same questions."""
    for topic, about, answer in _QUESTIONS:
        yield Question(topic, about), answer(pack)
    for topic, about, formal in _FORMAL:
        yield Question(topic, about), NO_FORMAL if pack.casework is None else formal(pack.casework)
    for kind in RestrictionKind:
        yield from _of_restriction(pack, kind)
    for behaviour in Behaviour:
        yield Question("what counts", BEHAVIOURS[behaviour]), _counts(pack.by_behaviour.get(behaviour))
    yield from _steps(pack)


def _counts(rule: BehaviourRule | None) -> Said:
    if rule is None:
        return Said("Nothing is said about it, so it is left alone.")
    leads = {course: [s.value for s, c in rule.course.items() if c is course] for course in rule.course.values()}
    most = "; ".join(f"{listed(severities)}: {COURSES[course]}" for course, severities in leads.items())
    test = ". A named person measures the harm first" if rule.harm_test else ""
    return Said(f"{STANCES[rule.stance]}{f' ({most})' if most else ''}{test}.", rule.clauses)


def _volume(pack: Pack) -> Said:
    if pack.volume is None:
        return NOTHING
    how = "Posts on social media count" if pack.volume.counted else "The number of posts on social media does not count"
    return Said(f"{how} towards too much contact.", (pack.volume.clause,))


def _steps(pack: Pack) -> Iterator[tuple[Question, Said]]:
    """What may follow on the page, at first and after a warning that counts (and the incident it was about)."""
    for behaviour, severity in product(pack.by_behaviour, (Severity.MILD, Severity.SERIOUS, Severity.EXTREME)):
        for before, when in ((0, "the first time"), (1, "after a warning")):
            rungs = pack.rungs(behaviour, severity, before, before)
            offered = listed(MEASURES[kind] for rung in rungs for kind in rung.measures)
            said = Said(f"A person may: {offered}.", tuple(rung.clause for rung in rungs)) if rungs else NO_STEP
            yield Question("steps on the page", BEHAVIOURS[behaviour], f"{severity.value}, {when}"), said


def _automatic(pack: Pack) -> Said:
    kinds = listed(MEASURES[kind] for kind in pack.automatic.measures)
    notice = " The author is told, or a person decides." if pack.automatic.needs_notice else ""
    return Said(f"Without a person, once all gates are met: {kinds}.{notice}", (pack.automatic.clause,))


def _warnings_last(pack: Pack) -> Said:
    return Said(f"A warning counts for {pack.warnings_last_days} days.")


def _block(pack: Pack) -> Said:
    clauses = (pack.block.clause,)
    if pack.block.formal:
        return Said("A block is a restriction of contact, with everything that goes before one.", clauses)
    approves = f"{pack.block.post or 'A post that the landlord must name'} approves a block."
    known = " For a confirmed customer it is a restriction of contact." if pack.block.formal_if_known else ""
    return Said(approves + known, clauses)


def _police(pack: Pack) -> Said:
    told = [
        f"A person {one.duty} tell the police or another authority of {listed(BEHAVIOURS[b] for b in one.behaviours)}"
        f" ({listed(s.value for s in one.severities)})."
        for one in pack.authorities
    ]
    return Said(" ".join(told), tuple(one.clause for one in pack.authorities)) if told else NOTHING


def _appeals(pack: Pack) -> Said:
    appeal = pack.appeal
    what = "Any decision" if appeal.any_decision else "A restriction of contact"
    within = f"within {appeal.within} working days" if appeal.within else "at any time (the policy sets no limit)"
    answer = f" within {appeal.decided_within} working days" if appeal.decided_within else ""
    return Said(
        f"{what} can be appealed {within}, to {appeal.sent_to}; {appeal.decided_by} decides{answer}.", (appeal.clause,)
    )


def _during_appeal(pack: Pack) -> Said:
    goes_on = pack.appeal.restriction_continues
    if goes_on is None:
        return Said("The policy does not say what happens to a restriction during an appeal.")
    return Said(f"A restriction {'goes on during' if goes_on else 'waits for'} an appeal.", (pack.appeal.clause,))


def _ombudsman(pack: Pack) -> Said:
    return Said(f"{pack.appeal.ombudsman}.")


_QUESTIONS: tuple[tuple[str, str, Callable[[Pack], Said]], ...] = (
    ("what counts", "how much contact", _volume),
    ("warnings", "how long a warning counts", _warnings_last),
    ("who decides", "a block", _block),
    ("appeals", "what, by when, by whom", _appeals),
    ("appeals", "while it is heard", _during_appeal),
    ("appeals", "the ombudsman", _ombudsman),
    ("police", "what is told, and whether it must be", _police),
    ("automatic", "what may be done without a person", _automatic),
)


def _warning(casework: Casework) -> Said:
    rule = casework.warning
    letter = ", by letter" if rule.letter else ""
    first = f", recorded on {rule.record_first} first" if rule.record_first else ""
    grounds = either([ground.value.replace("_", " ") for ground in rule.exemptions])
    unless = f"; it may be left out, with a name and a reason, on the ground: {grounds}" if grounds else ""
    again = ", and only if something happened since" if rule.repeat else ""
    return Said(f"{DEMANDS[rule.demand]}{letter}{first}{again}{unless}.", (rule.clause,))


def _warning_says(casework: Casework) -> Said:
    return Said(f"It says {listed(PARTS[part] for part in casework.warning.says)}.", (casework.warning.clause,))


def _features(casework: Casework) -> Said:
    if casework.features is None:
        return Said("Nothing is said about how many incidents it takes.")
    return Said(f"It takes at least {casework.features.needed} incidents.", (casework.features.clause,))


def _duration(casework: Casework) -> Said:
    rule = casework.duration
    if rule.standard is None:
        return Said(f"Each restriction has its own length, {months_in_words(rule.longest)} at most.", (rule.clause,))
    if rule.fixed:
        return Said(f"A restriction lasts {months_in_words(rule.standard)}.", (rule.clause,))
    longer = rule.longer
    more = f"; longer where {seats_in_words([longer.agree])} agree and {either(longer.sign)} signs" if longer else ""
    return Said(
        f"A restriction lasts {months_in_words(rule.standard)} unless another length is given{more}.", (rule.clause,)
    )


def _review(casework: Casework) -> Said:
    rule = casework.review
    often = f"every {months_in_words(rule.every)}" if rule.every else "as often as each decision says"
    named = f", named by {rule.appointed_by}" if rule.appointed_by else ""
    again = "; its outcome can be appealed" if rule.fresh_appeal else ""
    return Said(
        f"A restriction is looked at again {often}, by {seats_in_words(rule.by)}{named}{again}.", (rule.clause,)
    )


def _notice(casework: Casework) -> Said:
    return Said(f"The letter says {listed(PARTS[p] for p in casework.contents.decision)}.", (casework.contents.clause,))


def _telling(casework: Casework) -> Said:
    if casework.telling is None or not casework.telling.every_action:
        return Said("The person is written to about formal action.")
    return Said("Whatever is done, the person is told what and why.", (casework.telling.clause,))


def _liaison(casework: Casework) -> Said:
    if casework.liaison is None:
        return NOTHING
    before = listed(f"a {step}" for step in casework.liaison.before)
    return Said(f"A known support worker is spoken to before {before}.", (casework.liaison.clause,))


def _markers(casework: Casework) -> Said:
    if not casework.markers:
        return NOTHING
    marks = listed(f"{marker.label} ({marker.system})" for marker in casework.markers)
    return Said(f"On the customer's record: {marks}.", tuple(marker.clause for marker in casework.markers))


_FORMAL: tuple[tuple[str, str, Callable[[Casework], Said]], ...] = (
    ("warnings", "before formal action", _warning),
    ("warnings", "what a warning says", _warning_says),
    ("what counts", "how many incidents", _features),
    ("how long", "a restriction", _duration),
    ("reviews", "how often and by whom", _review),
    ("being told", "the letter about a decision", _notice),
    ("being told", "everything else", _telling),
    ("care", "a support worker", _liaison),
    ("records", "markers", _markers),
)


def _of_restriction(pack: Pack, kind: RestrictionKind) -> Iterator[tuple[Question, Said]]:
    """Whether it is used and what it leaves open, and who must agree to it."""
    casework = pack.casework
    offered = next((o for o in casework.restrictions if o.kind is kind), None) if casework else None
    if casework is None or offered is None:
        yield Question("restrictions", RESTRICTIONS[kind]), Said("Not used.")
        return
    yield Question("restrictions", RESTRICTIONS[kind]), Said(f"It leaves open: {offered.leaves}", (offered.clause,))
    quorum = _quorum(casework, kind)
    yield Question("who decides", RESTRICTIONS[kind]), Said(f"{_agrees(quorum)}.", (quorum.clause,))


def _quorum(casework: Casework, kind: RestrictionKind) -> Quorum:
    """The one that names this kind, else the one that names none (`coherence_casework` sees to it that there is one)."""
    named = [quorum for quorum in casework.approval if kind in quorum.restrictions]
    return (named or [quorum for quorum in casework.approval if not quorum.restrictions])[0]


def _agrees(quorum: Quorum) -> str:
    who = seats_in_words(quorum.seats) if quorum.seats else "A post that the landlord must name"
    after = ", once the complaints procedure has ended" if quorum.exhausted else ""
    return f"{who} must agree{after}"
