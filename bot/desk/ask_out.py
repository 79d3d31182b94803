"""A deed that a named person asks for goes into the outbox, once."""

from datetime import datetime
from hashlib import sha256

from bot.actions.outbox import ActionState, Approval, Planned, put
from bot.desk.matter import About, actions_of
from bot.desk.sitting import Refused, Sitting
from bot.store.tables import ActionRow
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role

ON_ITS_WAY = frozenset(
    {
        ActionState.QUEUED,
        ActionState.ATTEMPTING,
        ActionState.DONE,
        ActionState.CONFIRMED,
        ActionState.UNCONFIRMED,
        ActionState.UNKNOWN,
    }
)
"""States in which the same measure is not asked for a second time."""


def earlier(sitting: Sitting, about: About, measure: MeasureKind) -> ActionRow | None:
    """The same measure as already proposed. Raises Refused where it is on its way or in force."""
    rows = [row for row in actions_of(sitting, about.said.id) if row.measure == measure]
    for row in rows:
        if row.state in ON_ITS_WAY and not row.simulate:
            raise Refused(f"This was asked for already; it is {row.state}.")
    return next((row for row in rows if row.state == ActionState.PROPOSED), None)


def ask_out(
    sitting: Sitting,
    about: About,
    measure: MeasureKind,
    verb: Verb,
    *,
    reason: str,
    state: ActionState = ActionState.QUEUED,
    text: str = "",
    params: dict[str, str] | None = None,
    role: Role = Role.MODERATOR,
    ends_at: datetime | None = None,
) -> tuple[str, str]:
    """Put one deed into the outbox in the name of the member of staff; returns its id and its key."""
    key = _key(sitting, about, measure)
    planned = Planned(
        measure=measure,
        verb=verb,
        subject=about.subject,
        key=key,
        state=state,
        role=role,
        automatic=False,
        held="a second person approves it" if state is ActionState.PROPOSED else "",
        text=text,
        params=params or {},
        not_before=sitting.now,
        ends_at=ends_at,
    )
    approval = Approval(sitting.staff.id, reason)
    ids = put(sitting.tx, about.said.id, about.decision.id, about.said.channel, [planned], sitting.now, approval)
    return ids[0], key


def _key(sitting: Sitting, about: About, measure: MeasureKind) -> str:
    """Of this version of the comment, this measure, and how often it was tried before: a double click is one deed."""
    said = about.said
    tried = sum(row.measure == measure for row in actions_of(sitting, said.id))
    parts = ("desk", said.channel, said.ref, said.version, measure.value, str(tried))
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
