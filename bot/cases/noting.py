"""What the landlord knows of a person, noted in the case. What is not said again stays as it was."""

from bot.cases.room import CaseRoom, Done
from bot.desk.sitting import Sitting
from bot.staff.rights import Staff
from rules.model.case.facts import Known


def known_of(room: CaseRoom, staff: Staff, case_id: str, vulnerable: bool | None, support_worker: bool | None) -> Done:
    """Note it; None leaves what was known: a support worker must not be forgotten because somebody noted something else."""

    def fact(sitting: Sitting) -> tuple[Known, ...]:
        file = room.book(sitting, case_id).file
        return (
            Known(
                sitting.now,
                file.vulnerable if vulnerable is None else vulnerable,
                file.support_worker if support_worker is None else support_worker,
            ),
        )

    return room.note(staff, case_id, fact)
