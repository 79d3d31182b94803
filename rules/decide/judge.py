"""`decide`: one page that says in which order a judgement is made."""

from functools import lru_cache

from rules.decide.breach import in_breach_of
from rules.decide.considered import considered
from rules.decide.course import course, hidden_by_policy, severity
from rules.decide.formal import CLOSED, formal
from rules.decide.matter import OPTIONAL_DETECTORS, Matter
from rules.decide.measures import acknowledgement, measures
from rules.decide.needed import ask_identity, attached
from rules.decide.offers import alternatives, laddered, offers
from rules.decide.shield import shielded
from rules.decide.tasks import tasks
from rules.decide.weigh import weigh
from rules.model.decision import Course, Decision, Given
from rules.model.finding import NeedKind, Severity
from rules.model.interaction import InteractionKind
from rules.policy.schema import Pack


def decide(pack: Pack, given: Given) -> Decision:
    """What `pack` says about one interaction. Deterministic and total: the same pack and given always answer the same.

    It recommends nothing formal, counts no need against anybody, and calls nothing automatic unless every gate is met.
    """
    return _clean(pack.id, pack.version, given.found.degraded) if _is_clean(given) else judge(pack, given)


def judge(pack: Pack, given: Given) -> Decision:
    """The long way, right for every interaction; `decide` takes a short cut where nothing was found."""
    matter = Matter(pack, given, weigh(pack, given))
    reached = course(matter)
    ladder = laddered(matter)
    offered = offers(matter, ladder)
    called_for = acknowledgement(matter) + measures(matter, offered)
    route = formal(matter, called_for)
    return Decision(
        pack=pack.id,
        version=pack.version,
        course=reached,
        severity=severity(matter),
        measures=called_for,
        tasks=tasks(matter, reached, called_for, route),
        considered=considered(matter, offered),
        alternatives=alternatives(matter, ladder, offered),
        formal=route,
        shielded=_shielded(matter),
        degraded=given.found.degraded,
        breach=bool(matter.breaches),
        needs=matter.needs,
        attached=attached(matter),
        in_breach_of=in_breach_of(matter),
        ask_identity=ask_identity(matter),
    )


def _shielded(matter: Matter) -> tuple[NeedKind, ...]:
    """The needs that kept it from being hidden, if they did."""
    hidden = [w for w in matter.weighed if w.course is Course.HIDE and hidden_by_policy(matter, w)]
    kept = any(shielded(matter, weighed) for weighed in hidden)
    return matter.shielding if kept else ()


def _is_clean(given: Given) -> bool:
    """Nothing found, nothing needed, no detector in doubt, no mark, nothing to be in breach of or asked: most comments."""
    found = given.found
    if found.findings or found.needs or given.item.marks or given.circumstances.restrictions:
        return False
    return given.item.kind is not InteractionKind.DIRECT_MESSAGE and OPTIONAL_DETECTORS.issuperset(found.degraded)


@lru_cache(maxsize=256)
def _clean(pack: str, version: str, degraded: tuple[str, ...]) -> Decision:
    """What `judge` answers for every clean interaction (a property test holds it to that). Kept, because most are."""
    return Decision(pack, version, Course.LEAVE, Severity.NONE, formal=CLOSED, degraded=degraded)
