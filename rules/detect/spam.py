"""Spam and scams: adverts, and attempts to cheat whoever reads the page."""

from rules.detect.parts import from_rules

PART = from_rules("spam")
