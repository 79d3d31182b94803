# long: every table in one place, to be read side by side
"""Every table, as SQLModel classes. Databases are built by Alembic only; triggers live in the migrations.

Times are ISO 8601 text in UTC with a Z (`2026-11-22T08:45:00.000Z`), so that they sort and read the same on both engines.
Ids are opaque and random (`bot.store.ids`). Personal data stands in `content`, `payload`,
and the reference columns named in each class.
"""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlmodel import Field, SQLModel

import bot.store.capture_tables
import bot.store.case_tables
import bot.store.erasure_tables
import bot.store.ledger_tables
import bot.store.opinion_tables
import bot.store.rights_tables  # noqa: F401 - their tables belong to the metadata below


class Entry(SQLModel, table=True):
    """The ledger: append-only, chained. `body` is the canonical JSON; `hash` is SHA-256 of 0x00, body (an RFC 6962 leaf)."""

    __tablename__ = "entry"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: str
    kind: str
    item: str | None = Field(default=None, index=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Content(SQLModel, table=True):
    """Erasable words and names, each under its own salt: what an entry's commitments stand for. Key: entry and field."""

    __tablename__ = "content"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    field: str = Field(primary_key=True)
    owner: str | None = Field(default=None, index=True)
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    value: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Payload(SQLModel, table=True):
    """Raw bytes as received, in the order kept. `state`: kept, judged, untranslated. Personal.

    `clock` says whose clock `received_at` is of (`bot.store.clock_source`, as JSON; empty where it was not asked).
    """

    __tablename__ = "payload"
    __table_args__ = (Index("payload_waiting", "state", "n"), {"sqlite_autoincrement": True})
    n: int | None = Field(default=None, primary_key=True)
    channel: str
    key: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    received_at: str
    state: str = "kept"
    clock: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Cursor(SQLModel, table=True):
    """Where a channel goes on listening from; written in the commit that keeps the payloads."""

    __tablename__ = "cursor"
    channel: str = Field(primary_key=True)
    value: str


class Note(SQLModel, table=True):
    """An adapter's small encrypted state (sessions, tokens)."""

    __tablename__ = "note"
    channel: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Channel(SQLModel, table=True):
    """One page or account of the landlord. `mode`: observe, assist, auto. `settings` holds no secret."""

    __tablename__ = "channel"
    name: str = Field(primary_key=True)
    platform: str
    mode: str = "observe"
    state: str = "stopped"
    why: str = ""
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    updated_at: str = ""


class AccountRow(SQLModel, table=True):
    """An account heard from. `ref`, `handle` personal. `marks` are set by a person."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "ref"),)
    id: str = Field(primary_key=True)
    platform: str
    ref: str
    handle: str
    marks: str = ""
    first_at: str


class InteractionRow(SQLModel, table=True):
    """One version of one thing said. `text_seq` is the entry whose content field `text` holds the words; refs: personal."""

    __tablename__ = "interaction"
    __table_args__ = (
        UniqueConstraint("channel", "ref", "version"),
        Index("interaction_thread", "root"),
        Index("interaction_answers", "parent"),
        Index("interaction_account", "account_id", "at"),
    )
    id: str = Field(primary_key=True)
    payload_n: int
    channel: str
    platform: str
    ref: str
    version: str
    account_id: str
    kind: str
    place: str
    root: str | None = None
    parent: str | None = None
    permalink: str | None = None
    at: str
    heard_at: str
    text_seq: int
    state: str = "live"


class DecisionRow(SQLModel, table=True):
    """The latest word of policy on an interaction. `seq` is the *decided* or *undecided* entry.

    `desk`: open until a person is done.

    `harm` orders the queue: 0 calmest to 9 danger to life. `hidden` mirrors the last read-back.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("decision_desk", "desk", "harm", "at"),)
    id: str = Field(primary_key=True)
    interaction_id: str = Field(index=True)
    seq: int
    at: str
    pack: str
    version: str
    course: str
    severity: str
    harm: int
    desk: str
    breach: bool


class NeedRow(SQLModel, table=True):
    """A need with its public reference, its clock and who has it. `state`: open, closed."""

    __tablename__ = "need"
    __table_args__ = (Index("need_open", "state", "due_at"),)
    id: str = Field(primary_key=True)
    reference: str = Field(unique=True)
    interaction_id: str = Field(index=True)
    kind: str
    urgency: str
    destination: str
    clock: str
    starts_at: str
    due_at: str
    state: str = "open"
    closed_at: str | None = None
    closed_by: str | None = None


