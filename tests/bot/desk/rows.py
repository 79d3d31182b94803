"""Rows that tests of the desk put beside a comment, and how they read them."""

from typing import Any

from bot.store.tables import DecisionRow, NeedRow, TaskRow
from tests.bot.desk.conftest import Office


def need(office: Office, interaction_id: str, need_id: str = "n_1") -> None:
    row = NeedRow(
        id=need_id,
        reference=f"RP-{need_id}",
        interaction_id=interaction_id,
        kind="repair",
        urgency="routine",
        destination="repairs",
        clock="repair",
        starts_at="2026-11-23T09:00:00.000Z",
        due_at="2026-12-21T23:59:59.000Z",
    )
    with office.kit.database.session() as session:
        session.add(row)


def task(office: Office, interaction_id: str | None, kind: str, **changes: Any) -> str:
    plain = {"id": f"t_{kind}", "role": "moderator", "urgency": "soon", "why": "look", "created_at": "2026"}
    row = TaskRow(interaction_id=interaction_id, kind=kind, **(plain | changes))
    with office.kit.database.session() as session:
        session.add(row)
    return str(row.id)


def desk_of(office: Office, interaction_id: str) -> str:
    (row,) = [row for row in office.kit.all(DecisionRow) if row.interaction_id == interaction_id]
    return str(row.desk)


def open_tasks(office: Office) -> set[str]:
    return {row.kind for row in office.kit.tasks() if row.state == "open"}


def rows(office: Office, table: Any, order: str) -> list[Any]:
    return office.kit._rows(table, order)
