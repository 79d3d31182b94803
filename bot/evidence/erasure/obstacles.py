"""What stands in the way of erasing something: a legal hold, a need, a measure or a case that is still at work."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.evidence.erasure.answers import answers
from bot.evidence.erasure.target import Target
from bot.store.ids import stamp
from bot.store.within import rows_within
from rules.calendar import london_date

_HELD = "SELECT DISTINCT about FROM legal_hold WHERE lifted_at IS NULL AND about IN :values ORDER BY about"
_ACCOUNTS = "SELECT DISTINCT account_id FROM interaction WHERE id IN :values"
_SIBLINGS = (
    "SELECT id, account_id, payload_n FROM interaction"
    " WHERE payload_n IN :values AND ref NOT LIKE 'erased:%' ORDER BY id"
)
_NEEDS = "SELECT reference FROM need WHERE state = 'open' AND interaction_id IN :values ORDER BY reference"
_ACTIONS = (
    "SELECT id FROM action WHERE state IN ('proposed', 'queued', 'attempting', 'done', 'unknown')"
    " AND interaction_id IN :values ORDER BY id"
)
_STANDING = (
    "SELECT x.id FROM action x WHERE x.verb IN ('block', 'mute', 'block_messages', 'restrict_replies') AND x.undoes IS NULL"
    " AND NOT x.simulate AND x.state IN ('done', 'confirmed', 'unconfirmed', 'drifted') AND NOT EXISTS (SELECT 1 FROM"
    " action u WHERE u.undoes = x.id AND u.state IN ('confirmed', 'done')) AND x.interaction_id IN :values ORDER BY x.id"
)
_TASKS = "SELECT id FROM task WHERE state = 'open' AND interaction_id IN :values ORDER BY id"
_DESK = "SELECT interaction_id FROM decision WHERE desk = 'open' AND interaction_id IN :values ORDER BY interaction_id"
_ALARMS = "SELECT id FROM alarm WHERE state = 'ringing' AND interaction_id IN :values ORDER BY id"
_UNJUDGED = "SELECT n FROM payload WHERE state = 'kept' AND n IN :values ORDER BY n"
_SWITCHES = (
    "SELECT DISTINCT b.name FROM brake b JOIN interaction i ON b.name = 'sensitive:' || i.ref WHERE i.id IN :values"
)
_ASKED = (
    "SELECT id FROM subject_request WHERE state = 'open' AND (about IN :values OR about IN (SELECT customer_id FROM"
    " identity_link WHERE account_id IN :values AND taken_back_at IS NULL)) ORDER BY id"
)
_IN_CASES = "SELECT account_id FROM case_account WHERE case_id IN :values"
_CITED = (
    "SELECT DISTINCT a.case_id, i.id FROM interaction i JOIN case_account a ON a.account_id = i.account_id"
    " WHERE i.id IN :values"
)
_AT_WORK = (
    "SELECT 'a restriction is in force' FROM restriction WHERE case_id IN :values AND lifted_at IS NULL AND ends >= :today",
    "SELECT 'a proposal waits' FROM proposal WHERE case_id IN :values AND state = 'pending'",
    "SELECT 'an appeal is not decided' FROM appeal WHERE case_id IN :values AND outcome IS NULL",
    "SELECT 'a letter waits' FROM letter WHERE case_id IN :values AND state = 'approved'",
    "SELECT 'a task is open' FROM task WHERE case_id IN :values AND state = 'open'",
)
_FACTS = "SELECT e.item, e.body FROM entry e WHERE e.kind = 'case_fact' AND e.item IN :values"
_LAST = "SELECT item, max(seq) AS seq FROM entry WHERE kind = :kind AND item IN :values GROUP BY item"


def holds(tx: Connection, wanted: Target) -> list[str]:
    """Ids under legal hold that it would touch. Comments in the same payload count, and answers: they hold its words."""
    siblings = [*rows_within(tx, _SIBLINGS, wanted.payloads), *answers(tx, wanted.comments)]
    accounts = {row.account_id for row in rows_within(tx, _ACCOUNTS, wanted.comments)}
    accounts |= {row.account_id for row in siblings}
    accounts |= {row.account_id for row in rows_within(tx, _IN_CASES, wanted.cases)}
    about = {*wanted.owners, wanted.about, *accounts, *(row.id for row in siblings)}
    cases = {row.case_id for row in rows_within(tx, _CITED, wanted.comments)} | set(wanted.kept)
    return [row.about for row in rows_within(tx, _HELD, sorted(about | cases))]


def obstacles(tx: Connection, wanted: Target, now: datetime) -> list[str]:
    """Every reason why it cannot be erased now, in plain lines; the legal hold first. Empty: it can."""
    return [line for look in _LOOKS for line in look(tx, wanted, now)]


def answers_at_work(tx: Connection, wanted: Target, now: datetime) -> list[str]:
    """Why answers to it are still needed whole, with the words they answered: the retention run waits for that."""
    kept = Target(wanted.about, tuple(row.id for row in answers(tx, wanted.comments)))
    found = [line for look in _WORK for line in look(tx, kept, now)]
    found += [f"the case {case} rests on {one}" for case, one in sorted(resting_on(tx, kept.comments))]
    return [f"an answer to it holds its words: {line}" for line in found]


def resting_on(tx: Connection, comments: tuple[str, ...]) -> set[tuple[str, str]]:
    """(case, comment): cases that cite these comments and have not been erased since."""
    rows = rows_within(tx, _CITED, comments)
    cases = sorted({row.case_id for row in rows})
    last, gone = (
        {row.item: row.seq for row in rows_within(tx, _LAST, cases, kind=one)} for one in ("case_fact", "erased")
    )
    living = [case for case in cases if last.get(case, 0) > gone.get(case, 0)]
    mine = {row.id for row in rows}
    found: set[tuple[str, str]] = set()
    for fact in rows_within(tx, _FACTS, living):
        body = bytes(fact.body).decode()
        found |= {(fact.item, one) for one in mine if f'"{one}"' in body}
    return found


def _held(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    for about in holds(tx, wanted):
        yield f"{about} is under legal hold"


def _asked(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    """What somebody asked to see is not erased before they were answered (DPA 2018, section 173)."""
    accounts = {row.account_id for row in rows_within(tx, _ACCOUNTS, wanted.comments)}
    accounts |= {row.account_id for row in answers(tx, wanted.comments)}
    accounts |= {row.account_id for row in rows_within(tx, _IN_CASES, [*wanted.cases, *wanted.kept])}
    for row in rows_within(tx, _ASKED, sorted({*accounts, *wanted.accounts})):
        yield f"somebody asked to see it, and is not answered yet (request {row.id})"


def _shared(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    """Its bytes are the evidence of whoever else's comment came in them."""
    for row in rows_within(tx, _SIBLINGS, wanted.payloads):
        if row.id not in wanted.comments:
            yield f"its payload {row.payload_n} also holds {row.id}, which stays (payload:{row.payload_n} erases both)"


