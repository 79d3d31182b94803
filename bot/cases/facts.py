"""Facts in evidence: `data` is {"by", "fact", "kind"} with opaque ids and codes; reasons and notes are private fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import msgspec
from sqlalchemy import Connection

from bot.evidence.append import Draft
from bot.store.within import rows_within
from rules.model.case.facts import Fact
from rules.model.evidence import EntryKind
from rules.model.plain import from_plain, to_plain

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Fact)}

_FACTS = "SELECT seq, item, at, body FROM entry WHERE item IN :values AND kind = 'case_fact' ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Written:
    """A fact as it stands in evidence. `by` is a staff id, empty where no person did it."""

    seq: int
    at: str
    case_id: str
    fact: Fact
    by: str


def draft(case_id: str, fact: Fact, by: str, private: Mapping[str, str] | None = None) -> Draft:
    """The entry of one fact."""
    sealed = {name: text.encode("utf-8", "surrogatepass") for name, text in (private or {}).items() if text}
    data = {"by": by, "fact": to_plain(fact), "kind": type(fact).__name__}
    return Draft(EntryKind.CASE_FACT, case_id, data, sealed)


def of_cases(tx: Connection, case_ids: list[str]) -> list[Written]:
    """The facts of these cases in the order of the ledger."""
    # `rows_within` asks in portions: those of one case never come in two orders, but portions do.
    return sorted((_written(row) for row in rows_within(tx, _FACTS, case_ids)), key=lambda one: one.seq)


def _written(row: Any) -> Written:
    data = msgspec.json.decode(bytes(row.body))["data"]
    return Written(row.seq, row.at, row.item, from_plain(KINDS[data["kind"]], data["fact"]), data["by"])
