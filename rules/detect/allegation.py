"""Allegations: crime or corruption said of somebody who can be told who they are, with nothing offered for it."""

from rules.detect.parts import from_rules

PART = from_rules("allegation")
