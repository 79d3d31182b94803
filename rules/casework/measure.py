"""A person takes a measure on the platform: hides or reports a comment, blocks an account. Reversible, told, with an end."""

from datetime import date, datetime

from rules.calendar import add_months, london_date
from rules.casework.care import no_liaison
from rules.casework.conditions import unmet
from rules.casework.grounds import relied, uncaptured
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import ANY_CASE_WORK, in_post, in_role
from rules.casework.quorum import quorum_for, seats_of
from rules.casework.sentences import refusal, refused
from rules.casework.sitting import Sitting, sit
from rules.casework.terms import Terms
from rules.casework.warned import counting_warnings
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import PERMANENT, TakeMeasure
from rules.model.case.facts import Incident, MeasureTaken
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import Check, LetterKind, OrderKind, RestrictionKind, Unmet
from rules.model.measure import MeasureKind
from rules.policy.casework import Demand
from rules.policy.schema import Pack

LONGEST = 24
"""Months that a block lasts at most where a policy has no formal action and so no longest period of its own."""

_HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})


def take_measure(office: Office, file: Casefile, deed: TakeMeasure, now: datetime) -> Verdict:
    """Hide, report or block. Whether the platform did it is read back and stands elsewhere; this is the decision."""
    pack, day = office.on(london_date(now)), london_date(now)
    found = [*_unmet(office, file, pack, deed, now), *_before(office, file, pack, deed, now)]
    if found:
        return refused(*found)
    fact = MeasureTaken(deed.id, now, deed.by, deed.kind, deed.account, deed.ref, pack.id, _end(pack, deed, day))
    return Verdict((fact,), _orders(office, file, pack, deed))


def _unmet(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure, now: datetime) -> list[Refusal]:
    known = file.links.get(deed.account) is Assurance.VERIFIED
    if deed.kind is MeasureKind.BLOCK and pack.block.restricts(known=known):
        return _formal_way(office, file, pack, deed, now)
    if deed.kind is MeasureKind.BLOCK:
        return _block(office, file, pack, deed)
    if deed.kind in _HIDING or deed.kind is MeasureKind.REPORT:
        return _on_comment(office, file, pack, deed)
    return [refusal(Unmet.NOT_OFFERED)]


def _on_comment(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure) -> list[Refusal]:
    """Any case work will do for what can be undone; evidence comes first."""
    found = in_role(office, pack, deed.by, ANY_CASE_WORK)
    if deed.ref is None:
        return [*found, refusal(Unmet.NO_EVIDENCE)]
    return [*found, *uncaptured(file, (deed.ref,))]


def _formal_way(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure, now: datetime) -> list[Refusal]:
    """Where page access is a restriction it is proposed as one; said with all that stands in the way of that."""
    found = [refusal(Unmet.NOT_OFFERED, pack.block.clause), *_approver(office, pack, deed)]
    sitting = sit(office, file, now)
    if sitting is None:
        return found
    kind = next((o.kind for o in sitting.casework.restrictions if o.on_platform), RestrictionKind.PAGE_BLOCK)
    about = tuple(i.ref for i in file.incidents if i.account == deed.account)
    checked = frozenset(Check)  # what a proposal says that a person looked at; a block is not asked for it
    quorum = quorum_for(sitting.casework, kind)
    if quorum is not None and len(seats_of(office, pack, quorum)) > 1:
        found.append(refusal(Unmet.QUORUM_INCOMPLETE, quorum.clause))
    return [*found, *unmet(sitting, Terms(kind, about, deed.months, None, checked, None, deed.has_reason))]


def _block(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure) -> list[Refusal]:
    """A block is one named post's, with a reason and an end."""
    rule = pack.block
    if MeasureKind.BLOCK not in pack.ladder_kinds:
        return [refusal(Unmet.NOT_OFFERED, rule.clause)]
    return [
        *_approver(office, pack, deed),
        *_of_account(file, deed),
        *(uncaptured(file, (deed.ref,)) if deed.ref is not None else []),
        *([] if deed.has_reason else [refusal(Unmet.NO_REASON, rule.clause)]),
        *_length(pack, deed),
    ]


def _approver(office: Office, pack: Pack, deed: TakeMeasure) -> list[Refusal]:
    rule = pack.block
    post = rule.post or office.settings.get(rule.setting or "", "")
    if post not in pack.roles:
        return [refusal(Unmet.NO_APPROVER, rule.clause)]
    return in_post(office, pack, deed.by, [post], rule.clause)


