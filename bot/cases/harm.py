"""The harm test: a named person's record, with figures, that what a comment is part of is too much for the service.

The machine never says so by itself. Recorded, the comment is judged again, so that the policy's ladder speaks at the desk
and the incident counts in the case.
"""

import msgspec

from bot.cases.book import open_case
from bot.cases.heard import as_heard
from bot.cases.load import case_of_account
from bot.cases.room import CaseRoom, Done, MakeDeed, NotMet, written
from bot.desk.matter import about
from bot.desk.sitting import Refused, Sitting
from bot.pipeline.again import OnRecord, author_of, judge_again
from bot.pipeline.people import KnownAccount
from bot.record.again import record_again
from bot.record.judged import Item
from bot.staff.rights import Right, Staff
from bot.store.tables import Entry
from rules.casework import NoPolicy, hear
from rules.model.case.deeds import RecordHarm
from rules.model.case.facts import Incident
from rules.model.case.orders import Verdict
from rules.model.case.words import OrderKind
from rules.model.decision import Course
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, Finding, Ground, Severity, Target
from rules.model.in_words import MEASURES, listed
from rules.policy.schema import Pack

CERTAIN = 1000
RULE = "harm_test"


def record_harm(
    room: CaseRoom, staff: Staff, interaction_id: str, behaviour: Behaviour, figures: str, post: str = ""
) -> Done:
    """Write it down about a comment, in the case of its account (one is opened where there is none)."""
    try:
        with room.sitting(staff, Right.CASEWORK) as sitting:
            return _recorded(room, sitting, interaction_id, behaviour, figures, post)
    except (Refused, NoPolicy) as refusal:
        return Done(False, "", str(refusal))
    except NotMet as unmet:
        return Done(False, "", "", unmet.refusals)


def _recorded(
    room: CaseRoom, sitting: Sitting, interaction_id: str, behaviour: Behaviour, figures: str, post: str
) -> Done:
    known = _on_record(sitting, interaction_id, behaviour)
    author = author_of(sitting.tx, known, sitting.now)
    deed = _deed(known, author, behaviour, bool(figures.strip()))
    done = room.deed(sitting, _case(room, sitting, known), deed, {"figures": figures.strip()}, post)
    recorded = _finding(room.office.named(known.decision.pack), known, behaviour)
    item = judge_again(sitting.tx, room.office, known, author, recorded, sitting.now)
    record_again(sitting.tx, item, known.decision, _detector(sitting, known), sitting.now)
    sitting.entry(EntryKind.STAFF, interaction_id, {"what": "judged_again", "decision": item.decision_id})
    return _counted(room, sitting, done, item, known)


def _on_record(sitting: Sitting, interaction_id: str, behaviour: Behaviour) -> OnRecord:
    """The comment as it stands. Raises Refused where nothing can be added to it."""
    found = about(sitting, interaction_id)
    if found.given is None or found.judged is None:
        raise Refused("Nothing could be decided about this comment, so nothing can be added to what was found.")
    if found.said.state == "superseded":
        raise Refused("An edit took this comment's place: record it about the comment as it stands now.")
    if any(one.ground is Ground.RECORD and one.behaviour is behaviour for one in found.given.found.findings):
        raise Refused("That is on record about this comment already.")
    return OnRecord(found.said, found.account, found.decision, found.given, found.judged)


def _deed(known: OnRecord, author: KnownAccount, behaviour: Behaviour, has_figures: bool) -> MakeDeed:
    """The deed, with whether we have left something of theirs overdue: then, or now."""
    overdue = author.kept_waiting or known.given.circumstances.overdue_matter is True
    return lambda by: RecordHarm(by, known.said.id, behaviour, known.decision.pack, has_figures, overdue)


def _case(room: CaseRoom, sitting: Sitting, known: OnRecord) -> str:
    """The case of the account, or a new one. What is refused afterwards leaves none behind: it is one transaction.

    Raises Refused.
    """
    there = case_of_account(sitting.tx, known.account.id)
    if there and known.said.id in room.book(sitting, there).file.struck:
        raise Refused("An appeal was decided so that this comment counts for nothing any more.")
    return there or open_case(sitting.tx, room.office, known.account.id, known.said.id, sitting.now).id


def _finding(pack: Pack, known: OnRecord, behaviour: Behaviour) -> Finding:
    """As grave as it was found, at least as the policy begins to speak of it. A record is never a severity of its own."""
    course = pack.by_behaviour[behaviour].course
    found = [one for one in known.given.found.findings if one.behaviour is behaviour]
    spoken = [severity for severity in Severity if course.get(severity, Course.LEAVE) is not Course.LEAVE]
    grave = max((Severity.MILD, *spoken[:1], *(one.severity for one in found)), key=lambda severity: severity.rank)
    return Finding(behaviour, grave, found[0].target if found else Target.NONE, CERTAIN, RULE, Ground.RECORD)


def _detector(sitting: Sitting, known: OnRecord) -> str:
    """The detectors that found what was found, as the entry before says."""
    entry = sitting.session.get(Entry, known.row.seq)
    return str(msgspec.json.decode(entry.body)["data"].get("detector", "")) if entry else ""


def _counted(room: CaseRoom, sitting: Sitting, done: Done, item: Item, known: OnRecord) -> Done:
    """The incident as it counts now. An appeal in the same comment is the case's already, or comes by the ledger."""
    given, decision = item.given or known.given, item.decision or known.decision
    book = room.book(sitting, done.case_id)
    verdict = hear(room.office, book.judged, as_heard(item.id, item.account_id, given, decision), sitting.now)
    facts = tuple(fact for fact in verdict.facts if isinstance(fact, Incident))
    orders = tuple(order for order in verdict.orders if order.kind is OrderKind.OPEN_CASE)
    carried = written(book, Verdict(facts, orders), "", None)
    before = {measure.kind for measure in known.decision.measures}
    offered = [MEASURES[measure.kind] for measure in decision.measures if measure.kind not in before]
    why = f"Judged again. Offered now: {listed(offered)}." if offered else "Judged again. Nothing more is offered."
    return Done(True, done.case_id, why, (), (*done.facts, *facts), orders, done.post, carried, (done.case_id,))
