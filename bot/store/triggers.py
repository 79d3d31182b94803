"""What the database itself refuses, on each engine: the evidence is append-only however somebody writes to it.

The first migration makes these; the `*_triggers` beside this file are those of later ones. `bot.store.guard` compares them
with what is there.
"""

from bot.store.trigger import REFUSE, Trigger, never, statements

# One look at the last row: measured at 0.3 microseconds over refusing a reused seq alone; two plain subqueries cost 1.0.
_NEXT = (
    "NOT EXISTS (SELECT 1 FROM (SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1)"
    " WHERE seq = NEW.seq - 1 AND hash = NEW.prev)"
    " AND NOT coalesce(NEW.seq = 1 AND NEW.prev = zeroblob(32) AND NOT EXISTS (SELECT 1 FROM entry), false)"
)
_KEPT = "EXISTS (SELECT 1 FROM content WHERE seq = NEW.seq AND field = NEW.field)"
_OTHER = "OLD.proposed_by IS NOT NULL AND NEW.proposed_by IS NOT OLD.proposed_by"

_EVERYWHERE = (
    never("entry", "UPDATE", "evidence is append-only"),
    never("entry", "DELETE", "evidence is append-only"),
    Trigger(
        "entry_next",
        "entry",
        "INSERT",
        "an entry must follow the last one: seq or prev refused",
        _NEXT,
        "doorstep_next",
    ),
    never("content", "UPDATE", "content is erased or left alone"),
    Trigger(
        "action_proposer_stays",
        "action",
        "UPDATE",
        "who proposed an action stays: UPDATE refused",
        _OTHER,
        "doorstep_proposer",
    ),
)

SQLITE = (
    *_EVERYWHERE,
    # INSERT OR REPLACE would be an UPDATE by another name; PostgreSQL's ON CONFLICT DO UPDATE meets the UPDATE trigger.
    Trigger("content_no_replace", "content", "INSERT", "content is there already: INSERT refused", _KEPT, ""),
)

POSTGRESQL = (
    *_EVERYWHERE,
    never("entry", "TRUNCATE", "evidence is append-only"),
)

FUNCTIONS = {
    REFUSE: "BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END",
    "doorstep_next": (
        "DECLARE head record; BEGIN SELECT seq, hash INTO head FROM entry ORDER BY seq DESC LIMIT 1;"
        " IF NEW.seq IS DISTINCT FROM 1 + coalesce(head.seq, 0)"
        " OR NEW.prev IS DISTINCT FROM coalesce(head.hash, decode(repeat('00', 32), 'hex'))"
        " THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; RETURN NEW; END"
    ),
    "doorstep_proposer": (
        "BEGIN IF OLD.proposed_by IS NOT NULL AND NEW.proposed_by IS DISTINCT FROM OLD.proposed_by"
        " THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; RETURN NEW; END"
    ),
}
"""Bodies of the PostgreSQL functions, by name."""


def create_all(dialect: str) -> list[str]:
    """The statements that make every function and trigger on an engine."""
    return statements(dialect, SQLITE, POSTGRESQL, FUNCTIONS)
