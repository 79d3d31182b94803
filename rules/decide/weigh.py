"""What each finding weighs under the policy: whether it bears, how far it may lead, and why not further."""

from dataclasses import dataclass
from enum import IntEnum

from rules.model.decision import ClauseResult, Course, Given
from rules.model.finding import Behaviour, Finding, Found, Ground, NeedKind, Severity, Target
from rules.policy.judging import BehaviourRule, Stance
from rules.policy.schema import Pack

CRITICISM = frozenset(
    {
        Behaviour.ABUSE,
        Behaviour.THIRD_PARTY_ABUSE,
        Behaviour.SWEARING_AT_PERSON,
        Behaviour.SWEARING_AT_NOBODY,
        Behaviour.ALLEGATION,
        Behaviour.DEROGATORY_VIEW,
    }
)
"""Harsh words that are no more than criticism when no person is their target (domain §7 rule 7)."""

_INSULTING = frozenset(
    {Behaviour.ABUSE, Behaviour.THIRD_PARTY_ABUSE, Behaviour.SWEARING_AT_PERSON, Behaviour.SWEARING_AT_NOBODY}
)
"""One matter in four words: a rule that hears swearing agrees with a model that is sure somebody is insulted."""

SIGN = 200
"""From here a rule's hit is a sign: too little for anybody to look, enough to agree with a model that is sure by itself."""

NEARLY = 150
"""So far below the `act` of the pack a model that a rule agrees with is sure. Fitted; `docs/decisions/0019` says to what."""

_NOBODY = frozenset({Target.ORGANISATION, Target.THING})
_AT_RISK = frozenset({NeedKind.SAFEGUARDING, NeedKind.EMERGENCY})
_RANK = {course: rank for rank, course in enumerate(Course)}


class Standing(IntEnum):
    """How sure a finding is, by the pack's two thresholds."""

    NOTHING = 0
    LOOK = 1
    ACT = 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with what the policy makes of it. `grounded`: a rule or two kinds of signal agree, not one model alone.

    `course` is the most it may lead to, `why` says why no more or why nothing.
    """

    finding: Finding
    rule: BehaviourRule | None
    standing: Standing
    grounded: bool
    protective: bool
    course: Course
    result: ClauseResult
    why: str

    @property
    def shown(self) -> bool:
        """The harm test of the policy, where it has one, is met by a named person's record; nothing else shows it."""
        return self.rule is None or not self.rule.harm_test or self.finding.ground is Ground.RECORD

    @property
    def sure(self) -> bool:
        """It leads somewhere, surely enough, and its harm is shown where harm must be."""
        return self.course is not Course.LEAVE and self.standing is Standing.ACT and self.shown

    @property
    def breach(self) -> bool:
        """It goes against the policy itself, surely enough to say so; a person may still say otherwise."""
        against = self.rule is not None and self.rule.stance is Stance.AGAINST
        return against and self.sure and self.grounded and not self.protective

    @property
    def sanctioned(self) -> bool:
        """The ladder speaks of it: sure enough to offer a measure to somebody, and not only a protective one."""
        listed = self.rule is not None and self.rule.stance in (Stance.AGAINST, Stance.HOUSE_RULE)
        return listed and self.sure and not self.protective


def higher(one: Course, other: Course) -> Course:
    """The graver of two courses."""
    return one if _RANK[one] >= _RANK[other] else other


def lower(one: Course, other: Course) -> Course:
    """The milder of two courses."""
    return one if _RANK[one] <= _RANK[other] else other


def weigh(pack: Pack, given: Given) -> tuple[Weighed, ...]:
    """Every finding, weighed on its own, in the order found."""
    return tuple(_weigh(pack, given, finding) for finding in given.found.findings)


def _weigh(pack: Pack, given: Given, finding: Finding) -> Weighed:
    rule = pack.by_behaviour.get(finding.behaviour)
    if rule is None:
        return _nothing(finding, None, "the policy does not speak of it")
    left = _left_alone(pack, given, rule, finding)
    if left:
        return _nothing(finding, rule, left)
    sure = finding.score >= rule.act_at or _agreed(given.found, rule, finding)
    standing = Standing.ACT if sure and not _doubted(given.found, finding) else Standing.LOOK
    grounded = _grounded(given.found, rule, finding)
    course, why = _course(rule, finding, standing, grounded)
    protective = rule.stance is Stance.PROTECT or _shields_somebody(given.found, finding)
    return Weighed(finding, rule, standing, grounded, protective, course, ClauseResult.MATCHED, why)


