"""A letter of a case, gathered from the store: what it is about, the words relied on, dates, the policy it stands under.

What only a person can say (to whom, why, the particulars) is `Typed`. What has been erased is missing, and `Incomplete`
names it when the letter is written.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.cases import letters
from bot.cases.load import Case, load
from bot.evidence import checkpoints
from bot.evidence.witness import grouped
from bot.letters import policy as of_policy
from bot.letters.letter import (
    AppealReceived,
    Landlord,
    Letter,
    Policy,
    Recipient,
    Said,
    Sealed,
    Signatory,
    TakenMeasure,
    Terms,
)
from bot.letters.recorded import asked_formats, figures, words_of
from bot.letters.subject import Subject, subject
from bot.store.case_tables import LetterRow
from bot.store.ids import moment
from bot.store.tables import AccountRow, InteractionRow
from rules.calendar import add_months, calendar_of, london_date
from rules.casework import Office, standing
from rules.model.case.casefile import Casefile
from rules.model.case.words import LetterKind, Outcome, RestrictionKind, Says
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack

WHERE = {
    InteractionKind.DIRECT_MESSAGE: "in a private message to us",
    InteractionKind.REVIEW: "in a review of us",
    InteractionKind.RATING: "in a rating of us",
    InteractionKind.REACTION: "in a reaction on our page",
}
IN_PUBLIC = "in a comment on our page"
_GOES_ON = frozenset({LetterKind.RESTRICTION_NOTICE, LetterKind.REVIEW_OUTCOME, LetterKind.EXTENSION})


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person puts in. `goes_out` is the day it is sent (today without): the last date to appeal counts from it.

    `formats` come on top of those recorded as adjustments; `figures` in place of those recorded. `to` is used only where
    the letter goes to a person somebody confirmed, not where it goes to an account.
    """

    to: Recipient
    reason: str = ""
    details: str = ""
    sanction: str = ""
    figures: str = ""
    formats: tuple[str, ...] = ()
    language: str = "en"
    goes_out: date | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes: the landlord's policies and settings, how it shows itself, and who signs."""

    office: Office
    landlord: Landlord
    signed: Signatory


def gather(tx: Connection, writing: Writing, row: LetterRow, typed: Typed, now: datetime) -> Letter:
    """The letter of a draft. Raises NoCase, NoSubject, NoPolicy, BeyondHorizon; whether it is whole, `page` says."""
    case = load(tx, row.case_id)
    about = subject(case.file, row.about)
    pack = writing.office.named(about.pack)
    goes_out = typed.goes_out or london_date(now)
    kind, parts = LetterKind(row.kind), letters.says(row)
    said = _said(tx, case.file, about.refs) if _quotes(kind, parts) else ()
    return Letter(
        kind=kind,
        parts=parts,
        reference=row.id,
        date=goes_out,
        landlord=writing.landlord,
        to=typed.to if row.addressed == "person" else Recipient(_holder(tx, about)),
        signed=writing.signed,
        policy=_policy(writing.office, pack, case.file, about, goes_out),
        said=said,
        reason=typed.reason,
        sanction=typed.sanction,
        possible=of_policy.possible(pack) if Says.POSSIBLE_ACTIONS in parts else (),
        terms=_terms(writing.office, case, about, typed.details, now) if parts & _OF_TERMS else None,
        measure=_measure(about),
        appeal=_appeal(about),
        outcome=_outcome(kind, about),
        figures=typed.figures or figures(tx, case.facts),
        formats=tuple(dict.fromkeys((*asked_formats(tx, case.facts), *typed.formats))),
        language=typed.language,
        sealed=_sealed(tx),
    )


def _sealed(tx: Connection) -> Sealed | None:
    """The newest checkpoint: every letter that went out is a witness."""
    last = checkpoints.newest(tx)
    return Sealed(last.size, grouped(last.root.hex()), grouped(last.key)) if last else None


_OF_TERMS = frozenset({Says.DURATION, Says.REVIEW_PERIOD, Says.REMAINING_CHANNEL})


