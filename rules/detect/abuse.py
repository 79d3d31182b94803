"""Abuse: insults to a person or a team. Criticism of the service, the organisation or what somebody did is none."""

from rules.detect.parts import from_rules

PART = from_rules("abuse")
