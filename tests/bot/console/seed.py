# ruff: noqa: E501 - rows stand on one line
"""A Monday morning at an invented landlord: rows and entries as the pipeline writes them, through the one `append`.

Nobody here exists; telephone numbers are from the ranges kept for drama.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlmodel import Session, select

from adapters.platform import Subject
from bot.actions.outbox import ActionState, Planned, put
from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import new_id, stamp
from bot.store.tables import AccountRow, ActionRow, AlarmRow, Channel, DecisionRow, InteractionRow, NeedRow, TaskRow
from rules.calendar import add_working_days, end_of_day, london_date
from rules.model.decision import (
    TaskKind,
)
from rules.model.evidence import EntryKind
from rules.model.finding import Urgency
from rules.model.measure import MeasureKind, verb_of
from rules.model.plain import to_plain
from tests.bot.console.judged import PACK, VERSION, decision, given
from tests.bot.console.stories import MONDAY, POSTS, Step, Story


@dataclass
class Seeded:
    """Ids by story name; actions by story name and measure."""

    items: dict[str, str] = field(default_factory=dict)
    actions: dict[tuple[str, str], str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    alarms: dict[str, str] = field(default_factory=dict)


def seed(database: Database, now: datetime, stories: Sequence[Story] = MONDAY) -> Seeded:
    """Write the morning into a migrated database."""
    seeded = Seeded()
    with database.session() as session:
        session.add(
            Channel(name="bluesky-main", platform="bluesky", mode="assist", state="listening", updated_at=stamp(now))
        )
        session.add(
            Channel(name="town-page", platform="memory", mode="observe", state="listening", updated_at=stamp(now))
        )
        session.flush()
        for story in sorted(stories, key=lambda one: -one.minutes):
            _tell(session, story, now, seeded)
    return seeded


def many(count: int, start: int = 0) -> list[Story]:
    """`count` open stories, varied, for speed; `start` keeps their names and references apart from others."""
    base = [story for story in MONDAY if story.desk == "open"]
    numbered = (
        replace(base[n % len(base)], name=f"{base[n % len(base)].name}-{n}", minutes=n + 1)
        for n in range(start, start + count)
    )
    return [
        replace(one, wishes=[replace(w, reference=f"{w.reference}-{n}") for w in one.wishes])
        for n, one in enumerate(numbered, start)
    ]


def _tell(session: Session, story: Story, now: datetime, seeded: Seeded) -> None:
    at = now - timedelta(minutes=story.minutes)
    item, tx = new_id("i"), session.connection()
    seeded.items[story.name] = item
    found, made = given(story, at), decision(story)
    text = story.text.encode("utf-8", "surrogatepass")
    private = {"text": text, "handle": story.handle.encode(), "parent_text": POSTS[story.root].encode()}
    heard, judged = append(
        tx,
        [
            Draft(EntryKind.HEARD, item, {"channel": story.channel, "kind": story.kind.value}, private),
            Draft(EntryKind.UNDECIDED, item, {"why": "detectors"})
            if story.undecided
            else Draft(
                EntryKind.DECIDED, item, {"given": to_plain(found), "decision": to_plain(made), "mode": "assist"}
            ),
        ],
        stamp(at),
    )
    account = _account(session, story, at)
    session.add(
        InteractionRow(
            id=item, payload_n=0, channel=story.channel, platform="bluesky", ref=f"at://{item}", version="1", account_id=account,
            kind=story.kind.value, place="our_page", root=story.root, parent=story.root, at=stamp(at),
            permalink=f"https://social.example/{item}",
            heard_at=stamp(at + timedelta(seconds=4)), text_seq=heard.seq,
        )
    )  # fmt: skip
    row = DecisionRow(
        id=new_id("d"), interaction_id=item, seq=judged.seq, at=stamp(at), pack=PACK, version=VERSION,
        course=story.course.value, severity=story.severity.value, harm=story.harm, desk=story.desk, breach=bool(story.findings),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _needs(session, story, item, at, seeded)
    _actions(session, story, item, row.id, at, seeded)
    _tasks(session, story, item, at, seeded)


def _account(session: Session, story: Story, at: datetime) -> str:
    known = session.exec(select(AccountRow).where(AccountRow.handle == story.handle)).first()
    if known:
        return known.id
    row = AccountRow(
        id=new_id("c"),
        platform="bluesky",
        ref=new_id("did"),
        handle=story.handle,
        marks=story.marks,
        first_at=stamp(at),
    )
    session.add(row)
    return row.id


def _needs(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    for wish in story.wishes:
        due = (
            at + timedelta(hours=wish.hours) if wish.hours else end_of_day(add_working_days(london_date(at), wish.days))
        )
        row = NeedRow(
            id=new_id("n"), reference=wish.reference, interaction_id=item, kind=wish.kind.value, urgency=wish.urgency.value,
            destination=wish.destination, clock="hours" if wish.hours else "working_days", starts_at=stamp(at), due_at=stamp(due),
        )  # fmt: skip
        seeded.needs[wish.reference] = row.id
        session.add(row)
        append(
            session.connection(), [Draft(EntryKind.ROUTED, item, {"need": row.id, "kind": wish.kind.value})], stamp(at)
        )


def _actions(session: Session, story: Story, item: str, decision: str, at: datetime, seeded: Seeded) -> None:
    for step in story.steps:
        tx = session.connection()
        (action,) = put(tx, item, decision, story.channel, [_planned(step, item)], at)
        seeded.actions[story.name, step.measure.value] = action
        for n, kind in enumerate(_path(step.state)):
            append(tx, [Draft(kind, item, {"action": action})], stamp(at + timedelta(seconds=2 + n)))
        row = session.get_one(ActionRow, action)
        row.state = step.state.value
        if step.automatic and step.measure is MeasureKind.HIDE and step.state is ActionState.CONFIRMED:
            row.keep_by = stamp(end_of_day(add_working_days(london_date(at), 1)))
        row.why = step.why if step.state is not ActionState.FAILED else "The platform did not answer."
        session.add(row)


def _planned(step: Step, item: str) -> Planned:
    verb = verb_of(step.measure)
    assert verb is not None
    return Planned(
        step.measure, verb, Subject(ref=f"at://{item}", author="did:x"), new_id("k"), step.state, step.role, step.automatic,
        held=step.held, text=step.say,
    )  # fmt: skip


def _path(state: ActionState) -> Sequence[EntryKind]:
    reached: dict[ActionState, Sequence[EntryKind]] = {
        ActionState.CONFIRMED: (EntryKind.ATTEMPTING, EntryKind.DONE, EntryKind.CONFIRMED),
        ActionState.UNCONFIRMED: (EntryKind.ATTEMPTING, EntryKind.DONE, EntryKind.UNCONFIRMED),
        ActionState.FAILED: (EntryKind.ATTEMPTING, EntryKind.FAILED),
        ActionState.SIMULATED: (EntryKind.SIMULATED,),
    }
    return reached.get(state, ())


def _tasks(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    for kind, why in story.tasks:
        about = seeded.actions.get((story.name, "hide")) if kind in (TaskKind.CONFIRM_HIDE, TaskKind.BY_HAND) else None
        urgency = Urgency.NOW if kind is TaskKind.CALL else Urgency.SOON
        session.add(
            TaskRow(id=new_id("t"), interaction_id=item, about=about, kind=kind.value, role="moderator", urgency=urgency.value,
                    why=why, created_at=stamp(at))
        )  # fmt: skip
    if story.alarm:
        _alarm(session, story, item, at, seeded)


def _alarm(session: Session, story: Story, item: str, at: datetime, seeded: Seeded) -> None:
    row = AlarmRow(
        id=new_id("al"),
        interaction_id=item,
        why=story.alarm,
        created_at=stamp(at),
        next_at=stamp(at),
        calls=2,
        last_result="accepted",
    )
    append(session.connection(), [Draft(EntryKind.PERSON_CALLED, item, {"alarm": row.id, "calls": 1})], stamp(at))
    if story.answered:
        row.state, row.answered_at, row.answered_by = "answered", stamp(at + timedelta(minutes=story.answered)), ""
        append(session.connection(), [Draft(EntryKind.CALL_ANSWERED, item, {"alarm": row.id})], row.answered_at)
    seeded.alarms[story.name] = row.id
    session.add(row)


def ring(tx: Connection, item: str, why: str, at: datetime) -> None:
    """One more alarm, while a page is open."""
    columns = "id, interaction_id, why, state, created_at, next_at, calls, last_result"
    tx.exec_driver_sql(
        f"INSERT INTO alarm ({columns}) VALUES (?, ?, ?, 'ringing', ?, ?, 0, '')",
        (new_id("al"), item, why, stamp(at), stamp(at)),
    )