def _nothing(finding: Finding, rule: BehaviourRule | None, why: str) -> Weighed:
    return Weighed(finding, rule, Standing.NOTHING, False, False, Course.LEAVE, ClauseResult.NOT_MATCHED, why)


def _left_alone(pack: Pack, given: Given, rule: BehaviourRule, finding: Finding) -> str | None:
    """Why the policy leaves this finding alone, or None."""
    if rule.stance is Stance.NOTICED:
        return rule.why
    if finding.behaviour in CRITICISM and finding.target in _NOBODY:
        return "it is aimed at the organisation or at a thing, not at a person"
    if finding.behaviour is Behaviour.VOLUME and pack.volume is not None and not pack.volume.counted:
        return "the policy does not count the number of posts"
    if rule.harm_test and given.circumstances.overdue_matter:
        return "chasing a matter that the landlord has left overdue never counts"
    if finding.score < rule.review_at:
        return f"too unsure: {finding.score} of 1000, a person looks from {rule.review_at}"
    if rule.course.get(finding.severity, Course.LEAVE) is Course.LEAVE:
        return f"the policy leaves {finding.severity.value} cases of it alone"
    if finding.severity.rank <= rule.left_in.get(given.item.kind, Severity.NONE).rank:
        return f"the policy leaves {finding.severity.value} cases in this form of contact alone"
    return None


def _course(rule: BehaviourRule, finding: Finding, standing: Standing, grounded: bool) -> tuple[Course, str]:
    """The most the finding may lead to, and why no more. Calling a person needs no second signal; hiding does."""
    course = rule.course[finding.severity]
    if rule.harm_test and finding.ground is Ground.RECORD:
        return lower(course, Course.REVIEW), "a named person has recorded what it does to the service"
    if rule.stance is Stance.TEST_EVIDENCE or rule.harm_test:
        return lower(course, Course.REVIEW), "a person must find out first what it rests on"
    if standing is Standing.LOOK:
        return lower(course, Course.REVIEW), "not sure enough to act on: a person looks first"
    if course is Course.HIDE and not grounded:
        return Course.REVIEW, "only a model says so: a person looks first"
    return course, rule.why


def _grounded(found: Found, rule: BehaviourRule, finding: Finding) -> bool:
    """A rule found it, a person recorded it, or another kind of signal agrees. One model's score alone is never enough."""
    enough = min(SIGN, rule.review_at)
    return finding.ground in (Ground.RULE, Ground.RECORD) or any(
        other.ground is not finding.ground
        and other.score >= enough
        and not other.guards
        and _same_matter(other, finding)
        for other in found.findings
    )


def _agreed(found: Found, rule: BehaviourRule, finding: Finding) -> bool:
    """A model names, without being sure, what a rule says too, loud enough for somebody to look: together they are sure.

    Swearing at nobody is no such rule: it stands in the calmest complaint.
    """
    return (
        finding.ground is Ground.MODEL
        and finding.score >= rule.act_at - NEARLY
        and any(
            other.ground is Ground.RULE
            and other.score >= rule.review_at
            and other.severity is not Severity.NONE
            and not other.guards
            and _same_matter(other, finding)
            for other in found.findings
        )
    )


def _same_matter(one: Finding, other: Finding) -> bool:
    return one.behaviour is other.behaviour or {one.behaviour, other.behaviour} <= _INSULTING


def _doubted(found: Found, finding: Finding) -> bool:
    """A model is sure of what a rule saw too, but as a quotation or the like: what the guard lowered stays low."""
    return finding.ground is Ground.MODEL and any(
        other.behaviour is finding.behaviour and other.guards for other in found.findings
    )


def _shields_somebody(found: Found, finding: Finding) -> bool:
    """Private details told while asking for help for somebody at risk: perhaps hidden to protect them, never a breach."""
    of_staff = finding.target in (Target.STAFF, Target.CONTRACTOR)
    told = finding.behaviour is Behaviour.PRIVATE_DATA and not of_staff
    return told and any(need.kind in _AT_RISK for need in found.needs)
