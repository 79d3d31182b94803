"""The policy of the day: every clause of each version that the case was judged under, and which of them were relied on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.evidence.bundle.scope import Kept
from bot.evidence.canonical import encode
from rules.casework import NoPolicy, Office
from rules.model.evidence import EntryKind
from rules.policy.schema import Clause, Pack


@dataclass(frozen=True, slots=True)
class Policy:
    """One version. `pack` is None where that version is no longer at hand: then only its clauses' ids are known.

    `cited`: the entries that rest on a clause, by its id.
    """

    id: str
    version: str
    pack: Pack | None
    cited: Mapping[str, frozenset[int]]

    @property
    def file(self) -> str:
        """Its name in the bundle."""
        return f"policy/{self.id}@{self.version}.json"

    @property
    def relied_on(self) -> tuple[Clause, ...]:
        """Clauses cited, in the order of the document."""
        return tuple(one for one in (self.pack.clauses if self.pack else ()) if one.id in self.cited)

    def content(self) -> bytes:
        """All its clauses: number, summary in our words, where to read it, and the official wording where it was put in."""
        pack = self.pack
        told = {
            "cited": {clause: sorted(seqs) for clause, seqs in self.cited.items()},
            "clauses": [_plain(one) for one in pack.clauses] if pack else [],
            "in_force": {"from": pack.in_force.start.isoformat(), "until": _day(pack.in_force.until)} if pack else None,
            "pack": self.id,
            "title": pack.title if pack else "",
            "version": self.version,
        }
        return encode(told)


def policies(office: Office, entries: Iterable[Kept]) -> tuple[Policy, ...]:
    """Each version that a decision or a fact of the case names."""
    cited: dict[tuple[str, str], dict[str, set[int]]] = {}
    for one in entries:
        for pack, version, clause in _named(_ruling(one)):
            of_this = cited.setdefault((pack, version), {})
            if clause:
                of_this.setdefault(clause, set()).add(one.seq)
    return tuple(
        Policy(pack, version, _of(office, pack, version), {name: frozenset(seqs) for name, seqs in clauses.items()})
        for (pack, version), clauses in sorted(cited.items())
    )


def _ruling(one: Kept) -> Any:
    """What decides, and not what was merely considered: the measures and gates of a decision, and every fact."""
    if one.kind != EntryKind.DECIDED:
        return one.data
    decision = dict(one.data.get("decision", {}))
    matched = [each for each in decision.pop("considered", ()) if each.get("result") == "matched"]
    kept = {name: decision.get(name) for name in ("pack", "version", "measures", "tasks")}
    return {"decision": kept, "matched": matched}


def _named(thing: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(thing, dict):
        if isinstance(thing.get("pack"), str) and isinstance(thing.get("version"), str):
            yield thing["pack"], thing["version"], str(thing.get("clause", ""))
        for part in thing.values():
            yield from _named(part)
    elif isinstance(thing, list):
        for part in thing:
            yield from _named(part)


def _of(office: Office, pack: str, version: str) -> Pack | None:
    try:
        found = office.named(pack)
    except NoPolicy:
        return None
    return found if found.version == version else None


def _plain(clause: Clause) -> dict[str, Any]:
    return clause.model_dump(mode="json")


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
