"""The desk: one method a deed. Synchronous; the console calls it in a thread."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from bot.calls import readiness
from bot.clock import Clock
from bot.desk import (
    approve,
    call,
    correct,
    delete,
    go_on,
    hide,
    leave,
    needs,
    propose,
    report,
    settings,
    tasks,
    undo,
    warn,
)
from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, sit
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from rules.model.account import AccountMark
from rules.model.correction import Correction
from rules.model.finding import NeedKind
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack


class Desk:
    """What staff do. Every deed checks rights on the row of the member of staff as it is then, and is an entry.

    In `observe` nothing is done, whoever asks: approving, warning, hiding, reporting and proposing a block are refused
    until the channel is switched to assist. Declining, leaving and taking back are always allowed.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        packs: Mapping[str, Pack],
        landlord_settings: Mapping[str, str] | None = None,
    ) -> None:
        self._database, self._clock, self._packs, self._settings = database, clock, packs, landlord_settings or {}

    def approve(self, staff: Staff, action_id: str, reason: str = "", ends_on: date | None = None) -> Answer:
        """Let a proposed action go out. An access measure needs a reason, an end date and another person."""
        return self._do(staff, lambda sitting: approve.approve(sitting, action_id, reason, ends_on))

    def decline(self, staff: Staff, action_id: str, reason: str) -> Answer:
        """It is not done; also calls back what is queued."""
        return self._do(staff, lambda sitting: approve.decline(sitting, action_id, reason))

    def warn(self, staff: Staff, interaction_id: str, text: str, public: bool = False) -> Answer:
        """Send a warning, which counts, in the name of this member of staff; privately first."""
        return self._do(staff, lambda sitting: warn.warn(sitting, interaction_id, text, public))

    def hide(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """Hide a comment, or detach a quote. It can be undone."""
        return self._do(staff, lambda sitting: hide.hide(sitting, interaction_id, reason))

    def delete(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """Delete a comment where its platform cannot hide; it is quoted back to whoever wrote it. One-way."""
        return self._do(staff, lambda sitting: delete.delete(sitting, interaction_id, reason))

    def go_on(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """What came with a comment could not be kept; what cannot be taken back may go on without it, once approved."""
        return self._do(staff, lambda sitting: go_on.go_on(sitting, interaction_id, reason))

    def leave(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """Leave a comment as it is: what was proposed about it is declined."""
        return self._do(staff, lambda sitting: leave.leave(sitting, interaction_id, reason))

    def propose(
        self, staff: Staff, interaction_id: str, measure: MeasureKind, reason: str, ends_on: date | None
    ) -> Answer:
        """Ask for a block, a mute or the closing of a thread; somebody else approves it."""
        return self._do(staff, lambda sitting: propose.propose(sitting, interaction_id, measure, reason, ends_on))

    def propose_block(self, staff: Staff, interaction_id: str, reason: str, ends_on: date | None) -> Answer:
        """Ask for a block; somebody else approves it."""
        return self.propose(staff, interaction_id, MeasureKind.BLOCK, reason, ends_on)

    def report(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """Report a comment to its platform; it cannot be taken back."""
        return self._do(staff, lambda sitting: report.report(sitting, interaction_id, reason))

    def undo(self, staff: Staff, action_id: str, reason: str) -> Answer:
        """Take an action back on the platform."""
        return self._do(staff, lambda sitting: undo.undo(sitting, action_id, reason))

    def confirm_hide(self, staff: Staff, action_id: str) -> Answer:
        """An automatic hide stays."""
        return self._do(staff, lambda sitting: undo.confirm_hide(sitting, action_id))

    def open_need(self, staff: Staff, interaction_id: str, kind: NeedKind, note: str = "") -> Answer:
        """Somebody needs this by itself: a reference and a clock of its own, from the comment's own time."""
        return self._do(staff, lambda sitting: needs.open_need(sitting, interaction_id, kind, note))

    def close_need(self, staff: Staff, need_id: str, note: str) -> Answer:
        """A need was seen to."""
        return self._do(staff, lambda sitting: tasks.close_need(sitting, need_id, note))

    def close_task(self, staff: Staff, task_id: str, note: str) -> Answer:
        """A task was done."""
        return self._do(staff, lambda sitting: tasks.close_task(sitting, task_id, note))

    def answer_alarm(self, staff: Staff, alarm_id: str) -> Answer:
        """A person has it: it stops ringing."""
        return self._do(staff, lambda sitting: tasks.answer_alarm(sitting, alarm_id))

    def call_person(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """Ring for help with a comment until somebody answers."""
        return self._do(staff, lambda sitting: call.call_person(sitting, interaction_id, reason))

    def correct(self, staff: Staff, interaction_id: str, said: Correction, reason: str) -> Answer:
        """Say what the detectors should have found; kept as an example, nothing else changes."""
        return self._do(staff, lambda sitting: correct.correct(sitting, interaction_id, said, reason))

    def take_back_correction(self, staff: Staff, interaction_id: str, reason: str) -> Answer:
        """A comment is no example any more."""
        return self._do(staff, lambda sitting: correct.take_back(sitting, interaction_id, reason))

    def switch(self, staff: Staff, name: str, on: bool, why: str) -> Answer:
        """Throw or lift a switch, or lift a brake that tripped."""
        return self._do(staff, lambda sitting: settings.switch(sitting, name, on, why))

    def set_mode(self, staff: Staff, channel: str, mode: str) -> Answer:
        """observe, assist or auto."""
        return self._do(staff, lambda sitting: settings.set_mode(sitting, channel, mode))

    def mark_account(self, staff: Staff, account_id: str, marks: Iterable[AccountMark]) -> Answer:
        """MP, councillor, journalist, advocate, union: always to a person."""
        return self._do(staff, lambda sitting: settings.mark_account(sitting, account_id, marks))

    def acknowledge_destination(self, staff: Staff | None, name: str, code: str) -> Answer:
        """The code of a test call came back. `staff` is None on the command line."""
        if staff is not None:
            allowed = self._do(staff, _may_manage_destinations)
            if not allowed.accepted:
                return allowed
        return readiness.acknowledge(self._database, self._clock, name, code, staff.id if staff else "")

    def notice_for_approver(self, staff: Staff, action_id: str) -> Answer:
        """What an approver must know first: `why` says whether others can see that it was done."""
        return self._do(staff, lambda sitting: Answer(accepted=True, why=approve.proposal(sitting, action_id)))

    def _do(self, staff: Staff, deed: Callable[[Sitting], Answer]) -> Answer:
        try:
            with sit(self._database, self._clock, self._packs, staff, self._settings) as sitting:
                return deed(sitting)
        except Refused as refusal:
            return Answer(accepted=False, why=str(refusal))


def _may_manage_destinations(sitting: Sitting) -> Answer:
    sitting.must(Right.MANAGE_DESTINATIONS)
    return Answer(accepted=True)
