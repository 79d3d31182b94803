"""What the database itself refuses about people and cases: the second migration makes these, the fifth made some anew.
One text for both engines.

Proposer, approvers and appeal decider are different people; nothing formal stands on a person who is not verified; who did
what stays. A condition is written so that SQLite and PostgreSQL read it alike.
"""

from bot.store.trigger import Trigger, changed, functions, never, not_replaced, set_and_changed, statements

_VERIFIED = (
    "EXISTS (SELECT 1 FROM identity_link l JOIN case_file c ON c.customer_id = l.customer_id"
    " WHERE c.id = NEW.case_id AND l.assurance = 'verified' AND l.taken_back_at IS NULL"
    " AND (l.expires_at IS NULL OR l.expires_at > NEW.at) AND (l.confirmed_by IS NOT NULL OR NOT c.high_impact))"
)
_OTHERS_PENDING = (
    "EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.state = 'pending'"
    " AND p.proposed_by <> NEW.staff_id AND p.involved NOT LIKE '% ' || NEW.staff_id || ' %')"
)
_AGREED = "(SELECT count(*) FROM approval a WHERE a.proposal_id = NEW.proposal_id)"
_SEATS = (
    "coalesce((SELECT p.seats FROM proposal p WHERE p.id = NEW.proposal_id AND p.case_id = NEW.case_id"
    " AND p.state = 'pending'), 1000)"
)
_INVOLVED = (
    "(EXISTS (SELECT 1 FROM restriction r JOIN proposal p ON p.id = r.proposal_id WHERE r.id = NEW.about"
    " AND (p.proposed_by = NEW.decided_by OR p.involved LIKE '% ' || NEW.decided_by || ' %'))"
    " OR EXISTS (SELECT 1 FROM restriction r JOIN approval a ON a.proposal_id = r.proposal_id"
    " WHERE r.id = NEW.about AND a.staff_id = NEW.decided_by)"
    " OR EXISTS (SELECT 1 FROM action x WHERE x.id = NEW.about"
    " AND (x.proposed_by = NEW.decided_by OR x.approved_by = NEW.decided_by)))"
)
_TO_A_PERSON = "(NEW.addressed <> 'account' OR NEW.kind IN ('restriction_notice', 'extension', 'review_outcome'))"


