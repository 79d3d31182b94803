"""Threats: explicit, conditional and veiled, and showing that one knows somebody's home, car or family."""

from rules.detect.parts import from_rules

PART = from_rules("threat")
