"""Whether a warning that counts came first, and whether anything happened since."""

from datetime import timedelta

from rules.casework.grounds import hers
from rules.casework.sentences import refusal
from rules.casework.sitting import Sitting
from rules.model.case.facts import Warned
from rules.model.case.orders import Refusal
from rules.model.case.words import Exemption, Unmet, WarningForm
from rules.policy.casework import Demand


def counting_warnings(sitting: Sitting) -> tuple[Warned, ...]:
    """Warnings that count towards formal action: not struck, not too old, and a letter where the policy wants one.

    A warning under an earlier policy of the same landlord counts.
    """
    oldest = sitting.now - timedelta(days=sitting.pack.warnings_last_days)
    return tuple(
        w
        for w in sitting.file.standing_warnings
        if w.at > oldest and (w.form is WarningForm.LETTER or not sitting.casework.warning.letter)
    )


def excused(sitting: Sitting, exemption: Exemption | None) -> bool:
    """Whether the policy lets this ground stand in for a warning."""
    return exemption is not None and exemption in sitting.casework.warning.exemptions


def warning_first(sitting: Sitting, exemption: Exemption | None, has_reason: bool) -> list[Refusal]:
    """What is unmet about the warning: WARNING_MISSING or NO_REPEAT, and NO_REASON for a ground named without one."""
    rule = sitting.casework.warning
    unexplained = [refusal(Unmet.NO_REASON, rule.clause)] if exemption is not None and not has_reason else []
    if excused(sitting, exemption):
        return unexplained
    return [*unexplained, *_missing(sitting), *_no_repeat(sitting)]


def _missing(sitting: Sitting) -> list[Refusal]:
    rule = sitting.casework.warning
    if rule.demand is Demand.FIRST_OPTION or counting_warnings(sitting):
        return []
    return [refusal(Unmet.WARNING_MISSING, rule.clause)]


def _no_repeat(sitting: Sitting) -> list[Refusal]:
    """NO_REPEAT: warned, and nothing since the first of the warnings: no incident, no newly recorded volume of contact."""
    warnings = counting_warnings(sitting)
    if not sitting.casework.warning.repeat or not warnings:
        return []
    first, volume = min(w.at for w in warnings), sitting.file.volume_at
    since = any(i.at > first for i in hers(sitting.file)) or (volume is not None and volume > first)
    return [] if since else [refusal(Unmet.NO_REPEAT, sitting.casework.warning.clause)]
