"""Tokens of facts: what a deed or a comment made so, told by the facts that were recorded."""

from collections.abc import Callable, Iterator, Mapping

from bot.scenarios.answer import Answer
from bot.scenarios.tokens.systems import recorded, referred
from rules.casework.dates import appeal_until
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.words import Outcome
from rules.policy.schema import Pack

Teller = Callable[[Answer, f.Fact], Iterator[str]]


def happened(answer: Answer) -> Iterator[str]:
    """Everything that happened, in the scenario's words."""
    for fact in answer.facts:
        yield from _pack(answer, fact)
        teller = _TELLERS.get(type(fact))
        if teller:
            yield from teller(answer, fact)
    if answer.configured:
        yield "approver_configured"


def _pack(answer: Answer, fact: f.Fact) -> Iterator[str]:
    """The policy it was done under: its own, or that of the restriction it is about."""
    own = getattr(fact, "pack", None)
    about = getattr(fact, "restriction", None) or getattr(fact, "about", None)
    if isinstance(own, str):
        yield f"pack:{own}"
    elif isinstance(about, str):
        yield from (f"pack:{r.pack}" for case in answer.cases for r in case.standing.restrictions if r.id == about)


def _casework_of(answer: Answer, restriction: str) -> Pack | None:
    named = [r.pack for case in answer.cases for r in case.standing.restrictions if r.id == restriction]
    return answer.office.named(named[0]) if named else None


def _approved(answer: Answer, _fact: f.Fact) -> Iterator[str]:
    """How many of how many, while some are missing."""
    for case in answer.cases:
        if case.standing.pending:
            yield f"approval_counted:{case.standing.approvals}of{case.standing.seats}"


def _linked(answer: Answer, fact: f.Fact) -> Iterator[str]:
    if not isinstance(fact, f.Linked) or fact.assurance is not Assurance.VERIFIED:
        return
    yield "identity_verified"
    links = [case.file.links for case in answer.cases]
    if any(sum(sure is Assurance.VERIFIED for sure in links_of.values()) > 1 for links_of in links):
        yield "accounts_joined"


def _measure(answer: Answer, fact: f.Fact) -> Iterator[str]:
    """The evidence of what it is about was committed before."""
    missing = frozenset(ref for case in answer.cases for ref in case.file.uncaptured)
    if isinstance(fact, f.MeasureTaken) and fact.ref not in missing:
        yield "evidence_before_action"


def _reviewed(answer: Answer, fact: f.Fact) -> Iterator[str]:
    if not isinstance(fact, f.Reviewed) or fact.outcome is not Outcome.EXTEND:
        return
    pack = _casework_of(answer, fact.restriction)
    if pack and pack.casework and pack.casework.review.fresh_appeal:
        yield "fresh_appeal_right"


def _appeal(_answer: Answer, fact: f.Fact) -> Iterator[str]:
    if isinstance(fact, f.AppealMade) and fact.due is not None:
        yield f"appeal_decision_due:{fact.due}"


def _decided(_answer: Answer, fact: f.Fact) -> Iterator[str]:
    if isinstance(fact, f.AppealDecided) and fact.struck:
        yield "incident_no_longer_counts"


def _police(_answer: Answer, fact: f.Fact) -> Iterator[str]:
    if isinstance(fact, f.PoliceConsidered) and fact.reported:
        yield "police_report_recorded"


def _incident(_answer: Answer, fact: f.Fact) -> Iterator[str]:
    if isinstance(fact, f.Incident) and fact.counts:
        yield "open_case"
    if isinstance(fact, f.Incident) and fact.in_breach:
        yield "record_breach"


def _recorded(_answer: Answer, fact: f.Fact) -> Iterator[str]:
    if isinstance(fact, f.Recorded):
        yield from recorded(fact.system)


def _noticed(answer: Answer, fact: f.Fact) -> Iterator[str]:
    """The last day to appeal against a measure; that of a restriction stands in its standing."""
    if not isinstance(fact, f.NoticeSent):
        return
    for measure in (m for case in answer.cases for m in case.file.measures if m.id == fact.about):
        until = appeal_until(answer.office, answer.office.named(measure.pack), fact.at)
        if until is not None:
            yield f"appeal_deadline:{until}"


def _warned(answer: Answer, fact: f.Fact) -> Iterator[str]:
    """A warning is its own notice; where any decision can be appealed, its time runs from now."""
    yield "warning_on_record"
    if not isinstance(fact, f.Warned):
        return
    pack = answer.office.named(fact.pack)
    until = appeal_until(answer.office, pack, fact.at) if pack.appeal.any_decision else None
    if until is not None:
        yield f"appeal_deadline:{until}"


def _removed(answer: Answer, fact: f.Fact) -> Iterator[str]:
    """What was captured stays: only if the evidence had been committed before its author took it away."""
    missing = frozenset(ref for case in answer.cases for ref in case.file.uncaptured)
    if isinstance(fact, f.RemovedByAuthor) and not missing & frozenset(fact.refs):
        yield "evidence_kept"


_TELLERS: Mapping[type, Teller] = {
    f.Approved: _approved,
    f.Linked: _linked,
    f.MeasureTaken: _measure,
    f.Reviewed: _reviewed,
    f.AppealMade: _appeal,
    f.AppealDecided: _decided,
    f.PoliceConsidered: _police,
    f.Incident: _incident,
    f.Recorded: _recorded,
    f.NoticeSent: _noticed,
    f.Warned: _warned,
    f.RemovedByAuthor: _removed,
    f.Declined: lambda _a, _f: iter(["restriction_declined"]),
    f.AdjustmentRecorded: lambda _a, _f: iter(["adjustment_on_record"]),
    f.Liaised: lambda _a, _f: iter(["liaison_on_record"]),
    f.Referred: lambda _a, _f: referred("DocuSign"),
}
