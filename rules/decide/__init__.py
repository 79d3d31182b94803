"""Judgement: what policy says about one interaction, as a pure function of a pack and what is given."""

from rules.decide.judge import decide
from rules.decide.lead import leading

__all__ = ["decide", "leading"]
