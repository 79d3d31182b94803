# long: every table of casework in one place, to be read side by side
"""The tables of people and cases. The evidence is the case: these rows are written in the same transaction, to be found by.

No row holds a name, a reason or words of a letter: those stand in `content` under the entry that `..._seq` names. The
landlord's own reference of a customer (`customer.ref`) is personal. What these rows must never say the database itself
refuses (`bot.store.case_triggers`).
"""

from sqlalchemy import JSON, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel


class CustomerRow(SQLModel, table=True):
    """A person whom the landlord knows. `ref` is the landlord's own reference: personal."""

    __tablename__ = "customer"
    id: str = Field(primary_key=True)
    ref: str = Field(unique=True)
    created_at: str


class LinkRow(SQLModel, table=True):
    """Somebody said whose account it is, how and on what evidence (`evidence_seq`: the entry whose private field holds it).

    `high_impact`: a second person confirms it before it is `verified`. Taken back, it stays as a row and counts no more.
    """

    __tablename__ = "identity_link"
    __table_args__ = (
        CheckConstraint(
            "assurance <> 'verified' OR (linked_by <> '' AND method <> '' AND evidence_seq IS NOT NULL"
            " AND (confirmed_by IS NOT NULL OR NOT high_impact))",
            name="verified_is_documented",
        ),
        CheckConstraint("confirmed_by <> linked_by", name="link_needs_a_second_person"),
    )
    id: str = Field(primary_key=True)
    account_id: str = Field(index=True)
    customer_id: str = Field(index=True)
    assurance: str
    method: str
    linked_by: str
    at: str
    evidence_seq: int | None = None
    expires_at: str | None = None
    high_impact: bool = False
    confirmed_by: str | None = None
    confirmed_at: str | None = None
    taken_back_at: str | None = None
    taken_back_by: str | None = None


class CaseRow(SQLModel, table=True):
    """A case: one verified customer with her accounts, or one account whose holder is not known.

    `joined_into`: it turned out to be about the customer of that case, where it goes on. `look_at` is when time next has
    something to say about it (the diary).
    """

    __tablename__ = "case_file"
    __table_args__ = (Index("case_file_look", "state", "look_at"),)
    id: str = Field(primary_key=True)
    customer_id: str | None = Field(default=None, index=True)
    state: str = "open"
    opened_at: str
    opened_for: str
    high_impact: bool = False
    joined_into: str | None = Field(default=None, index=True)
    look_at: str


class CaseAccountRow(SQLModel, table=True):
    """An account that a case is about. An account is in one case at a time; `left_at` ends that."""

    __tablename__ = "case_account"
    __table_args__ = (
        Index(
            "case_account_once",
            "account_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )
    case_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True)
    since: str
    left_at: str | None = None


class ProposalRow(SQLModel, table=True):
    """A proposed restriction. `seats`: how many people must approve. `involved`: earlier proposers, ids between spaces.

    `state`: pending, approved, declined, replaced. `months` of None: the period that the policy names.
    """

    __tablename__ = "proposal"
    __table_args__ = (CheckConstraint("seats >= 1", name="somebody_approves"),)
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    proposed_by: str
    post: str
    involved: str = ""
    restriction: str
    months: int | None = None
    review_months: int | None = None
    pack: str
    version: str
    seats: int
    state: str = "pending"
    at: str


class ApprovalRow(SQLModel, table=True):
    """One person agreed to a proposal, in this post."""

    __tablename__ = "approval"
    proposal_id: str = Field(primary_key=True)
    staff_id: str = Field(primary_key=True)
    post: str
    at: str


class RestrictionRow(SQLModel, table=True):
    """A restriction. Dates are London dates; `at` is the moment of the completing approval.

    Whether it is in force now is never stored: it follows from the dates (`rules.casework.standing`).
    """

    __tablename__ = "restriction"
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    proposal_id: str = Field(unique=True)
    kind: str
    pack: str
    at: str
    start: str
    ends: str
    told_ends: str | None = None
    review_months: int
    reviews: int = 0
    noticed_at: str | None = None
    lifted_at: str | None = None
    lifted_why: str | None = None


class AppealRow(SQLModel, table=True):
    """An appeal. `about`: a restriction, warning or measure (an action's id); None until a person says which."""

    __tablename__ = "appeal"
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    account_id: str
    about: str | None = None
    made_at: str
    late: bool = False
    due: str | None = None
    outcome: str | None = None
    decided_by: str | None = None
    decided_at: str | None = None


class MarkerRow(SQLModel, table=True):
    """A marker that a person set by hand on the landlord's system, and took off."""

    __tablename__ = "marker"
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    restriction_id: str
    code: str
    at: str
    set_by: str
    removed_at: str | None = None
    removed_by: str | None = None


class LetterRow(SQLModel, table=True):
    """A letter or notice: drafted, approved by a person, sent (a person says so, or the e-mail's outcome).

    `addressed`: to the person, or only to the account. `content_seq` is the entry with its documents' words and digests.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'dropped') OR approved_by IS NOT NULL", name="a_person_approves_letters"),
        CheckConstraint("state IN ('draft', 'approved', 'sent', 'dropped')", name="letter_states"),
    )
    id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    kind: str
    about: str
    says: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    addressed: str
    state: str = "draft"
    at: str
    content_seq: int | None = None
    approved_by: str | None = None
    approved_at: str | None = None
    sent_by: str | None = None
    sent_at: str | None = None
    sent_how: str | None = None


class DiaryRow(SQLModel, table=True):
    """What time brings in a case. `key` says what it is, so that it comes once; `state`: open, done, dropped."""

    __tablename__ = "diary"
    __table_args__ = (Index("diary_due", "state", "due_at"),)
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    case_id: str = Field(index=True)
    kind: str
    about: str
    post: str = ""
    due_at: str
    state: str = "open"
    task_id: str | None = None


class FollowerRow(SQLModel, table=True):
    """How far in the ledger a part has read; written in the transaction of what it made of it.

    `policy:ID@VERSION`: how far it had grown when that version of a policy first judged here.
    """

    __tablename__ = "follower"
    name: str = Field(primary_key=True)
    seq: int
