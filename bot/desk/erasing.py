"""Erasing by hand, and legal holds: what the data-protection role may do, each with its entry."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from bot.clock import Clock
from bot.desk.sitting import Refused, Sitting, sit, worded
from bot.evidence.append import Draft, append
from bot.evidence.erasure import deed, obstacles
from bot.evidence.erasure.target import NothingSuch, Target, target
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from bot.store.erasure_tables import HoldRow
from bot.store.ids import new_id
from rules.model.erasure import BY_HAND, ErasureReason
from rules.model.evidence import EntryKind
from rules.policy.schema import Pack

_NO_POLICY: Mapping[str, Pack] = {}


def erase(database: Database, clock: Clock, staff: Staff, about: str, reason: ErasureReason) -> deed.Erasure:
    """Erase a comment, an account, a case or an unreadable payload. Raises Refused with every obstacle in one line."""
    with sit(database, clock, _NO_POLICY, staff) as sitting:
        sitting.must(Right.ERASE)
        if reason not in BY_HAND:
            raise Refused(
                "That is a reason of the retention run; a person gives request, objection, unlawful or not_needed."
            )
        wanted = _target(sitting, about)
        if found := obstacles.obstacles(sitting.tx, wanted, sitting.now):
            raise Refused(f"{about} is not erased: {'; '.join(dict.fromkeys(found))}.")
        return deed.erase(sitting.tx, wanted, reason, staff.id, sitting.now)


def hold(database: Database, clock: Clock, staff: Staff, about: str, why: str) -> str:
    """From now on nothing about it is erased, until the hold is lifted; the hold's id. Raises Refused."""
    with sit(database, clock, _NO_POLICY, staff) as sitting:
        sitting.must(Right.HOLD)
        words = worded(why, "Your reason (--reason)")
        _target(sitting, about)
        if _standing(sitting.session, about):
            raise Refused(f"{about} is under legal hold already.")
        hold_id = new_id("h")
        data = {"by": staff.id, "hold": hold_id, "on": True}
        private = {"reason": words.encode("utf-8", "surrogatepass")}
        # Filed under the hold: who asks for what is held about them weighs it whole. It goes with what was held.
        entry = append(sitting.tx, [Draft(EntryKind.HOLD, hold_id, {**data, "about": about}, private)], sitting.at)[0]
        sitting.session.add(HoldRow(id=hold_id, about=about, set_seq=entry.seq, set_by=staff.id, set_at=sitting.at))
        return hold_id


def lift(database: Database, clock: Clock, staff: Staff, about: str, why: str) -> str:
    """Lift the hold on it, by its id or what it is about; the hold's id. Raises Refused."""
    with sit(database, clock, _NO_POLICY, staff) as sitting:
        sitting.must(Right.HOLD)
        words = worded(why, "Your reason (--reason)")
        row = sitting.session.get(HoldRow, about) or _standing(sitting.session, about)
        if row is None or row.lifted_at is not None:
            raise Refused(f"{about} is under no legal hold.")
        row.lifted_by, row.lifted_at = staff.id, sitting.at
        sitting.session.add(row)
        data = {"about": row.about, "hold": row.id, "on": False}
        sitting.entry(EntryKind.HOLD, row.id, data, {"reason": words})
        return row.id


def holds(database: Database) -> list[HoldRow]:
    """Those that stand, the oldest first."""
    with database.look() as session:
        chosen = select(HoldRow).where(col(HoldRow.lifted_at).is_(None)).order_by(HoldRow.set_at, HoldRow.id)
        return list(session.exec(chosen))


def _standing(session: Session, about: str) -> HoldRow | None:
    return session.exec(select(HoldRow).where(HoldRow.about == about, col(HoldRow.lifted_at).is_(None))).first()


def _target(sitting: Sitting, about: str) -> Target:
    try:
        return target(sitting.tx, about)
    except NothingSuch as error:
        raise Refused(str(error)) from None
