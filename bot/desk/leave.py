"""Leaving a comment as it is: everything proposed about it is declined. What it needs stays open."""

from bot.actions.outbox import ActionState
from bot.desk.answer import Answer
from bot.desk.approve import withdraw
from bot.desk.matter import about, actions_of
from bot.desk.sitting import Sitting
from bot.desk.tidy import close_tasks, tidy
from bot.staff.rights import Right
from rules.model.decision import TaskKind
from rules.model.evidence import EntryKind

_ABOUT_THE_WORDS = (
    TaskKind.LOOK,
    TaskKind.WARN,
    TaskKind.APPROVE,
    TaskKind.UNDECIDED,
    TaskKind.DRIFT,
    TaskKind.SPEAK_DIRECTLY,
    TaskKind.REFER,
    TaskKind.LIAISE,
    TaskKind.RECORD,
    TaskKind.CONSIDER_MARKER,
)
"""What was asked only for what was found, and is asked no more once a person finds nothing in it. The police, whoever must
be told, and what somebody needs are not among them."""


def leave(sitting: Sitting, interaction_id: str, reason: str) -> Answer:
    """Nothing more is to be done about the words. A hide in force stays: that is for `undo`."""
    sitting.must(Right.LEAVE)
    found = about(sitting, interaction_id)
    data = {"decision": found.decision.id, "what": "left_as_it_is"}
    sitting.entry(EntryKind.DECLINED, interaction_id, data, {"reason": reason.strip()})
    proposed = [row for row in actions_of(sitting, interaction_id) if row.state == ActionState.PROPOSED]
    for row in proposed:
        withdraw(sitting, row, reason.strip())
    close_tasks(sitting, interaction_id, *_ABOUT_THE_WORDS)
    tidy(sitting, interaction_id)
    return Answer(accepted=True, why=_still(sitting, interaction_id), ids=tuple(row.id for row in proposed))


def _still(sitting: Sitting, interaction_id: str) -> str:
    hidden = [row for row in actions_of(sitting, interaction_id) if row.state == ActionState.CONFIRMED]
    names = sorted({row.measure for row in hidden if row.measure in {"hide", "hold", "detach"}})
    return f"It stays as it is now ({', '.join(names)} in force)." if names else ""
