"""What the form of a correction offers, and what it begins with: what a colleague said before, else the detectors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec

from bot.console.reading.comment import Judged
from bot.store.tables import Entry
from rules.detect.landlordcheck import counted
from rules.model.correction import Correction
from rules.model.decision import Course
from rules.model.evidence import EntryKind
from rules.model.finding import NEVER_A_BREACH, Behaviour, NeedKind, Target
from rules.model.plain import from_plain
from rules.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Labels:
    """`behaviours`: those the policy speaks of; `found`, `needed`, `target`, `outcome`: chosen to begin with.

    `kept`: it is an example already, which can be taken back.
    """

    behaviours: Sequence[Behaviour]
    found: Collection[Behaviour]
    needed: Collection[NeedKind]
    target: Target
    outcome: Course
    kept: bool = False
    needs: Sequence[NeedKind] = tuple(NeedKind)
    targets: Sequence[Target] = tuple(Target)
    outcomes: Sequence[Course] = tuple(Course)


def labels(judged: Judged | None, pack: Pack | None, entries: Sequence[Entry]) -> Labels:
    """For a comment that could not be judged, nothing is ticked and a person looks."""
    offered = [kind for kind in Behaviour if pack is None or kind in pack.by_behaviour]
    said = _said(entries)
    if said is not None:
        return Labels(offered, said.behaviours, said.needs, said.target, said.outcome, kept=True)
    if judged is None:
        return Labels(offered, (), (), Target.NONE, Course.REVIEW)
    found = judged.given.found
    named = [one for one in found.findings if counted(one) or one.behaviour in NEVER_A_BREACH]
    target = named[0].target if named else Target.NONE
    needed = {need.kind for need in found.needs}
    return Labels(offered, {one.behaviour for one in named}, needed, target, judged.decision.course)


def _said(entries: Sequence[Entry]) -> Correction | None:
    """The correction that stands: the latest, unless it was taken back."""
    made = [entry for entry in entries if entry.kind == EntryKind.CORRECTED]
    data = msgspec.json.decode(made[-1].body)["data"] if made else {"what": ""}
    if data["what"] != "labels":
        return None
    return from_plain(Correction, {name: data[name] for name in ("behaviours", "needs", "target", "outcome")})
