"""What a policy wants to come first binds a person at the desk too (domain §7 rule 6)."""

from collections.abc import Iterable

from bot.desk.matter import About
from bot.desk.sitting import Refused, Sitting
from rules.decide.waiting import waits
from rules.model.measure import MeasureKind


def must_not_wait(sitting: Sitting, found: About, wanted: Iterable[MeasureKind]) -> None:
    """Raises Refused where the policy has these measures only after a warning. What was not judged is not refused."""
    if found.given is not None and waits(sitting.pack(found.decision.pack), found.given, wanted):
        raise Refused(
            "Under this policy a written warning comes first, and so does the talk with a known support worker; "
            "when this was said, that had not been done."
        )
