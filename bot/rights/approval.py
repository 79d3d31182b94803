"""The data-protection role approves the processing, or takes that back; no real channel runs without it."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from bot.calls import readiness
from bot.clock import Clock
from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, sit, worded
from bot.evidence.append import Draft, append
from bot.rights.matters import Matters
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from bot.store.ids import new_id
from bot.store.rights_tables import ApprovalOfProcessing
from rules.model.evidence import EntryKind
from rules.policy.schema import Pack

FIX = "doorstep dpia -o FOLDER, read and complete it, then: doorstep dpia approve --as LOGIN --reason WHY"
_NOBODY = "Nobody in the data-protection role has approved the processing yet: "
_WITHDRAWN = "The data-protection role has withdrawn its approval of the processing: "
_CHANGED = "What was approved has changed"
_NO_POLICY: Mapping[str, Pack] = {}
_MOST = 4
"""Changes named in one line; the command says them all."""


def approve(
    database: Database, clock: Clock, staff: Staff, wanted: Matters, why: str, documents: Sequence[str] = ()
) -> str:
    """Approve what the settings say now; the approval's id. `documents`: SHA-256 of each signed paper. Raises Refused."""
    with sit(database, clock, _NO_POLICY, staff) as sitting:
        sitting.must(Right.APPROVE_PROCESSING)
        words = worded(why, "Your reason (--reason)")
        if not wanted.channels:
            raise Refused("No channel in the settings has real people on the other side: there is nothing to approve.")
        last = latest(sitting.session)
        if last is not None and last.withdrawn_at is None and last.digest == wanted.digest and not documents:
            raise Refused("This is approved already, and nothing has changed since.")
        row_id = new_id("dp")
        data = {"channels": list(wanted.channels), "digest": wanted.digest, "documents": list(documents)}
        seq = _entry(sitting, row_id, {"what": "approved", **data}, words)
        sitting.session.add(
            ApprovalOfProcessing(
                id=row_id,
                digest=wanted.digest,
                covers=wanted.text,
                approved_by=staff.id,
                approved_at=sitting.at,
                seq=seq,
            )
        )
        return row_id


def withdraw(database: Database, clock: Clock, staff: Staff, why: str) -> str:
    """Take the approval back: real channels stop at once; its id. Raises Refused."""
    with sit(database, clock, _NO_POLICY, staff) as sitting:
        sitting.must(Right.APPROVE_PROCESSING)
        words = worded(why, "Your reason (--reason)")
        row = latest(sitting.session)
        if row is None or row.withdrawn_at is not None:
            raise Refused("No approval stands.")
        row.withdrawn_by, row.withdrawn_at = staff.id, sitting.at
        sitting.session.add(row)
        _entry(sitting, row.id, {"what": "withdrawn"}, words)
        return row.id


def latest(session: Session) -> ApprovalOfProcessing | None:
    """The approval that counts, be it withdrawn or not: an older one never comes back by itself."""
    return session.exec(select(ApprovalOfProcessing).order_by(col(ApprovalOfProcessing.seq).desc()).limit(1)).first()


def approved(database: Database, wanted: Matters) -> Answer:
    """Whether what the settings say is approved; if not, why, in one line."""
    with database.look() as session:
        row = latest(session)
    if row is None:
        return Answer(accepted=False, why=_NOBODY + FIX)
    if row.withdrawn_at is not None:
        return Answer(accepted=False, why=_WITHDRAWN + FIX)
    if row.digest != wanted.digest:
        return Answer(accepted=False, why=f"{_CHANGED} ({_short(wanted.since(row.covers))}): {FIX}")
    return Answer(accepted=True, ids=(row.id,))


def may_start(database: Database, wanted: Matters, platform_is_real: bool) -> Answer:
    """Whether a channel may run: a person answers in an emergency, and data protection approved. In memory it always may."""
    called = readiness.may_start(database, platform_is_real)
    return approved(database, wanted) if called.accepted and platform_is_real else called


def _short(changes: Sequence[str]) -> str:
    more = f"; and {len(changes) - _MOST} more" if len(changes) > _MOST else ""
    return "; ".join(changes[:_MOST]) + more


def _entry(sitting: Sitting, row_id: str, data: Mapping[str, object], words: str) -> int:
    """Filed under the approval, so that its reason outlives whatever else goes."""
    private = {"reason": words.encode("utf-8", "surrogatepass")}
    draft = Draft(EntryKind.DATA_PROTECTION, row_id, {"by": sitting.staff.id, **data}, private)
    return append(sitting.tx, [draft], sitting.at)[0].seq
