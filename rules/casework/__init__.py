"""Casework: pure transitions of a case. A deed or a comment goes in; facts, orders or refusals come out."""

from rules.casework.due import due
from rules.casework.fold import fold
from rules.casework.hear import Heard, hear
from rules.casework.judge import judge
from rules.casework.office import NoPolicy, Office
from rules.casework.standing import standing

__all__ = ["Heard", "NoPolicy", "Office", "due", "fold", "hear", "judge", "standing"]
