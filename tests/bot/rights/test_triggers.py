"""What the database itself refuses about requests and what was weighed, whoever writes to it, on both engines."""

import pytest
from sqlalchemy import exc

from bot.store.database import Database
from tests.bot.store.case_rows import AT, insert, run

ROWS = (
    insert(
        "subject_request",
        id="sr_1",
        about="u_1",
        received="2026-11-20",
        due="2026-12-20",
        opened_by="s_dee",
        opened_at=AT,
        state="open",
    ),
    insert(
        "weighing",
        id="wg_1",
        request_id="sr_1",
        seq=4,
        field="reason",
        owner="c_1",
        kind="note",
        state="waiting",
        ground="",
    ),
)
WEIGH = f"UPDATE weighing SET state = 'given', weighed_by = 's_dee', weighed_at = '{AT}', decided_seq = 9"
EXPORT = f"UPDATE subject_request SET state = 'exported', done_by = 's_dee', done_at = '{AT}'"
REFUSED = (
    ((), EXPORT, "has not been weighed by a person"),
    ((), "UPDATE weighing SET state = 'given'", "a_person_weighs"),
    ((), "UPDATE weighing SET field = 'note'", "what was weighed stays"),
    ((WEIGH,), "UPDATE weighing SET state = 'waiting'", "what was weighed stays"),
    ((WEIGH, EXPORT), "UPDATE weighing SET state = 'withheld'", "what was weighed stays"),
    ((WEIGH, EXPORT), "UPDATE subject_request SET state = 'open'", "who asked for what stays"),
    ((), "UPDATE subject_request SET about = 'u_2'", "who asked for what stays"),
    ((), "DELETE FROM weighing", "stays on record"),
    ((), "DELETE FROM subject_request", "stays on record"),
)


def test_what_was_asked_and_weighed_stays(any_database: Database) -> None:
    for before, statement, says in REFUSED:
        with pytest.raises(exc.DBAPIError, match=says):
            run(any_database, *ROWS, *before, statement)
    run(any_database, *ROWS, WEIGH, EXPORT)


def test_a_row_is_not_replaced(database: Database) -> None:
    """INSERT OR REPLACE would be an UPDATE by another name; PostgreSQL has none."""
    for table in ("subject_request", "weighing"):
        with pytest.raises(exc.DBAPIError, match="is there already"):
            run(database, *ROWS, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
