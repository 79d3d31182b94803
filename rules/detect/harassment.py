"""Harassment: pestering, urging others to, following, sexual remarks, recordings and staff's own accounts."""

from rules.detect.parts import from_rules

PART = from_rules("harassment")
