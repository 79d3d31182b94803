"""What every page shows on top: alarms that ring, brakes and switches that are on, channels, and how whole the record is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from bot.console.reading.lookup import decoded
from bot.store.tables import ActionRow, AlarmRow, Brake, Channel, Content, Entry, InteractionRow, TaskRow

GOING_OUT = ("queued", "attempting")


@dataclass(frozen=True, slots=True)
class Today:
    """The state of things, as rows."""

    alarms: Sequence[tuple[AlarmRow, str]]
    brakes: Sequence[Brake]
    channels: Sequence[Channel]
    loose: int
    entries: int
    going_out: int


def today(session: Session) -> Today:
    """Alarms ring with the words they are about; `loose` counts tasks that belong to no interaction."""
    return Today(
        alarms=ringing(session),
        brakes=session.exec(select(Brake).order_by(Brake.name)).all(),
        channels=session.exec(select(Channel).order_by(Channel.name)).all(),
        loose=_count(session, select(func.count()).select_from(TaskRow).where(*_loose())),
        entries=_count(session, select(func.coalesce(func.max(Entry.seq), 0))),
        going_out=_count(
            session, select(func.count()).select_from(ActionRow).where(col(ActionRow.state).in_(GOING_OUT))
        ),
    )


def ringing(session: Session) -> list[tuple[AlarmRow, str]]:
    """Alarms nobody has answered, the oldest first, with what was said."""
    chosen = (
        select(AlarmRow, Content.value)
        .outerjoin(InteractionRow, col(AlarmRow.interaction_id) == InteractionRow.id)
        .outerjoin(Content, (col(Content.seq) == InteractionRow.text_seq) & (col(Content.field) == "text"))
        .where(AlarmRow.state == "ringing")
        .order_by(AlarmRow.created_at)
    )
    return [(alarm, decoded(value) if value else "") for alarm, value in session.exec(chosen)]


def alarms(session: Session, most: int = 100) -> list[AlarmRow]:
    """Alarms answered, the newest first."""
    chosen = select(AlarmRow).where(AlarmRow.state != "ringing").order_by(col(AlarmRow.created_at).desc()).limit(most)
    return list(session.exec(chosen))


def loose_tasks(session: Session) -> list[TaskRow]:
    """Tasks that belong to no interaction: what could not be read, a channel's trouble."""
    return list(session.exec(select(TaskRow).where(*_loose()).order_by(TaskRow.created_at)))


def _loose() -> list[ColumnElement[bool]]:
    return [col(TaskRow.state) == "open", col(TaskRow.interaction_id).is_(None)]


def _count(session: Session, chosen: object) -> int:
    return int(session.connection().execute(chosen).scalar_one())  # type: ignore[call-overload]  # any count will do
