"""Deciding an appeal: it stands, or it is overturned, and then everything is undone everywhere and everybody is told."""

from dataclasses import dataclass
from datetime import datetime

from rules.casework.decisions import Appealable, decisions, meant
from rules.casework.ending import ending
from rules.casework.follow import follows
from rules.casework.grounds import verified
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.posts import in_post
from rules.casework.retold import NEED_TO_KNOW
from rules.casework.sentences import refusal, refused
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import DecideAppeal
from rules.model.case.orders import Order, Refusal, Verdict
from rules.model.case.words import LetterKind, OrderKind, Outcome, Unmet
from rules.model.measure import MeasureKind
from rules.policy.casework import Casework, Moment
from rules.policy.schema import Pack

_HIDES = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
_MOMENTS = (Moment.OVERTURNED, Moment.APPEAL_DECIDED, Moment.LIFTED)


@dataclass(frozen=True, slots=True)
class _Appealed:
    """An appeal as it is decided: its id, the decision it is about, and the policy that decision was made under."""

    id: str
    decision: Appealable
    pack: Pack
    restriction: Restriction | None


def decide_appeal(office: Office, file: Casefile, deed: DecideAppeal, now: datetime) -> Verdict:
    """Decide an appeal, by a post the policy names and nobody who had a part in the decision (domain §7 rules 5, 12)."""
    found = _appealed(office, file, deed.appeal)
    if found is None:
        return refused(refusal(Unmet.NOTHING_PENDING))
    unmet = _unmet(office, found, deed)
    if unmet:
        return refused(*unmet)
    about, overturned = found.decision.id, deed.outcome is Outcome.OVERTURNED
    struck = _struck(file, found) if overturned else frozenset()
    facts: list[f.Fact] = [f.AppealDecided(found.id, now, deed.by, about, deed.outcome, struck)]
    letter = _letter(office, file, found, overturned)
    if not overturned:
        casework = found.pack.casework
        return Verdict(tuple(facts), (letter, *_recorded(file, casework, about)))
    if found.restriction is not None and found.restriction.lifted_at is None:
        facts.append(f.Lifted(about, now, Outcome.OVERTURNED))
    return Verdict(tuple(facts), (letter, *_undone(file, found, struck), *_reopened(file, found, struck)))


def deciders(pack: Pack) -> tuple[str, str]:
    """Who decides appeals under a policy: how they are called, and the clause."""
    if pack.casework is None:
        return pack.appeal.decided_by, pack.appeal.clause
    return pack.casework.appeal.label, pack.casework.appeal.clause


def _appealed(office: Office, file: Casefile, wanted: str | None) -> _Appealed | None:
    """The appeal named, else the latest open one, else the latest decision: people appeal by other ways, too."""
    waiting = [one.made for one in file.appeals if one.outcome is None and wanted in (None, one.made.id)]
    if not waiting and wanted is not None:
        return None
    made = waiting[-1] if waiting else None
    every = decisions(file)
    named = next((one for one in every if made is not None and one.id == made.about), None)
    decision = named or meant(every)
    if decision is None or decision.id in file.struck:
        return None
    restriction = next((one for one in file.restrictions if one.id == decision.id), None)
    # Nothing was heard on our channels: the decision answers a letter or a call, and is named after what it is about.
    appeal = made.id if made else f"appeal:{decision.id}"
    return _Appealed(appeal, decision, office.named(decision.pack), restriction)


def _unmet(office: Office, found: _Appealed, deed: DecideAppeal) -> list[Refusal]:
    pack = found.pack
    rule = pack.casework.appeal if pack.casework else None
    posts, clause = (rule.posts, rule.clause) if rule else ((pack.appeal.decided_by,), pack.appeal.clause)
    unmet = in_post(office, pack, deed.by, posts, clause)
    if deed.by.id in found.decision.involved:
        unmet.append(refusal(Unmet.INVOLVED, clause))
    if deed.outcome not in (Outcome.STANDS, Outcome.OVERTURNED):
        unmet.append(refusal(Unmet.NOT_OFFERED))
    return unmet


def _struck(file: Casefile, found: _Appealed) -> frozenset[str]:
    """What no longer counts: the decision, the incidents it rested on, and what rested on nothing but those."""
    refs = set(found.restriction.began.about) if found.restriction else set()
    for measure in file.measures:
        if measure.id == found.decision.id and measure.ref is not None:
            refs.add(measure.ref)
    for warning in file.warnings:
        if warning.id == found.decision.id:
            refs.update(warning.about)
    warnings = {one.id for one in file.warnings if refs.issuperset(one.about)}
    measures = {one.id for one in file.measures if one.ref in refs}
    return frozenset({found.decision.id} | refs | warnings | measures)


def _undone(file: Casefile, found: _Appealed, struck: frozenset[str]) -> tuple[Order, ...]:
    """On the platform, on the record, on the markers, and in the heads of those who were told."""
    about, casework = found.decision.id, found.pack.casework
    shown = tuple(Order(OrderKind.UNHIDE, about=one) for one in _hidden(file, struck))
    if found.restriction is not None and casework is not None:
        return (*shown, *ending(casework, found.restriction, _MOMENTS))
    recorded = _recorded(file, casework, about)
    told = Order(OrderKind.TELL, post=NEED_TO_KNOW, about=about)
    return (*shown, Order(OrderKind.UNDO_ON_PLATFORM, about=about), *recorded, told)


def _recorded(file: Casefile, casework: Casework | None, about: str) -> tuple[Order, ...]:
    """What the policy wants written down and told of an appeal's end; on nobody's record where nobody was confirmed."""
    return follows(casework, Moment.APPEAL_DECIDED, about, known=verified(file)) if casework else ()


def _hidden(file: Casefile, struck: frozenset[str]) -> tuple[str, ...]:
    """Measures that keep struck comments out of sight."""
    return tuple(
        one.id for one in file.measures if one.kind in _HIDES and one.id in struck and one.id not in file.undone
    )


def _reopened(file: Casefile, found: _Appealed, struck: frozenset[str]) -> tuple[Order, ...]:
    """What else rests on something struck: a person looks whether it still holds."""
    resting = [one.id for one in file.restrictions if one.lifted_at is None and struck & set(one.began.about)]
    if file.pending is not None and struck & set(file.pending.proposal.about):
        resting.append(file.pending.proposal.id)
    return tuple(Order(OrderKind.REOPEN, about=one) for one in resting if one != found.decision.id)


def _letter(office: Office, file: Casefile, found: _Appealed, overturned: bool) -> Order:
    restriction = found.restriction
    goes_on = restriction is not None and restriction.lifted_at is None and not overturned
    kind = restriction.began.kind if restriction is not None and goes_on else None
    letter = draft(office, file, found.pack, LetterKind.APPEAL_OUTCOME, kind)
    return Order(OrderKind.SEND_LETTER, about=found.id, letter=letter)
