"""The course: the most that findings and needs support for one interaction, whatever the platform or the mode."""

from rules.decide.matter import HIDING, Matter
from rules.decide.shield import shielded
from rules.decide.weigh import Weighed, higher
from rules.model.decision import Course
from rules.model.finding import NeedKind, Severity, Urgency
from rules.model.interaction import InteractionKind
from rules.policy.judging import Stance


def course(matter: Matter) -> Course:
    """Leave, review, hide or urgent. A private message is never hidden; a mark or a silent detector calls for a look."""
    reached = Course.LEAVE
    for weighed in matter.weighed:
        reached = higher(reached, course_of(matter, weighed))
    for need in matter.given.found.needs:
        reached = higher(reached, _for_need(need.kind, need.urgency))
    if matter.given.item.marks or matter.doubtful:
        reached = higher(reached, Course.REVIEW)
    return reached


def course_of(matter: Matter, weighed: Weighed) -> Course:
    """The most one finding may lead to here."""
    private = matter.given.item.kind is InteractionKind.DIRECT_MESSAGE
    kept = private or shielded(matter, weighed) or not hidden_by_policy(matter, weighed)
    return Course.REVIEW if weighed.course is Course.HIDE and kept else weighed.course


def hidden_by_policy(matter: Matter, weighed: Weighed) -> bool:
    """Whether the policy hides such a thing at this point of the ladder; some want a warning first."""
    return not weighed.sanctioned or any(HIDING.intersection(rung.measures) for rung in matter.rungs(weighed))


def severity(matter: Matter) -> Severity:
    """How grave what goes against the policy is. Needs, protective finds and harm not yet measured have none."""
    counted = [w.finding.severity for w in matter.bearing if _has_severity(w)]
    return max(counted, key=lambda s: s.rank, default=Severity.NONE)


def _has_severity(weighed: Weighed) -> bool:
    rule = weighed.rule
    return rule is not None and rule.stance is not Stance.PROTECT and weighed.shown and not weighed.protective


def _for_need(kind: NeedKind, urgency: Urgency) -> Course:
    if kind is NeedKind.EMERGENCY or urgency is Urgency.NOW:
        return Course.URGENT
    return Course.REVIEW if kind is NeedKind.SAFEGUARDING else Course.LEAVE
