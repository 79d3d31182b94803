"""What came with a comment could not be kept: a person says that what cannot be taken back may go on without it."""

from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, worded
from bot.evidence.append import Draft, append
from bot.evidence.capture.queue import CaptureState, stuck
from bot.staff.rights import Right
from bot.store.capture_tables import CaptureRow
from rules.model.evidence import EntryKind


def go_on(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """It is still held until somebody approves it: this only says that the missing picture is no obstacle any more."""
    sitting.must(Right.APPROVE)
    row = sitting.row(CaptureRow, interaction_id, "capture")
    if not stuck(row.state, row.tries):
        raise Refused(f"Nothing failed here: what came with the comment is {_WORDS[CaptureState(row.state)]}.")
    if row.without_by is not None:
        raise Refused("Somebody said so already.")
    reason = worded(reason, "Your reason")
    data = {"by": sitting.staff.id, "go_on": True, "codes": row.why.split(", ")}
    draft = Draft(EntryKind.CAPTURE_FAILED, interaction_id, data, {"reason": reason.encode("utf-8", "surrogatepass")})
    row.without_seq = append(sitting.tx, [draft], sitting.at)[0].seq
    row.without_by = sitting.staff.id
    sitting.session.add(row)
    return Answer(accepted=True, why="Approve what waits for it, or decline it.", ids=(interaction_id,))


_WORDS = {
    CaptureState.WAITING: "still being fetched",
    CaptureState.DONE: "kept",
    CaptureState.ERASED: "erased",
    CaptureState.FAILED: "not kept",
}
