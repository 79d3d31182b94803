"""The formal route: what is met and unmet for a person to open it, and what is less restrictive. Never a recommendation."""

from collections.abc import Callable

from rules.decide.approver import approver
from rules.decide.gates import gate
from rules.decide.matter import Matter
from rules.model.account import Assurance
from rules.model.decision import FormalRoute, Gate, Measure, Met
from rules.policy.process import Condition

CLOSED = FormalRoute(open=False)


def formal(matter: Matter, measures: tuple[Measure, ...]) -> FormalRoute:
    """Open only if the pack has a formal route and every condition of it is surely met. Not looked at without a breach."""
    if not matter.breaches:
        return CLOSED
    less = tuple(measure.kind for measure in measures)
    if not matter.pack.formal:
        return FormalRoute(False, (Gate("pack", Met.NO, "this policy has no formal action"),), less)
    gravest = max((w.finding.severity for w in matter.breaches), key=lambda severity: severity.rank)
    conditions = [_CHECKS[rule.condition](matter) for rule in matter.pack.formal if gravest not in rule.unless]
    unmet = tuple(condition for condition in conditions if condition.met is not Met.YES)
    return FormalRoute(not unmet, unmet, less)


def _breach_found(matter: Matter) -> Gate:
    return gate(
        "breach_found", bool(matter.breaches), "something went against the policy", "nothing went against the policy"
    )


def _verified(matter: Matter) -> Gate:
    met = matter.given.identity.assurance is Assurance.VERIFIED
    return gate("identity_verified", met, "who it is has been confirmed", "nobody has confirmed who holds the account")


def _approver(matter: Matter) -> Gate:
    known = approver(matter)[1]
    return Gate("approver_configured", known.met, known.why)


def _warned(matter: Matter) -> Gate:
    if not matter.given.history.complete:
        return Gate("warning_given", Met.UNKNOWN, "earlier warnings could not be recalled")
    return gate(
        "warning_given", matter.warnings > 0, "a warning was given and still counts", "no warning that still counts"
    )


def _repeated(matter: Matter) -> Gate:
    if not matter.given.history.complete:
        return Gate("repeated", Met.UNKNOWN, "what went before could not be recalled")
    before = any(item.breach for item in matter.given.history.items)
    return gate("repeated", before, "it has happened before", "one incident on its own is not enough")


def _circumstances(matter: Matter) -> Gate:
    """A person's record that adjustments and vulnerability were looked at; nothing the machine knows can stand in for it."""
    return Gate(
        "circumstances_checked",
        Met.NO,
        "a person has yet to look at adjustments and at what is known of their situation",
    )


def _support_worker(matter: Matter) -> Gate:
    known = matter.given.circumstances.support_worker
    if known is None:
        return Gate("support_worker_spoken_to", Met.UNKNOWN, "whether there is a support worker is not known")
    return gate(
        "support_worker_spoken_to", not known, "no support worker is known", "speak to the support worker first"
    )


_CHECKS: dict[Condition, Callable[[Matter], Gate]] = {
    Condition.BREACH_FOUND: _breach_found,
    Condition.IDENTITY_VERIFIED: _verified,
    Condition.APPROVER_CONFIGURED: _approver,
    Condition.WARNING_GIVEN: _warned,
    Condition.REPEATED: _repeated,
    Condition.CIRCUMSTANCES_CHECKED: _circumstances,
    Condition.SUPPORT_WORKER_SPOKEN_TO: _support_worker,
}