def _cited(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    for case in sorted({case for case, _ in resting_on(tx, wanted.comments) if case not in wanted.cases}):
        if case not in wanted.kept:
            yield f"the case {case} rests on it: erase the case or the account instead"


def _at_work(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    today = london_date(now).isoformat()
    for sql in _AT_WORK:
        more = {"today": today} if ":today" in sql else {}
        for row in rows_within(tx, sql, [*wanted.cases, *wanted.kept], **more):
            yield f"its case is still at work: {row[0]}"
            break


def _rows(sql: str, says: str) -> Callable[[Connection, Target, datetime], Iterator[str]]:
    def look(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
        for row in rows_within(tx, sql, wanted.comments):
            yield says.format(row[0])

    return look


def _unjudged(tx: Connection, wanted: Target, now: datetime) -> Iterator[str]:
    for row in rows_within(tx, _UNJUDGED, wanted.payloads):
        yield f"the payload {row.n} has not been judged yet (it is {stamp(now)})"


_WORK = (
    _rows(_NEEDS, "the need {} is open"),
    _rows(_ACTIONS, "the action {} is on its way"),
    _rows(_STANDING, "the measure {} still stands on the platform: take it back first, or it never ends"),
    _rows(_TASKS, "somebody still has something to do about it: task {}"),
    _rows(_DESK, "{} still waits on the desk"),
    _rows(_ALARMS, "the alarm {} is ringing"),
    _rows(_SWITCHES, "the switch {} is on"),
)
_LOOKS: tuple[Callable[[Connection, Target, datetime], Iterator[str]], ...] = (
    _held,
    _asked,
    *_WORK,
    _unjudged,
    _shared,
    _cited,
    _at_work,
)
