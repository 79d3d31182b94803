"""Where each requirement of a policy is carried out, and what shows it: `coverage.yaml` beside a pack.

    WCH-29: {status: executable, by: "rules/casework/quorum.py, pack:casework.approval", shown_by: "tests/...py::test_..."}

`by` names files of the tree, or fields of the pack after `pack:`. `shown_by` is a test (its pytest node id, a whole
function where it has parameters) or one of the pack's own examples (`examples:W-03`). Whether they exist and ran is
for the tests to find out; here is only what can be said from the words.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError, model_validator

from rules.policy.parse import PackError, load
from rules.policy.part import ClauseId, Line, Part
from rules.policy.schema import Pack

FILE = "coverage.yaml"
EXAMPLES = "examples:"
_FIELD = "pack:"
_OF_THE_DOCUMENT = re.compile(r"-\d+$")


class Status(StrEnum):
    """How a requirement is met."""

    EXECUTABLE = "executable"
    """Code carries it out or refuses what goes against it."""
    CONFIGURED = "configured"
    """The pack's data or the landlord's settings say it, and code reads it."""
    HUMAN_TASK = "human-task"
    """A person does it; the software asks, waits and records."""
    NARRATIVE = "narrative"
    """A principle that asks nothing of software; says why."""


class Covered(Part):
    """Where one requirement is carried out and what shows it."""

    status: Status
    by: Line
    shown_by: Line
    reason: Line | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.status is Status.NARRATIVE and not self.reason:
            raise ValueError("narrative needs a reason")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """Each file or field that `by` names."""
        return tuple(place.strip() for place in self.by.split(","))


Coverage = Mapping[ClauseId, Covered]
_COVERAGE: TypeAdapter[dict[ClauseId, Covered]] = TypeAdapter(dict[ClauseId, Covered])


def requirements(pack: Pack) -> tuple[ClauseId, ...]:
    """The ids of the document's own requirements. Clauses that a landlord adds end in a word (`DH24-PAGE`)."""
    return tuple(clause.id for clause in pack.clauses if _OF_THE_DOCUMENT.search(clause.id))


def read(text: str) -> Coverage:
    """The text of a `coverage.yaml`. Raises PackError, one line naming file, requirement and field."""
    fields = load(FILE, text)
    try:
        return _COVERAGE.validate_python(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = [str(step) for step in first["loc"] if step != "[key]"]
        raise PackError(": ".join([FILE, *place, first["msg"].removeprefix("Value error, ")])) from None


def faults(pack: Pack, coverage: Coverage) -> Iterator[str]:
    """What is missing or wrong, one line each: a requirement without an entry, an entry without one, an unknown field."""
    wanted = requirements(pack)
    for missing in [clause for clause in wanted if clause not in coverage]:
        yield f"{pack.id}: {FILE}: {missing}: is missing"
    for clause, covered in coverage.items():
        if clause not in wanted:
            yield f"{pack.id}: {FILE}: {clause}: is not a requirement of this policy"
        for place in covered.places:
            if place.startswith(_FIELD) and not _given(pack, place.removeprefix(_FIELD)):
                yield f"{pack.id}: {FILE}: {clause}: by: the pack gives no {place.removeprefix(_FIELD)}"


def files_named(coverage: Coverage) -> frozenset[str]:
    """Every file that some `by` names, as from the root of the tree."""
    return frozenset(p for c in coverage.values() for p in c.places if not p.startswith(_FIELD))


def _given(pack: Pack, path: str) -> bool:
    """Whether a field (`casework.approval`, `by_behaviour.threat`, `roles.Manager`) is there and not empty."""
    found: Any = pack
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
    return found not in (None, (), {})
