"""The formal route: what is met and unmet for a person to open it, and what is less restrictive. Never a recommendation.

The conditions are those of the pack's own process (`Pack.casework`), as far as a machine can know them. What only a person
can do (look at adjustments, speak to a support worker) stands in `to_do` and closes nothing; `rules.casework` refuses a
proposal without it.
"""

from rules.decide.approver import quorum
from rules.decide.gates import gate, liaised
from rules.decide.matter import Matter
from rules.model.decision import FormalRoute, Gate, Measure, Met
from rules.model.finding import Severity
from rules.model.measure import Tier, tier_of
from rules.policy.casework import Casework

CLOSED = FormalRoute(open=False)

_CHECK = Gate(
    "circumstances_checked", Met.NO, "a person has yet to look at adjustments and at what is known of their situation"
)


def formal(matter: Matter, measures: tuple[Measure, ...]) -> FormalRoute:
    """Open only if the pack has a formal process and every condition known of it is surely met. Only after a breach."""
    if not matter.breaches:
        return CLOSED
    less = tuple(measure.kind for measure in measures if tier_of(measure.kind) is not Tier.FORMAL)
    casework = matter.pack.casework
    if casework is None:
        return FormalRoute(False, (Gate("pack", Met.NO, "this policy has no formal action"),), less)
    label, approver = quorum(matter, casework)
    conditions = (_verified(matter), approver, _grave(matter), *_before(matter, casework))
    unmet = tuple(condition for condition in conditions if condition.met is not Met.YES)
    return FormalRoute(not unmet, unmet, less, _to_do(matter), label)


def _verified(matter: Matter) -> Gate:
    yes, no = "who it is has been confirmed", "nobody has confirmed who holds the account"
    return gate("identity_verified", matter.verified, yes, no)


def _grave(matter: Matter) -> Gate:
    """Mild cases are warned about, however often; a serious one is what supports formal action after a warning."""
    met = any(w.finding.severity.rank >= Severity.SERIOUS.rank for w in matter.breaches)
    return gate("grave_enough", met, "something serious was found", "what was found is mild")


def _before(matter: Matter, casework: Casework) -> tuple[Gate, ...]:
    """What must have gone before. An extreme case waits for nothing, with the pack's own exemption, a reason and a name."""
    if matter.extreme:
        return ()
    needed = casework.features.needed if casework.features else 1
    return (_warned(matter), *((_repeated(matter, needed),) if needed > 1 else ()))


def _warned(matter: Matter) -> Gate:
    if not matter.given.history.complete:
        return Gate("warning_given", Met.UNKNOWN, "earlier warnings could not be recalled")
    return gate(
        "warning_given", matter.warnings > 0, "a warning was given and still counts", "no warning that still counts"
    )


def _repeated(matter: Matter, needed: int) -> Gate:
    if not matter.given.history.complete:
        return Gate("repeated", Met.UNKNOWN, "what went before could not be recalled")
    return gate(
        "repeated", matter.earlier + 1 >= needed, "it has happened before", "one incident on its own is not enough"
    )


def _to_do(matter: Matter) -> tuple[Gate, ...]:
    spoken = liaised(matter, "restriction")
    return (_CHECK,) if spoken.met is Met.YES else (_CHECK, spoken)
