"""Letters of a pack with invented people, to look at before the pack is used for anybody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.letters.landlord import landlord
from bot.letters.letter import AppealReceived, Letter, Recipient, Said, Signatory, TakenMeasure
from bot.letters.parts import NAMED_IN_THE_LETTER
from bot.letters.policy import Sending, policy, possible, terms
from rules.calendar import HERE, add_months, add_working_days
from rules.casework.letters import draft
from rules.casework.office import Office
from rules.model.case.casefile import Casefile
from rules.model.case.words import LetterKind, Outcome, RestrictionKind, Says
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind
from rules.policy.check import in_force
from rules.policy.schema import Pack

SENT = date(2026, 11, 30)
INVENTED = {
    "letter_address": "1 Example Square; Exampletown; EX1 1AA",
    "letter_contact": "Call 0000 000 0000 or write to letters@landlord.example",
    "emergency_repairs": "0000 000 0001, at any hour",
    "safeguarding_contact": "0000 000 0002, or the police on 101",
    "complaints_contact": "complaints@landlord.example, 0000 000 0003, or any of our offices",
    "how_to_challenge": "Write to appeals@landlord.example or to our address, or call 0000 000 0004",
    "policy_copy": "A copy is enclosed",
}
FORMAL = frozenset(LetterKind) - {LetterKind.WARNING, LetterKind.MEASURE_NOTICE, LetterKind.APPEAL_ACKNOWLEDGEMENT}
RESTRICTED = frozenset({LetterKind.RESTRICTION_NOTICE, LetterKind.REVIEW_OUTCOME, LetterKind.EXTENSION})


class NoSuchLetter(LookupError):
    """The pack has no letter of this kind; the text says why."""


def kinds(pack: Pack) -> tuple[LetterKind, ...]:
    """The letters that a pack can lead to."""
    return tuple(kind for kind in LetterKind if pack.casework or kind not in FORMAL)


def sample(pack: Pack, others: Iterable[Pack], kind: LetterKind, formats: tuple[str, ...] = ()) -> Letter:
    """A letter of this kind to an invented person. `others` are packs among which the landlord's own of today is found.

    Raises NoSuchLetter.
    """
    if kind not in kinds(pack):
        raise NoSuchLetter(f"{pack.id} knows no formal action, so there is no letter '{kind.value}'")
    family = [one for one in others if one.landlord == pack.landlord and one.id != pack.id]
    today = in_force([pack, *family], SENT) or pack
    restriction = _restriction(pack) if kind in RESTRICTED else None
    demanded = draft(Office((pack, today)), Casefile(), pack, kind, restriction)
    letter = Letter(
        kind=kind,
        parts=demanded.says,
        reference="CASE-EXAMPLE-1",
        date=SENT,
        landlord=landlord(pack.landlord, INVENTED),
        to=Recipient("Alex Example", ("Flat 3, 14 Invented Street", "Exampletown", "EX2 2BB")),
        signed=Signatory("Robin Sample", _post(pack)),
        policy=policy(pack, today, _clauses(pack), Sending(SENT, HERE)),
        formats=formats,
    )
    return replace(letter, **_filled(letter, pack, restriction))


def _filled(letter: Letter, pack: Pack, restriction: RestrictionKind | None) -> dict[str, Any]:
    kind = letter.kind
    filled: dict[str, Any] = {"reason": REASONS[kind]}
    if kind in {LetterKind.WARNING, LetterKind.RESTRICTION_NOTICE, LetterKind.MEASURE_NOTICE}:
        filled["said"] = _said(kind)
    if restriction is not None:
        filled["terms"] = terms(pack, restriction, _dates(pack, kind), _details(restriction))
    return filled | _own(letter, pack)


def _own(letter: Letter, pack: Pack) -> dict[str, Any]:
    """What only this kind of letter has."""
    match letter.kind:
        case LetterKind.WARNING:
            listed = Says.POSSIBLE_ACTIONS in letter.parts
            return {"sanction": SANCTION, "possible": possible(pack) if listed else ()}
        case LetterKind.MEASURE_NOTICE:
            return {"measure": TakenMeasure(MeasureKind.HIDE, SENT)}
        case LetterKind.APPEAL_ACKNOWLEDGEMENT:
            within = pack.appeal.decided_within
            return {"appeal": AppealReceived(SENT, add_working_days(SENT, within) if within else None)}
        case LetterKind.REVIEW_OUTCOME | LetterKind.EXTENSION:
            return {"outcome": Outcome.EXTEND, "figures": FIGURES}
        case LetterKind.APPEAL_OUTCOME:
            return {"outcome": Outcome.STANDS}
        case _:
            return {}


def _restriction(pack: Pack) -> RestrictionKind:
    """The first that the pack offers."""
    return possible(pack)[0]


def _dates(pack: Pack, kind: LetterKind) -> tuple[date, date, date]:
    casework = pack.casework
    months = (casework.duration.standard if casework else None) or 6
    every = (casework.review.every if casework else None) or 3
    if kind is LetterKind.RESTRICTION_NOTICE:
        return SENT, add_months(SENT, months), add_months(SENT, every)
    start = add_months(SENT, -every)
    ends = max(add_months(start, months), add_months(start, 2 * every))
    return start, ends, add_months(start, 2 * every)


def _details(kind: RestrictionKind) -> str:
    return DETAILS if kind in NAMED_IN_THE_LETTER else ""


def _clauses(pack: Pack) -> list[str]:
    """The clauses about threats and abuse."""
    found = [rule for rule in pack.behaviours if rule.behaviour in {Behaviour.THREAT, Behaviour.ABUSE}]
    return [rule.clauses[0] for rule in found]


def _post(pack: Pack) -> str:
    """A post of the pack that approves, as the one who signs."""
    return next((post for post, role in pack.roles.items() if role.value == "approver"), next(iter(pack.roles)))


def _said(kind: LetterKind) -> tuple[Said, ...]:
    first = Said(
        datetime(2026, 11, 3, 21, 14, tzinfo=UTC),
        "in a comment on our page",
        (Behaviour.ABUSE,),
        "That Jo on your front desk is a useless cow and everybody should tell her so.",
    )
    second = Said(
        datetime(2026, 11, 19, 7, 52, tzinfo=UTC),
        "in a private message to our page",
        (Behaviour.THREAT, Behaviour.ABUSE),
        "I know what time she finishes. Tell her to watch her back.",
    )
    return (first,) if kind is LetterKind.MEASURE_NOTICE else (first, second)


SANCTION = (
    "If you threaten or insult a colleague again, we propose to deal with you through one named person for six months"
)
DETAILS = (
    "Your contact is Robin Sample: 0000 000 0005, Tuesdays and Thursdays from 10:00 to 12:00, and letters at any time."
)
FIGURES = (
    "Since the last review you wrote to us 14 times. Twelve messages were about your repair and were civil; we have"
    " answered them. Two insulted a colleague."
)
REASONS = {
    LetterKind.WARNING: "The colleague you wrote about read it and was frightened to come to work. Your repair was late, and"
    " we are sorry for that; it does not make a threat acceptable.",
    LetterKind.RESTRICTION_NOTICE: "You went on after our warning of 3 November 2026, and a colleague was afraid."
    " We looked at hiding comments only and at a second warning; neither would have kept her safe.\n"
    "We asked whether an adjustment would help, and took account of what you told us about the repair.",
    LetterKind.MEASURE_NOTICE: "It insults a colleague by name. What you said about the repair has been passed on.",
    LetterKind.REVIEW_OUTCOME: "You have kept to what we agreed most of the time, and twice you have not."
    " We hope to end it at the next review.",
    LetterKind.EXTENSION: "Two messages since the last review threatened the same colleague.",
    LetterKind.LIFTING: "You have kept to what we agreed since the last review. Thank you.",
    LetterKind.APPEAL_ACKNOWLEDGEMENT: "",
    LetterKind.APPEAL_OUTCOME: "We read what you sent and looked at the comments again. The words were a threat,"
    " and less would not have kept our colleague safe.",
}
"""Reasons as a caseworker might write them."""
