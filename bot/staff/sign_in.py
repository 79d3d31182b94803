"""Signing in and out. Sessions stand in the database: revocable, twelve hours at most, half an hour when idle."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.clock import Clock
from bot.evidence.append import Draft, append
from bot.staff import passwords
from bot.staff.guesses import Guesses
from bot.staff.people import add, as_staff, end_sessions
from bot.staff.rights import Staff
from bot.staff.tokens import new_token, token_hash
from bot.store.database import Database
from bot.store.ids import moment, stamp
from bot.store.tables import SessionRow, StaffRow
from rules.model.evidence import EntryKind
from rules.model.staff import Role

SESSION_LASTS = timedelta(hours=12)
IDLE = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)
"""How often a page view is written down: a session that is used costs one small write a minute."""

NO = "This login and password do not fit, or there were too many tries. Check both, and wait a little before trying again."
USED_UP = "This link is used up, too old or not known. Ask an administrator for a new one."

STRANGERS_RECORDED = 20
"""Failed tries of logins that nobody has, recorded an hour: a flood of guesses must not grow the evidence without end."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in browser: who, the token that every form must carry, and the cookie's value when it is new."""

    staff: Staff
    csrf: str
    token: str = ""


class Access:
    """Sessions and passwords. Synchronous: call it in a thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._guesses = Guesses(clock)
        self._strangers: deque[datetime] = deque(maxlen=STRANGERS_RECORDED)

    def sign_in(self, login: str, password: str, address: str) -> Visit | str:
        """A visit, or the reason for the refusal in one plain line (which never says whether the login exists)."""
        login = login.strip().casefold()
        if self._guesses.must_wait(login, address):
            return NO
        with self._database.look() as session:
            row = session.exec(select(StaffRow).where(StaffRow.login == login)).first()
        kept = row.password if row and row.active else ""
        if not passwords.fits(kept, password) or row is None:
            self._guesses.failed(login, address)
            self._record_failure(row, address)
            return NO
        self._guesses.passed(login, address)
        return self._open(row.id, password, address)

    def visit(self, token: str, *, seen: bool) -> Visit | None:
        """The visit a cookie stands for, or None. `seen` is false for polling, which must not keep a session alive."""
        now = self._clock()
        with self._database.look() as session:
            row = session.get(SessionRow, token_hash(token))
            staff = session.get(StaffRow, row.staff_id) if row else None
        if row is None or staff is None or not staff.active or _over(row, now):
            return None
        if seen and now - moment(row.seen_at) >= SEEN_EVERY:
            self._seen(row.token_hash, now)
        return Visit(as_staff(staff), row.csrf)

    def sign_out(self, token: str) -> None:
        """End this session; nothing happens if there is none."""
        with self._database.session() as session:
            row = session.get(SessionRow, token_hash(token))
            if row is not None:
                session.delete(row)
                self._entry(session, row.staff_id, {"staff": row.staff_id, "what": "signed_out"})

    def invited(self, code: str) -> str | None:
        """The login a set-up link is for, or None when it is used up, too old or unknown."""
        with self._database.look() as session:
            row = self._invited(session, code)
            return row.login if row else None

    def set_up(self, code: str, password: str) -> str | None:
        """Set the password by a link, which is used up by it, and end older sessions; None when done, else why not."""
        login = self.invited(code)
        if login is None:
            return USED_UP
        weakness = passwords.weakness(password, login)
        if weakness is not None:
            return weakness
        kept = passwords.hashed(password)  # before the write lock is taken: it is slow on purpose
        with self._database.session() as session:
            row = self._invited(session, code)
            if row is None:
                return USED_UP
            row.password, row.setup_hash, row.setup_until = kept, "", None
            session.add(row)
            end_sessions(session, row.id)
            self._entry(session, row.id, {"staff": row.id, "what": "password_set"}, kind=EntryKind.STAFF)
        return None

    def invite(self, by: Staff, login: str, name: str, roles: frozenset[Role]) -> tuple[str | None, str]:
        """Add a member of staff: the set-up code (shown once) and "", or None and why not."""
        invited = add(self._database, self._clock, by, login, name, roles)
        return invited.code, invited.why

    def _open(self, staff_id: str, password: str, address: str) -> Visit | str:
        now, token, csrf = self._clock(), new_token(), new_token()
        with self._database.session() as session:
            row = session.get(StaffRow, staff_id)
            if row is None or not row.active:
                return NO
            if passwords.outdated(row.password):
                row.password = passwords.hashed(password)
                session.add(row)
            session.add(_session_row(token, csrf, staff_id, now))
            data = {"staff": staff_id, "what": "signed_in"}
            self._entry(session, staff_id, data, {"address": address.encode()})
            return Visit(as_staff(row), csrf, token)

    def _seen(self, hashed: str, now: datetime) -> None:
        with self._database.session() as session:
            row = session.get(SessionRow, hashed)
            if row is not None:
                row.seen_at = stamp(now)
                session.add(row)

    def _invited(self, session: Session, code: str) -> StaffRow | None:
        if not code:
            return None
        row = session.exec(select(StaffRow).where(StaffRow.setup_hash == token_hash(code))).first()
        current = row is not None and row.active and row.setup_until and self._clock() < moment(row.setup_until)
        return row if current else None

    def _record_failure(self, row: StaffRow | None, address: str) -> None:
        if row is None and not self._room_for_a_stranger():
            return
        data = {"staff": row.id if row else None, "what": "sign_in_failed"}
        with self._database.session() as session:
            self._entry(session, row.id if row else None, data, {"address": address.encode()})

    def _room_for_a_stranger(self) -> bool:
        now = self._clock()
        full = len(self._strangers) == STRANGERS_RECORDED
        if full and now - self._strangers[0] < timedelta(hours=1):
            return False
        self._strangers.append(now)
        return True

    def _entry(
        self,
        session: Session,
        item: str | None,
        data: Mapping[str, str | None],
        private: Mapping[str, bytes] | None = None,
        kind: EntryKind = EntryKind.SIGN_IN,
    ) -> None:
        session.flush()
        append(session.connection(), [Draft(kind, item, data, private or {})], stamp(self._clock()))


def _session_row(token: str, csrf: str, staff_id: str, now: datetime) -> SessionRow:
    return SessionRow(
        token_hash=token_hash(token),
        staff_id=staff_id,
        csrf=csrf,
        created_at=stamp(now),
        seen_at=stamp(now),
        expires_at=stamp(now + SESSION_LASTS),
    )


def _over(row: SessionRow, now: datetime) -> bool:
    return now >= moment(row.expires_at) or now - moment(row.seen_at) >= IDLE
