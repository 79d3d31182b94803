"""Discrimination: contempt or generalisation on a protected ground. Naming an identity is none."""

from rules.detect.parts import from_rules

PART = from_rules("discrimination")
