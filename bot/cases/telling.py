"""Facts of a case in plain English, one line each, for the timeline. Who did it stands beside, not in, the line."""

from collections.abc import Callable
from typing import Any

from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.words import Outcome, RestrictionKind, WarningForm
from rules.model.in_words import BEHAVIOURS

RESTRICTIONS: dict[RestrictionKind, str] = {
    RestrictionKind.SPOC: "one named person to contact",
    RestrictionKind.WRITING_ONLY: "contact in writing only",
    RestrictionKind.LETTER_ONLY: "contact by letter only",
    RestrictionKind.ONE_CHANNEL: "one way of contact",
    RestrictionKind.SET_TIMES: "contact at set times",
    RestrictionKind.APPOINTMENT_ONLY: "visits by appointment only",
    RestrictionKind.WITNESSED_ONLY: "meetings with a witness only",
    RestrictionKind.THIRD_PARTY_ONLY: "contact through somebody else only",
    RestrictionKind.REPRESENTATIVE_ONLY: "contact through a representative only",
    RestrictionKind.SOCIAL_ACCESS: "no access to the social media pages",
    RestrictionKind.PAGE_BLOCK: "a block on the page",
    RestrictionKind.SIGNIFICANT_QUERIES_ONLY: "answers to significant queries only",
    RestrictionKind.NO_FURTHER_CORRESPONDENCE: "no further letters on one matter",
    RestrictionKind.ALL_CHANNELS: "no contact at all",
}
FORMS = {
    WarningForm.PRIVATE: "a private message",
    WarningForm.PUBLIC: "a public reply",
    WarningForm.LETTER: "a letter",
}
OUTCOMES = {
    Outcome.EXTEND: "it goes on",
    Outcome.CEASE: "it ends",
    Outcome.STANDS: "decision stands",
    Outcome.OVERTURNED: "decision overturned",
}
_SURE = {Assurance.NONE: "not known", Assurance.CLAIMED: "claimed, not confirmed", Assurance.VERIFIED: "verified"}


def said(fact: f.Fact) -> str:
    """One line."""
    return _SAYS[type(fact)](fact)


def _incident(fact: f.Incident) -> str:
    found = ", ".join(
        f"{behaviour.value.replace('_', ' ')} ({severity.value})" for behaviour, severity in fact.behaviours
    )
    held = "" if fact.counts else "; not held against anybody"
    return f"Comment {fact.ref}: {found or 'contact'}{held}{'; against a restriction' if fact.in_breach else ''}"


def _warned(fact: f.Warned) -> str:
    done = "given" if fact.sent else "written, to be sent"
    return f"Warning {fact.id} {done} by {FORMS[fact.form]}, about {', '.join(fact.about) or 'contact'}"


def _known(fact: f.Known) -> str:
    def is_(value: bool | None, what: str) -> str:
        return f"{what}: {'not known' if value is None else 'yes' if value else 'no'}"

    return f"{is_(fact.vulnerable, 'Vulnerable')}; {is_(fact.support_worker, 'support worker')}"


def _proposed(fact: f.Proposed) -> str:
    without = f"; without a warning first ({fact.exemption.value.replace('_', ' ')})" if fact.exemption else ""
    return f"Proposal {fact.id}: {RESTRICTIONS[fact.restriction]} for {fact.months} months{without}"


def _began(fact: f.Began) -> str:
    return f"Restriction {fact.id} begins: {RESTRICTIONS[fact.kind]}, {fact.start:%d %B %Y} to {fact.ends:%d %B %Y}"


def _measure(fact: f.MeasureTaken) -> str:
    return f"Measure {fact.id}: {fact.kind.value.replace('_', ' ')} of {fact.ref or f'account {fact.account}'}"


def _marker(fact: f.MarkerConfirmed) -> str:
    return f"Marker {fact.marker} {'set' if fact.on else 'taken off'} by hand"


def _reviewed(fact: f.Reviewed) -> str:
    until = f" until {fact.ends:%d %B %Y}" if fact.outcome is Outcome.EXTEND else ""
    return f"Review of {fact.restriction}: {OUTCOMES[fact.outcome]}{until}"


def _appeal(fact: f.AppealMade) -> str:
    due = f"; to be decided by {fact.due:%d %B %Y}" if fact.due else ""
    return f"Appeal {fact.id} about {fact.about or 'a decision still to be named'}{'; late' if fact.late else ''}{due}"


_SAYS: dict[type, Callable[[Any], str]] = {
    f.Incident: _incident,
    f.Warned: _warned,
    f.Recorded: lambda one: f"Recorded on {one.system}{_about(one.about)}",
    f.VolumeRecorded: lambda _: "Recorded how much contact there was by other ways",
    f.HarmRecorded: lambda one: f"Recorded with figures: {BEHAVIOURS[one.behaviour]}, about {one.ref}",
    f.ComplaintExhausted: lambda _: "Recorded that the complaints procedure has ended",
    f.Known: _known,
    f.AdjustmentRecorded: lambda one: f"Adjustment agreed{_ruled_out(one)}",
    f.Liaised: lambda _: "Spoke to the support worker",
    f.Linked: lambda one: f"Who holds {', '.join(one.accounts)}: {_SURE[one.assurance]}",
    f.Unlinked: lambda one: f"Link of {one.account} taken back",
    f.Referred: lambda one: f"Referred, about {', '.join(one.about)}",
    f.ReferralDecided: lambda _: "Referral decided: a warning letter",
    f.Proposed: _proposed,
    f.Approved: lambda one: f"Proposal {one.proposal} approved",
    f.Declined: lambda one: f"Proposal {one.proposal} declined",
    f.Began: _began,
    f.MeasureTaken: _measure,
    f.MeasureUndone: lambda one: f"Measure {one.id} taken back on the platform",
    f.NoticeSent: lambda one: f"Told of {one.about}",
    f.MarkerConfirmed: _marker,
    f.LongerAgreed: lambda one: f"Agreed that {one.restriction} may last longer",
    f.Lengthened: lambda one: f"{one.restriction} lasts {one.months} months, to {one.ends:%d %B %Y}",
    f.ReviewerAppointed: lambda one: f"Reviewer of {one.restriction} named: {one.reviewer}",
    f.ReviewAgreed: lambda one: f"Says of {one.restriction}: {OUTCOMES[one.outcome]}",
    f.Reviewed: _reviewed,
    f.Lifted: lambda one: f"Restriction {one.restriction} lifted: {OUTCOMES[one.why]}",
    f.AppealMade: _appeal,
    f.AppealDecided: lambda one: f"Appeal {one.id} about {one.about}: {OUTCOMES[one.outcome]}",
    f.PoliceConsidered: lambda one: f"Police {'told' if one.reported else 'not told'} about {', '.join(one.about)}",
    f.RemovedByAuthor: lambda one: f"Taken away by its author: {', '.join(one.refs)}",
    f.CaptureFailed: lambda one: f"Could not be captured: {', '.join(one.refs)}",
}
"""Total: a test holds it to the vocabulary."""


def _ruled_out(fact: f.AdjustmentRecorded) -> str:
    return f"; it rules out {', '.join(sorted(RESTRICTIONS[one] for one in fact.rules_out))}" if fact.rules_out else ""


def _about(refs: tuple[str, ...]) -> str:
    return f": {', '.join(refs)}" if refs else ""