def _quotes(kind: LetterKind, parts: frozenset[Says]) -> bool:
    """The words are quoted where the letter must, and in what first tells of a decision."""
    first = {LetterKind.WARNING, LetterKind.RESTRICTION_NOTICE, LetterKind.MEASURE_NOTICE}
    return kind in first or bool(parts & {Says.BEHAVIOUR, Says.DATES_TIMES, Says.EXACT_WORDS})


def _policy(office: Office, pack: Pack, file: Casefile, about: Subject, goes_out: date) -> Policy:
    found = [behaviour for one in file.incidents if one.ref in about.refs for behaviour, _ in one.behaviours]
    rules = [pack.by_behaviour[behaviour] for behaviour in dict.fromkeys(found) if behaviour in pack.by_behaviour]
    sending = of_policy.Sending(goes_out, calendar_of(office.settings))
    return of_policy.policy(pack, office.on(goes_out), [rule.clauses[0] for rule in rules], sending)


def _said(tx: Connection, file: Casefile, refs: Collection[str]) -> tuple[Said, ...]:
    """What was said, in order of time, with its words as they were kept."""
    chosen = select(InteractionRow).where(col(InteractionRow.id).in_(list(refs)))
    rows = {row["id"]: row for row in tx.execute(chosen).mappings()}
    kept = words_of(tx, [row["text_seq"] for row in rows.values()], "text")
    found = []
    for one in file.incidents:
        if one.ref in refs:
            row = rows.get(one.ref)
            at, where, words = one.at, IN_PUBLIC, ""
            if row is not None:
                at, words = moment(row["at"]), kept.get(row["text_seq"], "")
                where = WHERE.get(InteractionKind(row["kind"]), IN_PUBLIC)
            found.append(Said(at, where, tuple(behaviour for behaviour, _ in one.behaviours), words))
    return tuple(sorted(found, key=lambda said: said.at))


def _terms(office: Office, case: Case, about: Subject, details: str, now: datetime) -> Terms | None:
    pack = office.named(about.pack)
    if about.restriction is not None:
        found = standing(office, case.file, now).restrictions
        (stands,) = (one for one in found if one.id == about.restriction.id)
        return of_policy.terms(pack, stands.kind, (stands.start, stands.ends, stands.review_due), details)
    if about.measure is not None and about.measure.ends is not None:
        start, ends = london_date(about.measure.at), about.measure.ends
        review = min(ends, add_months(start, pack.review.months)) if pack.review.months else ends
        return Terms(RestrictionKind.PAGE_BLOCK, _beside_the_page(pack), start, ends, review, details)
    return None


def _beside_the_page(pack: Pack) -> str:
    """What a block from the page leaves open: all but the page."""
    offered = {one.kind: one.leaves for one in (pack.casework.restrictions if pack.casework else ())}
    ours = "every way of reaching us but our page"
    return offered.get(RestrictionKind.PAGE_BLOCK) or offered.get(RestrictionKind.SOCIAL_ACCESS) or ours


def _holder(tx: Connection, about: Subject) -> str:
    """Nobody has confirmed who it is: no name and no address goes into a letter to an account (domain §7 rule 11)."""
    account = about.measure.account if about.measure else about.appeal.made.account if about.appeal else ""
    if not account:
        chosen = select(InteractionRow.account_id).where(col(InteractionRow.id).in_(about.refs))
        account = tx.execute(chosen).scalar() or ""
    handle = tx.execute(select(AccountRow.handle).where(AccountRow.id == account)).scalar()
    return f"the holder of the account {handle or account}"


def _measure(about: Subject) -> TakenMeasure | None:
    one = about.measure
    if one is None:
        return None
    return TakenMeasure(MeasureKind(one.kind), london_date(one.at), one.ends)


def _appeal(about: Subject) -> AppealReceived | None:
    return AppealReceived(london_date(about.appeal.made.at), about.appeal.made.due) if about.appeal else None


def _outcome(kind: LetterKind, about: Subject) -> Outcome | None:
    """A review's letter without a lifting says that it goes on; an appeal's says how it was decided."""
    if kind in _GOES_ON:
        return Outcome.EXTEND
    return about.appeal.outcome if about.appeal else None
