"""Staff as rows: add, list, let go; the one-time link by which somebody sets a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.staff.rights import Right, Staff, may
from bot.staff.tokens import new_token, token_hash
from bot.store.database import Database
from bot.store.ids import new_id, stamp
from bot.store.tables import SessionRow, StaffRow
from rules.model.evidence import EntryKind
from rules.model.staff import Role

LINK_LASTS = timedelta(hours=24)
FIRST_LOGIN = "admin"
FIRST_ROLES = frozenset({Role.ADMIN, Role.MODERATOR})
"""The first person sets Doorstep up and can look after comments; who approves blocks is for them to name."""


@dataclass(frozen=True, slots=True)
class Invited:
    """The one-time code of the set-up link, shown once and kept only as a hash; or why there is none."""

    code: str | None
    why: str = ""
    staff_id: str = ""


def add(
    database: Database,
    clock: Clock,
    by: Staff | None,
    login: str,
    name: str,
    roles: frozenset[Role],
    posts: Sequence[str] = (),
) -> Invited:
    """Add a member of staff. `by` is None on the command line, where the operating system has said who may."""
    login, name = login.strip().casefold(), name.strip()
    if not login or not name or not roles:
        return Invited(None, "A login, a name and at least one role are needed.")
    with database.session() as session:
        if not _may_manage(session, by):
            return Invited(None, "Only an administrator may add staff.")
        if session.exec(select(StaffRow).where(StaffRow.login == login)).first():
            return Invited(None, f"The login {login} is taken already.")
        row = _new_row(session, clock, login, name, roles, posts)
        return _invite(session, clock, row, by, "added")


def invite_again(database: Database, clock: Clock, by: Staff | None, login: str) -> Invited:
    """A new link for somebody who lost the first one or forgot the password. The old password works until it is used."""
    with database.session() as session:
        if not _may_manage(session, by):
            return Invited(None, "Only an administrator may send a new link.")
        row = _row(session, login)
        if row is None or not row.active:
            return Invited(None, f"There is nobody active with the login {login}.")
        return _invite(session, clock, row, by, "invited_again")


def first_run(database: Database, clock: Clock) -> Invited:
    """A set-up link for the first administrator, while nobody has a password yet; otherwise none, and why."""
    with database.session() as session:
        if session.exec(select(StaffRow).where(col(StaffRow.active), StaffRow.password != "")).first():
            return Invited(None, "Somebody can sign in already.")
        row = _row(session, FIRST_LOGIN)
        row = row or _new_row(session, clock, FIRST_LOGIN, "First administrator", FIRST_ROLES)
        return _invite(session, clock, row, None, "first_run")


def people(database: Database) -> Sequence[tuple[Staff, bool]]:
    """Everybody, with whether they are active, by login."""
    with database.look() as session:
        return [(as_staff(row), row.active) for row in session.exec(select(StaffRow).order_by(StaffRow.login))]


def find(database: Database, login: str) -> Staff | None:
    """The active member of staff with this login."""
    with database.look() as session:
        row = _row(session, login)
        return as_staff(row) if row and row.active else None


def set_posts(database: Database, clock: Clock, by: Staff | None, login: str, posts: Sequence[str]) -> str | None:
    """Say which of the landlord's posts somebody holds from now on. None when done, else why not."""
    with database.session() as session:
        if not _may_manage(session, by):
            return "Only an administrator may say who holds which post."
        row = _row(session, login)
        if row is None or not row.active:
            return f"There is nobody active with the login {login}."
        row.posts = _worded(posts)
        session.add(row)
        _entry(session, clock, row, by, "posts")
    return None


def anybody(database: Database) -> bool:
    """Whether somebody can sign in."""
    with database.look() as session:
        chosen = select(StaffRow.id).where(col(StaffRow.active), StaffRow.password != "")
        return session.exec(chosen).first() is not None


def deactivate(database: Database, clock: Clock, by: Staff | None, login: str) -> str | None:
    """Let somebody go: no more sign-in, sessions ended. None when done, else why not."""
    with database.session() as session:
        if not _may_manage(session, by):
            return "Only an administrator may let staff go."
        row = _row(session, login)
        if row is None or not row.active:
            return f"There is nobody active with the login {login}."
        row.active, row.setup_hash, row.setup_until = False, "", None
        session.add(row)
        end_sessions(session, row.id)
        _entry(session, clock, row, by, "deactivated")
    return None


def as_staff(row: StaffRow) -> Staff:
    """The row as the word the rest speaks. A role nobody knows any more gives no right."""
    known = {role.value for role in Role}
    roles = frozenset(Role(r) for r in row.roles.split(",") if r in known)
    return Staff(row.id, row.login, row.name, roles, tuple(row.posts))


def end_sessions(session: Session, staff_id: str) -> None:
    """Sign somebody out everywhere."""
    session.connection().execute(delete(SessionRow).where(col(SessionRow.staff_id) == staff_id))


def _may_manage(session: Session, by: Staff | None) -> bool:
    if by is None:
        return True
    row = session.get(StaffRow, by.id)
    return row is not None and row.active and may(as_staff(row), Right.MANAGE_STAFF)


def _row(session: Session, login: str) -> StaffRow | None:
    return session.exec(select(StaffRow).where(StaffRow.login == login.strip().casefold())).first()


def _new_row(
    session: Session, clock: Clock, login: str, name: str, roles: frozenset[Role], posts: Sequence[str] = ()
) -> StaffRow:
    held = ",".join(sorted(roles))
    row = StaffRow(id=new_id("s"), login=login, name=name, roles=held, created_at=stamp(clock()), posts=_worded(posts))
    session.add(row)
    return row


def _worded(posts: Sequence[str]) -> list[str]:
    """Each post once, in the landlord's own words, without blank ends."""
    return list(dict.fromkeys(post.strip() for post in posts if post.strip()))


def _invite(session: Session, clock: Clock, row: StaffRow, by: Staff | None, what: str) -> Invited:
    code = new_token()
    row.setup_hash, row.setup_until = token_hash(code), stamp(clock() + LINK_LASTS)
    session.add(row)
    _entry(session, clock, row, by, what)
    return Invited(code, staff_id=row.id)


def _entry(session: Session, clock: Clock, row: StaffRow, by: Staff | None, what: str) -> None:
    session.flush()
    data = {
        "staff": row.id,
        "what": what,
        "roles": row.roles.split(","),
        "posts": list(row.posts),
        "by": by.id if by else "command_line",
    }
    private = {"login": row.login.encode(), "name": row.name.encode()}
    append(session.connection(), [Draft(EntryKind.STAFF, row.id, data, private)], stamp(clock()))
