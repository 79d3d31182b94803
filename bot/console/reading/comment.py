"""One comment and all that belongs to it: its thread, the account's last year here, what was decided, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.console.reading.lookup import ERASED, accounts, decoded, words
from bot.evidence.capture.whose import Whose, whose
from bot.recall.counted import about_comment
from bot.store.ids import stamp
from bot.store.tables import (
    AccountRow,
    ActionRow,
    AlarmRow,
    Channel,
    Content,
    DecisionRow,
    Entry,
    InteractionRow,
    NeedRow,
    TaskRow,
)
from rules.detect.figures import Figures
from rules.model.decision import Decision, Given
from rules.model.evidence import EntryKind
from rules.model.plain import from_plain

LOOK_BACK = timedelta(days=365)
NEAR = 4
"""How many comments of the thread are shown on either side."""
MOST_HISTORY = 50
_ORDER: dict[Any, str] = {NeedRow: "due_at"}


@dataclass(frozen=True, slots=True)
class Line:
    """One other thing said: in the thread, or by the same account."""

    said: InteractionRow
    text: str
    author: str
    course: str
    measures: Sequence[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """The recorded decision and what it rested on; `seq` is the entry."""

    seq: int
    given: Given
    decision: Decision
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comment:
    """Everything the page of one comment shows."""

    said: InteractionRow
    text: str
    above: str
    above_by: Whose
    account: AccountRow | None
    channel: Channel | None
    row: DecisionRow | None
    judged: Judged | None
    needs: Sequence[NeedRow]
    tasks: Sequence[TaskRow]
    actions: Sequence[ActionRow]
    alarms: Sequence[AlarmRow]
    versions: Sequence[str]
    says: dict[int, str]
    thread: Sequence[Line]
    in_thread: int
    history: Sequence[Line]
    entries: Sequence[Entry]
    figures: Figures | None


def comment(session: Session, interaction_id: str, now: datetime) -> Comment | None:
    """All of it, or None where there is none. Raises msgspec.ValidationError for a decision that nobody can read."""
    said = session.get(InteractionRow, interaction_id)
    if said is None:
        return None
    row, same = _latest(session, interaction_id), _versions(session, said)
    actions = _of(session, ActionRow, same)
    needs, tasks = _of(session, NeedRow, same), _of(session, TaskRow, [interaction_id])
    kept = _kept(session, said.text_seq)
    thread, in_thread = _thread(session, said)
    return Comment(
        said=said,
        text=kept.get("text", ERASED),
        above=kept.get("parent_text", ""),
        above_by=whose(session.connection(), said),
        account=session.get(AccountRow, said.account_id),
        channel=session.get(Channel, said.channel),
        row=row,
        judged=_judged(session, row),
        needs=needs,
        tasks=tasks,
        actions=actions,
        alarms=_of(session, AlarmRow, [interaction_id]),
        versions=same,
        says=words(session, (action.text_seq for action in actions if action.text_seq), "say"),
        thread=thread,
        in_thread=in_thread,
        history=_history(session, said, now),
        entries=entries(session, interaction_id),
        figures=about_comment(session.connection(), interaction_id),
    )


def entries(session: Session, interaction_id: str) -> Sequence[Entry]:
    """What happened to an interaction, oldest first. Who only looked at it is shown beside it."""
    chosen = select(Entry).where(Entry.item == interaction_id, Entry.kind != EntryKind.VIEWED.value)
    return session.exec(chosen.order_by(col(Entry.seq))).all()


def _latest(session: Session, interaction_id: str) -> DecisionRow | None:
    chosen = select(DecisionRow).where(DecisionRow.interaction_id == interaction_id)
    return session.exec(chosen.order_by(col(DecisionRow.seq).desc()).limit(1)).first()


def _judged(session: Session, row: DecisionRow | None) -> Judged | None:
    entry = session.get(Entry, row.seq) if row else None
    data = msgspec.json.decode(entry.body)["data"] if entry else {}
    if entry is None or "decision" not in data:
        return None
    given, decision = from_plain(Given, data["given"]), from_plain(Decision, data["decision"])
    return Judged(entry.seq, given, decision, data)


def _kept(session: Session, seq: int) -> dict[str, str]:
    return {row.field: decoded(row.value) for row in session.exec(select(Content).where(Content.seq == seq))}


def _versions(session: Session, said: InteractionRow) -> list[str]:
    """Every version of the same comment, the oldest first: a need stays with the version that brought it."""
    chosen = select(InteractionRow.id).where(InteractionRow.channel == said.channel, InteractionRow.ref == said.ref)
    return list(session.exec(chosen.order_by(col(InteractionRow.text_seq))))


def _of(session: Session, table: Any, ids: Sequence[str]) -> list[Any]:
    chosen = select(table).where(table.interaction_id.in_(ids))
    return list(session.exec(chosen.order_by(getattr(table, _ORDER.get(table, "created_at")))))


def _thread(session: Session, said: InteractionRow) -> tuple[list[Line], int]:
    """The neighbours of a comment in its thread, in order, and how many the thread has."""
    if said.root is None:
        return [], 0
    on = (
        InteractionRow.channel == said.channel,
        or_(col(InteractionRow.root) == said.root, col(InteractionRow.ref) == said.root),
        col(InteractionRow.state) != "superseded",
    )
    earlier = select(InteractionRow).where(*on, InteractionRow.at < said.at).order_by(col(InteractionRow.at).desc())
    later = select(InteractionRow).where(*on, InteractionRow.at >= said.at, InteractionRow.id != said.id)
    before = list(session.exec(earlier.limit(NEAR)))[::-1]
    after = list(session.exec(later.order_by(InteractionRow.at, InteractionRow.id).limit(NEAR)))
    count = session.exec(select(func.count()).select_from(InteractionRow).where(*on)).one()
    return _lines(session, [*before, said, *after]), count


def _history(session: Session, said: InteractionRow, now: datetime) -> list[Line]:
    chosen = select(InteractionRow).where(
        InteractionRow.account_id == said.account_id,
        InteractionRow.id != said.id,
        InteractionRow.at >= stamp(now - LOOK_BACK),
    )
    return _lines(session, list(session.exec(chosen.order_by(col(InteractionRow.at).desc()).limit(MOST_HISTORY))))


def _lines(session: Session, rows: Sequence[InteractionRow]) -> list[Line]:
    texts = words(session, [row.text_seq for row in rows])
    people = accounts(session, (row.account_id for row in rows))
    courses, measures = _courses(session, rows), _taken(session, rows)
    return [
        Line(
            row,
            texts.get(row.text_seq, ERASED),
            people[row.account_id].handle if row.account_id in people else "",
            courses.get(row.id, ""),
            measures.get(row.id, ()),
        )
        for row in rows
    ]


def _courses(session: Session, rows: Sequence[InteractionRow]) -> dict[str, str]:
    chosen = select(DecisionRow.interaction_id, DecisionRow.course).where(
        col(DecisionRow.interaction_id).in_([row.id for row in rows])
    )
    return dict(session.exec(chosen.order_by(col(DecisionRow.seq))).all())


def _taken(session: Session, rows: Sequence[InteractionRow]) -> dict[str, list[str]]:
    """Measures that were really carried out, by interaction."""
    chosen = select(ActionRow.interaction_id, ActionRow.measure).where(
        col(ActionRow.interaction_id).in_([row.id for row in rows]),
        col(ActionRow.state).in_(("done", "confirmed", "unconfirmed")),
        col(ActionRow.undoes).is_(None),
    )
    taken: dict[str, list[str]] = {}
    for interaction_id, measure in session.exec(chosen):
        taken.setdefault(interaction_id, []).append(measure)
    return taken
