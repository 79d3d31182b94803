"""Which finding answers for what is done about a comment: it names the rule that is braked, and what a report is about."""

from rules.decide.weigh import weigh
from rules.model.decision import Course, Given
from rules.model.finding import Finding
from rules.policy.schema import Pack


def leading(pack: Pack, given: Given) -> Finding | None:
    """The gravest and surest finding of those the policy acts on; where there is none, of those that lead somewhere; where
    there is none either, of all. So a threat that is only quoted never answers for an insult beside it."""
    weighed = weigh(pack, given)
    acted = [each.finding for each in weighed if each.sure and each.grounded]
    somewhere = [each.finding for each in weighed if each.course is not Course.LEAVE]
    return max(acted or somewhere or given.found.findings, key=_grave, default=None)


def _grave(finding: Finding) -> tuple[int, int]:
    return finding.severity.rank, finding.score
