"""`doorstep desk waiting`: what waits for a person."""

from typing import Any

from sqlmodel import col, select

from bot.cli.opening import opened
from bot.cli.options import HomeOption, JsonOption, show
from bot.store.tables import ActionRow, AlarmRow, NeedRow, TaskRow


def waiting(home: HomeOption = None, json: JsonOption = False) -> None:
    """List what waits for a person: proposed actions, open needs, tasks and ringing calls.

    Example: doorstep desk waiting --json
    """
    with opened(home) as place, place.database.look() as session:
        actions = session.exec(
            select(ActionRow).where(ActionRow.state == "proposed").order_by(col(ActionRow.created_at))
        ).all()
        needs = session.exec(select(NeedRow).where(NeedRow.state == "open").order_by(col(NeedRow.due_at))).all()
        tasks = session.exec(select(TaskRow).where(TaskRow.state == "open").order_by(col(TaskRow.created_at))).all()
        alarms = session.exec(
            select(AlarmRow).where(AlarmRow.state == "ringing").order_by(col(AlarmRow.created_at))
        ).all()
    rows: dict[str, list[dict[str, Any]]] = {
        "actions": [_pick(a, "id", "interaction_id", "measure", "channel", "role", "held") for a in actions],
        "needs": [_pick(n, "id", "reference", "kind", "destination", "due_at") for n in needs],
        "tasks": [_pick(t, "id", "interaction_id", "case_id", "kind", "role", "post", "why") for t in tasks],
        "calls": [_pick(a, "id", "interaction_id", "why", "created_at") for a in alarms],
    }
    if json:
        show(rows)
        return
    for title, found in rows.items():
        print(f"{title}: {len(found)}")
        for row in found:
            print("  " + "  ".join(str(value) for value in row.values() if value))


def _pick(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
