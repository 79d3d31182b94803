"""Measures the detector on labelled comments (JSON lines as in LandlordCheck); for development, not part of the product.

    python -m tools.measure_detect FILE [--show KIND] [--limit N]

`--show` prints comments that are wrong: `wrongful`, `missed`, `urgent`, a behaviour (`abuse`: missed, `+abuse`: false) or
a need likewise. The course is `rules.decide` with the built-in pack `house-rules` where that is there; else a plain
reading of the labelling rules, and the heading says which.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rules.detect import Detector, build
from rules.detect import landlordcheck as words
from rules.model.finding import SHIELDING, Behaviour, Found, Severity, Urgency
from rules.model.history import History
from rules.model.interaction import InteractionKind

DATA = Path(__file__).parent.parent / "rules" / "detect" / "data"
KINDS = {"dm": InteractionKind.DIRECT_MESSAGE}
BEHAVIOUR_LABELS = sorted({label for label in words.BEHAVIOURS.values() if label})
NEED_LABELS = sorted(set(words.NEEDS.values()))
GRAVE = frozenset({Behaviour.THREAT, Behaviour.PRIVATE_DATA})


@dataclass(frozen=True)
class Row:
    """One labelled comment and what was found in it."""

    wanted: dict[str, Any]
    found: Found
    course: str

    @property
    def behaviours(self) -> set[str]:
        """Predicted behaviours in LandlordCheck's words."""
        return set(words.behaviours(self.found))

    @property
    def needs(self) -> set[str]:
        """Predicted needs in LandlordCheck's words."""
        return set(words.needs(self.found))


def load() -> Detector:
    """The detector built from the data files of this checkout."""
    return build({path.name: path.read_text(encoding="utf-8") for path in DATA.iterdir() if path.is_file()})


def read(detector: Detector, line: dict[str, Any]) -> Row:
    """One labelled line, read by the detector."""
    context = line.get("context") or {}
    kind = context.get("kind", "comment")
    found = detector.find(
        line["text"],
        parent_text=context.get("parent"),
        kind=KINDS.get(kind) or InteractionKind(kind),
        rating=context.get("rating"),
        history=History(),
    )
    return Row(line, found, course(found, private=kind == "dm"))


def course(found: Found, *, private: bool) -> str:
    """The most that findings support, read plainly from LandlordCheck's labelling rules."""
    counted = [f for f in found.findings if words.counted(f) and words.BEHAVIOURS[f.behaviour]]
    grave = any(
        f.behaviour is Behaviour.PRIVATE_DATA or (f.behaviour in GRAVE and f.severity.rank >= 2) for f in counted
    )
    if grave or any(need.urgency is Urgency.NOW for need in found.needs):
        return "urgent"
    hideable = [
        f for f in counted if f.severity.rank >= Severity.SERIOUS.rank and f.behaviour is not Behaviour.ALLEGATION
    ]
    if hideable and not private and not any(n.kind in SHIELDING for n in found.needs):
        return "hide"
    return "review" if counted or any(f.score < words.COUNTED_SCORE for f in found.findings) else "leave"


def share(part: int, whole: int) -> str:
    """A share as text, with its counts."""
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "none"


def report(rows: list[Row]) -> None:
    """Prints the figures."""
    lawful = [r for r in rows if not r.wanted["behaviours"]]
    breaches = [r for r in rows if r.wanted["behaviours"]]
    urgent = [r for r in rows if r.wanted["outcome"] == "urgent"]
    acted = [r for r in rows if r.wanted["outcome"] in ("hide", "urgent") and r.wanted["behaviours"]]
    print(f"comments {len(rows)}; course: a plain reading of the labelling rules")
    print("wrongful hide      ", share(sum(r.course == "hide" for r in lawful), len(lawful)))
    print("wrongful behaviour ", share(sum(bool(r.behaviours) for r in lawful), len(lawful)))
    print("breaches caught    ", share(sum(bool(r.behaviours) for r in breaches), len(breaches)))
    print("acted on           ", share(sum(r.course in ("hide", "urgent") for r in acted), len(acted)))
    print("urgent recall      ", share(sum(r.course == "urgent" for r in urgent), len(urgent)))
    print("urgent, but not so ", sum(r.course == "urgent" and r.wanted["outcome"] != "urgent" for r in rows))
    print("course right       ", share(sum(r.course == r.wanted["outcome"] for r in rows), len(rows)))
    scores = [_table(rows, label, "behaviours") for label in BEHAVIOUR_LABELS]
    print(f"behaviour macro F1  {sum(scores) / len(scores):.3f}")
    for label in NEED_LABELS:
        _table(rows, label, "needs")


def _table(rows: list[Row], label: str, kind: str) -> float:
    wanted = [label in r.wanted[kind] for r in rows]
    given = [label in (r.behaviours if kind == "behaviours" else r.needs) for r in rows]
    right = sum(w and g for w, g in zip(wanted, given, strict=True))
    recall = right / sum(wanted) if sum(wanted) else 0.0
    precision = right / sum(given) if sum(given) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    counts = f"({sum(wanted)} wanted, {sum(given)} given)"
    print(f"  {label:<20} recall {recall:.2f}  precision {precision:.2f}  F1 {f1:.2f}  {counts}")
    return f1


def wrong(rows: Iterable[Row], what: str) -> Iterable[Row]:
    """Rows wrong in the way asked for."""
    name = what.lstrip("+")
    for row in rows:
        wanted = set(row.wanted["behaviours"]) | set(row.wanted["needs"])
        given = row.behaviours | row.needs
        if what == "wrongful":
            hit = not row.wanted["behaviours"] and bool(row.behaviours)
        elif what == "missed":
            hit = bool(row.wanted["behaviours"]) and not row.behaviours
        elif what == "urgent":
            hit = row.wanted["outcome"] == "urgent" != row.course
        elif what == "+urgent":
            hit = row.course == "urgent" != row.wanted["outcome"]
        else:
            hit = (name in given) > (name in wanted) if what.startswith("+") else (name in wanted) > (name in given)
        if hit:
            yield row


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show")
    parser.add_argument("--limit", type=int, default=200)
    given = parser.parse_args()
    detector = load()
    with given.file.open(encoding="utf-8") as lines:
        rows = [read(detector, json.loads(line)) for line in lines]
    if not given.show:
        report(rows)
        return
    for row in list(wrong(rows, given.show))[: given.limit]:
        rules = [f"{f.rule}{'~' + ','.join(f.guards) if f.guards else ''}" for f in row.found.findings]
        rules += [n.rule for n in row.found.needs]
        print(
            row.wanted["id"], row.wanted["text"][:400], "|", row.wanted["behaviours"], row.wanted["needs"], "|", rules
        )


if __name__ == "__main__":
    main()
