"""A case to be read: what happened, what is in force, what is due, what still stands in the way. Plain data for a page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.cases import letters
from bot.cases.load import Case, load, sure
from bot.cases.telling import RESTRICTIONS, said
from bot.cases.words import LETTERS
from bot.people.links import identities
from bot.store.case_tables import CaseAccountRow, CaseRow, CustomerRow, LetterRow
from bot.store.tables import AccountRow, Content, StaffRow, TaskRow
from rules.calendar import london_date
from rules.casework import NoPolicy, Office, judge, standing
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Propose
from rules.model.case.standing import RestrictionStanding, State
from rules.model.case.words import LetterKind, Person, Unmet
from rules.policy.schema import Pack

View = dict[str, Any]
_STATES = {State.IN_FORCE: "in force", State.LAPSED: "lapsed, not enforced", State.LIFTED: "lifted"}
_NOT_ABOUT_THE_CASE = frozenset({Unmet.WRONG_POST, Unmet.SAME_PERSON})


def listed(tx: Connection, office: Office, now: datetime) -> list[View]:
    """Every open case in one line each."""
    chosen = select(CaseRow.id).where(CaseRow.state == "open", col(CaseRow.joined_into).is_(None))
    cases = [load(tx, case_id) for case_id in tx.execute(chosen.order_by(CaseRow.opened_at, CaseRow.id)).scalars()]
    return [_line(tx, office, case, now) for case in cases]


def shown(tx: Connection, office: Office, case_id: str, now: datetime) -> View:
    """One case in full. Raises NoCase."""
    case = load(tx, case_id)
    file = sure(tx, case, now)
    stands = standing(office, file, now)
    return {
        "id": case.row.id,
        "opened_at": case.row.opened_at,
        "accounts": _accounts(tx, case, now),
        "customer": _customer(tx, case.row),
        "high_impact": case.row.high_impact,
        "in_force": [_restriction(one) for one in stands.restrictions],
        "proposal": _proposal(file, stands.approvals, stands.seats, stands.missing),
        "warnings": stands.warnings,
        "warnings_not_sent": len(file.unsent_warnings),
        "counting": stands.counting,
        "due": _tasks(tx, case),
        "letters": [_letter(row) for row in letters.of_case(tx, case.ids)],
        "unmet": _unmet(office, file, now),
        "timeline": _timeline(tx, case),
    }


def _line(tx: Connection, office: Office, case: Case, now: datetime) -> View:
    stands = standing(office, sure(tx, case, now), now)
    tasks = _tasks(tx, case)
    return {
        "id": case.row.id,
        "accounts": [one["handle"] or one["id"] for one in _accounts(tx, case, now)],
        "counting": stands.counting,
        "warnings": stands.warnings,
        "pending": stands.pending,
        "in_force": sum(one.state is State.IN_FORCE for one in stands.restrictions),
        "tasks": len(tasks),
        "next_due": min((task["due_at"] for task in tasks if task["due_at"]), default=None),
    }


def _accounts(tx: Connection, case: Case, now: datetime) -> list[View]:
    here = select(CaseAccountRow.account_id).where(
        CaseAccountRow.case_id == case.row.id, col(CaseAccountRow.left_at).is_(None)
    )
    rows = tx.execute(select(AccountRow).where(col(AccountRow.id).in_(here))).mappings()
    found: list[View] = [{name: row[name] for name in ("id", "platform", "handle")} for row in rows]
    for one in found:
        one["how_much"] = _how_much(tx, one["id"], now)
    known = identities(tx, [row["id"] for row in found], now)
    return [{**row, "assurance": known[row["id"]].assurance.value if row["id"] in known else "none"} for row in found]


def _how_much(tx: Connection, account: str, now: datetime) -> list[str]:
    """How much they have written, as figures: what it did to the service is a person's record."""
    from bot.recall.counted import about_account  # not every command about cases reads one
    from rules.detect.told import often

    return list(often(about_account(tx, account, now)))


