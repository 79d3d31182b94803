"""Something wrong in a pack, with the place it stands at."""

from typing import NamedTuple


class Fault(NamedTuple):
    """The top-level field, the part of it (a clause, a behaviour, a notice), the field in it, and why."""

    section: str
    part: str
    field: str
    why: str
