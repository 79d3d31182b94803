"""Telling the person of a decision. The day the notice goes out is day 0 of the time to appeal."""

from collections.abc import Iterable
from datetime import date, datetime

from rules.calendar import london_date
from rules.casework.dates import told_end
from rules.casework.decisions import decisions
from rules.casework.fold import step
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.casework.sentences import refusal, refused
from rules.casework.standing import state
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.deeds import SendNotice
from rules.model.case.facts import NoticeSent
from rules.model.case.orders import Draft, Order, Verdict
from rules.model.case.standing import State
from rules.model.case.words import LetterKind, OrderKind, RestrictionKind, Unmet
from rules.model.measure import MeasureKind


def send_notice(office: Office, file: Casefile, deed: SendNotice, now: datetime) -> Verdict:
    """Record that the notice of a decision went out. Refused while there is only a proposal: nothing is decided yet."""
    about = told_of(file, deed.about)
    if about is not None:
        told = NoticeSent(about, now, deed.by)
        return Verdict((told,), tuple(_revived(file, step(file, told), about, london_date(now))))
    return refused(refusal(Unmet.QUORUM_INCOMPLETE if file.pending and deed.about is None else Unmet.NOTHING_PENDING))


def _revived(before: Casefile, after: Casefile, about: str, day: date) -> Iterable[Order]:
    """An extension told late is enforced again from its notice, on the platform too (decision record 0005)."""
    for old, new in zip(before.restrictions, after.restrictions, strict=True):
        back = state(old, day) is State.LAPSED and state(new, day) is State.IN_FORCE
        if new.id == about and back and new.began.on_platform:
            yield Order(OrderKind.BLOCK, about=about)


def told_of(file: Casefile, about: str | None) -> str | None:
    """The decision a notice is about: the one named (by its id, or by the ref of the comment it was about), else the
    latest that the person has not been told of, else the latest. None: nothing decided, or no such decision.
    """
    if about is not None:
        return _named(file, about)
    untold = [one.id for one in file.restrictions if _untold(file, one)]
    if untold:
        return untold[-1]
    if file.pending is not None:
        return None
    decided = [one.id for one in file.restrictions] or [one.id for one in file.measures]
    return decided[-1] if decided else None


def _named(file: Casefile, about: str) -> str | None:
    ids = [one.id for one in decisions(file)] + [appeal.made.id for appeal in file.appeals]
    if about in ids:
        return about
    return next((one.id for one in reversed(file.measures) if one.ref == about), None)


def _untold(file: Casefile, one: Restriction) -> bool:
    """Nobody told the person of its latest decision: that it began, goes on, lasts longer or has ended."""
    if one.lifted_at is None:
        return one.noticed_at is None
    return not any(about == one.id and at >= one.lifted_at for about, at in file.notices)


def notice_of(office: Office, file: Casefile, about: str | None = None) -> Draft | None:
    """What the notice has to say that `send_notice` would record now; None where it would be refused."""
    found = told_of(file, about)
    for one in file.restrictions:
        if one.id == found:
            return draft(office, file, office.named(one.began.pack), restriction_letter(one), one.began.kind)
    for measure in file.measures:
        if measure.id == found:
            kept_out = RestrictionKind.PAGE_BLOCK if measure.kind is MeasureKind.BLOCK else None
            return draft(office, file, office.named(measure.pack), LetterKind.MEASURE_NOTICE, kept_out)
    return _other(office, file, found)


def restriction_letter(one: Restriction) -> LetterKind:
    """The letter that tells of a restriction's latest decision."""
    if one.lifted_at is not None:
        return LetterKind.LIFTING
    if one.ends != told_end(one):
        return LetterKind.EXTENSION
    return LetterKind.REVIEW_OUTCOME if one.reviews else LetterKind.RESTRICTION_NOTICE


def _other(office: Office, file: Casefile, found: str | None) -> Draft | None:
    """A warning's own letter, or the outcome of an appeal."""
    for warning in file.warnings:
        if warning.id == found:
            return draft(office, file, office.named(warning.pack), LetterKind.WARNING)
    about = next((appeal.made.about for appeal in file.appeals if appeal.made.id == found), None)
    decided = next((one for one in decisions(file) if one.id == about), None)
    return draft(office, file, office.named(decided.pack), LetterKind.APPEAL_OUTCOME) if decided else None
