"""Taking the examples out: one JSON line each, as `doorstep eval` reads them, with an entry about each comment that left."""

import json
from collections.abc import Sequence

from bot.clock import Clock
from bot.corrections.examples import Example, examples
from bot.desk.sitting import Sitting, sit, worded
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from rules.detect import landlordcheck
from rules.model.evidence import EntryKind


def export(database: Database, clock: Clock, staff: Staff, reason: str) -> tuple[Example, ...]:
    """Every example that stands, once it is on record that this person took them out, and why. Raises Refused."""
    with sit(database, clock, {}, staff) as sitting:
        sitting.must(Right.EXPORT)
        reason = worded(reason, "Your reason")
        found = tuple(examples(sitting.tx))
        _recorded(sitting, found, reason)
    return found


def listed(database: Database, clock: Clock, staff: Staff) -> list[Example]:
    """The examples for whoever may make them; no words are handed out here. Raises Refused."""
    with sit(database, clock, {}, staff) as sitting:
        sitting.must(Right.CORRECT)
        return examples(sitting.tx)


def line(one: Example) -> str:
    """One example as JSON: LandlordCheck's labels for `doorstep eval`, ours in `said`. Halves of characters are escaped."""
    named = (landlordcheck.BEHAVIOURS[kind] for kind in one.said.behaviours)
    fields = {
        "id": one.id,
        "text": one.text,
        "context": {"kind": one.kind, **({"parent": one.above} if one.above else {})},
        "behaviours": sorted({name for name in named if name}),
        "needs": sorted({landlordcheck.NEEDS[kind] for kind in one.said.needs}),
        "outcome": one.said.outcome.value,
        "said": {
            "behaviours": [kind.value for kind in one.said.behaviours],
            "needs": [kind.value for kind in one.said.needs],
            "target": one.said.target.value,
        },
        "source": {"interaction": one.id, "text_seq": one.text_seq, "labelled_by_entry": one.seq},
    }
    return json.dumps(fields, ensure_ascii=True)


def _recorded(sitting: Sitting, found: Sequence[Example], reason: str) -> None:
    """An entry about each comment, so that whoever reads its record sees that its words left; the reason goes with it."""
    for one in found:
        data = {"what": "corrections", "labelled_by_entry": one.seq}
        sitting.entry(EntryKind.EXPORTED, one.id, data, {"reason": reason})
