"""Correcting the detectors: what they should have found in a comment. Nothing about the comment changes by it.

The example refers to its source by ids and never holds a word of it: once the comment is erased, there is none.
"""

from collections.abc import Iterable

from sqlmodel import col, select

from bot.desk.answer import Answer
from bot.desk.sitting import Refused, Sitting, worded
from bot.staff.rights import Right
from bot.store.tables import Content, DecisionRow, InteractionRow
from rules.model.correction import Correction, unfit
from rules.model.decision import Course
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, NeedKind, Target
from rules.model.plain import to_plain

KEPT = "It is kept as an example. Nothing is learnt from it, and nothing about the comment changes."


def correct(sitting: Sitting, interaction_id: str, said: Correction, reason: str) -> Answer:
    """Keep the labels with a reason. A later correction of the same comment takes the place of an earlier one."""
    sitting.must(Right.CORRECT)
    row = sitting.row(InteractionRow, interaction_id, "comment")
    reason = worded(reason, "Your reason")
    if why := unfit(said):
        raise Refused(why)
    if row.state == "erased" or sitting.session.get(Content, (row.text_seq, "text")) is None:
        raise Refused("The words of this comment were erased: there is nothing to label.")
    decided = _decided(sitting, interaction_id)
    data = {**to_plain(said), "text_seq": row.text_seq, "decided": decided.seq if decided else None}
    data["pack"] = f"{decided.pack}@{decided.version}" if decided else None
    sitting.entry(EntryKind.CORRECTED, interaction_id, {**data, "what": "labels"}, {"reason": reason})
    return Answer(accepted=True, why=KEPT)


def take_back(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """The comment is no example any more. What was said of it stays in the record."""
    sitting.must(Right.CORRECT)
    sitting.row(InteractionRow, interaction_id, "comment")
    data = {"what": "taken_back"}
    sitting.entry(EntryKind.CORRECTED, interaction_id, data, {"reason": worded(reason, "Your reason")})
    return Answer(accepted=True, why="It is no example any more.")


def correction(behaviours: Iterable[str], needs: Iterable[str], target: str, outcome: str) -> Correction:
    """From words as somebody typed or ticked them. Raises Refused for one that is none."""
    try:
        kinds = tuple(sorted({Behaviour(word) for word in behaviours}))
        wanted = tuple(sorted({NeedKind(word) for word in needs}))
        return Correction(kinds, wanted, Target(target), Course(outcome))
    except ValueError as bad:
        raise Refused(f"{str(bad)[:80]}: choose one of the words that are offered.") from None


def _decided(sitting: Sitting, interaction_id: str) -> DecisionRow | None:
    chosen = select(DecisionRow).where(DecisionRow.interaction_id == interaction_id)
    return sitting.session.exec(chosen.order_by(col(DecisionRow.seq).desc()).limit(1)).first()
