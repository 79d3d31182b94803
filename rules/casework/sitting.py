"""What every deed is judged with: the landlord, the policy in force, the case, and when it is."""

from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar import london_date
from rules.casework.office import Office
from rules.model.case.casefile import Casefile
from rules.policy.casework import Casework
from rules.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Sitting:
    """One judgement's surroundings. `casework` is the formal process of `pack`."""

    office: Office
    file: Casefile
    pack: Pack
    casework: Casework
    now: datetime

    @property
    def day(self) -> date:
        """The London date of it."""
        return london_date(self.now)


def sit(office: Office, file: Casefile, now: datetime) -> Sitting | None:
    """Under the policy in force now; None where that policy has no formal action. Raises NoPolicy."""
    return _under(office, file, office.on(london_date(now)), now)


def sit_under(office: Office, file: Casefile, pack: str, now: datetime) -> Sitting | None:
    """Under a named policy: restrictions stay on the one they began under. Raises NoPolicy."""
    return _under(office, file, office.named(pack), now)


def _under(office: Office, file: Casefile, pack: Pack, now: datetime) -> Sitting | None:
    return None if pack.casework is None else Sitting(office, file, pack, pack.casework, now)