def _of_account(file: Casefile, deed: TakeMeasure) -> list[Refusal]:
    """Something that account did, captured."""
    refs = tuple(i.ref for i in file.incidents if i.account == deed.account)
    known = relied(file, refs)
    if not known:
        return [refusal(Unmet.NO_EVIDENCE)]
    failed = all(uncaptured(file, (i.ref,)) for i in known)
    return [refusal(Unmet.CAPTURE_FAILED)] if failed else []


def _length(pack: Pack, deed: TakeMeasure) -> list[Refusal]:
    clause = pack.block.clause
    if deed.months == PERMANENT:
        return [refusal(Unmet.PERMANENT, clause)]
    months = _months(pack, deed)
    if months is None or months < 1:
        return [refusal(Unmet.NO_END, clause)]
    most = pack.casework.duration.longest if pack.casework else LONGEST
    return [refusal(Unmet.TOO_LONG, clause)] if months > most else []


def _months(pack: Pack, deed: TakeMeasure) -> int | None:
    """Its own length, else the policy's standard one, else until the policy would look at a restriction again."""
    standard = pack.casework.duration.standard if pack.casework else None
    return next((n for n in (deed.months, standard, pack.review.months) if n is not None), None)


def _end(pack: Pack, deed: TakeMeasure, day: date) -> date | None:
    """A block's last day; what is done to one comment is undone one by one and has none."""
    months = _months(pack, deed) if deed.kind is MeasureKind.BLOCK else None
    return None if months is None else add_months(day, months)


def _before(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure, now: datetime) -> list[Refusal]:
    """Where the policy wants a warning, or a talk with a known support worker, before all else, what its ladder has only
    after a warning waits for both. What may be done at once (an extreme case, the rules of the page) waits for neither.
    """
    sitting = sit(office, file, now)
    if sitting is None:
        return []
    wanted = _HIDING if deed.kind in _HIDING else frozenset({deed.kind})
    before, after = (_offered(file, pack, deed, warnings) & wanted for warnings in (0, 1))
    if before or not after:
        return []
    return [*_warning_first(sitting), *no_liaison(sitting, "warning", tuple(i.ref for i in _meant(file, deed)))]


def _warning_first(sitting: Sitting) -> list[Refusal]:
    """WARNING_MISSING where the policy wants one before all else and none counts."""
    rule = sitting.casework.warning
    waits = rule.demand is Demand.ALWAYS and not counting_warnings(sitting)
    return [refusal(Unmet.WARNING_MISSING, rule.clause)] if waits else []


def _offered(file: Casefile, pack: Pack, deed: TakeMeasure, warnings: int) -> frozenset[MeasureKind]:
    """What the ladder has, after so many warnings, for the comment (or for all that the account did)."""
    rungs = [
        rung
        for incident in _meant(file, deed)
        for behaviour, severity in incident.behaviours
        for rung in pack.rungs(behaviour, severity, warnings, _earlier(file, incident))
    ]
    return frozenset(kind for rung in rungs for kind in rung.measures)


def _meant(file: Casefile, deed: TakeMeasure) -> tuple[Incident, ...]:
    """The comment that the measure is about, or everything that the account did."""
    return tuple(i for i in file.incidents if i.ref == deed.ref or (deed.ref is None and i.account == deed.account))


def _earlier(file: Casefile, incident: Incident) -> int:
    """How much went before it, as the ladder counts."""
    return sum(i.at < incident.at for i in file.counting) + file.volume_recorded


def _orders(office: Office, file: Casefile, pack: Pack, deed: TakeMeasure) -> tuple[Order, ...]:
    """The author is told what was done and why; a report to the platform only where every action is told."""
    telling = pack.casework.telling if pack.casework else None
    told = deed.kind is not MeasureKind.REPORT or (telling is not None and telling.every_action)
    letter = draft(office, file, pack, LetterKind.MEASURE_NOTICE)
    notice = (Order(OrderKind.SEND_LETTER, about=deed.id, letter=letter),) if told else ()
    block = (Order(OrderKind.BLOCK, about=deed.id),) if deed.kind is MeasureKind.BLOCK else ()
    return (*notice, *block)
