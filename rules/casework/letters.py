"""What each letter must say: the pack's own contents, and what fairness demands whatever a policy says (domain §7, 8-11)."""

from rules.casework.office import Office
from rules.model.case.casefile import Casefile
from rules.model.case.orders import Draft
from rules.model.case.words import LetterKind, RestrictionKind, Says
from rules.policy.casework import Casework, Contents
from rules.policy.schema import Pack

_DECISION = frozenset({Says.REASON, Says.ACTION, Says.APPEAL_ROUTE})
_GOES_ON = frozenset({Says.DURATION, Says.REVIEW_PERIOD, Says.REMAINING_CHANNEL})
"""What whoever is restricted must be able to read: until when, when it is looked at again, and which way stays open."""

ALWAYS: dict[LetterKind, frozenset[Says]] = {
    LetterKind.WARNING: frozenset({Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY, Says.APPEAL_ROUTE}),
    LetterKind.RESTRICTION_NOTICE: _DECISION | _GOES_ON | {Says.EXACT_WORDS},
    LetterKind.MEASURE_NOTICE: _DECISION,
    LetterKind.REVIEW_OUTCOME: _DECISION | _GOES_ON,
    LetterKind.EXTENSION: _DECISION | _GOES_ON,
    LetterKind.LIFTING: frozenset({Says.REASON, Says.ACTION}),
    LetterKind.APPEAL_ACKNOWLEDGEMENT: frozenset({Says.ACTION}),
    LetterKind.APPEAL_OUTCOME: frozenset({Says.REASON, Says.ACTION}),
}
"""What fairness demands of each letter under every policy. A lifting takes nothing away, so nothing in it is appealed."""

_FIELDS = {
    LetterKind.RESTRICTION_NOTICE: "decision",
    LetterKind.MEASURE_NOTICE: "measure",
    LetterKind.REVIEW_OUTCOME: "review",
    LetterKind.EXTENSION: "review",
    LetterKind.LIFTING: "lifting",
    LetterKind.APPEAL_OUTCOME: "appeal",
}
"""Which field of a pack's `contents` speaks of a letter; the others are the policy's warning, or ours alone."""


def draft(
    office: Office, file: Casefile, pack: Pack, kind: LetterKind, restriction: RestrictionKind | None = None
) -> Draft:
    """The letter of this kind under `pack`, with every part it must have.

    `restriction` is the restriction (if any) that the letter is about and that goes on: an appeal's outcome then says how
    long, and which way stays open. Page blocks are told the same way.
    """
    says = ALWAYS[kind] | _of_pack(pack.casework, kind) | _ombudsman(office, kind)
    says |= _GOES_ON if restriction is not None and kind is not LetterKind.LIFTING else frozenset()
    adjusted = {Says.ADJUSTED_FORMAT} if file.adjustments else set()
    return Draft(kind, says | adjusted)


def _of_pack(casework: Casework | None, kind: LetterKind) -> frozenset[Says]:
    """What the policy itself wants in it."""
    if casework is None:
        return frozenset()
    if kind is LetterKind.WARNING:
        return frozenset(casework.warning.says)
    return _contents(casework.contents, kind)


def _contents(contents: Contents, kind: LetterKind) -> frozenset[Says]:
    """The field of `contents` for this letter; an extension is a decision as well as a review's outcome."""
    found = frozenset(getattr(contents, _FIELDS[kind])) if kind in _FIELDS else frozenset()
    # A new end is told as fully as the first one, save the words first relied on: those were in the first notice.
    extension = frozenset(contents.decision) - {Says.EXACT_WORDS} if kind is LetterKind.EXTENSION else frozenset()
    return found | extension


def _ombudsman(office: Office, kind: LetterKind) -> frozenset[Says]:
    """Which ombudsman there is follows today's law: the landlord's newest policy is asked, not the one of the case (§3)."""
    newest = max(office.packs, key=lambda pack: pack.in_force.start)
    named = newest.appeal.ombudsman and kind is not LetterKind.WARNING
    return frozenset({Says.OMBUDSMAN}) if named else frozenset()
