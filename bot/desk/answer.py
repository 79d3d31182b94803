"""What a deed at the desk answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Accepted, or refused and why in one plain line. `ids` are the rows made or changed."""

    accepted: bool
    why: str = ""
    ids: tuple[str, ...] = ()
