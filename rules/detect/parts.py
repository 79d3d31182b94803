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