def _customer(tx: Connection, row: CaseRow) -> str | None:
    """The landlord's own reference."""
    if row.customer_id is None:
        return None
    return tx.execute(select(CustomerRow.ref).where(CustomerRow.id == row.customer_id)).scalar()


def _restriction(one: RestrictionStanding) -> View:
    return {
        "id": one.id,
        "what": RESTRICTIONS[one.kind],
        "kind": one.kind.value,
        "pack": one.pack,
        "state": _STATES[one.state],
        "start": one.start.isoformat(),
        "ends": one.ends.isoformat(),
        "review_due": one.review_due.isoformat(),
        "overdue": one.overdue,
        "appeal_until": one.appeal_until.isoformat() if one.appeal_until else None,
        "under_appeal": one.under_appeal,
        "markers_on": sorted(one.markers_on),
        "markers_wanted": sorted(one.markers_wanted),
    }


def _proposal(file: Casefile, approvals: int, seats: int, missing: tuple[str, ...]) -> View | None:
    if file.pending is None:
        return None
    one = file.pending.proposal
    return {
        "id": one.id,
        "what": RESTRICTIONS[one.restriction],
        "months": one.months,
        "approvals": approvals,
        "seats": seats,
        "waits_for": list(missing),
    }


def _tasks(tx: Connection, case: Case) -> list[View]:
    chosen = select(TaskRow).where(TaskRow.case_id == case.row.id, TaskRow.state == "open")
    rows = tx.execute(chosen.order_by(col(TaskRow.due_at), col(TaskRow.id))).mappings()
    return [{name: row[name] for name in ("id", "what", "post", "why", "due_at")} for row in rows]


def _letter(row: LetterRow) -> View:
    what = LETTERS[LetterKind(row.kind)]
    return {"id": row.id, "what": what, "about": row.about, "state": row.state, "says": list(row.says)}


def _unmet(office: Office, file: Casefile, now: datetime) -> list[str]:
    """What stands in the way of a proposal, or must be done first; the software recommends none."""
    if not file.counting or file.pending is not None:
        return []
    try:
        pack = office.on(london_date(now))
    except NoPolicy as error:
        return [str(error)]
    asked = _asked(pack, file)
    if asked is None:
        return ["This policy has no formal action."]
    refusals = judge(office, file, asked, now).refusals
    return list(dict.fromkeys(one.why for one in refusals if one.unmet not in _NOT_ABOUT_THE_CASE))


def _asked(pack: Pack, file: Casefile) -> Propose | None:
    """The mildest proposal there could be, by whoever may make one."""
    if pack.casework is None:
        return None
    post = next(iter(pack.casework.proposers or pack.roles))
    months = pack.casework.duration.standard or pack.casework.review.every or 1
    about = tuple(one.ref for one in file.counting)
    review = pack.casework.review.every or months
    return Propose("", Person("", post), pack.casework.restrictions[0].kind, about, months, review)


def _timeline(tx: Connection, case: Case) -> list[View]:
    names = {row.id: row.name for row in tx.execute(select(StaffRow.id, StaffRow.name))}
    reasons = _reasons(tx, [one.seq for one in case.facts])
    return [
        {
            "seq": one.seq,
            "at": one.at,
            "what": said(one.fact),
            "by": names.get(one.by, "") if one.by else "",
            "reason": reasons.get(one.seq, ""),
        }
        for one in case.facts
    ]


def _reasons(tx: Connection, seqs: list[int]) -> Mapping[int, str]:
    """The free words that stand with facts, unless they have been erased."""
    chosen = select(Content.seq, Content.field, Content.value).where(col(Content.seq).in_(seqs))
    found: dict[int, str] = {}
    for row in tx.execute(chosen.order_by(col(Content.seq), col(Content.field))):
        words = bytes(row.value).decode("utf-8", "replace")
        found[row.seq] = f"{found[row.seq]}; {words}" if row.seq in found else words
    return found
