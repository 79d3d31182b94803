"""The person behind it: adjustments, vulnerability, a support worker. Looked at before formal action (domain §7 rule 10)."""

from typing import Literal

from rules.casework.grounds import Refs, relied
from rules.casework.sentences import refusal
from rules.casework.sitting import Sitting
from rules.model.case.orders import Refusal
from rules.model.case.words import Check, RestrictionKind, Unmet


def unchecked(sitting: Sitting, checked: frozenset[Check]) -> list[Refusal]:
    """UNCHECKED unless a person looked at both."""
    clause = next(iter(sitting.pack.bearing.adjustments), None)
    return [] if checked >= frozenset(Check) else [refusal(Unmet.UNCHECKED, clause)]


def against_adjustment(sitting: Sitting, kind: RestrictionKind) -> list[Refusal]:
    """AGAINST_ADJUSTMENT where an adjustment agreed with the person rules this restriction out."""
    clause = next(iter(sitting.pack.bearing.adjustments), None)
    out = any(kind in adjustment.rules_out for adjustment in sitting.file.adjustments)
    return [refusal(Unmet.AGAINST_ADJUSTMENT, clause)] if out else []


def no_liaison(sitting: Sitting, before: Literal["warning", "restriction"], about: Refs) -> list[Refusal]:
    """NO_LIAISON: the policy wants a known support worker spoken to first, after the last thing relied on."""
    rule, file = sitting.casework.liaison, sitting.file
    if rule is None or before not in rule.before or not file.support_worker:
        return []
    last = max((i.at for i in relied(file, about)), default=None)
    spoken = file.liaised_at is not None and (last is None or file.liaised_at >= last)
    return [] if spoken else [refusal(Unmet.NO_LIAISON, rule.clause)]
