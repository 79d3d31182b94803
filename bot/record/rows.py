"""The rows of a batch, as tuples for the driver's executemany."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.record.harm import harm
from bot.record.judged import Garbled, Item
from bot.record.tasks import due_at, tasks_of
from bot.store.ids import new_id, stamp
from rules.model.decision import Course, PersonTask, TaskKind
from rules.model.finding import Severity, Urgency
from rules.model.staff import Role

Row = tuple[Any, ...]

INTERACTION = (
    "id", "payload_n", "channel", "platform", "ref", "version", "account_id", "kind", "place", "root", "parent",
    "permalink", "at", "heard_at", "text_seq", "state",
)  # fmt: skip
DECISION = (
    "id", "interaction_id", "seq", "at", "pack", "version", "course", "severity", "harm", "desk", "breach",
)  # fmt: skip
NEED = (
    "id", "reference", "interaction_id", "kind", "urgency", "destination", "clock", "starts_at", "due_at", "state",
)  # fmt: skip
TASK = ("id", "interaction_id", "about", "kind", "role", "urgency", "why", "created_at", "due_at", "state")


@dataclass(slots=True)
class Rows:
    """Rows of one batch, table by table."""

    interactions: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)


def interaction(item: Item, text_seq: int, state: str) -> Row:
    """`state`: live, or superseded or removed where the edit or the removal came in the same batch."""
    said = item.said
    return (
        item.id, item.kept.n, said.channel, said.platform, said.ref, said.version, item.account_id, said.kind.value,
        said.where.value, said.root, said.parent, said.permalink, stamp(said.at), stamp(said.heard_at), text_seq, state,
    )  # fmt: skip


def decision(item: Item, seq: int, at: str, pack: tuple[str, str], asked: bool) -> Row:
    """`asked`: a person has something to do about it. What waits for approval, and every need, is a person's too."""
    made = item.decision
    course, severity = (made.course, made.severity) if made else (Course.REVIEW, Severity.NONE)
    waits = asked or course is not Course.LEAVE or bool(item.needs) or any(one.held for one in item.plan.planned)
    return (
        item.decision_id, item.id, seq, at, *pack, course.value, severity.value, harm(made, item.found),
        "open" if waits else "done", bool(made and made.breach),
    )  # fmt: skip


def needs(item: Item, now: datetime) -> list[Row]:
    """Needs opened by this interaction."""
    starts = item.clocks_start(now)
    return [
        (
            need.id, need.reference, item.id, need.routed.kind.value, need.routed.urgency.value,
            need.routed.destination, need.routed.clock, starts, stamp(need.routed.due_at), "open",
        )
        for need in item.needs
        if not need.carried
    ]  # fmt: skip


def asks(item: Item) -> bool:
    """Whether anybody has anything to do about it; not so for most comments."""
    return (
        item.trouble is not None or item.decision is None or bool(item.decision.tasks or item.plan.tasks or item.needs)
    )


def asked(item: Item, now: datetime) -> list[Row]:
    """The tasks of one interaction."""
    return [task(each, now, item.id) for each in tasks_of(item)]


def calls(tasks: Iterable[Row]) -> Iterator[tuple[str, str | None, str]]:
    """Where a person is called now: task id, interaction id, why. One call an interaction."""
    called: set[str | None] = set()
    for row in tasks:
        task_id, interaction_id, kind, urgency, why = row[0], row[1], row[3], row[5], row[6]
        if kind == TaskKind.CALL.value and urgency == Urgency.NOW.value and interaction_id not in called:
            called.add(interaction_id)
            yield task_id, interaction_id, why


def task(asked_: PersonTask, now: datetime, interaction_id: str | None, about: str | None = None) -> Row:
    """An open task."""
    return (
        new_id("t"), interaction_id, about, asked_.kind.value, asked_.role.value, asked_.urgency.value, asked_.why,
        stamp(now), due_at(asked_.urgency, now), "open",
    )  # fmt: skip


def read_it(one: Garbled, now: datetime) -> Row:
    """The task for a payload that came to nothing."""
    trouble = one.trouble
    if one.unreadable:
        why = "Something arrived that could not be read. It is kept as it came: look at it on the platform."
    else:
        why = f"Something arrived and could not be taken in ({trouble.stage}: {trouble.error}). It is kept as it came."
    asked_ = PersonTask(TaskKind.UNTRANSLATED, Role.MODERATOR, Urgency.SOON, why)
    return task(asked_, now, None, str(one.kept.n))