class TaskRow(SQLModel, table=True):
    """Something a person must do. `state`: open, done. `about` is an action id or payload number where it has one.

    In a case (`case_id`): `post` is the landlord's own word for who does it, `what` the order behind it.
    """

    __tablename__ = "task"
    __table_args__ = (Index("task_open", "state", "due_at"),)
    id: str = Field(primary_key=True)
    interaction_id: str | None = Field(default=None, index=True)
    about: str | None = Field(default=None, index=True)
    kind: str
    role: str
    urgency: str
    why: str
    created_at: str
    due_at: str | None = None
    state: str = "open"
    closed_at: str | None = None
    closed_by: str | None = None
    case_id: str | None = Field(default=None, index=True)
    post: str | None = None
    what: str | None = None


class ActionRow(SQLModel, table=True):
    """The outbox: one planned deed, written in the transaction of the evidence that asks for it.

    `state`: a word of `bot.actions.outbox.ActionState`. `simulate`: `observe` only simulates it. `text_seq` is the
    entry whose content field `say` holds what is said. `subject` is personal (a platform's references). `proposed_by` and
    `approved_by` are staff ids; the engine's own proposals have no proposer. The database refuses a block approved by its
    proposer, and an access measure (block, mute, restrict replies) on its way without a person's approval.
    """

    __tablename__ = "action"
    __table_args__ = (
        Index("action_due", "state", "not_before"),
        Index("action_quota", "channel", "measure", "attempted_at"),
        CheckConstraint("verb <> 'block' OR approved_by <> proposed_by", name="block_needs_a_second_person"),
        CheckConstraint(
            "verb NOT IN ('block', 'mute', 'restrict_replies') OR simulate OR approved_by IS NOT NULL"
            " OR state IN ('proposed', 'declined', 'superseded', 'unsupported', 'refused')",
            name="access_needs_a_person",
        ),
    )
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    interaction_id: str = Field(index=True)
    decision_id: str
    channel: str
    measure: str
    verb: str
    subject: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    params: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    text_seq: int | None = None
    state: str
    held: str = ""
    role: str
    automatic: bool
    simulate: bool = False
    rule: str = ""
    created_at: str
    not_before: str
    attempts: int = 0
    attempted_at: str | None = None
    confirm_by: str | None = None
    keep_by: str | None = None
    proposed_by: str | None = None
    approved_by: str | None = None
    approved_at: str | None = None
    reason: str = ""
    ends_at: str | None = None
    receipt: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    why: str = ""
    undoes: str | None = Field(default=None, index=True)


class AlarmRow(SQLModel, table=True):
    """A person being called. Repeats until answered. `state`: ringing, answered."""

    __tablename__ = "alarm"
    __table_args__ = (Index("alarm_ringing", "state", "next_at"),)
    id: str = Field(primary_key=True)
    interaction_id: str | None = Field(default=None, index=True)
    task_id: str | None = None
    why: str
    state: str = "ringing"
    created_at: str
    next_at: str
    calls: int = 0
    last_result: str = ""
    answered_at: str | None = None
    answered_by: str | None = None


class Destination(SQLModel, table=True):
    """Where emergencies are sent. `acknowledged_at` is set when a person answered the test call by its code."""

    __tablename__ = "destination"
    name: str = Field(primary_key=True)
    kind: str
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    code_hash: str = ""
    tested_at: str | None = None
    acknowledged_at: str | None = None
    acknowledged_by: str = ""


class StaffRow(SQLModel, table=True):
    """A member of staff. `login` and the name in `content` are personal; `password` is argon2id, empty until set up.

    `posts` are the landlord's own words for what they are ("Head of Service"); policies name posts.
    """

    __tablename__ = "staff"
    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    roles: str
    password: str = ""
    setup_hash: str = ""
    setup_until: str | None = None
    active: bool = True
    created_at: str
    posts: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default=sql_text("'[]'"))
    )


class SessionRow(SQLModel, table=True):
    """A signed-in browser: server-side and revocable. Only the hash of the cookie's token is kept."""

    __tablename__ = "session"
    token_hash: str = Field(primary_key=True)
    staff_id: str = Field(index=True)
    csrf: str
    created_at: str
    seen_at: str
    expires_at: str


class Brake(SQLModel, table=True):
    """A brake or switch that is on: kill, busy, sensitive:<thread or all>, quota:<channel>:<measure>,
    rule:<channel>:<rule>.
    """

    __tablename__ = "brake"
    name: str = Field(primary_key=True)
    since: str
    why: str
    by: str = ""


METADATA = SQLModel.metadata
"""All of them, for Alembic to compare with."""