_CONDITIONS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "case_stays",
        "case_file",
        "UPDATE",
        "whose case it is stays: UPDATE refused",
        (
            f"{changed('id', 'opened_at')} OR {set_and_changed('customer_id', 'joined_into')}"
            " OR (OLD.high_impact AND NOT NEW.high_impact)"
        ),
    ),
    (
        "link_stays",
        "identity_link",
        "UPDATE",
        "who linked an account stays: UPDATE refused",
        (
            f"{changed('id', 'account_id', 'customer_id', 'linked_by', 'at', 'method', 'evidence_seq', 'high_impact')}"
            f" OR {changed('expires_at')} OR {set_and_changed('confirmed_by', 'taken_back_at', 'taken_back_by')}"
            " OR (NEW.assurance <> OLD.assurance AND NEW.confirmed_by IS NULL)"
        ),
    ),
    (
        "proposal_stays",
        "proposal",
        "UPDATE",
        "who proposed what stays: UPDATE refused",
        (
            f"{changed('id', 'case_id', 'proposed_by', 'involved', 'restriction', 'months', 'seats', 'at')}"
            " OR (OLD.state <> 'pending' AND NEW.state <> OLD.state)"
        ),
    ),
    (
        "approval_other",
        "approval",
        "INSERT",
        "nobody approves what they proposed, and only what is pending: INSERT refused",
        f"NOT {_OTHERS_PENDING}",
    ),
    (
        "approval_once",
        "approval",
        "INSERT",
        "one person approves once: INSERT refused",
        "EXISTS (SELECT 1 FROM approval a WHERE a.proposal_id = NEW.proposal_id AND a.staff_id = NEW.staff_id)",
    ),
    (
        "restriction_verified",
        "restriction",
        "INSERT",
        "no restriction without a verified link of that customer: INSERT refused",
        f"NOT {_VERIFIED}",
    ),
    (
        "restriction_quorum",
        "restriction",
        "INSERT",
        "no restriction without its quorum: INSERT refused",
        f"{_AGREED} < {_SEATS}",
    ),
    (
        "restriction_stays",
        "restriction",
        "UPDATE",
        "what was decided stays: UPDATE refused",
        f"{changed('id', 'case_id', 'proposal_id', 'kind', 'pack', 'at', 'start')} OR {set_and_changed('lifted_at')}",
    ),
    (
        "appeal_undecided",
        "appeal",
        "INSERT",
        "an appeal arrives undecided: INSERT refused",
        "NEW.decided_by IS NOT NULL OR NEW.outcome IS NOT NULL",
    ),
    (
        "appeal_decider",
        "appeal",
        "UPDATE",
        "nobody involved decides an appeal: UPDATE refused",
        (
            "(NEW.outcome IS NOT NULL AND (NEW.decided_by IS NULL OR NEW.about IS NULL))"
            f" OR (NEW.decided_by IS NOT NULL AND {_INVOLVED})"
        ),
    ),
    (
        "appeal_stays",
        "appeal",
        "UPDATE",
        "who decided an appeal stays: UPDATE refused",
        (
            f"{changed('id', 'case_id', 'account_id', 'made_at')} OR {set_and_changed('decided_by', 'outcome')}"
            " OR (OLD.decided_by IS NOT NULL AND NEW.about IS DISTINCT FROM OLD.about)"
        ),
    ),
    (
        "marker_verified",
        "marker",
        "INSERT",
        "no marker without a verified link of that customer: INSERT refused",
        f"NOT {_VERIFIED}",
    ),
    (
        "marker_stays",
        "marker",
        "UPDATE",
        "who set a marker stays: UPDATE refused",
        f"{changed('id', 'case_id', 'restriction_id', 'code', 'at', 'set_by')} OR {set_and_changed('removed_by')}",
    ),
    (
        "letter_verified",
        "letter",
        "INSERT",
        "no formal letter without a verified link of that customer: INSERT refused",
        f"{_TO_A_PERSON} AND NOT {_VERIFIED}",
    ),
    (
        "letter_stays",
        "letter",
        "UPDATE",
        "who approved and sent a letter stays: UPDATE refused",
        (
            f"{changed('id', 'case_id', 'kind', 'about', 'addressed', 'at')}"
            f" OR {set_and_changed('approved_by', 'approved_at', 'sent_by', 'sent_at')}"
            " OR (OLD.approved_by IS NOT NULL AND NEW.content_seq IS DISTINCT FROM OLD.content_seq)"
        ),
    ),
)

_KEPT = ("case_file", "identity_link", "proposal", "approval", "restriction", "appeal", "marker", "letter")
"""Tables whose rows are never deleted: what relied on what must stay to be seen."""

CONDITIONAL = tuple(
    Trigger(name, table, event, says, when, f"doorstep_{name}") for name, table, event, says, when in _CONDITIONS
)
UNCONDITIONAL = (
    never("approval", "UPDATE", "who approved stays"),
    *(never(table, "DELETE", f"a {table} is never deleted") for table in _KEPT),
)
TRUNCATING = tuple(never(table, "TRUNCATE", f"a {table} is never deleted") for table in _KEPT)

NOT_REPLACED = tuple(not_replaced(table) for table in _KEPT if table != "approval")

SQLITE = (*CONDITIONAL, *UNCONDITIONAL, *NOT_REPLACED)
POSTGRESQL = (*CONDITIONAL, *UNCONDITIONAL, *TRUNCATING)

FUNCTIONS = functions(CONDITIONAL)
"""Bodies of the PostgreSQL functions, by name."""

CLOSER = frozenset(
    {"link_stays", "appeal_decider", "case_file_no_delete", "case_file_no_replace", "case_file_no_truncate"}
)
"""What the fifth migration made anew, or for the first time."""


def create_closer(dialect: str) -> list[str]:
    """The statements that put these in the place of what was there."""
    made = [one for one in (SQLITE if dialect == "sqlite" else POSTGRESQL) if one.name in CLOSER]
    on = "" if dialect == "sqlite" else " ON {table}"
    gone = [f"DROP TRIGGER IF EXISTS {one.name}{on.format(table=one.table)}" for one in made]
    bodies = {one.function: FUNCTIONS[one.function] for one in made if one.function in FUNCTIONS}
    return [*gone, *statements(dialect, made, made, bodies)]


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine; the first migration's functions are there."""
    return statements(dialect, SQLITE, POSTGRESQL, FUNCTIONS)
