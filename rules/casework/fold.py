"""Facts to a casefile. The same facts in the same order always give the same file; that is what makes a case replayable."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Any, cast

from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.casefile import Appeal, Casefile, Pending, Restriction
from rules.model.case.words import Outcome


def fold(facts: Iterable[f.Fact], start: Casefile | None = None) -> Casefile:
    """Everything that stands after `facts`."""
    return reduce(step, facts, start or Casefile())


def step(file: Casefile, fact: f.Fact) -> Casefile:
    """What stands after one more fact."""
    return _STEPS[type(fact)](file, fact)


def _on(file: Casefile, restriction: str, change: Callable[[Restriction], Restriction]) -> Casefile:
    """The file with one restriction changed."""
    return replace(file, restrictions=tuple(change(r) if r.id == restriction else r for r in file.restrictions))


def _linked(file: Casefile, fact: f.Linked) -> Casefile:
    return replace(file, links={**file.links, **dict.fromkeys(fact.accounts, fact.assurance)})


def _unlinked(file: Casefile, fact: f.Unlinked) -> Casefile:
    return replace(file, links={**file.links, fact.account: Assurance.NONE})


def _known(file: Casefile, fact: f.Known) -> Casefile:
    return replace(file, vulnerable=fact.vulnerable, support_worker=fact.support_worker)


def _approved(file: Casefile, fact: f.Approved) -> Casefile:
    pending = file.pending
    if pending is None or pending.proposal.id != fact.proposal:
        return file
    return replace(file, pending=replace(pending, approvals=(*pending.approvals, fact)))


def _declined(file: Casefile, fact: f.Declined) -> Casefile:
    gone = file.pending is not None and file.pending.proposal.id == fact.proposal
    return replace(file, pending=None) if gone else file


def _began(file: Casefile, fact: f.Began) -> Casefile:
    begun = Restriction(fact, fact.ends, fact.review_months, markers_wanted=frozenset(fact.markers))
    return replace(file, pending=None, restrictions=(*file.restrictions, begun))


def _incident(file: Casefile, fact: f.Incident) -> Casefile:
    """A comment that was judged again stands as it was judged last, where it stood."""
    if all(one.ref != fact.ref for one in file.incidents):
        struck = file.struck | {fact.replaces} if fact.replaces else file.struck
        return replace(file, incidents=(*file.incidents, fact), struck=struck)
    return replace(file, incidents=tuple(fact if one.ref == fact.ref else one for one in file.incidents))


def _undone(file: Casefile, fact: f.MeasureUndone) -> Casefile:
    return replace(file, undone=file.undone | {fact.id})


def _noticed(file: Casefile, fact: f.NoticeSent) -> Casefile:
    told = _on(file, fact.about, lambda r: replace(r, noticed_at=fact.at, told_ends=r.ends))
    warnings = tuple(_sent(one, fact.at) if one.id == fact.about else one for one in told.warnings)
    return replace(told, warnings=warnings, notices=(*told.notices, (fact.about, fact.at)))


def _sent(warning: f.Warned, at: datetime) -> f.Warned:
    """A warning counts from when it went out, not from when it was written."""
    return warning if warning.sent else replace(warning, sent=True, at=at)


def _marker(file: Casefile, fact: f.MarkerConfirmed) -> Casefile:
    def change(r: Restriction) -> Restriction:
        on = r.markers_on | {fact.marker} if fact.on else r.markers_on - {fact.marker}
        return replace(r, markers_on=on)

    return _on(file, fact.restriction, change)


def _agreed_longer(file: Casefile, fact: f.LongerAgreed) -> Casefile:
    return _on(file, fact.restriction, lambda r: replace(r, agreed_longer=(*r.agreed_longer, fact.by)))


def _lengthened(file: Casefile, fact: f.Lengthened) -> Casefile:
    def change(r: Restriction) -> Restriction:
        # A longer period is reviewed at its new end, counted from the same start: no date of its own lies behind it yet.
        longer = replace(r, ends=fact.ends, review_months=fact.months, reviews=0, longer_signed=True, noticed_at=None)
        return replace(longer, deciders=r.deciders | {fact.by.id} | {person.id for person in r.agreed_longer})

    return _on(file, fact.restriction, change)


def _appointed(file: Casefile, fact: f.ReviewerAppointed) -> Casefile:
    return _on(file, fact.restriction, lambda r: replace(r, reviewer=fact.reviewer))


def _review_agreed(file: Casefile, fact: f.ReviewAgreed) -> Casefile:
    def change(r: Restriction) -> Restriction:
        others = tuple(one for one in r.review_agreed if one[0].id != fact.by.id)
        return replace(r, review_agreed=(*others, (fact.by, fact.outcome)), review_says=r.review_says | fact.says)

    return _on(file, fact.restriction, change)


def _reviewed(file: Casefile, fact: f.Reviewed) -> Casefile:
    def change(r: Restriction) -> Restriction:
        fresh = replace(
            r, reviews=fact.number, ends=fact.ends, reviewer=None, review_agreed=(), review_says=frozenset()
        )
        fresh = replace(fresh, deciders=r.deciders | {person.id for person, _ in r.review_agreed})
        # Told anew: the appeal window of a review's outcome starts with its own notice.
        return replace(fresh, noticed_at=None) if fact.outcome is Outcome.EXTEND else fresh

    return _on(file, fact.restriction, change)


def _lifted(file: Casefile, fact: f.Lifted) -> Casefile:
    def change(r: Restriction) -> Restriction:
        return replace(r, lifted_at=fact.at, lifted_why=fact.why, markers_wanted=frozenset())

    return _on(file, fact.restriction, change)


def _appealed(file: Casefile, fact: f.AppealMade) -> Casefile:
    return replace(file, appeals=(*file.appeals, Appeal(fact)))


def _appeal_decided(file: Casefile, fact: f.AppealDecided) -> Casefile:
    done = tuple(_decide(a, fact.id, fact.outcome, fact.at) for a in file.appeals)
    return replace(file, appeals=done, struck=file.struck | fact.struck)


def _decide(appeal: Appeal, decided: str, outcome: Outcome, at: datetime) -> Appeal:
    return replace(appeal, outcome=outcome, decided_at=at) if appeal.made.id == decided else appeal


def _append(name: str) -> Callable[[Casefile, Any], Casefile]:
    """A fact that is only added to the end of one list."""
    return lambda file, fact: replace(file, **cast("Any", {name: (*getattr(file, name), fact)}))


_STEPS: dict[type, Callable[[Casefile, Any], Casefile]] = {
    f.Incident: _incident,
    f.Warned: _append("warnings"),
    f.Recorded: _append("recorded"),
    f.VolumeRecorded: lambda file, fact: replace(file, volume_recorded=True, volume_at=fact.at),
    f.HarmRecorded: _append("harms"),
    f.ComplaintExhausted: lambda file, _: replace(file, exhausted=True),
    f.Known: _known,
    f.AdjustmentRecorded: _append("adjustments"),
    f.Liaised: lambda file, fact: replace(file, liaised_at=fact.at),
    f.Linked: _linked,
    f.Unlinked: _unlinked,
    f.Referred: _append("referrals"),
    f.ReferralDecided: lambda file, _: replace(file, referrals=()),
    f.Proposed: lambda file, fact: replace(file, pending=Pending(fact)),
    f.Approved: _approved,
    f.Declined: _declined,
    f.Began: _began,
    f.MeasureTaken: _append("measures"),
    f.MeasureUndone: _undone,
    f.NoticeSent: _noticed,
    f.MarkerConfirmed: _marker,
    f.LongerAgreed: _agreed_longer,
    f.Lengthened: _lengthened,
    f.ReviewerAppointed: _appointed,
    f.ReviewAgreed: _review_agreed,
    f.Reviewed: _reviewed,
    f.Lifted: _lifted,
    f.AppealMade: _appealed,
    f.AppealDecided: _appeal_decided,
    f.PoliceConsidered: _append("police"),
    f.RemovedByAuthor: lambda file, fact: replace(file, removed=file.removed | frozenset(fact.refs)),
    f.CaptureFailed: lambda file, fact: replace(file, uncaptured=file.uncaptured | frozenset(fact.refs)),
}
"""Every kind of fact has a step; a test holds the table to the vocabulary."""
