"""Rows of people and cases by plain SQL, as somebody with the database password would write them."""

from bot.store.database import Database

AT = "2026-11-23T09:00:00.000Z"
LATER = "2027-11-23T09:00:00.000Z"


def insert(table: str, **columns: str | int | None) -> str:
    """An INSERT of these columns; texts are quoted."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(map(_written, columns.values()))})"


def _written(value: str | int | None) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _text(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else f"'{value}'"


def link(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "il_1", "account_id": "u_1", "customer_id": "k_1", "assurance": "verified", "method": "manual_check",
        "linked_by": "s_lena", "at": AT, "evidence_seq": 1, "high_impact": False,
    }  # fmt: skip
    return insert("identity_link", **(row | changes))


def case(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "c_1", "customer_id": "k_1", "state": "open", "opened_at": AT, "opened_for": "i_1", "high_impact": False,
        "look_at": AT,
    }  # fmt: skip
    return insert("case_file", **(row | changes))


def proposal(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "pr_1", "case_id": "c_1", "proposed_by": "s_owen", "post": "Customer Experience Team",
        "involved": " s_vera ", "restriction": "spoc", "months": 12, "pack": "p", "version": "1", "seats": 2,
        "state": "pending", "at": AT,
    }  # fmt: skip
    return insert("proposal", **(row | changes))


def approval(staff: str, **changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {"proposal_id": "pr_1", "staff_id": staff, "post": "Head of Service", "at": AT}
    return insert("approval", **(row | changes))


def restriction(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "r_1", "case_id": "c_1", "proposal_id": "pr_1", "kind": "spoc", "pack": "p", "at": AT,
        "start": "2026-11-23", "ends": "2027-11-23", "review_months": 12, "reviews": 0,
    }  # fmt: skip
    return insert("restriction", **(row | changes))


def appeal(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "ap_1", "case_id": "c_1", "account_id": "u_1", "about": "r_1", "made_at": AT, "late": False,
    }  # fmt: skip
    return insert("appeal", **(row | changes))


def letter(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "l_1", "case_id": "c_1", "kind": "restriction_notice", "about": "r_1", "says": "[]",
        "addressed": "person", "state": "draft", "at": AT,
    }  # fmt: skip
    return insert("letter", **(row | changes))


def marker(**changes: str | int | None) -> str:
    row: dict[str, str | int | None] = {
        "id": "m_1", "case_id": "c_1", "restriction_id": "r_1", "code": "note", "at": AT, "set_by": "s_owen",
    }  # fmt: skip
    return insert("marker", **(row | changes))


def decide(who: str) -> str:
    return f"UPDATE appeal SET decided_by = '{who}', outcome = 'stands', decided_at = '{AT}' WHERE id = 'ap_1'"


def run(database: Database, *statements: str) -> None:
    with database.write() as tx:
        for statement in statements:
            tx.exec_driver_sql(statement)


AGREED = (case(), link(), proposal(), approval("s_helen"), approval("s_hugh"))
"""A proposal that two people agreed to, about a verified customer."""

RESTRICTED = (*AGREED, restriction(), "UPDATE proposal SET state = 'approved' WHERE id = 'pr_1'")
