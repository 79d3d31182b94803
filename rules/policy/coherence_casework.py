"""What must be true across the fields of a formal process: posts and clauses that exist, quorums without holes, dates."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rules.model.case.words import RestrictionKind
from rules.model.measure import MeasureKind
from rules.policy import casework as parts
from rules.policy.casework import Casework
from rules.policy.fault import Fault
from rules.policy.part import Part
from rules.policy.schema import Pack

_ON_A_PAGE = frozenset({RestrictionKind.PAGE_BLOCK, RestrictionKind.SOCIAL_ACCESS})
"""The only restrictions that a platform can carry out."""

_POSTS: dict[type[Part], tuple[str, ...]] = {
    parts.Seats: ("posts",),
    parts.WarningRule: ("by",),
    parts.Longer: ("sign",),
    parts.ReviewRule: ("appointed_by", "listed_monthly_for", "owner"),
    parts.AppealRule: ("posts",),
    parts.Step: ("post", "decided_by"),
    parts.Marker: ("set_by",),
    Casework: ("proposers",),
}
"""The fields that name posts of the landlord, by the part they stand in."""


def faults(pack: Pack) -> Iterator[Fault]:
    """Everything about formal action that does not hold together."""
    casework = pack.casework
    if casework is None:
        if pack.block.restricts(known=True):
            yield Fault("block", "", "formal", "there is no formal way, because there is no casework")
        return
    for place, part in _walk(casework):
        yield from _named(pack, place, part)
    yield from _posts_elsewhere(pack, casework)
    yield from _repeats(casework)
    yield from _quorums(casework)
    yield from _offered(pack, casework)
    yield from _dates(casework)
    yield from _behaviours(pack, casework)
    yield from _said_twice(pack, casework)


def _fault(part: str, field: str, why: str) -> Fault:
    return Fault("casework", part, field, why)


def _walk(part: Part, place: str = "") -> Iterator[tuple[str, Part]]:
    """A part and all parts within it, each with its place: `approval 2.seats 1`."""
    yield place, part
    for name, value in part:
        inner = f"{place}.{name}" if place else name
        if isinstance(value, Part):
            yield from _walk(value, inner)
        elif isinstance(value, tuple):
            for number, one in enumerate(value, 1):
                if isinstance(one, Part):
                    yield from _walk(one, f"{inner} {number}")


def _named(pack: Pack, place: str, part: Part) -> Iterator[Fault]:
    """The clause, the posts and the setting that one part names."""
    clause = getattr(part, "clause", None)
    if clause is not None and clause not in pack.by_clause:
        yield _fault(place, "clause", f"{clause} is not among the clauses")
    for field in _POSTS.get(type(part), ()):
        for post in _strings(getattr(part, field)):
            if post not in pack.roles:
                yield _fault(place, field, f"{post} is not among the roles")
    setting = getattr(part, "setting", None)
    if setting is not None and setting not in {s.name for s in pack.settings}:
        yield _fault(place, "setting", f"{setting} is not among the settings")


def _strings(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _posts_elsewhere(pack: Pack, casework: Casework) -> Iterator[Fault]:
    """Posts beside the parts: who is told (a group is written in small letters), deputies."""
    for tell in casework.tells:
        if tell.whom not in pack.roles and tell.whom != tell.whom.lower().replace(" ", "_"):
            yield _fault("tells", "whom", f"{tell.whom} is neither among the roles nor a group_in_small_letters")
    for post, deputies in casework.deputies.items():
        for name in (post, *deputies):
            if name not in pack.roles:
                yield _fault("deputies", post, f"{name} is not among the roles")
        if post in deputies:
            yield _fault("deputies", post, "deputises for itself")


def _repeats(casework: Casework) -> Iterator[Fault]:
    for section, names in (
        ("restrictions", [offered.kind.value for offered in casework.restrictions]),
        ("markers", [marker.code for marker in casework.markers]),
        ("approval", [kind.value for quorum in casework.approval for kind in quorum.restrictions]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                yield _fault(section, name, f"given {times} times")


def _quorums(casework: Casework) -> Iterator[Fault]:
    """Each restriction has exactly one quorum: the one that names it, else the one that names none."""
    offered = {one.kind for one in casework.restrictions}
    named = {kind for quorum in casework.approval for kind in quorum.restrictions}
    general = [quorum for quorum in casework.approval if not quorum.restrictions]
    for kind in sorted(named - offered):
        yield _fault("approval", "restrictions", f"{kind.value} is not among the restrictions")
    for kind in sorted(offered - named) if not general else ():
        yield _fault("approval", "restrictions", f"nobody approves {kind.value}")
    if len(general) > 1:
        yield _fault(
            "approval", "restrictions", f"{len(general)} quorums name no restriction, so which holds is unclear"
        )


def _offered(pack: Pack, casework: Casework) -> Iterator[Fault]:
    for offered in casework.restrictions:
        if offered.kind is RestrictionKind.ALL_CHANNELS:
            yield _fault("restrictions", offered.kind.value, "no policy may close every channel")
        if offered.on_platform and offered.kind not in _ON_A_PAGE:
            yield _fault("restrictions", offered.kind.value, "on_platform: no platform can carry it out")
    if pack.block.restricts(known=True):
        if not any(offered.on_platform for offered in casework.restrictions):
            yield Fault("block", "", "formal", "no restriction is carried out on the platform")
        if pack.block.formal and MeasureKind.BLOCK in pack.ladder_kinds:
            yield Fault("block", "", "formal", "the ladder offers a block, which here only the formal way leads to")


def _dates(casework: Casework) -> Iterator[Fault]:
    duration, review = casework.duration, casework.review
    if duration.fixed and duration.standard is None:
        yield _fault("duration", "fixed", "needs a standard")
    if duration.longer is not None and duration.standard is None:
        yield _fault("duration", "longer", "needs a standard to be longer than")
    if duration.standard is not None and duration.standard > duration.longest:
        yield _fault("duration", "longest", f"{duration.longest} is below the standard {duration.standard}")
    if duration.standard is not None and review.every is not None and review.every > duration.standard:
        yield _fault("review", "every", f"{review.every} months is after the end, {duration.standard} months")
    if review.appointed_by is not None and len(review.by) != 1:
        yield _fault("review", "appointed_by", "names one reviewer, so `by` has one entry")


def _behaviours(pack: Pack, casework: Casework) -> Iterator[Fault]:
    """Behaviours that steps, records and markers wait for are ones the policy speaks of."""
    named = [(f"steps {n}", step.behaviours) for n, step in enumerate(casework.steps, 1)]
    named += [(f"records {n}", record.behaviours) for n, record in enumerate(casework.records, 1)]
    named += [(f"markers {marker.code}", marker.consider) for marker in casework.markers]
    for place, behaviours in named:
        for behaviour in behaviours:
            if behaviour not in pack.by_behaviour:
                yield _fault(place, "behaviours", f"{behaviour.value} is not among the behaviours")
    for number, record in enumerate(casework.records, 1):
        if record.behaviours and parts.Moment.INCIDENT not in record.at:
            yield _fault(f"records {number}", "behaviours", "stand only with the moment `incident`")


def _said_twice(pack: Pack, casework: Casework) -> Iterator[Fault]:
    """What a pack says in two places, because comments and cases each need it, must agree."""
    if pack.review.months != casework.review.every:
        yield _fault("review", "every", f"{casework.review.every}, but review.months says {pack.review.months}")
    if pack.appeal.decided_by != casework.appeal.label:
        yield _fault("appeal", "label", f"{casework.appeal.label}, but appeal.decided_by says {pack.appeal.decided_by}")
    for name in (casework.warning.record_first,):
        if name is not None and name not in {record.system for record in casework.records}:
            yield _fault("warning", "record_first", f"{name} is not a system that anything is recorded on (records)")
