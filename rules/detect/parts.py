"""What a detector is: a name, and a function from a reading to claims."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rules.detect.claims import Claims
from rules.detect.reading import Reading
from rules.model.finding import Finding, Need


@dataclass(frozen=True, slots=True)
class Part:
    """One detector. `always` means it is asked even when none of its own rules hit."""

    name: str
    find: Callable[[Reading, Claims], Iterable[Finding | Need]]
    always: bool = False


def from_rules(name: str) -> Part:
    """A detector that is all in its data file: every hit of its rules, weighed by the guards, is a finding."""
    return Part(name, lambda reading, claims: claims.findings(reading, name))
