"""Judgement: what policy says about one interaction, as a pure function of a pack and what is given."""

from rules.decide.judge import decide

__all__ = ["decide"]
